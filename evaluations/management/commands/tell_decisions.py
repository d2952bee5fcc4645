"""Tell people what moderators decided: `manage.py tell_decisions`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations import informing


class Command(BaseCommand):
    """Queue mails about the decisions that cannot be undone any more: to authors, and to readers who complained.

    To be run every few minutes, also on several machines at once: each decision is told of once, an hour after it was
    made. Prints of how many there was something to tell.
    """

    help = _("Tells authors of comments, and readers who complained, what moderators decided an hour ago.")

    def handle(self, **options):
        """Queue them."""
        self.stdout.write(_("Decisions told of: %(count)d.") % {"count": informing.inform()})
