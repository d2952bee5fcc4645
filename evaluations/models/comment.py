"""What the public answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..choices import CommentStatus
from .edition import Edition
from .report import Report
from .sealing import hold_to_published_edition, refuse_truncation


class CommentQuerySet(models.QuerySet):
    def approved(self):
        """The comments that the public sees."""
        return self.filter(status=CommentStatus.APPROVED)

    def held(self):
        """The comments that wait for a moderator, the one that waits longest first."""
        return self.filter(status=CommentStatus.HELD).order_by("posted_at", "id")


class Comment(models.Model):
    """One comment under a report, by a guest or an account. The e-mail is private."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments", verbose_name=_("report"))
    # A composite foreign key, made in a migration, refuses a parent under another report.
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    # Another refuses an edition of another report.
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        related_name="comments",
        verbose_name=_("edition"),
        help_text=_("The one that was current when the comment was written."),
    )
    answer_key = models.CharField(
        _("answer"), max_length=40, blank=True, help_text=_("Blank where it speaks of the whole report.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("email"), blank=True)
    text = models.TextField(_("comment"))
    html = models.TextField(editable=False, blank=True, help_text=_("The text as shown, made when it is approved."))
    status = models.CharField(_("status"), max_length=10, choices=CommentStatus, default=CommentStatus.HELD)
    held_because = models.CharField(_("held because"), max_length=200, blank=True)
    posted_at = models.DateTimeField(
        _("posted"),
        null=True,
        blank=True,
        db_default=Now(),
        help_text=_("Blank where an imported page did not say."),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    imported = models.BooleanField(_("imported"), default=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CommentStatus.values), name="comment_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status=CommentStatus.APPROVED) | ~Q(html=""), name="comment_approved_is_rendered"
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(name=""), name="comment_has_name_and_text"),
            models.CheckConstraint(
                condition=Q(imported=True) | Q(posted_at__isnull=False),
                name="comment_has_a_date_unless_imported",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="comment_answers_another"
            ),
            # What lets a reply be held, in the database, to its parent's report.
            models.UniqueConstraint(fields=["id", "report"], name="comment_and_report"),
        ]
        indexes = [
            models.Index(fields=["report", "status"], name="comment_thread"),
            models.Index(fields=["status", "posted_at"], name="comment_queue"),
        ]
        triggers = [
            refuse_truncation("comments_are_not_truncated"),
            hold_to_published_edition("comment_is_on_a_published_edition", "edition"),
        ]

    def __str__(self):
        return _("%(name)s on report %(report)s") % {"name": self.name, "report": self.report_id}

    def get_absolute_url(self):
        """Return the URL that opens the report's page with this comment in view."""
        return f"{self.report.get_absolute_url()}#comment-{self.pk}"

    @property
    def is_approved(self):
        return self.status == CommentStatus.APPROVED
