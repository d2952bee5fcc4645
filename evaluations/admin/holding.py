"""The rules of the site by which comments wait: one row, changed in place."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import connection, transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import comments, permissions
from ..models import HoldingRules, name_of
from ..models.holding import MOST_WORDS

_FEWEST_LETTERS = 2  # of a word of the list; what stands between them is not compared


class HoldingRulesForm(forms.ModelForm):
    """The rules, with a list that is not cut off where it is pasted; none is overwritten that she has not seen."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = HoldingRules
        fields = ["mode", "most_links", "soonest", "holds_repeats", "words", "closes_after_days"]
        widgets = {"words": forms.Textarea(attrs={"rows": 12, "cols": 60})}
        labels = {
            "most_links": _("Most links"),
            "soonest": _("Fewest seconds"),
            "holds_repeats": _("Hold what was sent before"),
            "words": _("List of words"),
            "closes_after_days": _("Days until comments close"),
        }

    def __init__(self, *args, **kwargs):
        """Let browsers take all that is pasted: they would cut it off at the limit, and not say so."""
        super().__init__(*args, **kwargs)
        self.initial["seen"] = _mark_of(self.instance)
        words = self.fields["words"]
        words.widget.attrs.pop("maxlength", None)
        limit = _("This has %(show_value)s characters; at most %(limit_value)s fit.")
        kept = [one for one in words.validators if not isinstance(one, MaxLengthValidator)]
        words.validators = [*kept, MaxLengthValidator(MOST_WORDS, limit)]

    def clean_words(self):
        """Refuse what is compared by one letter or none: “C++” would hold every comment with a “c” in it."""
        said = self.cleaned_data["words"]
        for word in HoldingRules(words=said).listed:
            if len(comments.as_compared(word)) < _FEWEST_LETTERS:
                words = _("Of “%(word)s” too little is compared: write at least two letters or digits.")
                raise ValidationError(words, code="short", params={"word": word})
        return said

    def clean(self):
        """Refuse to overwrite what somebody has changed since the page was opened, and say what holds now."""
        cleaned = super().clean()
        stored = HoldingRules.objects.select_for_update().filter(pk=HoldingRules.THE_ONLY).first()
        if stored is None or cleaned.get("seen") == _mark_of(stored):
            return cleaned
        others = [name for name in HoldingRulesForm.Meta.fields if cleaned.get(name, "") != getattr(stored, name)]
        if not others:
            return cleaned
        for name in others:
            self.add_error(name, _("By now it is: %(value)s") % {"value": _in_words(stored, name)})
        self.data = self.data.copy()
        self.data["seen"] = _mark_of(stored)
        words = _(
            "Somebody has changed the rules since you opened this page. Send yours again to let them hold instead."
        )
        raise ValidationError(words, code="changed")


def _mark_of(rules):
    """Return what tells whether rules are still those that somebody saw; "" of none that are stored."""
    return "" if rules.pk is None or rules._state.adding else rules.changed_at.isoformat()


def _in_words(rules, name):
    """Return the value of one of the rules as a moderator reads it."""
    told = {"words": ", ".join(rules.listed), "mode": rules.get_mode_display()}
    value = told.get(name, getattr(rules, name))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _("blank") if value in ("", None) else value


@admin.register(HoldingRules)
class HoldingRulesAdmin(admin.ModelAdmin):
    """Opened at once: there is nothing to choose from. What was changed, when and by whom is in its history."""

    form = HoldingRulesForm
    readonly_fields = ["changed_at", "who"]

    def changelist_view(self, request, extra_context=None):
        """Lead to the one row, or to where it is made."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        if HoldingRules.objects.exists():
            return redirect("admin:evaluations_holdingrules_change", HoldingRules.THE_ONLY)
        return redirect("admin:evaluations_holdingrules_add")

    @transaction.atomic
    def add_view(self, request, form_url="", extra_context=None):
        """Make the row; where somebody has made it, lead there, and keep what was typed."""
        # Of two who make it in one moment the second waits here, and then changes what the first has made.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock('evaluations_holdingrules'::regclass::bigint)")
        if HoldingRules.objects.exists():
            if request.method == "POST":
                return super().change_view(request, str(HoldingRules.THE_ONLY), form_url, extra_context)
            return redirect("admin:evaluations_holdingrules_change", HoldingRules.THE_ONLY)
        return super().add_view(request, form_url, extra_context)

    @admin.display(description=_("changed by"))
    def who(self, rules):
        """Name who changed them last."""
        return name_of(rules.changed_by) if rules.changed_by_id else "–"

    def render_change_form(self, request, context, **kwargs):
        """Offer no other row."""
        return super().render_change_form(request, context | {"show_save_and_add_another": False}, **kwargs)

    def save_model(self, request, obj, form, change):
        """Keep who changed them, and when."""
        obj.pk, obj.changed_at, obj.changed_by = HoldingRules.THE_ONLY, timezone.now(), request.user
        super().save_model(request, obj, form, change)

    def has_module_permission(self, request):
        """Whether the index shows it."""
        return permissions.can_set_holding_rules(request.user)

    def has_view_permission(self, request, obj=None):
        """Whether she may look."""
        return permissions.can_set_holding_rules(request.user)

    def has_change_permission(self, request, obj=None):
        """Whether she may change them."""
        return permissions.can_set_holding_rules(request.user)

    def has_add_permission(self, request):
        """Whether she may make the row."""
        return permissions.can_set_holding_rules(request.user)

    def has_delete_permission(self, request, obj=None):
        """They hold until they are changed."""
        return False
