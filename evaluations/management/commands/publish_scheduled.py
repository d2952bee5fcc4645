"""Publish what is scheduled and whose time has come: `manage.py publish_scheduled`."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from evaluations import scheduling


class Command(BaseCommand):
    """Publish every scheduled report whose time has come. To be run every few minutes, also on several machines.

    Each is published once. What is not fit for the public any more is taken off the schedule, and its reviewers are
    told why by email. Prints a line for each report, with its number and what became of it. Raises CommandError: exit
    status 1 where a fault of ours kept one back, which the log tells; the others are done first.
    """

    help = _("Publishes the reports whose time has come; each is published once.")

    def handle(self, **options):
        """Publish them."""
        failed = []
        for move in scheduling.publish_due(on_fault=failed.append):
            told = {"number": move.edition.report_id, "reason": " ".join(move.reason.split())}
            if move.edition.is_published:
                self.stdout.write(_("Report %(number)d is published.") % told)
            else:
                self.stderr.write(_("Report %(number)d is not published: %(reason)s") % told)
        for edition in failed:
            self.stderr.write(_("Report %(number)d could not be published.") % {"number": edition.report_id})
        if failed:
            raise CommandError(_("An error kept reports from being published. The log tells more."))
