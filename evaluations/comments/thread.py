"""Which comments a page shows: a part that a reader takes in, however many there are under the report.

A page holds THREADS threads and MOST comments. Of each thread as many replies are there as all find room for, the
older first; the rest of a thread is on pages of its own. Comments are told in the order of time, so that whoever has a
place keeps it.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, When, Window
from django.db.models.functions import Coalesce, JSONObject, RowNumber
from django.urls import reverse
from django.utils.http import urlencode

from .. import permissions
from ..choices import TURNED_DOWN, CommentStatus
from ..models import Comment, Decision, Report
from ..models.comment_queryset import IN_TIME
from . import pinning
from .entries import Entry, each_in, nested
from .pinning import Pinned

NEWEST = "newest"  # as an order in URLs
THREADS = 20
MOST = 100  # comments on one page
_APPROVED = Q(status=CommentStatus.APPROVED)
_TOLD = ("report_id", "parent_id", "root_id", "edition_id", "answer_key", "name", "html", "posted_at", "status")
_TOLD += ("badge__kind", "pinned_at", "shown_at", "edited_at", "changed_at")
_TOLD += ("withdrawn_at", "removed_for", "decided_at")


@dataclass(frozen=True)
class Numbers:
    """How many comments and threads there are about each answer of a report, by its key; "" is the whole."""

    comments: dict = field(default_factory=dict)
    threads: dict = field(default_factory=dict)

    def beside(self, key):
        """Return how many comments there are about one answer."""
        return self.comments.get(key, 0)

    @property
    def all(self):
        """Return how many there are under the report."""
        return sum(self.comments.values())


@dataclass(frozen=True)
class Shown:
    """What a page shows. The same for every reader."""

    report: Report
    entries: list[Entry]  # those that stand under no other

    @property
    def reply_url_of_comment(self):
        """Return where a reply is written, once `?to=` names the comment."""
        return reverse("evaluations:reply", args=[self.report.slug])

    @property
    def is_open(self):
        """Whether the report takes comments."""
        return permissions.can_comment(AnonymousUser(), self.report)


@dataclass(frozen=True)
class Thread(Shown):
    """What a page shows of the threads under a report."""

    numbers: Numbers
    page: int = 1
    answer_key: str = ""  # where it holds those about one answer alone
    pinned: list[Pinned] = field(default_factory=list)  # of all threads, on their first page
    is_newest_first: bool = False

    def beside(self, key):
        """Return how many comments there are about one answer."""
        return self.numbers.beside(key)

    @property
    def count(self):
        """Return how many comments there are, on all pages; notices are none."""
        return self.numbers.beside(self.answer_key) if self.answer_key else self.numbers.all

    @property
    def paging(self):
        """Return the page among the others, as pagination.html reads it. Raises InvalidPage beyond the last."""
        threads = self.numbers.threads
        number = threads.get(self.answer_key, 0) if self.answer_key else sum(threads.values())
        return Paginator(range(number), THREADS).page(self.page)

    @property
    def answer_url(self):
        """Return where the answer stands that these speak of."""
        form = self.report.current.form
        anchor = f"#{form.anchor_of(self.answer_key)}" if self.answer_key in form.keys else ""
        return self.report.get_absolute_url() + anchor

    @property
    def url(self):
        """Return where all its pages are."""
        return reverse("evaluations:comments", args=[self.report.slug])

    @property
    def query(self):
        """Return what of the URL tells these threads from others, encoded, but for the page."""
        return self._query(is_newest_first=self.is_newest_first)

    @property
    def url_of_other_order(self):
        """Return where the same threads begin at the other end."""
        query = self._query(is_newest_first=not self.is_newest_first)
        return f"{self.url}?{query}" if query else self.url

    def _query(self, *, is_newest_first):
        asked = {"answer": self.answer_key, "order": NEWEST if is_newest_first else ""}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def reply_url(self):
        """Return where a comment is written on what these speak of."""
        asked = urlencode({"answer": self.answer_key}) if self.answer_key else ""
        return f"{self.reply_url_of_comment}?{asked}" if asked else self.reply_url_of_comment


def thread_of(report, *, page=1, answer_key="", newest_first=False):
    """Return what one page shows of the threads under a report: of all, or of those about one answer by its key.

    One query. A page beyond the last has no entries.
    """
    first = Comment.objects.shown().filter(report=report, parent=None)
    if answer_key:
        first = first.filter(answer_key=answer_key)
    first = first.in_time().reverse() if newest_first else first.in_time()
    roots = first[(page - 1) * THREADS : page * THREADS].values("pk")
    comments = list(
        Comment.objects.filter(pk__in=_with_room_for(roots))
        .annotate(in_thread=_in_thread(), numbers=ArraySubquery(_numbers_of(report)))
        .annotate(pinned=ArraySubquery(pinning.rows_of(report)))
        .select_related("badge")
        .with_what_they_speak_of()
        .with_outcomes()
        .annotate(removed_at=_removed_at())
        .only(*_TOLD)
        .in_time()
    )
    entries = _entries(report, comments)
    for entry in entries:
        entry.tells_answer = not answer_key
        entry.unshown = entry.comment.in_thread - sum(1 for _one in each_in([entry]))
    numbers = _numbers(comments[0].numbers) if comments else Numbers()
    is_first = comments and page == 1 and not answer_key
    return Thread(
        report,
        entries[::-1] if newest_first else entries,
        numbers,
        page=page,
        answer_key=answer_key,
        is_newest_first=newest_first,
        pinned=pinning.pinned_in(comments[0].pinned, report) if is_first else [],
    )


@dataclass(frozen=True)
class Branch(Shown):
    """What a page shows of one thread that is longer than there is room for beside others."""

    count: int  # places in the thread, on all its pages
    page: int

    @property
    def paging(self):
        """Return the page among the others, as pagination.html reads it."""
        return Paginator(range(self.count), MOST).page(self.page)


def branch_of(root, *, page=1):
    """Return what one page shows of the thread that a comment begins; its report is loaded. Two queries.

    Raises InvalidPage beyond the last.
    """
    thread = Comment.objects.shown().filter(root=root.pk)
    count = thread.count()
    Paginator(range(count), MOST).validate_number(page)
    parents = [f"parent__{name}" for name in ("name", "status")]
    shown = thread.select_related("badge", "parent").only(*_TOLD, *parents)
    shown = shown.with_what_they_speak_of().with_outcomes().annotate(removed_at=_removed_at()).in_time()
    comments = list(shown[(page - 1) * MOST : page * MOST])
    return Branch(root.report, _entries(root.report, comments), count, page)


def _entries(report, comments):
    for comment in comments:
        comment.report = report
        if comment.parent_id and "parent" in comment._state.fields_cache:
            comment.parent.report = report
    return nested(comments)


def _with_room_for(roots):
    """Return the keys of the comments that are shown of these threads: of each its first, and so on by turns."""
    place = Window(RowNumber(), partition_by="root", order_by=IN_TIME)
    placed = Comment.objects.shown().filter(root__in=roots).annotate(place=place)
    return placed.filter(place__lte=MOST).order_by("place", "root_id")[:MOST].values("pk")


def _in_thread():
    """How many places a thread has, for its first comment alone: nobody asks it of the others."""
    count = Comment.objects.shown().filter(root=OuterRef("pk")).order_by().values("root").annotate(number=Count("*"))
    return Case(When(parent=None, then=Subquery(count.values("number"))), default=0, output_field=IntegerField())


def _removed_at():
    """When a moderator removed what is removed; that it was let stand since, or for another reason, is no removal."""
    turned_down = Decision.objects.standing().filter(comment=OuterRef("pk"), status__in=TURNED_DOWN)
    removing = turned_down.exclude(before__in=TURNED_DOWN).order_by("-pk").values("at")[:1]
    return Case(When(status__in=TURNED_DOWN, then=Coalesce(Subquery(removing), "decided_at")))


def _numbers_of(report):
    shown = Comment.objects.shown().filter(report=report).order_by().values("answer_key")
    counted = shown.annotate(comments=Count("status", filter=_APPROVED), threads=Count("status", filter=Q(parent=None)))
    return counted.values(told=JSONObject(key="answer_key", comments=F("comments"), threads=F("threads")))


def _numbers(rows):
    return Numbers(*({row["key"]: row[name] for row in rows} for name in ("comments", "threads")))
