"""Invitations to reports: who asked whom, what became of it, and taking back what lets somebody write."""

from django.contrib import admin
from django.db.models import Case, F, Value, When
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import invitations, permissions
from ..choices import InvitationOutcome
from ..models import Invitation, name_of
from .deciding import DecidesWithWords
from .read_only import ReadOnlyAdmin


class OutcomeFilter(admin.SimpleListFilter):
    """Whether an invitation waits, and how it ended."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Return what may have become of it."""
        return [("waiting", _("Waits")), ("expired", _("Expired")), *InvitationOutcome.choices]

    def queryset(self, request, queryset):
        """Return the invitations in the state chosen."""
        if self.value() == "waiting":
            return queryset.pending()
        if self.value() == "expired":
            return queryset.expired()
        return queryset.filter(outcome=self.value()) if self.value() in InvitationOutcome.values else queryset


@admin.register(Invitation)
class InvitationAdmin(DecidesWithWords, ReadOnlyAdmin):
    """Invitations. A colleague's is told by her name: her email is for those who manage the site."""

    list_display = ["who", "report", "state", "inviter", "invited_at", "expires_at", "ended_at"]
    list_filter = [OutcomeFilter, "is_guest", "report__member__level"]
    list_select_related = [
        "evaluator",
        "invited_by__evaluator",
        "report__commitment",
        "report__action_plan",
        "report__member",
    ]
    search_fields = ["=report__id", "report__commitment__title", "evaluator__name", "typed_email"]
    search_help_text = _("A report's number, words of its title, a name, or the email of somebody not known by name.")
    date_hierarchy = "invited_at"
    ordering = ["-id"]
    actions = ["take_back"]
    words_template = "admin/evaluations/invitation/take_back.html"

    def get_queryset(self, request):
        """Add the email under which somebody is known who is known by no name."""
        typed = Case(When(evaluator=None, then=F("email")), default=Value(""))
        return super().get_queryset(request).annotate(typed_email=typed)

    def get_search_fields(self, request):
        """Return what is searched: every email only for those who may read it."""
        return [*self.search_fields, *(["email"] if permissions.can_keep_evaluators(request.user) else [])]

    def lookup_allowed(self, lookup, value, request):
        """Whether the URL may narrow the list down so: a private email could be guessed letter by letter."""
        is_private = lookup.split(LOOKUP_SEP)[0] == "email" and not permissions.can_keep_evaluators(request.user)
        return not is_private and super().lookup_allowed(lookup, value, request)

    def get_fields(self, request, obj=None):
        """Return what is shown: a colleague's email only to those who may read it."""
        private = ["email"] if permissions.can_keep_evaluators(request.user) else []
        return ["who", *private, "report", "state", "inviter", "invited_at", "expires_at", "ended_at"]

    readonly_fields = ["who", "state", "inviter"]

    @admin.display(description=_("person"))
    def who(self, invitation):
        """Name whom it was written to, or who accepted it; who is known by no name, by her email."""
        return invitation.invitee

    @admin.display(description=_("state"))
    def state(self, invitation):
        """Tell what became of it."""
        return invitation.state

    @admin.display(description=_("invited by"))
    def inviter(self, invitation):
        """Name who invited."""
        return name_of(invitation.invited_by)

    @admin.action(description=_("Take the selected invitations back"), permissions=["take_back"])
    def take_back(self, request, queryset):
        """End what waits, and what a guest may write."""
        return self.decide(request, queryset, action="take_back", needs_reason=True)

    def decide_one(self, invitation, *, action, by, reason):
        """Take it back; the reason stays in its history."""
        invitations.take_back(invitation, by=by, reason=reason)

    def told(self, decided):
        """Tell how many were taken back."""
        words = ngettext("%(count)d invitation was taken back.", "%(count)d invitations were taken back.", decided)
        return words % {"count": decided}

    def has_take_back_permission(self, request):
        """Whether she may take back."""
        return permissions.can_take_back_invitations(request.user)
