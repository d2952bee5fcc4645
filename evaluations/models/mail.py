"""What was sent, to whom, and what could not be."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import MailKind, MailState
from .evaluator import Evaluator, name_of
from .report import Report
from .sealing import differs, refuse

LEASE = timedelta(minutes=10)  # far longer than a mail server is waited for; whoever holds a mail longer has died
GIVING_UP = timedelta(days=14)  # a mailbox that does not exist is not tried for ever
_IS_INTERRUPTED = Q(state=MailState.SENDING, tried_at__lt=Now() - LEASE)


class MailQuerySet(models.QuerySet):
    def interrupted(self):
        """Those whose worker died: whether they left, nobody knows."""
        return self.filter(_IS_INTERRUPTED)

    def in_state(self, state):
        """Those that have come so far; one whose worker died is not being sent."""
        return self.filter(state=state).exclude(_IS_INTERRUPTED)

    def due(self):
        """Those that a worker who finds them in the queue sends."""
        return self.filter(Q(state=MailState.WAITING) | _IS_INTERRUPTED).exclude(task="")

    def stopped(self):
        """Those that were not sent, and are not going to be unless somebody asks for it."""
        return self.filter(Q(state=MailState.FAILED) | _IS_INTERRUPTED).exclude(task="")

    def unsent(self):
        """Those of late that stopped, and those that wait so long that the queue may have lost them.

        Where nobody could be reached for two weeks, a person has to look.
        """
        is_lost = Q(state=MailState.WAITING, queued_at__lt=Now() - LEASE)
        stopped = Q(state=MailState.FAILED) | _IS_INTERRUPTED
        return self.filter(stopped | is_lost, queued_at__gt=Now() - GIVING_UP).exclude(task="")

    def over_since(self, moment):
        """Those that were sent before a moment, or queued before it and never sent."""
        return self.annotate(over_at=Coalesce("sent_at", "queued_at")).filter(over_at__lt=moment)

    def claim(self, pk):
        """Take one of these to send it, and return it; None where it is none of them any more.

        One UPDATE asks and takes: of any number of workers at the same mail, one gets it.
        """
        taken = self.filter(pk=pk).update(state=MailState.SENDING, tried_at=Now(), tries=F("tries") + 1)
        return self.model.objects.get(pk=pk) if taken else None


class Mail(models.Model):
    """One mail to one person: on its way, sent, or failed. Its words are kept nowhere, for links in them are secrets.

    What failed is sent again by its task, which writes it anew from ids. A reader's message has no task.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=MailKind, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    evaluator = models.ForeignKey(
        Evaluator,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("evaluator"),
        help_text=_("Who is known by no account."),
    )
    email = models.EmailField(_("email"), blank=True, help_text=_("Private. Emptied some time after it was sent."))
    report = models.ForeignKey(
        Report, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("report")
    )
    subject = models.CharField(_("subject"), max_length=998, blank=True)
    task = models.CharField(_("task"), max_length=200, blank=True, help_text=_("The path of what writes and sends it."))
    arguments = models.JSONField(_("arguments of the task"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    queued_at = models.DateTimeField(_("queued"), db_default=Now())
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    failure = models.CharField(_("last failure"), max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["", *MailKind.values]), name="mail_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_is_known"),
            models.CheckConstraint(condition=Q(tries=0) ^ Q(tried_at__isnull=False), name="mail_tried_has_a_date"),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT) ^ Q(sent_at__isnull=True), name="mail_sent_has_a_date"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.WAITING) | Q(tries__gt=0), name="mail_that_does_not_wait_was_tried"
            ),
            models.CheckConstraint(
                condition=~Q(state=MailState.FAILED) | ~Q(failure=""), name="mail_failed_for_a_reason"
            ),
            models.CheckConstraint(condition=~Q(state=MailState.WAITING, task=""), name="mail_that_waits_has_a_task"),
        ]
        triggers = [
            refuse(
                "mail_sent_stays_sent",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=MailState.SENT.value) & differs("state"),
                message="% of a mail that was sent: it is not sent twice",
            ),
        ]

    def __str__(self):
        return str(self.subject or self.get_kind_display() or _("mail %(number)s") % {"number": self.pk})

    @property
    def recipient(self):
        """Tell to whom it goes: by her name, and only where none is known, by her email."""
        if self.evaluator:
            return self.evaluator.name
        if self.account:
            return name_of(self.account)
        if self.email:
            return self.email
        return gettext("email kept no longer") if self.sent_at else gettext("not known")

    @property
    def is_interrupted(self):
        """Whether its worker died: whether it left, nobody knows."""
        return self.state == MailState.SENDING and self.tried_at < timezone.now() - LEASE

    @property
    def may_be_sent_again(self):
        """Whether it stopped, and its task can write it anew."""
        return bool(self.task) and (self.state == MailState.FAILED or self.is_interrupted)

    @property
    def progress(self):
        """Tell how far it has come."""
        return _("Interrupted") if self.is_interrupted else self.get_state_display()
