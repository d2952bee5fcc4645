"""Tell followers what is new: `manage.py send_news`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations import following


class Command(BaseCommand):
    """Queue the mails that are due to those who follow a thread, a report or a member of which there is something new.

    To be run every few minutes, also on several machines at once: each follower is told each thing once. Prints how
    many were queued.
    """

    help = _("Tells those who follow a thread, a report or a member what is new.")

    def handle(self, **options):
        """Queue them."""
        self.stdout.write(_("News queued: %(count)d.") % {"count": following.send()})
