"""Tell reviewers of consultations whose time is over: `manage.py close_consultations`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations import consulting


class Command(BaseCommand):
    """Tell the reviewers of each report, once, that its contacts can react no more. To be run every hour or so.

    Links close by themselves: nothing but these mails waits for the command, and it may run on several machines.
    Prints a line for each report.
    """

    help = _("Tells reviewers, once, of each consultation whose time is over.")

    def handle(self, **options):
        """Tell them."""
        for consultation in consulting.tell_of_those_over():
            self.stdout.write(
                _("The consultation on report %(number)d is over.") % {"number": consultation.edition.report_id}
            )
