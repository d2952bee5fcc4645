from django.db import migrations


class Migration(migrations.Migration):
    """Let the database refuse a second account with the same e-mail, whatever its capitals.

    The user model is Django's own, so the index cannot be declared on it.
    """

    dependencies = [("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE UNIQUE INDEX account_email_is_unique_whatever_the_capitals
                ON auth_user (lower(email)) WHERE email <> ''
            """,
            reverse_sql="DROP INDEX account_email_is_unique_whatever_the_capitals",
        )
    ]
