"""Who wants to hear by mail what is new about what."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Now, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Member

from ..choices import FollowPace
from .comment import Comment
from .link import Link, LinkQuerySet
from .mailboxes import Mailbox, of_person
from .report import Report
from .sealing import refuse

NOBODY = "-"  # where an email is compared and there is none: no email is that
_EVERY = {FollowPace.DAILY: timedelta(days=1), FollowPace.WEEKLY: timedelta(days=7)}


class FollowQuerySet(LinkQuerySet):
    def confirmed(self):
        """Those whose followers are told of anything."""
        return self.filter(confirmed_at__isnull=False)

    def outlived(self):
        """Those of guests who did not confirm them in time."""
        oldest = timezone.now() - timedelta(days=settings.UNCONFIRMED_COMMENT_DAYS)
        return self.filter(confirmed_at=None, asked_at__lte=oldest)

    def of(self, *, account=None, emails=()):
        """Those of somebody, by her account and by the emails that are hers."""
        return self.filter(of_person(account, emails))

    def with_mailbox(self):
        """Annotate `mailbox`: the email to which the news go; NOBODY where there is none, or no account any more."""
        of_account = models.Case(
            models.When(account__is_active=True, then=NullIf("account__email", Value(""))), default=None
        )
        return self.annotate(mailbox=Coalesce(NullIf("email", Value("")), of_account, Value(NOBODY)))

    def due(self):
        """Those whose followers may be told something now, if there is anything."""
        by_pace = [Q(pace=pace, told_until__lte=Now() - every) for pace, every in _EVERY.items()]
        is_time = Q(pace=FollowPace.AT_ONCE)
        for one in by_pace:
            is_time |= one
        return self.confirmed().filter(is_time).with_mailbox().exclude(mailbox=NOBODY)


class Follow(Link):
    """Somebody follows a thread, a report or a member: an account, or a guest by her email. To stop deletes it.

    Her email is private: it stands in no page, feed, export or log. A guest's means nothing until it is confirmed.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="follows",
        verbose_name=_("account"),
    )
    email = models.EmailField(_("email"), blank=True)
    thread = models.ForeignKey(
        Comment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="follows",
        verbose_name=_("thread"),
        help_text=_("The comment that begins it."),
    )
    report = models.ForeignKey(
        Report, models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("report")
    )
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, blank=True, related_name="follows", verbose_name=_("member")
    )
    pace = models.CharField(_("pace"), max_length=10, choices=FollowPace, default=FollowPace.DAILY)
    language = models.CharField(_("language"), max_length=10, help_text=_("In which she is written to."))
    asked_at = models.DateTimeField(_("asked for"), db_default=Now(), help_text=_("For the last time."))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_until = models.DateTimeField(_("told until"), null=True, blank=True)
    left_out = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("left out"),
        default=list,
        blank=True,
        help_text=_("The numbers of comments that nobody read by the time of a mail, and that may come back."),
    )

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, email="") | Q(account=None) & ~Q(email=""),
                name="follow_is_an_accounts_or_a_guests",
            ),
            models.CheckConstraint(
                condition=Q(thread__isnull=False, report=None, member=None)
                | Q(thread=None, report__isnull=False, member=None)
                | Q(thread=None, report=None, member__isnull=False),
                name="follow_is_of_one_subject",
            ),
            models.CheckConstraint(condition=Q(pace__in=FollowPace.values), name="follow_pace_is_known"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_until=None, account=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="follow_confirmed_is_told_since_then",
            ),
            *(
                models.UniqueConstraint(fields=["account", subject], name=f"follow_of_account_is_once_a_{subject}")
                for subject in ("thread", "report", "member")
            ),
            *(
                models.UniqueConstraint(
                    Mailbox("email"), F(subject), condition=~Q(email=""), name=f"follow_of_guest_is_once_a_{subject}"
                )
                for subject in ("thread", "report", "member")
            ),
        ]
        triggers = [
            refuse(
                "follow_of_thread_is_of_its_first_comment",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("thread_id"),
                condition=pgtrigger.Q(new__thread__isnull=False),
                message="% of a follow: a thread is followed by the comment that begins it",
                unless="EXISTS (SELECT FROM evaluations_comment WHERE id = NEW.thread_id AND parent_id IS NULL)",
            ),
        ]

    def __str__(self):
        return _("follow %(number)s") % {"number": self.pk}  # without an email: logs keep it

    @property
    def subject(self):
        """Return the Comment that begins the thread, the Report or the Member."""
        return self.thread or self.report or self.member

    @property
    def subject_url(self):
        """Return where it is read; of a thread that was never shown, its report, under which it will be."""
        subject = self.subject
        return (subject.report if self.thread and not subject.shown_at else subject).get_absolute_url()

    @property
    def link_expires_at(self):
        """Return until when the link that was sent last confirms it."""
        return self.asked_at + timedelta(days=settings.COMMENT_LINK_DAYS)

    @property
    def has_expired(self):
        """Whether its link confirms nothing any more; another can be had while it is kept."""
        return self.link_expires_at <= timezone.now()

    @property
    def is_outlived(self):
        """Whether it was not confirmed in time, so that it is gone for everybody."""
        kept = timedelta(days=settings.UNCONFIRMED_COMMENT_DAYS)
        return self.confirmed_at is None and self.asked_at + kept <= timezone.now()
