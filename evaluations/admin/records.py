"""Reports, editions, moves and evidence: what was filed and what happened to it, to look into."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import permissions, workflow
from ..choices import MoveName, Standing, Status
from ..models import ENDED, Edition, Evidence, Move, Report, StandingChange, StoredFile, name_of
from .deciding import DecidesWithWords
from .read_only import ReadOnlyAdmin, ReadOnlyInline
from .rows import (
    BylineInline,
    DeclarationInline,
    EvidenceInline,
    ExemptionInline,
    JustificationInline,
    MoveInline,
    RemarkInline,
    RemovedBylineInline,
    RulingInline,
    SignatureInline,
    TellsWhat,
    TellsWho,
    UnlockRequestInline,
)


class StateFilter(admin.SimpleListFilter):
    """How far a report has come: in public, and with its unpublished edition."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Return the states of an unpublished edition, then those of the page."""
        unpublished = [(status.value, status.label) for status in Status if status not in ENDED]
        return [*unpublished, ("public", _("Published")), (Standing.WITHDRAWN.value, Standing.WITHDRAWN.label)]

    def queryset(self, request, queryset):
        """Return the reports in the state chosen."""
        if self.value() == "public":
            return queryset.standing()
        if self.value() == Standing.WITHDRAWN:
            return queryset.filter(standing=Standing.WITHDRAWN)
        is_state = self.value() in set(Status.values) - set(ENDED)
        return queryset.filter(editions__status=self.value()) if is_state else queryset


class EditionInline(ReadOnlyInline):
    """The editions of a report."""

    model = Edition
    fk_name = "report"
    fields = ["number", "status", "language", "started_at", "submitted_at", "scheduled_for", "published_at", "source"]
    show_change_link = True


class StandingChangeInline(TellsWho, ReadOnlyInline):
    """That a report was withdrawn, or stands again, and why."""

    model = StandingChange
    fields = ["standing", "reason", "who", "at"]
    readonly_fields = ["who"]

    def get_queryset(self, request):
        """Load who did it."""
        return super().get_queryset(request).select_related("by__evaluator")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Reports. Their state is changed by the moves of the desk and of the review, nowhere else."""

    list_display = ["number", "subject", "member", "kind", "state", "lead", "current_edition"]
    list_display_links = ["number", "subject"]
    list_filter = ["kind", StateFilter, "member__level"]
    list_select_related = ["member", "lead", "commitment", "action_plan", "current"]
    search_fields = ["=id", "slug", "commitment__title", "action_plan__title", "member__name", "member__country"]
    search_help_text = _("A number, or words of the title or member.")
    date_hierarchy = "started_at"
    fields = [
        ("kind", "standing"),
        "member",
        "commitment",
        "action_plan",
        "lead",
        "slug",
        "current",
        ("comments_opened_at", "comments_close_at", "opener"),
        ("started_at", "starter"),
    ]
    inlines = [EditionInline, StandingChangeInline]

    def get_queryset(self, request):
        """Load each report's unpublished edition with the list."""
        unpublished = Edition.objects.unpublished().only("pk", "report", "status")
        return (
            super().get_queryset(request).prefetch_related(Prefetch("editions", unpublished, to_attr="open_editions"))
        )

    readonly_fields = ["starter", "opener"]

    @admin.display(description=_("started by"))
    def starter(self, report):
        """Name who started it."""
        return name_of(report.started_by)

    @admin.display(description=_("opened for public comment by"))
    def opener(self, report):
        """Name who opened it for public comment, if somebody did."""
        return name_of(report.comments_opened_by) if report.comments_opened_by_id else ""

    @admin.display(description=_("number"), ordering="id")
    def number(self, report):
        """Name it as pages do."""
        return report.number

    @admin.display(description=_("title"))
    def subject(self, report):
        """Name what is evaluated."""
        return report.subject

    @admin.display(description=_("state"))
    def state(self, report):
        """Tell the state of the page and of the edition that is being made."""
        page = report.get_standing_display() if report.is_withdrawn else Status.PUBLISHED.label
        states = [page] if report.current_id else []
        states += [edition.get_status_display() for edition in report.open_editions]
        return ", ".join(str(state) for state in states)

    @admin.display(description=_("current edition"))
    def current_edition(self, report):
        """Tell the number of the public edition."""
        return report.current and report.current.number


class MoveFilter(admin.SimpleListFilter):
    """Which move was made."""

    title = _("move")
    parameter_name = "name"

    def lookups(self, request, model_admin):
        """Return every move that there is, in words."""
        return MoveName.choices

    def queryset(self, request, queryset):
        """Return the moves of the name chosen."""
        return queryset.filter(name=self.value()) if self.value() in MoveName.values else queryset


@admin.register(Edition)
class EditionAdmin(DecidesWithWords, ReadOnlyAdmin):
    """Editions, with all that their pages say. What waits for its second reviewer can be published from here, too."""

    list_display = [
        "__str__",
        "title",
        "member_title",
        "status",
        "language",
        "submitted_at",
        "scheduled_for",
        "published_at",
        "source",
    ]
    list_filter = ["status", "questionnaire", "language", ("source", admin.EmptyFieldListFilter)]
    search_fields = ["=report__id", "title", "member_title", "source"]
    search_help_text = _("A report's number, or words of the title, member or source.")
    date_hierarchy = "published_at"
    exclude = ["search", "narrative_marks", "saved_by"]
    readonly_fields = ["saver"]
    actions = ["publish"]
    words_template = "admin/evaluations/edition/decide.html"
    inlines = [
        BylineInline,
        RemovedBylineInline,
        SignatureInline,
        EvidenceInline,
        JustificationInline,
        RemarkInline,
        RulingInline,
        UnlockRequestInline,
        DeclarationInline,
        ExemptionInline,
        MoveInline,
    ]

    @admin.display(description=_("saved by"))
    def saver(self, edition):
        """Name who saved it last."""
        return name_of(edition.saved_by) if edition.saved_by_id else ""

    @admin.action(description=_("Publish the selected editions"), permissions=["publish"])
    def publish(self, request, queryset):
        """Publish what is approved, as its second reviewer does on the page of the review."""
        editions = queryset.select_related("report").order_by("pk")
        return self.decide(request, editions, action="publish", needs_reason=False)

    def decide_one(self, edition, *, action, by, reason):
        """Publish it by the same move."""
        try:
            workflow.perform(workflow.PUBLISH, edition, by=by, reason=reason)
        except PermissionDenied as error:
            told = _("%(edition)s: another reviewer publishes it.") % {"edition": edition}
            raise ValidationError(told) from error

    def told(self, decided):
        """Tell how many were published."""
        words = ngettext("%(count)d edition was published.", "%(count)d editions were published.", decided)
        return words % {"count": decided}

    def has_publish_permission(self, request):
        """Whether she publishes anything at all; of each edition the move itself asks."""
        return permissions.is_reviewer(request.user)


@admin.register(Move)
class MoveAdmin(TellsWhat, TellsWho, ReadOnlyAdmin):
    """Moves: who, when, from, to, why."""

    fields = ["at", "edition", "told", "from_status", "to_status", "who", "reason"]
    list_display = ["at", "edition", "told", "from_status", "to_status", "who", "reason"]
    list_filter = [MoveFilter, "to_status"]
    list_select_related = ["edition", "by__evaluator"]
    search_fields = ["=edition__report__id", "edition__title", "reason"]
    search_help_text = _("A report's number, or words of the title or reason.")
    date_hierarchy = "at"
    ordering = ["-id"]


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """Evidence, and the answer that it backs."""

    list_display = ["__str__", "edition", "answer_key", "kind", "content_type", "stored_file", "added_at"]
    list_filter = ["kind", "content_type", "answer_key"]
    list_select_related = ["edition", "stored_file"]
    search_fields = ["name", "reason", "=edition__report__id", "stored_file__sha256"]
    search_help_text = _("A name, words of a reason, a report's number, or a SHA-256.")
    exclude = ["added_by"]


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    """Files by their bytes, and where they are used."""

    list_display = ["sha256", "size", "received_at"]
    search_fields = ["sha256", "evidence_set__name"]
    inlines = [EvidenceInline]
