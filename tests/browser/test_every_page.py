"""Every kind of page, as everybody who may see it: accessible, valid, fitting, and within the policy."""

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from . import inspection
from .page_kinds import ADMIN, OURS
from .town import Town
from .visitors import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WIDEST, WIDE, NARROW, NARROWEST = 1920, 1280, 390, 320


@pytest.fixture(scope="module")
def town(django_db_setup, django_db_blocker, tmp_path_factory):
    """Make the rows once for the whole module: these tests look, and change next to nothing."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("evidence")):
        yield Town()
        call_command("flush", interactive=False, verbosity=0, reset_sequences=False)


@pytest.fixture(scope="module")
def origin(town):
    """Serve the town; pytest-django's own server would empty the tables after each test."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def look_at(browser, origin, town):
    """Return a function that brings the right person to a page of a kind.

    Each person keeps one window for all her pages: the browser need not learn axe anew for every one of them.
    """
    people = {}

    def arrive(kind):
        if kind.who not in people:
            people[kind.who] = Inspector(browser, origin)
        inspector = people[kind.who]
        refusals = [kind.status] * (1 + kind.saves_itself) if kind.status >= 400 else []
        inspector.begin_anew(town.sessions.get(kind.who), expected=refusals)
        return inspector

    yield arrive
    for inspector in people.values():
        inspector.context.close()


class Inspector(Visitor):
    """A visitor who looks at one page after the other, each as if it were her first."""

    def __init__(self, browser, origin):
        super().__init__(browser, origin)
        self.documents = []  # every document that she is shown
        self.context.route("**/broken/", serve_a_broken_page)
        self.page.on("response", self._keep_document)

    def begin_anew(self, session, *, expected):
        """Forget the last page: what it kept, its cookies, its faults, its width and its colours."""
        if self.page.url.startswith(self.origin):
            self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")
        self.context.clear_cookies()
        if session:
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.origin}])
        self.page.set_viewport_size({"width": WIDE, "height": 900})
        self.page.emulate_media(color_scheme="light")
        self.complaints.clear()
        self.documents.clear()
        self.expected = expected

    def _keep_document(self, response):
        if response.request.is_navigation_request():
            self.documents.append(response)


def serve_a_broken_page(route):
    route.fulfill(status=500, content_type="text/html", body=render_to_string("500.html"))


def bring(visitor, kind, town):
    where = kind.where if isinstance(kind.where, str) else kind.where(town)
    visitor.page.goto(where)
    if kind.then:
        kind.then(visitor.page, town)
        visitor.page.wait_for_load_state()


COLOURS_AT_REST = """() => new Promise(requestAnimationFrame).then(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))))"""


def faults_of(visitor, source, *, rules=None):
    """Return every fault of the page that is shown, by the name of what was looked at."""
    page = visitor.page
    faults = {
        # Before axe: where a stylesheet imports another one, it tries what the policy forbids.
        "complaints": list(visitor.complaints),
        "HTML": inspection.parse_errors(source),
        "inline": inspection.inline(source),
        **inspection.references(page),
        "axe, wide and light": inspection.violations(page, rules=rules),
    }
    faults["too wide at 1920"] = inspection.too_wide(page, WIDEST)
    page.emulate_media(color_scheme="dark")
    faults["too wide for a phone"] = inspection.too_wide(page, NARROW)
    # Links of Django's admin fade from one scheme's colour to the other's: a colour on the way is nobody's.
    page.evaluate(COLOURS_AT_REST)
    faults["axe, narrow and dark"] = inspection.violations(page, rules=rules)
    faults["too wide at 320"] = inspection.too_wide(page, NARROWEST)
    return faults


def kinds(found):
    return pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.name.replace(" ", "-")) for kind in found])


@kinds(OURS)
def test_every_page_is_fit_for_everybody(look_at, town, kind):
    visitor = look_at(kind)

    bring(visitor, kind, town)
    faults = faults_of(visitor, visitor.documents[-1].text())
    faults["skip link"] = inspection.skip_link_fails(visitor.page)

    assert visitor.documents[-1].status == kind.status
    assert {name: found for name, found in faults.items() if found} == {}


@kinds(ADMIN)
def test_the_admin_is_fit_for_everybody(look_at, town, kind):
    visitor = look_at(kind)

    bring(visitor, kind, town)
    # Most of its markup is Django's: it keeps WCAG, and not everything that axe recommends beside.
    faults = faults_of(visitor, visitor.documents[-1].text(), rules=inspection.WCAG)

    assert visitor.documents[-1].status == kind.status
    assert {name: found for name, found in faults.items() if found} == {}
