"""Create the accounts that the README names, for trying the site out."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from ogpreports.accounts.adapter import random_username

PASSWORD = "commitment"  # noqa: S105 -- in the README; refused outside DEBUG
ACCOUNTS = {
    "evaluator@example.org": {"first_name": "Inés", "last_name": "Ejemplo Peña", "group": "evaluators"},
    "second.evaluator@example.org": {"first_name": "Tomás", "last_name": "Ejemplo O’Farril", "group": "evaluators"},
    "reviewer@example.org": {"first_name": "Example", "last_name": "Reviewer", "group": "reviewers"},
    "moderator@example.org": {"first_name": "Example", "last_name": "Moderator", "group": "moderators"},
    "admin@example.org": {"first_name": "Example", "last_name": "Admin", "group": None},
}


class Command(BaseCommand):
    """Make the five demonstration accounts where they are missing; touch none that is there."""

    help = _("Creates the demonstration accounts of the README. Refuses to where DEBUG is off.")

    @transaction.atomic
    def handle(self, *args, **options):
        """Print the accounts; raise CommandError where DEBUG is off."""
        if not settings.DEBUG:
            raise CommandError(_("Demonstration accounts have a public password: only where DEBUG is on."))
        for email, person in ACCOUNTS.items():
            if not get_user_model().objects.filter(email__iexact=email).exists():
                self.create(email, **person)
        self.stdout.write(_("Accounts, each with the password %(password)s:") % {"password": PASSWORD})
        for email in ACCOUNTS:
            self.stdout.write(f"  {email}")

    def create(self, email, *, group, **names):
        """Create one account whose e-mail counts as confirmed."""
        user = get_user_model().objects.create_user(
            random_username(),
            email,
            PASSWORD,
            is_staff=group != "evaluators",
            is_superuser=group is None,
            **names,
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if group:
            user.groups.add(Group.objects.get_or_create(name=group)[0])
