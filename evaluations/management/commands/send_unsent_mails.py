"""Send what did not leave: `manage.py send_unsent_mails`."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from evaluations import notifications
from evaluations.choices import MailState


class Command(BaseCommand):
    """Send every mail that failed, whose worker died, or that has waited for minutes and may be in no queue.

    Needs no worker. May be run as often as one likes and on several machines at once: of two, one sends a mail. What
    was queued two weeks ago is left to the button. Prints how many were sent, and how many failed again; what is not
    needed any more counts as neither.
    """

    help = _("Sends the mails that failed or got lost.")

    def handle(self, **options):
        """Send them."""
        states = notifications.send_unsent()
        counts = {"sent": states.count(MailState.SENT), "failed": states.count(MailState.FAILED)}
        self.stdout.write(_("Mails sent: %(sent)d; failed again: %(failed)d.") % counts)
