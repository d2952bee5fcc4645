"""Evaluators, and for which member each may file."""

from django.contrib import admin
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext_lazy as _

from commitments.lookups import ForgivesWhatIsNoChoice

from .. import assignments, permissions
from ..models import Assignment, Evaluator


class LooksUpWhatSheMaySee(ForgivesWhatIsNoChoice):
    """Offers the lookup while typing only to those to whom the other list is open; a plain list to others."""

    def get_autocomplete_fields(self, request):
        """Return the fields that this person may look up while typing."""
        model_fields = ((name, self.model._meta.get_field(name).related_model) for name in self.autocomplete_fields)
        return [name for name, model in model_fields if self._may_look_up(request, model)]

    def _may_look_up(self, request, model):
        return self.admin_site.get_model_admin(model).has_view_permission(request)


class KeptByAdministrators:
    """Seen by reviewers, changed by those who manage the site."""

    def has_module_permission(self, request):
        """Whether the index shows it."""
        return permissions.can_look_into_records(request.user)

    def has_view_permission(self, request, obj=None):
        """Whether she may look."""
        return permissions.can_look_into_records(request.user)

    def has_add_permission(self, request, obj=None):
        """Whether she may enter one."""
        return permissions.can_keep_evaluators(request.user)

    def has_change_permission(self, request, obj=None):
        """Whether she may change one."""
        return permissions.can_keep_evaluators(request.user)

    def has_delete_permission(self, request, obj=None):
        """Whether she may delete one; an evaluator who stands on a report stays in any case."""
        return permissions.can_keep_evaluators(request.user)


class AssignmentInline(KeptByAdministrators, LooksUpWhatSheMaySee, admin.StackedInline):
    """The members of an evaluator."""

    model = Assignment
    extra = 0
    autocomplete_fields = ["member"]
    readonly_fields = ["assigned_at"]


@admin.register(Evaluator)
class EvaluatorAdmin(KeptByAdministrators, LooksUpWhatSheMaySee, admin.ModelAdmin):
    """Evaluators. Their private e-mails are shown to those who manage the site only."""

    list_display = ["name", "organisation", "has_account", "publishes_email", "members"]
    list_filter = [("user", admin.EmptyFieldListFilter), "publishes_email"]
    search_fields = ["name", "organisation"]
    autocomplete_fields = ["user"]
    inlines = [AssignmentInline]

    def save_model(self, request, evaluator, form, change):
        """Count the account among the evaluators', too."""
        super().save_model(request, evaluator, form, change)
        if evaluator.user:
            assignments.count_among_evaluators(evaluator.user)

    def get_queryset(self, request):
        """Load each evaluator's members with the list."""
        return super().get_queryset(request).prefetch_related("assignments__member")

    def get_search_fields(self, request):
        """Return what is searched: the private e-mail only for those who may read it."""
        private = ["email", "user__email"] if permissions.can_keep_evaluators(request.user) else []
        return [*self.search_fields, *private]

    def lookup_allowed(self, lookup, value, request):
        """Whether the URL may narrow the list down so: a private e-mail could be guessed letter by letter."""
        is_private = lookup.split(LOOKUP_SEP)[0] == "email" and not permissions.can_keep_evaluators(request.user)
        return not is_private and super().lookup_allowed(lookup, value, request)

    def get_fields(self, request, obj=None):
        """Return what is shown: the account and the private e-mail only to those who may read them."""
        private = ["user", "email"] if permissions.can_keep_evaluators(request.user) else []
        return ["name", "organisation", *private, "publishes_email"]

    @admin.display(description=_("has an account"), boolean=True)
    def has_account(self, evaluator):
        """Whether she can sign in."""
        return evaluator.user_id is not None

    @admin.display(description=_("members"))
    def members(self, evaluator):
        """Name the members that she may file for."""
        return "; ".join(assignment.member.title for assignment in evaluator.assignments.all())


@admin.register(Assignment)
class AssignmentAdmin(LooksUpWhatSheMaySee, admin.ModelAdmin):
    """Who may file for which member."""

    list_display = ["member", "evaluator", "organisation", "assigned_at"]
    list_display_links = ["member", "evaluator"]
    list_filter = ["member__level", "member__region", "assigned_at"]
    list_select_related = ["member", "evaluator"]
    search_fields = ["member__name", "member__country", "evaluator__name", "evaluator__organisation"]
    autocomplete_fields = ["evaluator", "member"]
    date_hierarchy = "assigned_at"

    @admin.display(description=_("organisation"), ordering="evaluator__organisation")
    def organisation(self, assignment):
        """Tell whom the evaluator works for."""
        return assignment.evaluator.organisation

    def has_module_permission(self, request):
        """Whether the index shows it."""
        return permissions.can_assign(request.user)

    def has_view_permission(self, request, obj=None):
        """Whether she may look."""
        return permissions.can_assign(request.user)

    def has_add_permission(self, request):
        """Whether she may assign somebody."""
        return permissions.can_assign(request.user)

    def has_change_permission(self, request, obj=None):
        """Whether she may change who is assigned."""
        return permissions.can_assign(request.user)

    def has_delete_permission(self, request, obj=None):
        """Whether she may take an assignment back."""
        return permissions.can_assign(request.user)
