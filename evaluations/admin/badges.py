"""Badges: given to an account for a reason, and taken back for one; never changed, and never deleted."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import comments, permissions
from ..forms.words import ReasonForm, Words
from ..models import Badge, name_of
from .deciding import DecidesWithWords
from .people import LooksUpWhatSheMaySee


class WornFilter(admin.SimpleListFilter):
    """Whether it is worn, or was taken back."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Return both."""
        return [("worn", _("Worn")), ("taken", _("Taken back"))]

    def queryset(self, request, queryset):
        """Return those in the state."""
        chosen = {"worn": True, "taken": False}.get(self.value())
        return queryset if chosen is None else queryset.filter(taken_at__isnull=chosen)


class GiveBadgeForm(forms.ModelForm):
    """To whom a badge is given, for whom she speaks, and how that is known. The admin sets who gives it: `giver`."""

    giver = None
    email = forms.EmailField(label=_("Email of the account"), help_text=_("With which she signs in."))
    reason = Words(label=_("Reason"), help_text=_("How you know that it is she. Staff read it."))

    class Meta:
        model = Badge
        fields = ["kind", "member", "name"]

    def clean_email(self):
        """Find the account that has verified it."""
        self.account = comments.account_of(self.cleaned_data["email"])
        if self.account is None:
            raise ValidationError(_("No account signs in with this email."), code="account")
        if not permissions.can_give_badge(self.giver, self.account):
            raise ValidationError(_("Another moderator gives you a badge."), code="own")
        return self.cleaned_data["email"]

    def _post_clean(self):
        """Give it, if nothing is wrong so far: what else stands against it shows only then."""
        if self.errors:
            return
        said = {name: self.cleaned_data[name] for name in ("kind", "member", "name", "reason")}
        try:
            self.instance = comments.give_badge(self.account, by=self.giver, **said)
        except ValidationError as error:
            self.add_error("member" if error.code == "member" else None, error)

    def save(self, commit=True):
        """Return the badge that was given."""
        return self.instance

    def save_m2m(self):
        """Nothing hangs on it."""


@admin.register(Badge)
class BadgeAdmin(DecidesWithWords, LooksUpWhatSheMaySee, admin.ModelAdmin):
    """Who speaks for whom."""

    list_display = ["name", "kind", "member", "given_at", "giver", "taken_at"]
    list_filter = [WornFilter, "kind"]
    list_select_related = ["member", "given_by__evaluator"]
    search_fields = ["name", "member__name", "member__country"]
    fields = [
        "name", "kind", "member", "email", "reason", ("giver", "given_at"), ("taker", "taken_at"), "taken_because",
    ]  # fmt: skip
    readonly_fields = ["email", "giver", "taker"]
    autocomplete_fields = ["member"]
    actions = ["take_back"]
    words_form = ReasonForm
    words_template = "admin/evaluations/badge/take_back.html"

    @admin.display(description=_("email of the account"))
    def email(self, badge):
        """Tell whose it is: whoever answers for it has to know."""
        return badge.account.email

    @admin.display(description=_("given by"))
    def giver(self, badge):
        """Name who gave it."""
        return name_of(badge.given_by)

    @admin.display(description=_("taken back by"))
    def taker(self, badge):
        """Name who took it back."""
        return name_of(badge.taken_by) if badge.taken_by_id else "–"

    @admin.action(description=_("Take the selected badges back"), permissions=["take_back"])
    def take_back(self, request, queryset):
        """Ask why, and take them back."""
        return self.decide(request, queryset, action="take_back", needs_reason=True)

    def decide_one(self, badge, *, action, by, reason):
        """Take it back."""
        if not permissions.can_give_badge(by, badge.account):
            raise ValidationError(_("Another moderator takes your badge back."), code="own")
        comments.take_badge(badge, reason=reason, by=by)

    def told(self, decided):
        """Tell how many were taken back."""
        words = ngettext("%(count)d badge was taken back.", "%(count)d badges were taken back.", decided)
        return words % {"count": decided}

    def get_fields(self, request, obj=None):
        """Ask for what is needed to give one; show all of one that was given."""
        return self.fields if obj else ["email", "kind", "member", "name", "reason"]

    def get_readonly_fields(self, request, obj=None):
        """Of one that is being given, all is asked."""
        return self.readonly_fields if obj else []

    def get_form(self, request, obj=None, **kwargs):
        """Let the form know who gives it."""
        if obj:
            return super().get_form(request, obj, **kwargs)
        kwargs |= {"form": GiveBadgeForm, "fields": GiveBadgeForm.Meta.fields}
        return type("GiveBadgeForm", (super().get_form(request, **kwargs),), {"giver": request.user})

    def has_take_back_permission(self, request):
        """Whether she may take badges back."""
        return permissions.can_moderate(request.user)

    def has_module_permission(self, request):
        """Whether the index shows them."""
        return permissions.can_moderate(request.user)

    def has_view_permission(self, request, obj=None):
        """Whether she may look."""
        return permissions.can_moderate(request.user)

    def has_add_permission(self, request):
        """Whether she may give one."""
        return permissions.can_moderate(request.user)

    def has_change_permission(self, request, obj=None):
        """What was given stays; it is taken back by the action."""
        return False

    def has_delete_permission(self, request, obj=None):
        """It is its own log."""
        return False
