import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0006_published_email_is_verified"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="byline",
            trigger=pgtrigger.compiler.Trigger(
                name="bylines_are_not_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('ogpreports.may_truncate', true) IS DISTINCT FROM 'on' THEN\n                RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="813f13604e2bc186920d6f8090bc0bf22f8e091f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_bylines_are_not_truncated_18c64",
                    table="evaluations_byline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="comments_are_not_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('ogpreports.may_truncate', true) IS DISTINCT FROM 'on' THEN\n                RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="c79f163bd5a8d5291895a22933f6cbb9db4f3fed",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_comments_are_not_truncated_90c58",
                    table="evaluations_comment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="editions_are_not_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('ogpreports.may_truncate', true) IS DISTINCT FROM 'on' THEN\n                RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="0d3dd011bebd4b64292e958433abd8b500019266",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_editions_are_not_truncated_8f664",
                    table="evaluations_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="evidence_is_not_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('ogpreports.may_truncate', true) IS DISTINCT FROM 'on' THEN\n                RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="a11e24fec928b140d716866ccef5567c9f6d9035",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_evidence_is_not_truncated_8ca70",
                    table="evaluations_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="move",
            trigger=pgtrigger.compiler.Trigger(
                name="moves_are_not_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('ogpreports.may_truncate', true) IS DISTINCT FROM 'on' THEN\n                RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="ab7582bac176727e43dd72e6af2237c3c19a23ec",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_moves_are_not_truncated_7dec1",
                    table="evaluations_move",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="stored_files_are_not_truncated",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF current_setting('ogpreports.may_truncate', true) IS DISTINCT FROM 'on' THEN\n                RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="45ceb922f06ba9f0fba0789eb7be8d73de690bef",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_stored_files_are_not_truncated_e5940",
                    table="evaluations_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
