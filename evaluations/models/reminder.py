"""Who was reminded of which report, and who wants to hear no more of it."""

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment

from ..choices import ReminderKind

SALT = "evaluations.reminder"


class Reminder(models.Model):
    """One mail about one report that falls due: the last of its kind, with the due date that it told.

    The database holds that each is sent once, whoever sends it; it goes again only where the due date has moved.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="reminders", verbose_name=_("commitment"))
    evaluator = models.ForeignKey("Evaluator", models.CASCADE, related_name="reminders", verbose_name=_("evaluator"))
    kind = models.CharField(_("kind"), max_length=20, choices=ReminderKind)
    due_on = models.DateField(_("due on"), help_text=_("As it was told."))
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "evaluator", "kind"], name="reminder_is_sent_once"),
        ]

    def __str__(self):
        return f"{self.evaluator}: {self.commitment}"

    @property
    def token(self):
        """Return what the link to stop holds: signed, so that nobody stops another's mails by guessing."""
        return signing.Signer(salt=SALT).sign_object([self.evaluator_id, self.commitment_id])


class ReminderStop(models.Model):
    """An evaluator wants no more reminders of one report."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+", verbose_name=_("commitment"))
    evaluator = models.ForeignKey(
        "Evaluator", models.CASCADE, related_name="reminder_stops", verbose_name=_("evaluator")
    )
    stopped_at = models.DateTimeField(_("stopped"), auto_now_add=True)

    class Meta:
        verbose_name = _("stop of reminders")
        verbose_name_plural = _("stops of reminders")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "evaluator"], name="reminders_are_stopped_once"),
        ]

    def __str__(self):
        return f"{self.evaluator}: {self.commitment}"
