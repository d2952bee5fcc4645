"""The rows that the pages are measured on, and the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from uuid import uuid4

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from lxml import html

from evaluations.models import Comment, Decision, Report
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommentFactory, CommitmentFactory

REPORTS = 60
COMMENTS, DEPTH = 10_000, 50
PROSE = " ".join(["The council published its ledger, and residents of Tlalnepantla asked about it."] * 12)
_serial = count()


@dataclass(frozen=True)
class Page:
    """A request, and the bare view that reads the same rows."""

    name: str
    ask: Callable
    ask_bare: Callable


def make():
    """Create the rows and return the pages to measure."""
    few, many, most = _report(comments=3), _report(comments=200), _report()
    _discuss(most)
    _decide(most)
    ten = _report(comments=10)
    for _ in range(REPORTS - 4):
        _report()
    last = most.comments.approved().latest("pk")
    return [
        _page("report, 3 comments", few.get_absolute_url(), f"/bare/report/{few.pk}/"),
        _page("report, 200 comments", many.get_absolute_url(), f"/bare/report/{many.pk}/"),
        _page("report, 10 comments", ten.get_absolute_url(), f"/bare/report/{ten.pk}/"),
        # Beside the same bare page: what it costs beyond that of ten is the price of ten thousand.
        _page("report, 10,000 comments", most.get_absolute_url(), f"/bare/report/{ten.pk}/"),
        _page("comments, last of 10,000", f"{most.get_absolute_url()}comments/?page=10", f"/bare/report/{ten.pk}/"),
        _page("thread, 50 of 10,000", _thread_url(last), f"/bare/report/{ten.pk}/"),
        _revalidated("report, asked after (304)", few),
        _page("list", "/reports/", "/bare/reports/"),
        _page("search", "/reports/?words=ledger", "/bare/reports/?words=ledger"),
        _page("home", "/", "/bare/reports/"),
        _for_moderators("queue, 2,000 held", "/moderation/"),
        _page("moderation log, 2,000", "/reports/moderation-log/", "/bare/reports/"),
        Page("comment, posted", lambda client: _post(client, many), lambda client: _post_bare(client, many)),
        Page(
            "comment, one of 10,000 found", lambda client: _found(client, last), lambda client: _find_bare(client, ten)
        ),
    ]


def _report(*, comments=0):
    edition = scenes.draft(commitment=CommitmentFactory(problem=PROSE, action=PROSE))
    columns = [prompt.column for prompt in edition.form.prompts if prompt.column and not prompt.options]
    edition = scenes.published(edition, **dict.fromkeys(columns, PROSE))
    report = Report.objects.get(pk=edition.report_id)
    parent = None
    for number in range(comments):
        comment = ApprovedCommentFactory(report=report, parent=parent, text=PROSE[:400])
        parent = comment if number % 4 else None
    return report


def _discuss(report):
    """Put ten thousand comments under a report: threads fifty deep, two thousand of them held."""
    line, held = [None] * (COMMENTS // DEPTH), COMMENTS // 5
    for _depth in range(DEPTH):
        line = Comment.objects.bulk_create(
            ApprovedCommentFactory.build(report=report, edition=report.current, parent=parent, text=PROSE[:400])
            for parent in line
        )
        held_here = line[: held // DEPTH]
        Comment.objects.bulk_create(CommentFactory.build(report=report, parent=parent) for parent in held_here)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE evaluations_comment")  # as a database does by itself after a while


def _decide(report):
    """Let moderators have decided about two thousand comments."""
    moderator, at = scenes.moderator(), timezone.now()
    told = {"status": "approved", "before": "approved", "by": moderator, "at": at}
    shown = report.comments.approved().order_by("pk")[: COMMENTS // 5]
    Decision.objects.bulk_create(Decision(comment=comment, press=uuid4(), **told) for comment in shown)


def _for_moderators(name, url):
    moderator = scenes.moderator()

    def ask(client):
        client.force_login(moderator)
        return _ok(client.get(url))

    def ask_bare(client):
        client.force_login(moderator)
        return _ok(client.get("/bare/reports/"))

    return Page(name, ask, ask_bare)


def _thread_url(comment):
    return reverse("evaluations:thread", args=[comment.report.slug, comment.root_id])


def _found(client, comment):
    response = client.get(comment.get_absolute_url())
    if response.status_code != 302:
        raise RuntimeError(f"The comment was not found: {response.status_code}")
    return response


def _find_bare(client, report):
    return _ok(client.get(f"/bare/report/{report.pk}/"))


def _page(name, url, bare):
    return Page(name, lambda client: _ok(client.get(url)), lambda client: _ok(client.get(bare)))


def _revalidated(name, report):
    url = report.get_absolute_url()

    def ask(client, known={}):  # noqa: B006 -- what a cache knows from one request to the next
        response = client.get(url, headers={"If-None-Match": known.get("etag", "")})
        known["etag"] = response["ETag"]
        return response

    return Page(name, ask, lambda client: _ok(client.get(f"/bare/report/{report.pk}/")))


def _post(client, report):
    """Send a reply as a reader's browser does: the form's own fields, filled in."""
    url = f"{report.get_absolute_url()}reply/"
    form = next(form for form in html.fromstring(client.get(url).content).forms if "text" in form.fields)
    data = {name: value or "" for name, value in form.form_values()}
    data |= {"name": "A reader", "email": "reader@example.org", "text": f"Words number {next(_serial)}."}
    response = client.post(url, data)
    if response.status_code != 302:
        raise RuntimeError(f"The comment was not taken: {response.status_code}")
    return response


def _post_bare(client, report):
    client.get("/bare/form/")
    return client.post("/bare/comment/", {"report": report.pk, "text": f"Words number {next(_serial)}."})


def _ok(response):
    if response.status_code != 200:
        raise RuntimeError(f"{response.request['PATH_INFO']} answered {response.status_code}")
    return response
