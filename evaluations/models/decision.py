"""What moderators decided about a comment, one row each time."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import CommentStatus, RemovalRule
from .comment import Comment
from .sealing import refuse, refuse_truncation

UNDONE_WITHIN = timedelta(hours=1)
# What was decided, which nothing changes.
_DECIDED = ("comment_id", "before", "pinned_before", "status", "rule", "reason", "by_id", "at", "press")


class DecisionQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not undone."""
        return self.filter(undone_at=None)

    def appealed(self):
        """Those against which an appeal waits."""
        return self.standing().filter(appeal__isnull=False, appeal__answer=None)

    def to_be_told(self):
        """Those that cannot be undone any more, and of which nobody was told; the last about each comment."""
        newer = Decision.objects.standing().filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
        final = self.standing().filter(told_at=None, at__lte=timezone.now() - UNDONE_WITHIN)
        return final.exclude(Exists(newer))


class Decision(models.Model):
    """A moderator gave a comment a status, or left it the one that it had. It may be undone once, soon; the row stays.

    What was decided with one press of a button has the same `press`, and is undone with one.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="decisions", verbose_name=_("comment"))
    before = models.CharField(_("status before"), max_length=10, choices=CommentStatus)
    pinned_before = models.DateTimeField(_("pinned before"), null=True, blank=True, editable=False)
    status = models.CharField(_("decided"), max_length=10, choices=CommentStatus)
    rule = models.CharField(
        _("against which rule"), max_length=15, blank=True, choices=RemovalRule, help_text=_("Where it was removed.")
    )
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("decided at"))
    press = models.UUIDField(_("press"), editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)
    told_at = models.DateTimeField(
        _("told"), null=True, blank=True, editable=False, help_text=_("When whom it concerns was told, if by mail.")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=CommentStatus.values, status__in=CommentStatus.values),
                name="decision_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(rule="") | Q(rule__in=RemovalRule.values), name="decision_rule_is_known"
            ),
            models.UniqueConstraint(fields=["comment", "press"], name="decision_is_made_once"),
            models.CheckConstraint(condition=Q(undone_at=None) | Q(told_at=None), name="decision_undone_was_not_told"),
        ]
        indexes = [
            models.Index(fields=["press"], name="decision_press"),
            models.Index(fields=["at"], condition=Q(undone_at=None, told_at=None), name="decision_to_be_told"),
        ]
        triggers = [
            refuse(
                "decision_is_only_undone_or_told",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="% of a decision, which is only undone or told",
                unless=f"""TG_OP = 'UPDATE' AND OLD.undone_at IS NULL AND OLD.told_at IS NULL AND NOT (
                    {" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _DECIDED)}
                )""",
            ),
            refuse_truncation("decisions_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.comment_id}: {self.get_status_display()}"

    @property
    def may_be_undone_until(self):
        """Return until when it may be undone."""
        return self.at + UNDONE_WITHIN

    @property
    def was_shown(self):
        """Whether the public had seen its comment by then: what is told of a decision later stays what was told."""
        shown_at = self.comment.shown_at
        return shown_at is not None and shown_at < self.at

    @property
    def appeal_until(self):
        """Return until when its author may appeal against it: so many days after she was told."""
        return (self.told_at or self.at) + timedelta(days=settings.APPEAL_DAYS)

    @property
    def is_recent(self):
        """Whether it may still be undone, as far as time goes."""
        return timezone.now() < self.may_be_undone_until

    @property
    def goes_on_turning_down(self):
        """Whether its comment was let stay turned down on appeal before: another reason for that is no new decision."""
        if self.before in (CommentStatus.APPROVED, CommentStatus.HELD):
            return False
        earlier = Decision.objects.standing().filter(comment=self.comment_id, pk__lt=self.pk)
        published = earlier.filter(status=CommentStatus.APPROVED).last()
        since = earlier.filter(pk__gt=published.pk) if published else earlier
        return since.filter(answered_appeal__isnull=False).exists()
