"""The moderators' queue of comments: read, decided one or many at a time, never edited and never deleted."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commitments.clocks import age_of
from commitments.keys import key_in

from .. import comments, permissions
from ..choices import CommentStatus
from ..forms.moderating import DecisionForm
from ..models import Comment, name_of
from .about_comments import PagesOfOneComment

AT_ONCE = 100  # comments decided with one reason
EVERYTHING = "all"
FILTERS = "_changelist_filters"  # Django's own name for the list that one came from
# What a moderator may decide: its name in URLs, the status it gives, what its page and its button say.
VERDICTS = {
    "approve": (CommentStatus.APPROVED, _("Approve comments"), _("Approve")),
    "reject": (CommentStatus.REJECTED, _("Reject comments"), _("Reject")),
    "spam": (CommentStatus.SPAM, _("Mark comments as spam"), _("Mark as spam")),
}


def _status_shown(request):
    """Return the status of which the comments are shown: without asking, what waits; of what is searched for, each."""
    chosen = request.GET.get(StatusFilter.parameter_name)
    if chosen in {*CommentStatus.values, EVERYTHING}:
        return chosen
    return EVERYTHING if request.GET.get(SEARCH_VAR) else CommentStatus.HELD.value


class StatusFilter(admin.SimpleListFilter):
    """What was decided, each with its count; what waits comes first and without asking."""

    title = _("status")
    parameter_name = "status"

    def __init__(self, request, params, model, model_admin):
        """Remember which status is shown."""
        self.shown = _status_shown(request)
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        """Return each status with the number of its comments."""
        counts = dict(Comment.objects.order_by().values_list("status").annotate(Count("pk")))
        labels = [(status.value, f"{status.label} ({counts.get(status.value, 0)})") for status in CommentStatus]
        return [*labels, (EVERYTHING, _("All (%(count)d)") % {"count": sum(counts.values())})]

    def value(self):
        """Return the status of which the comments are shown."""
        return self.shown

    def choices(self, changelist):
        """Offer the statuses alone: Django's own "All" would be the one to begin with."""
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        """Return the comments of that status."""
        return queryset if self.value() == EVERYTHING else queryset.filter(status=self.value())


@admin.register(Comment)
class CommentAdmin(PagesOfOneComment, admin.ModelAdmin):
    """The queue. Whoever waits longest comes first; of what is decided, the newest."""

    list_display = ["excerpt", "author_name", "held_because", "posted", "report_page", "decision"]
    list_filter = [StatusFilter, "imported"]
    list_per_page = AT_ONCE
    show_facets = admin.ShowFacets.NEVER  # the filter has counts of its own
    show_full_result_count = False
    search_fields = ["text", "name", "email", "author__email", "edition__title"]
    search_help_text = _("Words of the comment, a name, an email, or words of the report's title.")
    fields = [
        "text", "author_name", "badge_label", "who", "report_page", "edition", "answer_key", "posted",
        "held_because", "status", "decided_at", "decider", "removed_for", "decision_reason", "imported",
    ]  # fmt: skip
    readonly_fields = ["author_name", "badge_label", "who", "report_page", "posted", "decider"]
    actions = ["approve", "reject", "spam"]

    def has_module_permission(self, request):
        """Whether the index shows it."""
        return permissions.can_moderate(request.user)

    def has_view_permission(self, request, obj=None):
        """Whether she may look."""
        return permissions.can_moderate(request.user)

    def has_decide_permission(self, request):
        """Whether she may decide at all; each comment is asked about again when it is decided."""
        return permissions.can_moderate(request.user)

    def has_add_permission(self, request):
        """Comments come from readers and imports."""
        return False

    def has_change_permission(self, request, obj=None):
        """What was written stays as it was written."""
        return False

    def has_delete_permission(self, request, obj=None):
        """What is rejected is kept, with its reason."""
        return False

    def get_queryset(self, request):
        """Load what the list tells, and nothing of the reports' answers."""
        return (
            super()
            .get_queryset(request)
            .select_related("report", "edition", "author", "badge", "decided_by__evaluator")
            .defer(None)
            .only(
                *(field.name for field in Comment._meta.concrete_fields),
                "report__slug", "edition__title", "edition__number", "edition__status", "edition__report",
                "author__email", "badge__kind", "badge__name",
                "decided_by__first_name", "decided_by__last_name", "decided_by__evaluator__name",
            )
        )  # fmt: skip

    def get_ordering(self, request):
        """Put what waits longest first, but what was decided last."""
        waiting = _status_shown(request) == CommentStatus.HELD
        return ["posted_at", "pk"] if waiting else ["-posted_at", "-pk"]

    def get_list_display(self, request):
        """Leave out the decision where nothing is decided."""
        return self.list_display[:-1] if _status_shown(request) == CommentStatus.HELD else self.list_display

    def get_urls(self):
        """Add the page on which a decision gets its reason."""
        decide = self.admin_site.admin_view(self.decide_view)
        return [path("decide/<str:verdict>/", decide, name="evaluations_comment_decide"), *super().get_urls()]

    @admin.display(description=_("comment"), ordering="text")
    def excerpt(self, comment):
        """Show how it begins."""
        return Truncator(comment.text).chars(160)

    @admin.display(description=_("name"), ordering="name")
    def author_name(self, comment):
        """Show under which name it stands."""
        return comment.author_name

    @admin.display(description=_("badge"))
    def badge_label(self, comment):
        """Show for whom it was said."""
        return comment.badge.label if comment.badge else "–"

    @admin.display(description=_("email"))
    def who(self, comment):
        """Tell who wrote it; the email is private."""
        if comment.author:
            return _("%(email)s (account)") % {"email": comment.author.email}
        if comment.browser:
            return _("%(email)s (confirmed)") % {"email": comment.email}
        return comment.email or "–"

    @admin.display(description=_("report"), ordering="edition__title")
    def report_page(self, comment):
        """Lead to the public page, and to the comment on it where it is there."""
        url = comment.get_absolute_url() if comment.is_approved else comment.report.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, comment.edition.title)

    @admin.display(description=_("posted"), ordering="posted_at")
    def posted(self, comment):
        """Tell when it was posted, and how long ago that is."""
        if not comment.posted_at:
            return _("not recorded")
        moment = date_format(comment.posted_at, "DATETIME_FORMAT")
        return _("%(moment)s (%(age)s ago)") % {"moment": moment, "age": age_of(comment.posted_at)}

    @admin.display(description=_("decided by"))
    def decider(self, comment):
        """Name who decided."""
        return name_of(comment.decided_by) if comment.decided_by_id else "–"

    @admin.display(description=_("decision"), ordering="decided_at")
    def decision(self, comment):
        """Tell who decided what, and why."""
        if not (comment.decided_at or comment.withdrawn_at):
            return comment.get_status_display()
        return " ".join([comments.what_happened_to(comment), comment.decision_reason])

    @admin.action(description=_("Approve the selected comments"), permissions=["decide"])
    def approve(self, request, queryset):
        """Ask for the reason, which may stay blank of one alone."""
        return self._ask(request, queryset, "approve")

    @admin.action(description=_("Reject the selected comments"), permissions=["decide"])
    def reject(self, request, queryset):
        """Ask for the reason."""
        return self._ask(request, queryset, "reject")

    @admin.action(description=_("Mark the selected comments as spam"), permissions=["decide"])
    def spam(self, request, queryset):
        """Ask for the reason."""
        return self._ask(request, queryset, "spam")

    def _ask(self, request, queryset, verdict):
        # What somebody else decided meanwhile is no longer in the list, but she is to be told.
        across = request.POST.get("select_across") == "1"
        keys = queryset.values_list("pk", flat=True) if across else request.POST.getlist(ACTION_CHECKBOX_NAME)
        keys = list(keys[: AT_ONCE + 1])
        if len(keys) > AT_ONCE:
            words = _("At most %(count)d comments can be decided at once.") % {"count": AT_ONCE}
            return self.message_user(request, words, messages.ERROR)
        query = {"ids": ",".join(map(str, keys)), FILTERS: request.GET.urlencode()}
        return HttpResponseRedirect(f"{_decide_url(verdict)}?{urlencode(query)}")

    def decide_view(self, request, verdict):
        """Show the comments of `?ids=` and ask for a reason; with it, decide each, and say what became of them."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if verdict not in VERDICTS:
            raise Http404
        status = VERDICTS[verdict][0]
        needed = status in comments.NEEDS_REASON or len(_chosen(request)) > 1
        form = DecisionForm(request.POST or None, needed=needed, asks_rule=status == CommentStatus.REJECTED)
        if request.method == "POST" and form.is_valid():
            self._decide_all(request, status, form.cleaned_data)
            return HttpResponseRedirect(self._list_url(request))
        return self._show_decision(request, verdict, form)

    def _decide_all(self, request, status, said):
        seen = comments.cases_in(request.POST.getlist("seen"))
        decided, kept = comments.decide_each(self._among(request, seen), status, by=request.user, seen=seen, **said)
        for words in kept:
            self.message_user(request, words, messages.WARNING)
        for comment in decided:
            self.log_change(request, comment, f"{status.label}: {said['reason']}")
        if decided:
            self.message_user(request, comments.how_many(decided, status), messages.SUCCESS)

    def _among(self, request, keys):
        keys = [key for key in keys if key_in(key)]
        return self.get_queryset(request).filter(pk__in=keys[:AT_ONCE]).order_by("posted_at", "pk")

    def _show_decision(self, request, verdict, form):
        seen = request.POST.getlist("seen")
        chosen = list(self._among(request, _chosen(request)))
        context = {
            **self.admin_site.each_context(request),
            "title": VERDICTS[verdict][1],
            "button": VERDICTS[verdict][2],
            "opts": self.opts,
            "form": form,
            "rows": [(comment, self.decision(comment)) for comment in chosen],
            "seen": seen or [f"{comment.pk} {comments.case_of(comment)}" for comment in chosen],
            "list_url": self._list_url(request),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return TemplateResponse(request, "admin/evaluations/comment/decide.html", context, status=status)

    def _list_url(self, request):
        filters = request.GET.get(FILTERS, "")
        return reverse("admin:evaluations_comment_changelist") + (f"?{filters}" if filters else "")

    def render_change_form(self, request, context, obj=None, **kwargs):
        """Show the comment among those around it, with what can be decided about it."""
        context["around"] = comments.around(obj)
        context["earlier_texts"] = obj.earlier_texts.order_by("-pk")
        context["are_public"] = obj.is_approved
        is_hers_to_decide = permissions.can_decide_about(request.user, obj)
        context["may_decide"] = is_hers_to_decide and not obj.withdrawn_at
        if is_hers_to_decide:  # of a comment of her own she does not read what is said against it
            context["waiting_complaints"] = obj.complaints.waiting()
            context["decisions"] = obj.decisions.select_related("appeal").prefetch_related("answered_complaints")
        context["verdicts"] = [
            (f"{_decide_url(name)}?ids={obj.pk}", label)
            for name, (status, _title, label) in VERDICTS.items()
            if status != obj.status or comments.is_asked(obj)
        ]
        return super().render_change_form(request, context, obj=obj, **kwargs)


def _chosen(request):
    """Return the keys of the comments about which a page is to decide, as they were sent."""
    seen = [value.split(" ")[0] for value in request.POST.getlist("seen")]
    return seen or request.GET.get("ids", "").split(",")


def _decide_url(verdict):
    return reverse("admin:evaluations_comment_decide", args=[verdict])
