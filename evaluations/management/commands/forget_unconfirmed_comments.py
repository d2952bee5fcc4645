"""Forget what guests wrote and never confirmed: `manage.py forget_unconfirmed_comments`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations.models import UnconfirmedComment


class Command(BaseCommand):
    """Remove the words that waited for `UNCONFIRMED_COMMENT_DAYS` days, and what is left of those that were confirmed.

    To be run once a day; nobody reads them from the moment on at which they are too old. Prints how many were removed.
    """

    help = _("Removes comments that no guest confirmed in time.")

    def handle(self, **options):
        """Remove them."""
        outlived = UnconfirmedComment.objects.outlived()
        number = outlived.filter(comment=None).count()
        outlived.delete()
        self.stdout.write(_("Unconfirmed comments removed: %(count)d.") % {"count": number})
