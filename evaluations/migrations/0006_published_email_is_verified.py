import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# What was published before anybody asked whether it is hers is hidden again: its owner confirms it, and shows it.
HIDE_UNVERIFIED = """
    UPDATE evaluations_evaluator AS evaluator SET publishes_email = false
    WHERE publishes_email AND user_id IS NOT NULL AND email <> '' AND NOT EXISTS (
        SELECT 1 FROM account_emailaddress AS address
        WHERE address.verified AND address.user_id = evaluator.user_id
            AND lower(address.email) = lower(evaluator.email)
    )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("evaluations", "0005_request_keeps_the_reason"),
    ]

    operations = [
        migrations.RunSQL(HIDE_UNVERIFIED, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="VerifiedEmail",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("account.emailaddress",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluator",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluator_publishes_a_verified_email",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.publishes_email AND NEW.user_id IS NOT NULL AND NEW.email <> '')",
                    func="\n                    IF NOT EXISTS (\n        SELECT 1 FROM account_emailaddress AS address\n        WHERE address.verified AND address.user_id = NEW.user_id AND lower(address.email) = lower(NEW.email)\n    ) THEN\n                        RAISE EXCEPTION 'Only an email that its account has verified is published'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="76022b2955bab65886e1a4976ca23839f467f016",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_evaluator_publishes_a_verified_email_cb948",
                    table="evaluations_evaluator",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verifiedemail",
            trigger=pgtrigger.compiler.Trigger(
                name="email_no_longer_verified_is_not_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    UPDATE evaluations_evaluator AS evaluator SET publishes_email = false\n                    WHERE evaluator.user_id = OLD.user_id AND lower(evaluator.email) = lower(OLD.email)\n                        AND evaluator.publishes_email AND NOT EXISTS (\n        SELECT 1 FROM account_emailaddress AS address\n        WHERE address.verified AND address.user_id = evaluator.user_id AND lower(address.email) = lower(evaluator.email)\n    );\n                    RETURN NULL;\n                ",
                    hash="821f4d85dc02ec1b93424356478da10a86e4986b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_email_no_longer_verified_is_not_published_9c8f5",
                    table="account_emailaddress",
                    when="AFTER",
                ),
            ),
        ),
    ]
