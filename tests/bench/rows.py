"""The rows that the pages are measured on, and the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from lxml import html

from evaluations.models import Report
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommitmentFactory

REPORTS = 60
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
    few, many = _report(comments=3), _report(comments=200)
    for _ in range(REPORTS - 2):
        _report()
    return [
        _page("report, 3 comments", few.get_absolute_url(), f"/bare/report/{few.pk}/"),
        _page("report, 200 comments", many.get_absolute_url(), f"/bare/report/{many.pk}/"),
        _revalidated("report, asked after (304)", few),
        _page("list", "/reports/", "/bare/reports/"),
        _page("search", "/reports/?words=ledger", "/bare/reports/?words=ledger"),
        _page("home", "/", "/bare/reports/"),
        Page("comment, posted", lambda client: _post(client, many), lambda client: _post_bare(client, many)),
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
