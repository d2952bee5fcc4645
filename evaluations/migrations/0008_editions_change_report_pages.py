import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0007_sealed_tables_are_not_truncated"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditionOnPage",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("evaluations.edition",),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="commentonpage",
            name="comment_changed_changes_report_page",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commentonpage",
            trigger=pgtrigger.compiler.Trigger(
                name="comment_changed_changes_report_page",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."status" = \'approved\' OR OLD."status" = \'approved\' OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."posted_at" IS DISTINCT FROM (NEW."posted_at"))',
                    func="UPDATE evaluations_report SET page_changed_at = clock_timestamp() WHERE id IN (OLD.report_id, NEW.report_id); RETURN NULL;",
                    hash="7273b9e5f16c309827a058c315e38a7cf9d90ece",
                    operation="UPDATE",
                    pgid="pgtrigger_comment_changed_changes_report_page_e0b21",
                    table="evaluations_comment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="editiononpage",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_published_changes_report_page",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"status\" = 'published')",
                    func="UPDATE evaluations_report SET page_changed_at = clock_timestamp() WHERE id = NEW.report_id; RETURN NULL;",
                    hash="4116c28c7b449b9a27bd4ed49dfcafbc68f46270",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_edition_published_changes_report_page_a7889",
                    table="evaluations_edition",
                    when="AFTER",
                ),
            ),
        ),
    ]
