"""The groups that accounts are put into; what each may do stands in permissions."""

from django.db import migrations

GROUPS = ("evaluators", "reviewers", "moderators")


def create_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in GROUPS:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0002_rows_belong_together"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop, elidable=False)]
