"""One version of a report, with all that its page says."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import ChangeClass, Language, MoveName, Status
from ..questionnaire import get_questionnaire
from .answers import ANSWERS, CompletionAnswers, LessonsAnswers, OpennessAnswers, ResultsNarrative
from .edition_queryset import ENDED, ONCE_APPROVED, WITH_REVIEWERS, EditionManager
from .fields import known_codes
from .marking import marks_field
from .report import Report
from .sealing import (
    hold_edition_sealed,
    hold_report_public,
    is_redacted,
    loses,
    refuse,
    refuse_change_once_sealed,
    refuse_truncation,
)
from .searching import search_vector_field

_REDACTABLE = [
    *(field.column for part in ANSWERS for field in part._meta.local_fields),
    "action",
    "problem",
    "change_reason",
    "unsigned_reason",
]
_LOSES_A_VALUE = is_redacted("OLD.report_id", *_REDACTABLE)
_LOSES_AN_EXEMPTION = f"{is_redacted('OLD.report_id', 'exempted', becomes=())} AND {loses('exempted')}"


class Overview(models.Model):
    """What the page says of its subject, frozen on submission: later changes of the commitment change no page."""

    title = models.CharField(_("title"), max_length=1200, blank=True)
    member_title = models.CharField(_("member name"), max_length=320, blank=True)
    action_plan_title = models.CharField(_("action plan title"), max_length=300, blank=True)
    commitment_title = models.CharField(_("commitment"), max_length=1000, blank=True)
    action = models.TextField(_("action"), blank=True)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        abstract = True


class Edition(Overview, CompletionAnswers, OpennessAnswers, LessonsAnswers, ResultsNarrative):
    """One version of a report. Once published it is sealed: the database refuses any change to it and its rows."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions", verbose_name=_("report"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, help_text=_("Given at publication."))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    questionnaire = models.CharField(_("questionnaire"), max_length=50)
    language = models.CharField(_("language"), max_length=10, choices=Language, default=Language.EN)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("corrects")
    )
    change_class = models.CharField(
        _("kind of change"),
        max_length=20,
        choices=ChangeClass,
        default=ChangeClass.FIRST,
        help_text=_("Told the public."),
    )
    change_reason = models.TextField(
        _("why there is a new edition"), blank=True, help_text=_("The public reads it. Blank of the first.")
    )
    # The exemptions by which it was decided about: {"rule": code, "reason": words}. Sealed with it.
    exempted = models.JSONField(_("exemptions"), default=list, blank=True, editable=False)
    # Worked out when it is published, so that no page need compare; it is no part of what is sealed.
    changed = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("changed answers"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Which answers say something else than in the edition before it. Blank: it was not noted."),
    )
    # Of which earlier edition which value was destroyed: {"edition": number, "leaf": path}. Sealed with this one.
    redactions = models.JSONField(_("redactions"), default=list, blank=True, editable=False)
    source = models.CharField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("Of an imported edition: the file or page it was read from."),
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    unsigned_reason = models.TextField(
        _("why a signature is missing"), blank=True, help_text=_("The public reads it. Blank where nobody's is.")
    )
    scheduled_for = models.DateTimeField(
        _("scheduled for"), null=True, blank=True, help_text=_("When it is published, unless somebody steps in.")
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    unlocked = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("open for changes"),
        null=True,
        blank=True,
        help_text=_("Of a returned edition: the questions that its evaluators may change. Blank: all of them."),
    )
    search = search_vector_field()
    narrative_marks = marks_field()

    objects = EditionManager()

    # What its readers are told of redactions (removed.py).
    removed = frozenset()
    redacted_by = ()
    official_response = None  # what its page tells of it (responses.py)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["report", "number", "id"]
        constraints = [
            *known_codes(CompletionAnswers, OpennessAnswers),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="edition_status_is_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="edition_language_is_known"),
            models.CheckConstraint(
                condition=Q(status=Status.PUBLISHED, number__isnull=False, published_at__isnull=False)
                | (~Q(status=Status.PUBLISHED) & Q(number__isnull=True, published_at__isnull=True)),
                name="edition_published_has_a_number_and_a_date",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.RETURNED) | Q(unlocked=None), name="edition_unlocked_is_a_returned_one"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SCHEDULED, scheduled_for__isnull=False)
                | (~Q(status=Status.SCHEDULED) & Q(scheduled_for=None)),
                name="edition_scheduled_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.RETURNED, Status.DISCARDED]) | ~Q(title=""),
                name="edition_submitted_has_its_overview",
            ),
            models.CheckConstraint(
                condition=Q(change_class__in=ChangeClass.values), name="edition_change_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True)
                | Q(number=1, change_class=ChangeClass.FIRST)
                | (Q(number__gt=1) & ~Q(change_class=ChangeClass.FIRST)),
                name="edition_first_is_called_so",
            ),
            models.UniqueConstraint(fields=["report", "number"], name="edition_number_is_unique_in_its_report"),
            models.UniqueConstraint(
                fields=["report"],
                # Nothing that is being written hinders a redaction: in one transaction it is begun and published.
                condition=~Q(status__in=ENDED) & ~Q(change_class=ChangeClass.REDACTION),
                name="edition_unpublished_is_the_only_one",
            ),
            # What lets a comment, and a report's current edition, be held in the database to their report.
            models.UniqueConstraint(fields=["id", "report"], name="edition_and_report"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="edition_search"),
            GinIndex(fields=["narrative_marks"], name="edition_narrative_marks"),
            models.Index(fields=["status", "submitted_at"], name="edition_queue"),
        ]
        triggers = [
            refuse_change_once_sealed("edition_is_sealed", unless=f"({_LOSES_A_VALUE}) OR ({_LOSES_AN_EXEMPTION})"),
            refuse_truncation("editions_are_not_truncated"),
            refuse(
                "edition_is_not_born_published",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__status="published"),
                message="% of a published edition: only one that is stored already is published",
            ),
            hold_report_public("edition_published_makes_report_public"),
            hold_edition_sealed("edition_published_was_sealed"),
        ]

    def __str__(self):
        if self.number:
            return _("Report %(report)s, edition %(number)s") % {
                "report": self.report_id,
                "number": self.number,
            }
        return _("Report %(report)s, %(status)s") % {
            "report": self.report_id,
            "status": self.get_status_display(),
        }

    def get_absolute_url(self):
        """Return the URL of this very edition; only a published one has it."""
        return reverse("evaluations:edition", args=[self.report.slug, self.number])

    @property
    def form(self):
        """Return the questionnaire that this edition answers."""
        return get_questionnaire(self.questionnaire)

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED

    @property
    def is_open(self):
        """Whether its evaluators may change it."""
        return self.status in (Status.DRAFT, Status.RETURNED)

    @property
    def is_with_reviewers(self):
        """Whether it waits for a reviewer: to be approved, or to be published by another one."""
        return self.status in WITH_REVIEWERS

    @property
    def is_under_review(self):
        """Whether its review has begun and not ended: it is with its reviewers, or came back from them."""
        return self.is_with_reviewers or self.status == Status.RETURNED

    @property
    def is_approved(self):
        """Whether it waits to be published by a second reviewer."""
        return self.status == Status.APPROVED

    @property
    def was_approved(self):
        """Whether all that it waits for is its publication."""
        return self.status in ONCE_APPROVED

    @property
    def is_scheduled(self):
        """Whether it waits for the time at which it is published."""
        return self.status == Status.SCHEDULED

    @property
    def is_discarded(self):
        return self.status == Status.DISCARDED

    @property
    def is_open_anew(self):
        """Whether it follows a published one and is with those who write it, so that it can be discarded."""
        return self.is_open and self.predecessor_id is not None

    @property
    def discarding(self):
        """Return the move by which it was discarded, or None."""
        return self.moves.filter(name=MoveName.DISCARD).order_by("pk").last()

    @property
    def is_imported(self):
        return bool(self.source)

    @property
    def is_current(self):
        return self.report.current_id == self.pk

    @property
    def round(self):
        """Return how often it was submitted."""
        return self.moves.filter(to_status=Status.SUBMITTED).count()

    @property
    def submission(self):
        """Return the last move that submitted it, or None."""
        return self.moves.filter(to_status=Status.SUBMITTED).order_by("pk").last()

    @property
    def approval(self):
        """Return the move by which it waits to be published, or None where it does not."""
        if not self.was_approved:
            return None
        return self.moves.filter(name=MoveName.APPROVE).order_by("pk").last()

    @property
    def scheduling(self):
        """Return the move by which it waits for its time, or None where it does not."""
        if not self.is_scheduled:
            return None
        return self.moves.filter(name=MoveName.SCHEDULE).order_by("pk").last()

    def add_byline(self, evaluator):
        """Put an evaluator last in the bylines, as she is called now, and return her line."""
        last = self.bylines.aggregate(last=Max("position"))["last"] or 0
        return self.bylines.create(
            position=last + 1, name=evaluator.name, organisation=evaluator.organisation, evaluator=evaluator
        )


class AboutAnswer(models.Model):
    """A row that belongs to one answer of one edition: its evidence, and later its remarks, flags, responses."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="%(class)s_set", verbose_name=_("edition"))
    answer_key = models.CharField(_("answer"), max_length=40)

    class Meta:
        abstract = True
