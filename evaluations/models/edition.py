"""One version of a report, with all that its page says."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import ChangeClass, Language, Status
from ..questionnaire import get_questionnaire
from .answers import CompletionAnswers, LessonsAnswers, OpennessAnswers, ResultsNarrative
from .fields import known_codes
from .marking import marks_field
from .report import Report
from .sealing import (
    hold_edition_sealed,
    hold_report_public,
    only_appended,
    refuse,
    refuse_change_once_sealed,
    refuse_change_under_sealed_edition,
    refuse_truncation,
)
from .searching import search_vector_field

WITH_REVIEWERS = (Status.SUBMITTED, Status.APPROVED)


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


class EditionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def unpublished(self):
        return self.exclude(status=Status.PUBLISHED)

    def waiting_for_review(self):
        """Editions that are with their reviewers, approved or not, the one that waits longest first."""
        return self.filter(status__in=WITH_REVIEWERS).order_by("submitted_at", "id")

    def by_evaluator(self, evaluator):
        return self.filter(bylines__evaluator=evaluator)


class EditionManager(models.Manager.from_queryset(EditionQuerySet)):
    def get_queryset(self):
        """Leave what is made for searching in the database: nobody reads it, and it is as long as the report."""
        return super().get_queryset().defer("search", "narrative_marks")


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
    # Of which earlier edition which value was destroyed: {"edition": number, "leaf": path}. Sealed with this one.
    # The exemptions by which it was decided about: {"rule": code, "reason": words}. Sealed with it.
    exempted = models.JSONField(_("exemptions"), default=list, blank=True, editable=False)
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
                condition=Q(status__in=[Status.DRAFT, Status.RETURNED]) | ~Q(title=""),
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
                condition=~Q(status=Status.PUBLISHED),
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
            refuse_change_once_sealed("edition_is_sealed"),
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
        if not self.is_approved:
            return None
        return self.moves.filter(to_status=Status.APPROVED).order_by("pk").last()

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


class Byline(models.Model):
    """An evaluator's line on an edition: her name and organisation as published there."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="bylines", verbose_name=_("edition"))
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    evaluator = models.ForeignKey(
        "Evaluator",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bylines",
        verbose_name=_("evaluator"),
    )
    signed_at = models.DateTimeField(
        _("signed"), null=True, blank=True, help_text=_("When she signed the text as it was submitted.")
    )
    lacks_signature = models.BooleanField(
        _("signature missing"), default=False, help_text=_("It was submitted without hers, with a reason.")
    )

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="byline_position_is_unique_in_its_edition",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["edition", "evaluator"], name="byline_names_an_evaluator_once"),
        ]
        triggers = [
            refuse_change_under_sealed_edition("byline_is_sealed"),
            refuse_truncation("bylines_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


class RemovedByline(models.Model):
    """A trace of an evaluator who was taken off an edition, for who wrote a report never reviews it. Only added."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="removed_bylines", verbose_name=_("edition"))
    evaluator = models.ForeignKey(
        "Evaluator", models.PROTECT, related_name="removed_bylines", verbose_name=_("evaluator")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("removed byline")
        verbose_name_plural = _("removed bylines")
        ordering = ["edition", "id"]
        triggers = [
            only_appended("removed_byline_is_only_appended"),
            refuse_truncation("removed_bylines_are_not_truncated"),
        ]

    def __str__(self):
        return str(self.evaluator)
