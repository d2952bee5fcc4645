"""The type of a file goes to each piece of evidence: the same bytes may be sent under two names, of two types."""

from django.db import migrations, models

# Of a published edition, too, for which its seal is opened: what is told of its files stays what it was.
FILL = """
    ALTER TABLE evaluations_evidence DISABLE TRIGGER pgtrigger_evidence_is_sealed_10a9c;
    UPDATE evaluations_evidence AS evidence SET content_type = file.content_type
        FROM evaluations_storedfile AS file WHERE file.id = evidence.stored_file_id;
    ALTER TABLE evaluations_evidence ENABLE TRIGGER pgtrigger_evidence_is_sealed_10a9c;
"""
GIVE_BACK = """
    ALTER TABLE evaluations_storedfile DISABLE TRIGGER pgtrigger_stored_file_never_changes_f9d3e;
    UPDATE evaluations_storedfile AS file SET content_type = first.content_type
        FROM (
            SELECT DISTINCT ON (stored_file_id) stored_file_id, content_type
            FROM evaluations_evidence ORDER BY stored_file_id, id
        ) AS first WHERE first.stored_file_id = file.id;
    ALTER TABLE evaluations_storedfile ENABLE TRIGGER pgtrigger_stored_file_never_changes_f9d3e;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0011_rows_stand_on_published_editions"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="content_type",
            field=models.CharField(blank=True, max_length=150, verbose_name="type of the file"),
        ),
        migrations.RunSQL(FILL, GIVE_BACK),
        # On the way back the column is empty until GIVE_BACK has run.
        migrations.AlterField(
            model_name="storedfile",
            name="content_type",
            field=models.CharField(blank=True, max_length=150, verbose_name="type"),
        ),
        migrations.RemoveField(
            model_name="storedfile",
            name="content_type",
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("content_type", ""), ("stored_file__isnull", True)),
                    models.Q(("stored_file__isnull", False), models.Q(("content_type", ""), _negated=True)),
                    _connector="OR",
                ),
                name="evidence_has_a_type_where_it_has_a_file",
            ),
        ),
    ]
