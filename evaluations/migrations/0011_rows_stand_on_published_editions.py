"""What the public reads stands on a published edition of the very report, for ever; the database holds it there."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import evaluations.models.sealing

# Composite foreign keys, which Django cannot declare.
KEYS = [
    (
        "evaluations_report",
        "report_current_edition_is_its_own",
        "FOREIGN KEY (current_id, id) REFERENCES evaluations_edition (id, report_id)",
    ),
    (
        "evaluations_comment",
        "comment_is_on_an_edition_of_its_report",
        "FOREIGN KEY (edition_id, report_id) REFERENCES evaluations_edition (id, report_id)",
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0010_seals_cannot_be_opened"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="comment_is_on_a_published_edition",
                sql=evaluations.models.sealing.SealSql(
                    condition='WHEN (NEW."edition_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT FROM evaluations_edition WHERE id = NEW.edition_id AND status = 'published'\n            ) THEN\n                RAISE EXCEPTION '% of a row that stands on an edition which is not published', TG_OP\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="bab764bb2b0837c38a333f4e64e852e46f1c37b9",
                    operation='INSERT OR UPDATE OF "edition_id"',
                    pgid="pgtrigger_comment_is_on_a_published_edition_c3fa3",
                    table="evaluations_comment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_is_not_born_published",
                sql=evaluations.models.sealing.SealSql(
                    condition="WHEN (NEW.\"status\" = 'published')",
                    func="RAISE EXCEPTION '% of a published edition: only one that is stored already is published', TG_OP USING ERRCODE = 'check_violation';",
                    hash="e26714d012d7d36c737b053e12c51abd01a85540",
                    operation="INSERT",
                    pgid="pgtrigger_edition_is_not_born_published_a95b7",
                    table="evaluations_edition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_published_makes_report_public",
                sql=evaluations.models.sealing.SealSql(
                    condition="WHEN (NEW.\"status\" = 'published')",
                    constraint="CONSTRAINT",
                    func="\n            IF EXISTS (SELECT FROM evaluations_report WHERE id = NEW.report_id AND current_id IS NULL) THEN\n                RAISE EXCEPTION '% of a published edition: its report has no current one', TG_OP\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="eff91f9b92fa8e3f31b470706be8526ecb4f8b7b",
                    operation="UPDATE",
                    pgid="pgtrigger_edition_published_makes_report_public_44679",
                    table="evaluations_edition",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_current_edition_is_published",
                sql=evaluations.models.sealing.SealSql(
                    condition='WHEN (NEW."current_id" IS NOT NULL)',
                    func="\n            IF NOT EXISTS (\n                SELECT FROM evaluations_edition WHERE id = NEW.current_id AND status = 'published'\n            ) THEN\n                RAISE EXCEPTION '% of a row that stands on an edition which is not published', TG_OP\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="4b3edb6e1d66b2cc27fbfa63a5028a451272631f",
                    operation='INSERT OR UPDATE OF "current_id"',
                    pgid="pgtrigger_report_current_edition_is_published_2a946",
                    table="evaluations_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_once_public_stays_public",
                sql=evaluations.models.sealing.SealSql(
                    condition='WHEN (NEW."current_id" IS NULL AND OLD."current_id" IS NOT NULL)',
                    func="RAISE EXCEPTION '% of a report: once published it keeps a current edition', TG_OP USING ERRCODE = 'check_violation';",
                    hash="af10b21aa3c483253b3e2eabef832864244969bd",
                    operation="UPDATE",
                    pgid="pgtrigger_report_once_public_stays_public_446eb",
                    table="evaluations_report",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_once_public_keeps_its_subject",
                sql=evaluations.models.sealing.SealSql(
                    condition='WHEN (OLD."current_id" IS NOT NULL AND (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."member_id" IS DISTINCT FROM (NEW."member_id") OR OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id") OR OLD."action_plan_id" IS DISTINCT FROM (NEW."action_plan_id")))',
                    func="RAISE EXCEPTION '% of a report: once published it keeps its subject', TG_OP USING ERRCODE = 'check_violation';",
                    hash="6965233fe8e44815d8096a964f436137177b588f",
                    operation="UPDATE",
                    pgid="pgtrigger_report_once_public_keeps_its_subject_53b9b",
                    table="evaluations_report",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("id", "report"), name="edition_and_report"),
        ),
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} DEFERRABLE INITIALLY IMMEDIATE",
                f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            )
            for table, name, definition in KEYS
        ),
    ]
