"""Reports, editions, moves and evidence: what was filed and what happened to it, to look into."""

from django.contrib import admin
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from ..choices import MoveName, Standing, Status
from ..models import (
    Byline,
    Edition,
    Evidence,
    Justification,
    Move,
    Remark,
    RemovedByline,
    Report,
    Ruling,
    Signature,
    StoredFile,
    name_of,
)
from .read_only import ReadOnlyAdmin, ReadOnlyInline


class StateFilter(admin.SimpleListFilter):
    """How far a report has come: in public, and with its unpublished edition."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Return the states of an unpublished edition, then those of the page."""
        unpublished = [(status.value, status.label) for status in Status if status != Status.PUBLISHED]
        return [*unpublished, ("public", _("Published")), (Standing.WITHDRAWN.value, Standing.WITHDRAWN.label)]

    def queryset(self, request, queryset):
        """Return the reports in the state chosen."""
        if self.value() == "public":
            return queryset.standing()
        if self.value() == Standing.WITHDRAWN:
            return queryset.filter(standing=Standing.WITHDRAWN)
        return queryset.filter(editions__status=self.value()) if self.value() in Status.values else queryset


class EditionInline(ReadOnlyInline):
    """The editions of a report."""

    model = Edition
    fk_name = "report"
    fields = ["number", "status", "language", "started_at", "submitted_at", "published_at", "source"]
    show_change_link = True


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
        ("started_at", "starter"),
    ]
    inlines = [EditionInline]

    def get_queryset(self, request):
        """Load each report's unpublished edition with the list."""
        unpublished = Edition.objects.unpublished().only("pk", "report", "status")
        return (
            super().get_queryset(request).prefetch_related(Prefetch("editions", unpublished, to_attr="open_editions"))
        )

    readonly_fields = ["starter"]

    @admin.display(description=_("started by"))
    def starter(self, report):
        """Name who started it."""
        return name_of(report.started_by)

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


class BylineInline(ReadOnlyInline):
    """Who stands on an edition."""

    model = Byline
    fields = ["position", "name", "organisation", "evaluator", "signed_at"]

    def get_queryset(self, request):
        """Load the evaluators with them."""
        return super().get_queryset(request).select_related("evaluator")


class EvidenceInline(ReadOnlyInline):
    """What backs the answers of an edition."""

    model = Evidence
    fields = ["answer_key", "position", "kind", "name", "stored_file", "content_type", "url", "locator", "reason"]

    def get_queryset(self, request):
        """Load the files with it."""
        return super().get_queryset(request).select_related("stored_file")


class JustificationInline(ReadOnlyInline):
    """Why answers stand that a rule of coherence speaks against."""

    model = Justification
    fields = ["rule", "answer_key", "sentence", "text", "stands", "by", "at"]

    def get_queryset(self, request):
        """Load the people with them."""
        return super().get_queryset(request).select_related("by")


class RemarkInline(ReadOnlyInline):
    """What reviewers remarked on an edition."""

    model = Remark
    fields = ["round", "answer_key", "text", "suggestion", "suggestion_outcome", "who", "at", "resolver", "resolved_at"]
    readonly_fields = ["who", "resolver"]

    def get_queryset(self, request):
        """Load the people with them."""
        return super().get_queryset(request).select_related("by__evaluator", "resolved_by__evaluator")

    @admin.display(description=_("by"))
    def who(self, remark):
        """Name who made the remark."""
        return name_of(remark.by)

    @admin.display(description=_("resolved by"))
    def resolver(self, remark):
        """Name who resolved it, if anybody did."""
        return name_of(remark.resolved_by) if remark.resolved_by_id else ""


class TellsWho:
    """Names who did it: the name of an account says nothing."""

    @admin.display(description=_("by"), ordering="by")
    def who(self, row):
        """Name the person, or the importer."""
        return name_of(row.by)


class RemovedBylineInline(TellsWho, ReadOnlyInline):
    """Who was taken off an edition."""

    model = RemovedByline
    fields = ["evaluator", "who", "at"]
    readonly_fields = ["who"]

    def get_queryset(self, request):
        """Load who was taken off, and who took her off."""
        return super().get_queryset(request).select_related("evaluator", "by__evaluator")


class SignatureInline(TellsWho, ReadOnlyInline):
    """Who signed which text of an edition."""

    model = Signature
    fields = ["evaluator", "digest", "who", "at"]
    readonly_fields = ["who"]

    def get_queryset(self, request):
        """Load who signed."""
        return super().get_queryset(request).select_related("evaluator", "by__evaluator")


class RulingInline(TellsWho, ReadOnlyInline):
    """What reviewers said of the sentences that justify flags."""

    model = Ruling
    fields = ["rule", "answer_key", "sentence", "accepts", "reason", "who", "at"]
    readonly_fields = ["who"]

    def get_queryset(self, request):
        """Load who ruled."""
        return super().get_queryset(request).select_related("by__evaluator")


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


class TellsWhat:
    """Tells a move in the words of a report's history."""

    @admin.display(description=_("move"), ordering="name")
    def told(self, move):
        """Tell it in words."""
        return move.told


class MoveInline(TellsWhat, TellsWho, ReadOnlyInline):
    """What happened to an edition."""

    model = Move
    fields = ["told", "from_status", "to_status", "who", "at", "reason"]
    readonly_fields = ["told", "who"]

    def get_queryset(self, request):
        """Load who made each move."""
        return super().get_queryset(request).select_related("by__evaluator")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Editions, with all that their pages say."""

    list_display = ["__str__", "title", "member_title", "status", "language", "submitted_at", "published_at", "source"]
    list_filter = ["status", "questionnaire", "language", ("source", admin.EmptyFieldListFilter)]
    search_fields = ["=report__id", "title", "member_title", "source"]
    search_help_text = _("A report's number, or words of the title, member or source.")
    date_hierarchy = "published_at"
    exclude = ["search", "narrative_marks", "saved_by"]
    readonly_fields = ["saver"]
    inlines = [
        BylineInline,
        RemovedBylineInline,
        SignatureInline,
        EvidenceInline,
        JustificationInline,
        RemarkInline,
        RulingInline,
        MoveInline,
    ]

    @admin.display(description=_("saved by"))
    def saver(self, edition):
        """Name who saved it last."""
        return name_of(edition.saved_by) if edition.saved_by_id else ""


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
