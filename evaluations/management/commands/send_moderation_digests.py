"""Tell moderators what waits for them: `manage.py send_moderation_digests`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations import digests


class Command(BaseCommand):
    """Queue today's mails to the moderators for whom comments wait.

    To be run once a day or more often, also on several machines at once: each moderator gets one a day. Prints how many
    were queued.
    """

    help = _("Tells moderators how many comments wait for them, and since when; once a day.")

    def handle(self, **options):
        """Queue them."""
        self.stdout.write(_("Digests queued: %(count)d.") % {"count": digests.send()})
