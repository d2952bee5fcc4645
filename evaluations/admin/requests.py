"""Requests for an assignment: granted or declined, one or many at a time, with words for the person."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import assignments, permissions
from ..forms.words import ReasonForm, Words
from ..models import AssignmentRequest, name_of
from .deciding import DecidesWithWords


class RequestDecisionForm(ReasonForm):
    """What the person who asked is told."""

    reason = Words(label=_("What to tell the person"))


class WaitingFilter(admin.SimpleListFilter):
    """Whether a request was decided, and how."""

    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request, model_admin):
        """Return what may have been decided."""
        return [("waiting", _("Waiting")), ("granted", _("Granted")), ("declined", _("Declined"))]

    def queryset(self, request, queryset):
        """Return the requests decided so."""
        granted = {"waiting": None, "granted": True, "declined": False}
        return queryset.filter(granted=granted[self.value()]) if self.value() in granted else queryset


@admin.register(AssignmentRequest)
class AssignmentRequestAdmin(DecidesWithWords, admin.ModelAdmin):
    """Who asks to evaluate for which member. What was asked stays as it was asked."""

    list_display = ["name", "organisation", "member", "requested_at", "granted", "decider"]
    list_filter = [WaitingFilter, "member__level"]
    list_select_related = ["member", "decided_by__evaluator"]
    search_fields = ["name", "organisation", "member__name", "member__country"]
    date_hierarchy = "requested_at"
    fields = [
        ("name", "organisation", "email"),
        "member",
        "message",
        "requested_at",
        ("granted", "decider", "decided_at"),
        "decision_reason",
    ]
    readonly_fields = ["email", "decider"]
    actions = ["grant", "decline"]
    words_form = RequestDecisionForm
    words_template = "admin/evaluations/assignmentrequest/decide.html"

    @admin.display(description=_("email of the account"))
    def email(self, asked):
        """Tell who asks: whoever decides has to know."""
        return asked.user.email

    @admin.display(description=_("decided by"))
    def decider(self, asked):
        """Name who decided."""
        return name_of(asked.decided_by) if asked.decided_by_id else ""

    @admin.action(description=_("Grant the selected requests"), permissions=["decide"])
    def grant(self, request, queryset):
        """Assign those who asked."""
        return self.decide(request, queryset, action="grant", needs_reason=False)

    @admin.action(description=_("Decline the selected requests"), permissions=["decide"])
    def decline(self, request, queryset):
        """Say no, and why."""
        return self.decide(request, queryset, action="decline", needs_reason=True)

    def decide_one(self, asked, *, action, by, reason):
        """Grant or decline it."""
        getattr(assignments, action)(asked, by=by, reason=reason)

    def told(self, decided):
        """Tell how many were granted or declined."""
        words = ngettext("%(count)d request was decided.", "%(count)d requests were decided.", decided)
        return words % {"count": decided}

    def has_decide_permission(self, request):
        """Whether she may grant and decline."""
        return permissions.can_assign(request.user)

    def has_module_permission(self, request):
        """Whether the index shows it."""
        return permissions.can_assign(request.user)

    def has_view_permission(self, request, obj=None):
        """Whether she may look."""
        return permissions.can_assign(request.user)

    def has_add_permission(self, request):
        """People ask for themselves, at their desk."""
        return False

    def has_change_permission(self, request, obj=None):
        """What was asked stays; it is decided by the actions."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What was decided stays on record."""
        return False
