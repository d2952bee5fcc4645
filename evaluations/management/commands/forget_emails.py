"""Forget where mails went: `manage.py forget_emails`."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import Mail


class Command(BaseCommand):
    """Empty the emails in the outbox of which nothing was heard for `OUTBOX_EMAIL_DAYS` days, sent or not.

    To be run once a day. The rest of each row stays; a mail that failed can still be sent again, for its task finds the
    email anew. Prints how many emails were emptied.
    """

    help = _("Empties the emails of mails that were sent long ago.")

    def handle(self, **options):
        """Empty them."""
        old = Mail.objects.over_since(timezone.now() - timedelta(days=settings.OUTBOX_EMAIL_DAYS))
        self.stdout.write(_("Emails emptied: %(count)d.") % {"count": old.exclude(email="").update(email="")})
