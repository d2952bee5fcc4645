"""Forget what guests wrote, or asked to follow, and never confirmed: `manage.py forget_unconfirmed_comments`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations import following
from evaluations.models import Follow, UnconfirmedComment


class Command(BaseCommand):
    """Remove the words that waited for `UNCONFIRMED_COMMENT_DAYS` days, and what is left of those that were confirmed.

    So are the emails of those who asked to follow something and did not confirm it for as long. To be run once a day;
    nobody reads them from the moment on at which they are too old. Prints how many were removed.
    """

    help = _("Removes comments, and wishes to follow something, that no guest confirmed in time.")

    def handle(self, **options):
        """Remove them."""
        outlived = UnconfirmedComment.objects.outlived()
        number = outlived.filter(comment=None).count()
        outlived.delete()
        self.stdout.write(_("Unconfirmed comments removed: %(count)d.") % {"count": number})
        stopped = following.stop(Follow.objects.outlived())
        self.stdout.write(_("Unconfirmed follows removed: %(count)d.") % {"count": stopped})
