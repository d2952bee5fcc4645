"""What the public answers."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import TURNED_DOWN, CommentStatus, RemovalRule
from .badge import Badge
from .comment_queryset import IN_TIME, SHOWN, CommentQuerySet
from .edition import Edition
from .mailboxes import Mailbox
from .report import Report
from .sealing import Seal, differs, hold_to_published_edition, refuse, refuse_truncation

# Before anything is stored, so that no constraint sees it without.
_TAKES_ITS_PLACE = Seal(
    name="comment_takes_its_place",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("status"),
    func="""
        IF TG_OP = 'INSERT' THEN
            NEW.root_id = NEW.id;
            IF NEW.parent_id IS NOT NULL THEN
                SELECT root_id, answer_key INTO NEW.root_id, NEW.answer_key
                    FROM evaluations_comment WHERE id = NEW.parent_id;
            END IF;
        END IF;
        IF NEW.status = 'approved' AND NEW.shown_at IS NULL THEN
            NEW.shown_at = clock_timestamp();
        END IF;
        RETURN NEW;
    """,
)


class Comment(models.Model):
    """One comment under a report, by a guest or an account. The e-mail is private.

    It speaks of one edition, and of one answer of it or of the whole; a reply speaks of what its parent speaks of.
    Where it stands never changes, and once it was shown it keeps its place, if only as a notice.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments", verbose_name=_("report"))
    # A composite foreign key, made in a migration, refuses a parent under another report.
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    # The first of its thread, itself if it answers none: the database says which, and every page reads by it.
    root = models.ForeignKey(
        "self", models.DO_NOTHING, editable=False, related_name="+", verbose_name=_("first of its thread")
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
    browser = models.UUIDField(
        _("browser"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("In which a guest confirmed the email: a number that no page tells."),
    )
    # Which is the account's own, and was worn then, posting sees to; it stays, whatever becomes of the badge.
    badge = models.ForeignKey(
        Badge, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("badge")
    )
    name = models.CharField(_("name"), max_length=100, blank=True, help_text=_("Blank once its author is erased."))
    email = models.EmailField(_("email"), blank=True)
    text = models.TextField(_("comment"))
    html = models.TextField(editable=False, blank=True, help_text=_("The text as shown, made when it is approved."))
    status = models.CharField(_("status"), max_length=10, choices=CommentStatus, default=CommentStatus.HELD)
    held_because = models.TextField(_("held because"), blank=True)
    posted_at = models.DateTimeField(
        _("posted"),
        null=True,
        blank=True,
        db_default=Now(),
        help_text=_("Blank where an imported page did not say."),
    )
    shown_at = models.DateTimeField(
        _("first shown"), null=True, blank=True, editable=False, help_text=_("When it was approved for the first time.")
    )
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True, editable=False)
    edited_at = models.DateTimeField(
        _("edited"), null=True, blank=True, editable=False, help_text=_("When its author changed it last.")
    )
    changed_at = models.DateTimeField(
        _("changed in public"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When a text was replaced that the public had read: its earlier texts stay readable."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(
        _("author erased"), null=True, blank=True, editable=False, help_text=_("When its author took the name off.")
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
    removed_for = models.CharField(
        _("against which rule"), max_length=15, blank=True, choices=RemovalRule, help_text=_("Where it was removed.")
    )
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    appealed_at = models.DateTimeField(
        _("appealed"), null=True, blank=True, editable=False, help_text=_("While an appeal waits for its answer.")
    )
    open_complaints = models.PositiveIntegerField(_("complaints that wait"), default=0, editable=False)
    complained_at = models.DateTimeField(
        _("complained of"), null=True, blank=True, editable=False, help_text=_("When the oldest that waits came.")
    )
    language = models.CharField(
        _("language"), max_length=10, blank=True, editable=False, help_text=_("In which its author read the site.")
    )
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
            models.CheckConstraint(
                condition=~Q(status=CommentStatus.APPROVED) | SHOWN, name="comment_approved_is_shown"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(withdrawn_at__isnull=False, erased_at__isnull=False),
                name="comment_has_text_until_it_is_destroyed",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", email="", author=None, browser=None),
                name="comment_has_a_name_or_tells_of_nobody",
            ),
            models.CheckConstraint(
                condition=Q(status=CommentStatus.WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(status=CommentStatus.WITHDRAWN) & Q(withdrawn_at=None),
                name="comment_withdrawn_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(removed_for="") | Q(removed_for__in=RemovalRule.values, status__in=[*TURNED_DOWN]),
                name="comment_removed_for_a_rule",
            ),
            models.CheckConstraint(
                condition=Q(open_complaints=0, complained_at=None)
                | Q(open_complaints__gt=0, complained_at__isnull=False),
                name="comment_complained_of_since_a_time",
            ),
            models.CheckConstraint(
                condition=Q(appealed_at=None) | Q(status__in=[*TURNED_DOWN]),
                name="comment_appealed_is_turned_down",
            ),
            models.CheckConstraint(
                condition=Q(changed_at=None) | Q(edited_at__isnull=False, edited_at__gte=F("changed_at")),
                name="comment_changed_was_edited",
            ),
            models.CheckConstraint(
                condition=Q(pinned_at=None) | Q(status=CommentStatus.APPROVED, badge__isnull=False),
                name="comment_pinned_is_shown_with_a_badge",
            ),
            models.CheckConstraint(
                condition=Q(imported=True) | Q(posted_at__isnull=False),
                name="comment_has_a_date_unless_imported",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="comment_answers_another"
            ),
            # What lets a reply be held, in the database, to its parent's report.
            models.UniqueConstraint(fields=["id", "report"], name="comment_and_report"),
        ]
        indexes = [
            models.Index("report", *IN_TIME, condition=SHOWN & Q(parent=None), name="comment_threads"),
            models.Index("root", *IN_TIME, condition=SHOWN, name="comment_thread"),
            models.Index(
                fields=["report", "answer_key", "status"],
                condition=SHOWN,
                include=["parent"],
                name="comment_count",
            ),
            models.Index(fields=["status", "posted_at"], name="comment_queue"),
            models.Index(fields=["report"], condition=Q(pinned_at__isnull=False), name="comment_pinned"),
            models.Index(Mailbox("email"), condition=~Q(email=""), name="comment_email"),
            models.Index(
                fields=["posted_at"],
                condition=Q(status=CommentStatus.APPROVED, decided_at=None, imported=False),
                name="comment_new",
            ),
            models.Index(fields=["complained_at"], condition=Q(complained_at__isnull=False), name="comment_complained"),
            models.Index(fields=["appealed_at"], condition=Q(appealed_at__isnull=False), name="comment_appealed"),
            models.Index(MD5("text"), "posted_at", name="comment_same_text"),
            models.Index(fields=["browser"], condition=Q(browser__isnull=False), name="comment_browser"),
            models.Index(
                fields=["report", "shown_at"], condition=Q(status=CommentStatus.APPROVED), name="comment_news"
            ),
        ]
        triggers = [
            _TAKES_ITS_PLACE,
            refuse(
                "comment_keeps_its_place",
                operation=pgtrigger.Update,
                condition=differs("report", "parent", "root", "edition", "answer_key", "posted_at", "badge"),
                message="% of where, when and with which badge a comment was posted",
            ),
            refuse(
                "comment_once_shown_keeps_its_place",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__shown_at__isnull=False),
                message="% of a comment that was shown",
                unless="TG_OP = 'UPDATE' AND NEW.shown_at = OLD.shown_at",
            ),
            refuse(
                "comment_of_a_guest_is_confirmed",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__author=None, new__browser=None, new__imported=False),
                message="% of a comment of a guest who confirmed no email",
            ),
            refuse_truncation("comments_are_not_truncated"),
            hold_to_published_edition("comment_is_on_a_published_edition", "edition"),
        ]

    def __str__(self):
        # Without a name: logs keep it, and she may have herself erased.
        return _("comment %(number)s on report %(report)s") % {"number": self.pk, "report": self.report_id}

    def get_absolute_url(self):
        """Return the URL that leads to the page on which it stands, with this comment in view."""
        return reverse("evaluations:comment", args=[self.report.slug, self.pk])

    @property
    def author_name(self):
        """Return under which name it stands: of whoever was erased, that she is a former commenter."""
        return self.name or _("former commenter")

    @property
    def new_until(self):
        """Return until when its author changes it without a trace, and by the browser alone."""
        return self.posted_at + timedelta(minutes=settings.COMMENT_EDIT_MINUTES)

    @property
    def is_new(self):
        """Whether it was posted just now."""
        return self.posted_at is not None and timezone.now() < self.new_until

    @property
    def is_turned_down(self):
        """Whether a moderator has decided that the public does not read it."""
        return self.decided_by_id is not None and self.status in TURNED_DOWN

    @property
    def waits(self):
        """Whether it waits for a moderator."""
        return self.status in (CommentStatus.HELD, CommentStatus.SPAM) and self.decided_at is None

    @property
    def is_approved(self):
        return self.status == CommentStatus.APPROVED
