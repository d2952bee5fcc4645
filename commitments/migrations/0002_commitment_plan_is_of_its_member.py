from django.db import migrations


class Migration(migrations.Migration):
    """Let the database refuse a commitment that stands in the plan of another member."""

    dependencies = [("commitments", "0001_initial")]

    operations = [
        migrations.RunSQL(
            # Deferred, so that a plan and its commitments can be moved to another member in one transaction.
            sql="""
                ALTER TABLE commitments_commitment
                ADD CONSTRAINT commitment_plan_is_of_its_member
                FOREIGN KEY (action_plan_id, member_id) REFERENCES commitments_actionplan (id, member_id)
                DEFERRABLE INITIALLY DEFERRED
            """,
            reverse_sql="ALTER TABLE commitments_commitment DROP CONSTRAINT commitment_plan_is_of_its_member",
        ),
    ]
