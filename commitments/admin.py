"""What staff keep about members, action plans and commitments."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from .lookups import ForgivesWhatIsNoChoice
from .models import ActionPlan, Commitment, Contact, Member, Milestone, OgpValue, PolicyArea


class ContactInline(admin.StackedInline):
    """The contacts of a member."""

    model = Contact
    extra = 0


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    """Members, with how much they promised."""

    list_display = ["title", "level", "region", "ogp_code", "member_since", "plans", "commitments"]
    list_filter = ["level", "region"]
    search_fields = ["name", "country", "ogp_code"]
    prepopulated_fields = {"slug": ["name", "country"]}
    inlines = [ContactInline]

    def get_queryset(self, request):
        """Count for the list."""
        return super().get_queryset(request).with_counts()

    def save_formset(self, request, form, formset, change):
        """Say of whom staff have to make sure again: the database takes off what was said of another mailbox."""
        super().save_formset(request, form, formset, change)
        changed = [contact.pk for contact, _fields in formset.changed_objects if contact.is_verified]
        for contact in Contact.objects.filter(pk__in=changed, is_verified=False):
            words = _("%(name)s is not verified any more, since the email or the side is another one. Make sure again.")
            messages.warning(request, words % {"name": contact.name})

    @admin.display(description=_("member"), ordering="country")
    def title(self, member):
        """Name the member as the public reads it."""
        return member.title

    @admin.display(description=_("action plans"), ordering="plan_count")
    def plans(self, member):
        """Say how many action plans it has."""
        return member.plan_count

    @admin.display(description=_("commitments"), ordering="commitment_count")
    def commitments(self, member):
        """Say how many commitments it has."""
        return member.commitment_count


@admin.register(ActionPlan)
class ActionPlanAdmin(ForgivesWhatIsNoChoice, admin.ModelAdmin):
    """Action plans, with how much is in them."""

    list_display = ["title", "member", "start_year", "end_year", "ogp_id", "submitted_on", "commitments"]
    list_filter = ["member__level", "member__region", "start_year"]
    list_select_related = ["member"]
    search_fields = ["title", "ogp_id", "member__name", "member__country"]
    autocomplete_fields = ["member"]
    prepopulated_fields = {"slug": ["title"]}

    def get_queryset(self, request):
        """Count for the list."""
        return super().get_queryset(request).with_counts()

    @admin.display(description=_("commitments"), ordering="commitment_count")
    def commitments(self, plan):
        """Say how many commitments it holds."""
        return plan.commitment_count


class MilestoneForm(forms.ModelForm):
    """One milestone among those of its commitment, which the formset holds to one position each."""

    def validate_constraints(self):
        """Leave the positions to the formset: two that change places would each meet the other's old one."""


class MilestoneInline(admin.StackedInline):
    """The milestones of a commitment."""

    model = Milestone
    form = MilestoneForm
    extra = 0


class CommitmentForm(forms.ModelForm):
    """A commitment, its OGP values as boxes to tick."""

    ogp_values = forms.MultipleChoiceField(
        label=_("OGP values"), choices=OgpValue, widget=forms.CheckboxSelectMultiple, required=False
    )


class DescribedFilter(admin.SimpleListFilter):
    """Which commitments can be reported on with a full Overview."""

    title = _("problem and action")
    parameter_name = "described"

    def lookups(self, request, model_admin):
        """Offer both states."""
        return [("yes", _("Both recorded")), ("no", _("One or both missing"))]

    def queryset(self, request, queryset):
        """Keep the commitments in the state asked for."""
        missing = Q(problem="") | Q(action="")
        match self.value():
            case "yes":
                return queryset.exclude(missing)
            case "no":
                return queryset.filter(missing)
        return queryset


@admin.register(Commitment)
class CommitmentAdmin(ForgivesWhatIsNoChoice, admin.ModelAdmin):
    """Commitments, with what a report on them will need."""

    form = CommitmentForm
    list_display = ["heading", "ogp_id", "member", "period", "end", "completed_on", "described"]
    list_filter = [DescribedFilter, "member__level", "member__region", "policy_areas"]
    list_select_related = ["member", "action_plan"]
    search_fields = ["title", "short_title", "ogp_id", "member__name", "member__country"]
    autocomplete_fields = ["member", "action_plan"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [MilestoneInline]
    fieldsets = [
        (None, {"fields": ["member", "action_plan", "ogp_id", "title", "short_title", "slug"]}),
        (_("What is promised"), {"fields": ["problem", "status_quo", "action", "full_text"]}),
        (
            _("When"),
            {"fields": [("starts_on", "start_as_written"), ("ends_on", "end_as_written"), "completed_on"]},
        ),
        (_("Who"), {"fields": ["lead_institutions", "supporting_institutions"]}),
        (_("What about"), {"fields": ["policy_areas", "ogp_values"]}),
    ]

    @admin.display(description=_("commitment"), ordering="title")
    def heading(self, commitment):
        """Name the commitment where there is little room."""
        return commitment.heading

    @admin.display(description=_("action plan"), ordering="action_plan__start_year")
    def period(self, commitment):
        """Tell the years of its plan."""
        plan = commitment.action_plan
        return plan and (plan.period or plan.title)

    @admin.display(description=_("end"), ordering="ends_on")
    def end(self, commitment):
        """Tell when it ends, as written where the source gives no date."""
        return commitment.ends_on or commitment.end_as_written

    @admin.display(description=_("problem and action"), boolean=True)
    def described(self, commitment):
        """Say whether both are recorded."""
        return commitment.is_described


@admin.register(PolicyArea)
class PolicyAreaAdmin(admin.ModelAdmin):
    """Policy areas, with how many commitments are tagged."""

    list_display = ["name", "commitments"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request):
        """Count for the list."""
        return super().get_queryset(request).annotate(commitment_count=Count("commitments"))

    @admin.display(description=_("commitments"), ordering="commitment_count")
    def commitments(self, area):
        """Say how many commitments are tagged with it."""
        return area.commitment_count
