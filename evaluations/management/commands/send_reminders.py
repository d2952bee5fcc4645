"""Remind evaluators of reports that fall due: `manage.py send_reminders`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations import reminders


class Command(BaseCommand):
    """Queue the reminders of today. To be run once a day or more often, also on several machines at once.

    Each reminder is sent once: two weeks and two days before a report is due, and one week after. Prints how many were
    queued.
    """

    help = _("Reminds evaluators of reports that fall due; each reminder is sent once.")

    def handle(self, **options):
        """Queue them."""
        self.stdout.write(_("Reminders queued: %(count)d.") % {"count": reminders.send()})
