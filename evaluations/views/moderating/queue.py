"""The queue in which moderators read comments one after the other, and decide."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.mixins import UserPassesTestMixin
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from commitments.keys import key_in

from ... import comments, permissions
from ...choices import CommentStatus, RemovalRule
from ...comments import QueueName
from ...forms.moderating import DecisionForm
from ...models import Comment, Complaint, Decision, EarlierText
from ...reading import ReadingOfWords

ON_A_PAGE = 20
AT_ONCE = 100  # comments decided with one reason
COMPLAINTS_SHOWN = 10  # of one comment; the number of all stands beside them
EARLIER_SHOWN = 10  # texts of one comment; the page to which they lead has all
VERDICTS = {"approve": CommentStatus.APPROVED, "reject": CommentStatus.REJECTED, "spam": CommentStatus.SPAM}


@method_decorator(never_cache, name="dispatch")
class ForModerators(UserPassesTestMixin, View):
    """Lead anonymous visitors to sign in, and refuse everybody who is no moderator (403)."""

    def test_func(self):
        """Whether this person may come in."""
        return permissions.can_moderate(self.request.user)


class ModerationView(ForModerators):
    """One of the queues, `?in=` a QueueName: each comment in its thread and beside what it speaks of.

    With `?show=100` as many are on a page as can be decided at once.
    """

    def get(self, request):
        name = request.GET.get("in", QueueName.HELD)
        if name not in QueueName.values:
            raise Http404
        found = comments.comments_in(QueueName(name), of=request.user)
        try:
            page = Paginator(_loaded(found), _size_in(request.GET)).page(key_in(request.GET.get("page", "1")))
        except InvalidPage:
            if request.GET.get("page", "1") == "1" or key_in(request.GET["page"]) is None:
                raise Http404 from None
            # The last of that page was decided.
            query = {"in": name} | _size_asked(request.GET)
            query |= {"at": 1, "undo": request.GET["undo"]} if "undo" in request.GET else {}
            return redirect(f"{request.path}?{urlencode(query)}")
        context = self.context_of(QueueName(name), page)
        return render(request, "evaluations/moderating/queue.html", context)

    def context_of(self, name, page):
        """Return what the page tells; of what she may take back, what she has just decided, and beside each comment."""
        asked, is_decided = self.request.GET, name == QueueName.DECIDED
        just_now = _press_in(asked.get("undo", ""))
        presses = comments.presses_to_undo(self.request.user) if just_now or is_decided else []
        of_comment = {key: one for one in presses for key in one.comments} if is_decided else {}
        return {
            "queues": comments.queues_for(self.request.user),
            "name": name,
            "page": page,
            "place": _place_in(asked),
            "show": page.paginator.per_page,
            "other_size": _other_size(page),
            "query": f"in={name}&show={page.paginator.per_page}",
            "cards": [_card(comment) | {"press": of_comment.get(comment.pk)} for comment in page],
            "rules": RemovalRule.choices,
            "press": next((one for one in presses if one.press == just_now), None),
        }


class DecideView(ForModerators):
    """Decide about one comment, or about as many as are chosen: POST takes `verdict`, `seen` of each, and `reason`.

    Of several a page shows first which they are, and asks for the reason that all of them get (`confirmed`). 422 where
    a reason is wanted, or more were chosen than fit. What somebody else decided meanwhile stays, and is told.
    """

    text_fields = frozenset({"reason"})

    def get(self, request):
        """Lead back to the queue: this is where a person lands who had to sign in first."""
        return redirect("evaluations:moderation")

    def post(self, request):
        status = VERDICTS.get(request.POST.get("verdict", ""))
        cases = comments.cases_in(request.POST.getlist("seen"))
        seen = {key: case for key, case in cases.items() if key_in(key)}
        if status is None or not seen:
            messages.error(request, _("Choose comments, and what becomes of them."))
            return redirect(_queue_url(self.request.POST))
        if len(seen) > AT_ONCE:
            messages.error(request, _("At most %(count)d comments can be decided at once.") % {"count": AT_ONCE})
            return redirect(_queue_url(self.request.POST))
        is_asked = len(seen) > 1 and "confirmed" not in request.POST
        form = DecisionForm(
            None if is_asked else request.POST,
            needed=len(seen) > 1 or status in comments.NEEDS_REASON,
            asks_rule=status == CommentStatus.REJECTED,
        )
        if is_asked or not form.is_valid():
            return self.show(form, status, seen)
        return redirect(_queue_url(request.POST, undo=self.decide(status, seen, form.cleaned_data)))

    def show(self, form, status, seen):
        """Show what is chosen, and ask why."""
        found = _loaded(Comment.objects.filter(pk__in=seen)).order_by("posted_at", "pk")
        context = {
            "form": form,
            "cards": [_card(comment, with_answer=False) for comment in found],
            "seen": [f"{key} {state}" for key, state in seen.items()],
            "verdict": self.request.POST["verdict"],
            "status": status,
            "queue": self.request.POST.get("in", ""),
            "place": _place_in(self.request.POST),
            "queue_url": _queue_url(self.request.POST),
        }
        code = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return render(self.request, "evaluations/moderating/decide.html", context, status=code)

    def decide(self, status, seen, said):
        """Decide about each, say what became of them, and return the press by which it can be undone, or None."""
        press, found = uuid4(), Comment.objects.filter(pk__in=seen).order_by("report", "pk")
        decided, kept = comments.decide_each(found, status, by=self.request.user, seen=seen, press=press, **said)
        for words in kept:
            messages.warning(self.request, words)
        if decided:
            messages.success(self.request, comments.how_many(decided, status))
        return press if decided else None


class UndoView(ForModerators):
    """Take back what she decided with one press of a button, within the hour."""

    def get(self, request):
        """Lead back to the queue: this is where a person lands who had to sign in first."""
        return redirect("evaluations:moderation")

    def post(self, request):
        press = _press_in(request.POST.get("press", ""))
        undone = comments.undo(press, by=request.user) if press else None
        if undone and undone.count:
            words = ngettext(
                "%(count)d comment is again as it was.", "%(count)d comments are again as they were.", undone.count
            )
            messages.success(request, words % {"count": undone.count})
        if undone is None or undone.kept or not undone.count:
            messages.warning(
                request, _("What was decided, changed or withdrawn since, or an hour ago, stays as it is.")
            )
        return redirect(_queue_url(request.POST))


def _queue_url(sent, undo=None):
    """Return the place in the queue from which she sent this; of several she goes on with the first on her page."""
    name = sent.get("in", "")
    query = {"in": name if name in QueueName.values else QueueName.HELD.value}
    query |= {"at": 1, **_place_in(sent), "undo": undo} if undo else _place_in(sent)
    return f"{reverse('evaluations:moderation')}?{urlencode(query)}"


def _place_in(sent):
    """Return on which page, and where there, she was; how many were on it, where she had asked for more."""
    return _size_asked(sent) | {key: sent[key] for key in ("page", "at") if key_in(sent.get(key, ""))}


def _size_in(sent):
    """Return how many comments are on a page."""
    return AT_ONCE if sent.get("show") == str(AT_ONCE) else ON_A_PAGE


def _size_asked(sent):
    """Return the same for a URL: nothing of as many as there are anyway."""
    return {"show": AT_ONCE} if _size_in(sent) == AT_ONCE else {}


def _other_size(page):
    """Return how many comments she may have on a page instead, or None where it makes no difference."""
    if page.paginator.per_page == AT_ONCE:
        return ON_A_PAGE
    return AT_ONCE if page.has_other_pages() else None


def _press_in(text):
    try:
        return UUID(text)
    except ValueError:
        return None


def _loaded(found):
    """Load what a card tells."""
    return (
        found.select_related(
            "report__member", "report__current", "edition", "badge", "author", "decided_by__evaluator", "parent__badge"
        )
        .defer("edition__search", "report__current__search")
        .prefetch_related(
            Prefetch(
                "complaints",
                Complaint.objects.waiting().order_by("pk")[:COMPLAINTS_SHOWN],
                to_attr="waiting_complaints",
            ),
            Prefetch("earlier_texts", EarlierText.objects.order_by("-pk")[:EARLIER_SHOWN], to_attr="replaced_texts"),
            Prefetch("decisions", Decision.objects.appealed().select_related("appeal"), to_attr="appealed_decisions"),
        )
    )


def _card(comment, *, with_answer=True):
    """Return what a moderator reads of a comment: itself, what it answers, and the answer that it speaks of."""
    answer = None
    if with_answer and comment.answer_key and not comment.parent_id:
        answer = next((one for one in ReadingOfWords(comment.edition).answers if one.key == comment.answer_key), None)
    return {
        "comment": comment,
        "entry": comments.Entry(comment),
        "answer": answer,
        "seen": f"{comment.pk} {comments.case_of(comment)}",
        "appeal": comment.appealed_decisions[0].appeal if comment.appealed_decisions else None,
        "complaints": comment.waiting_complaints,
        "earlier": comment.replaced_texts,
        "told": comments.what_happened_to(comment) if comment.decided_at else "",
    }
