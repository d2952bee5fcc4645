from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0008_editions_change_report_pages"),
    ]

    operations = [
        migrations.AlterField(
            model_name="comment",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="email"),
        ),
        migrations.AlterField(
            model_name="evaluator",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="email"),
        ),
        migrations.AlterField(
            model_name="evaluator",
            name="publishes_email",
            field=models.BooleanField(
                default=False,
                help_text="Otherwise readers write to her through a form.",
                verbose_name="publishes her email",
            ),
        ),
    ]
