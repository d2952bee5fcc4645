"""What belongs to an edition, as rows on its page in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import (
    Byline,
    Declaration,
    Evidence,
    Exemption,
    Justification,
    Move,
    Remark,
    RemovedByline,
    Ruling,
    Signature,
    UnlockRequest,
    name_of,
)
from .read_only import ReadOnlyInline


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
        """Name the person, or the site, where a command did it."""
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


class UnlockRequestInline(TellsWho, ReadOnlyInline):
    """What was asked to be opened, and what was decided."""

    model = UnlockRequest
    fields = ["keys", "reason", "who", "at", "outcome", "answer", "decider", "decided_at"]
    readonly_fields = ["who", "decider"]

    def get_queryset(self, request):
        """Load the people with them."""
        return super().get_queryset(request).select_related("by__evaluator", "decided_by__evaluator")

    @admin.display(description=_("decided by"))
    def decider(self, asked):
        """Name who decided, if anybody did."""
        return name_of(asked.decided_by) if asked.decided_by_id else ""


class DeclarationInline(TellsWho, ReadOnlyInline):
    """What reviewers declared of their ties."""

    model = Declaration
    fields = ["told", "words", "organisation", "who", "at"]
    readonly_fields = ["told", "who"]

    def get_queryset(self, request):
        """Load who declared."""
        return super().get_queryset(request).select_related("by__evaluator")

    @admin.display(description=_("ties"))
    def told(self, declaration):
        """Tell them in words."""
        return str(declaration)


class ExemptionInline(TellsWho, ReadOnlyInline):
    """Who was exempt from which rule, and why."""

    model = Exemption
    fields = ["told", "whose", "reason", "who", "at"]
    readonly_fields = ["told", "whose", "who"]

    def get_queryset(self, request):
        """Load the people with them."""
        return super().get_queryset(request).select_related("reviewer__evaluator", "by__evaluator")

    @admin.display(description=_("rule"))
    def told(self, exemption):
        """Tell what she may do, not that she did."""
        return exemption.told

    @admin.display(description=_("reviewer"))
    def whose(self, exemption):
        """Name who was exempt."""
        return name_of(exemption.reviewer)


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
