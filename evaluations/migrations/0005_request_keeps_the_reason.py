from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0004_account_changes_report_pages"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignmentrequest",
            name="decision_reason",
            field=models.TextField(
                blank=True, help_text="As the person was told it.", verbose_name="reason of the decision"
            ),
        ),
    ]
