"""Composite foreign keys, which Django cannot declare: what a row copies from another, the database holds to it."""

from django.db import migrations

KEYS = [
    (
        "evaluations_report",
        "report_is_on_its_member_s_commitment",
        "FOREIGN KEY (commitment_id, member_id) REFERENCES commitments_commitment (id, member_id) ON UPDATE CASCADE",
    ),
    (
        "evaluations_report",
        "report_is_on_its_member_s_action_plan",
        "FOREIGN KEY (action_plan_id, member_id) REFERENCES commitments_actionplan (id, member_id) ON UPDATE CASCADE",
    ),
    (
        "evaluations_comment",
        "comment_is_on_its_parent_s_report",
        "FOREIGN KEY (parent_id, report_id) REFERENCES evaluations_comment (id, report_id)",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition} DEFERRABLE INITIALLY IMMEDIATE",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for table, name, definition in KEYS
    ]
