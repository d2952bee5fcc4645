"""What the privacy page promises, and what a first visit costs: measured on files as production serves them."""

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.test.testcases import LiveServerThread

from evaluations.models import Report
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommitmentFactory

from .visitors import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MOST_BYTES, MOST_REQUESTS = 60_000, 6
COMPRESSED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PROSE = " ".join(f"The council published ledger number {number}, and residents asked about it." for number in range(40))


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Collect the static files as a release does: hashed, and compressed beforehand; the admin's no reader needs."""
    folder = tmp_path_factory.mktemp("static")
    production = {"STATIC_ROOT": folder, "STORAGES": COMPRESSED}
    with override_settings(WHITENOISE_USE_FINDERS=False, WHITENOISE_AUTOREFRESH=False, **production):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
        yield


@pytest.fixture(scope="module")
def origin(collected, urls):
    """Serve through the middleware alone; Django's test server would hand out the static files by itself."""
    thread = LiveServerThread("localhost", lambda application: application)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    yield f"http://localhost:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="module")
def urls(django_db_setup, django_db_blocker):
    """Return the URL of each kind of public page, where each has as much on it as one could expect."""
    with django_db_blocker.unblock():
        yield full_pages()
        call_command("flush", interactive=False, verbosity=0)


def full_pages():
    report = long_report()
    for _ in range(25):
        ApprovedCommentFactory(report=report, text=PROSE[:600])
    for number in range(20):
        scenes.published(scenes.draft(commitment=CommitmentFactory(title=f"Promise {number}")))
    results = Report.objects.get(pk=scenes.published(scenes.results_draft()).report_id)
    plan = report.commitment.action_plan
    static = ["/", "/about/", "/accessibility/", "/comment-rules/", "/data/", "/privacy/"]
    lists = ["/reports/", "/reports/?words=ledger", "/members/", "/action-plans/", "/commitments/"]
    own = [subject.get_absolute_url() for subject in (report, results, report.member, plan, report.commitment)]
    return [*static, *lists, *own, f"{report.get_absolute_url()}v1/", "/nowhere/"]


def long_report():
    draft = scenes.draft(commitment=CommitmentFactory(problem=PROSE, action=PROSE))
    texts = [prompt.column for prompt in draft.form.prompts if prompt.column and not prompt.options]
    return Report.objects.get(pk=scenes.published(draft, **dict.fromkeys(texts, PROSE)).report_id)


def test_reading_sets_no_cookie_and_asks_no_other_site(browser, origin, urls):
    reader = Visitor(browser, origin)
    reader.expect(404)

    for url in urls:
        reader.page.goto(url)

    assert reader.cookies() == []
    assert reader.page.evaluate("localStorage.length") == 0
    assert reader.complaints == []
    reader.context.close()


def test_a_first_visit_is_light(browser, origin, urls):
    costs = {url: cost_of(browser, origin, url) for url in urls}

    assert {url: cost for url, cost in costs.items() if cost[0] > MOST_BYTES or cost[1] > MOST_REQUESTS} == {}


def cost_of(browser, origin, url):
    """Return how many bytes come over the wire, headers included, and in how many requests, with an empty cache."""
    context = browser.new_context()
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(origin + url, wait_until="networkidle")
    context.close()
    return sum(sizes), len(sizes)
