"""What readers say against a comment, for moderators to read."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import RemovalRule
from .comment import Comment
from .decision import Decision
from .mailboxes import of_person
from .sealing import differs, refuse, refuse_truncation


class ComplaintQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody has answered; a comment that its author withdrew wants no answer."""
        return self.filter(answer=None, comment__withdrawn_at=None)

    def of(self, *, account=None, emails=()):
        """Those of somebody, by her account and by the emails that are hers."""
        return self.filter(of_person(account, emails))


class Complaint(models.Model):
    """A reader finds that a comment is against the rules. Who she is, nobody else is told.

    The next decision about the comment answers it, whatever it comes to. Her email is kept until she was told.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="complaints", verbose_name=_("comment"))
    rule = models.CharField(_("against which rule"), max_length=15, choices=RemovalRule)
    text = models.TextField(
        _("why"), blank=True, help_text=_("Blank as well once who wrote it, or what it is about, is erased.")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    email = models.EmailField(_("email"), blank=True, help_text=_("Of a guest who wants to hear; blank once she has."))
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("In which she read the site."))
    made_at = models.DateTimeField(_("made"), db_default=Now())
    answer = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_complaints",
        verbose_name=_("answer"),
    )

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(rule__in=RemovalRule.values), name="complaint_rule_is_known"),
        ]
        triggers = [
            refuse(
                "complaint_stays_as_it_was_made",
                operation=pgtrigger.Update,
                condition=differs("comment", "rule", "made_at"),
                message="% of what a complaint says",
            ),
            refuse(
                "complaint_keeps_its_words",
                operation=pgtrigger.Update,
                condition=differs("text") & ~pgtrigger.Q(new__text=""),
                message="% of the words of a complaint, which are only destroyed",
            ),
            refuse("complaint_is_not_deleted", operation=pgtrigger.Delete, message="% of a complaint"),
            refuse_truncation("complaints_are_not_truncated"),
        ]

    def __str__(self):
        # Without a name: nobody is told who complained.
        return _("complaint %(number)s about comment %(comment)s") % {"number": self.pk, "comment": self.comment_id}
