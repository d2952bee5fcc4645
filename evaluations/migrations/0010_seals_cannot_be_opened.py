"""The seals anew, by a template without the clause that let `pgtrigger.ignore` pass them by."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

import evaluations.models.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0009_say_email"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="byline",
            name="byline_is_sealed",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="byline",
            name="bylines_are_not_truncated",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="comment",
            name="comments_are_not_truncated",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="edition",
            name="edition_is_sealed",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="edition",
            name="editions_are_not_truncated",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="evidence_is_sealed",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="evidence",
            name="evidence_is_not_truncated",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="move",
            name="move_is_only_appended",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="move",
            name="moves_are_not_truncated",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="report_slug_is_for_ever",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="storedfile",
            name="stored_file_never_changes",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="storedfile",
            name="stored_files_are_not_truncated",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="byline",
            trigger=pgtrigger.compiler.Trigger(
                name="byline_is_sealed",
                sql=evaluations.models.sealing.SealSql(
                    declare="DECLARE sealed integer;",
                    func="\n            SELECT count(*) INTO sealed FROM (\n                SELECT status FROM evaluations_edition WHERE id IN (OLD.edition_id, NEW.edition_id) FOR SHARE\n            ) AS locked WHERE status = 'published';\n            IF sealed > 0 THEN\n                RAISE EXCEPTION '% of a row of a published edition: it is sealed', TG_OP\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="e26d48ee3e41bba53317861ad412ea2c2832886e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_byline_is_sealed_f3177",
                    table="evaluations_byline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="byline",
            trigger=pgtrigger.compiler.Trigger(
                name="bylines_are_not_truncated",
                sql=evaluations.models.sealing.SealSql(
                    func="\n            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                USING ERRCODE = 'check_violation';\n        ",
                    hash="140db3a3a70f708b87430e9d2cf0420e36c676d4",
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
                sql=evaluations.models.sealing.SealSql(
                    func="\n            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                USING ERRCODE = 'check_violation';\n        ",
                    hash="d84ce0ccf6b1197f95a367706259a4b9ef4f44ef",
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
                name="edition_is_sealed",
                sql=evaluations.models.sealing.SealSql(
                    condition="WHEN (OLD.\"status\" = 'published')",
                    func="RAISE EXCEPTION '% of a published edition: it is sealed', TG_OP USING ERRCODE = 'check_violation';",
                    hash="9073d7a2013f04ecc947ac85d40f9e7141a0dc96",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_edition_is_sealed_bb542",
                    table="evaluations_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="editions_are_not_truncated",
                sql=evaluations.models.sealing.SealSql(
                    func="\n            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                USING ERRCODE = 'check_violation';\n        ",
                    hash="331f36d821de1e863e2bacf72fe859fe77413a29",
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
                name="evidence_is_sealed",
                sql=evaluations.models.sealing.SealSql(
                    declare="DECLARE sealed integer;",
                    func="\n            SELECT count(*) INTO sealed FROM (\n                SELECT status FROM evaluations_edition WHERE id IN (OLD.edition_id, NEW.edition_id) FOR SHARE\n            ) AS locked WHERE status = 'published';\n            IF sealed > 0 THEN\n                RAISE EXCEPTION '% of a row of a published edition: it is sealed', TG_OP\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="b41eecc613f23cd2a3b62154613653e79230eb65",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_evidence_is_sealed_10a9c",
                    table="evaluations_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="evidence_is_not_truncated",
                sql=evaluations.models.sealing.SealSql(
                    func="\n            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                USING ERRCODE = 'check_violation';\n        ",
                    hash="4c3462182e381fce9ca8d3d0ad87298a0f2853b7",
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
                name="move_is_only_appended",
                sql=evaluations.models.sealing.SealSql(
                    func="RAISE EXCEPTION '% of a record that only grows', TG_OP USING ERRCODE = 'check_violation';",
                    hash="c3b98a958b3845065368d5d061c8d12d7a307b7f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_move_is_only_appended_f87c6",
                    table="evaluations_move",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="move",
            trigger=pgtrigger.compiler.Trigger(
                name="moves_are_not_truncated",
                sql=evaluations.models.sealing.SealSql(
                    func="\n            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                USING ERRCODE = 'check_violation';\n        ",
                    hash="d9a2c2aad7bc211a97fb2a6467c382efd8a1cfc2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_moves_are_not_truncated_7dec1",
                    table="evaluations_move",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_slug_is_for_ever",
                sql=evaluations.models.sealing.SealSql(
                    condition='WHEN (OLD."slug" IS NOT NULL AND OLD."slug" IS DISTINCT FROM (NEW."slug"))',
                    func="RAISE EXCEPTION '% of a report: its slug is for ever', TG_OP USING ERRCODE = 'check_violation';",
                    hash="ba49cdf6e51c3a2a382d562d604a017666869a81",
                    operation="UPDATE",
                    pgid="pgtrigger_report_slug_is_for_ever_479dc",
                    table="evaluations_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="stored_file_never_changes",
                sql=evaluations.models.sealing.SealSql(
                    func="RAISE EXCEPTION '% of a stored file: it never changes', TG_OP USING ERRCODE = 'check_violation';",
                    hash="7605d5ffeea17a2871c3ee5045182df701545c36",
                    operation="UPDATE",
                    pgid="pgtrigger_stored_file_never_changes_f9d3e",
                    table="evaluations_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="stored_files_are_not_truncated",
                sql=evaluations.models.sealing.SealSql(
                    func="\n            RAISE EXCEPTION 'TRUNCATE of %: what was published is sealed', TG_TABLE_NAME\n                USING ERRCODE = 'check_violation';\n        ",
                    hash="3bad9aa07faf16c01504733a2c31a8810f21e367",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_stored_files_are_not_truncated_e5940",
                    table="evaluations_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
