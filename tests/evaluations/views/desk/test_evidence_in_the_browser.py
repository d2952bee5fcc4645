"""Evidence in the browser: a file goes as soon as it is chosen, and nothing that is typed meanwhile is lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Edition
from tests import scenes
from tests.evaluations.views.desk.visits import lead

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACTA = {"name": "Acta $& de señalética.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 the minutes %%EOF"}
PROGRAM = {"name": "program.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
FIELDS = {"section": "[name='q-1-3-evidence']", "evidence": "[name=file]"}
KEYS = {"section": "1.3.evidence", "evidence": "2.1.1.evidence"}


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def open_page(browser, live_server, edition):
    """Return a function that opens the form of a section, or the page of a question's evidence, for the lead."""
    contexts = []

    def arrive(where, **options):
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        client = Client()
        client.force_login(lead(edition))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(url_of(edition, where))
        return page

    yield arrive
    for context in contexts:
        context.close()


def url_of(edition, where):
    if where == "section":
        return reverse("evaluations:edit-section", args=[edition.report_id, "completion"])
    return reverse("evaluations:evidence-of", args=[edition.report_id, "2.1.1"])


def told(edition):
    return [(piece.answer_key, piece.kind, str(piece)) for piece in edition.evidence_set.order_by("pk")]


def violations(page):
    return [
        (found["id"], [node["html"] for node in found["nodes"]]) for found in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("where", FIELDS)
def test_a_file_goes_as_soon_as_it_is_chosen(open_page, edition, where):
    page = open_page(where)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    words = page.locator("textarea").first
    words.fill("Typed before.")

    page.set_input_files(FIELDS[where], ACTA)

    expect(page.locator("#upload-status")).to_have_text("“Acta $& de señalética.pdf” was added.")
    expect(page.locator(".upload-told")).to_have_text("“Acta $& de señalética.pdf” was added.")
    expect(page.get_by_role("link", name=ACTA["name"])).to_be_visible()
    assert told(edition) == [(KEYS[where], "file", ACTA["name"])]
    assert (words.input_value(), page.locator(FIELDS[where]).input_value()) == ("Typed before.", "")
    assert (violations(page), complaints) == ([], [])


@pytest.mark.parametrize("where", FIELDS)
def test_a_file_that_is_sent_says_whose_signature_it_takes_off(open_page, edition, where):
    scenes.signed(scenes.answered(edition))
    page = open_page(where)
    told = page.locator("[data-signatures][role=status]")
    expect(told).to_contain_text("Signed as it stands by")

    page.set_input_files(FIELDS[where], ACTA)

    expect(told).to_contain_text("Changed since it was signed by")
    assert violations(page) == []


def test_who_writes_on_meanwhile_is_left_in_peace(open_page, edition):
    page = open_page("section")
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route("**/files/**", hold)
    page.set_input_files(FIELDS["section"], ACTA)
    expect(page.get_by_role("progressbar", name="Sending “Acta $& de señalética.pdf”")).to_be_visible()
    assert violations(page) == []

    page.locator("[id='q-1-2']").press_sequentially("Written ")
    waiting[0].continue_()
    expect(page.locator(".upload-told")).to_be_visible()
    page.keyboard.type("on.")

    expect(page.locator("[data-save-state]")).to_contain_text("Saved ")
    expect(page.locator("[id='q-1-2']")).to_be_focused()
    expect(page.locator("[id='q-1-2']")).to_have_value("Written on.")


@pytest.mark.parametrize("where", FIELDS)
def test_a_file_that_is_refused_says_what_is_taken(open_page, edition, where):
    page = open_page(where)

    page.set_input_files(FIELDS[where], PROGRAM)

    expect(page.locator(".upload-told.error")).to_contain_text("Save it as one of these: PDF, Word, Excel")
    expect(page.locator("#upload-status")).to_contain_text("“program.exe” is of a kind that is not taken here.")
    assert (page.locator(FIELDS[where]).input_value(), told(edition)) == ("", [])
    assert violations(page) == []


@pytest.mark.parametrize(("where", "button"), [("section", "Save, and add this file"), ("evidence", "Add")])
def test_without_the_server_it_stays_chosen_and_the_forms_button_sends_it(open_page, edition, where, button):
    page = open_page(where)
    page.route("**/files/**", lambda route: route.abort())
    page.set_input_files(FIELDS[where], ACTA)
    expect(page.locator(".upload-told")).to_contain_text("It is still chosen; try again with the button.")
    assert told(edition) == []

    page.get_by_role("button", name=button, exact=True).click()

    expect(page.get_by_role("link", name=ACTA["name"])).to_be_visible()
    assert told(edition) == [(KEYS[where], "file", ACTA["name"])]


def test_a_server_that_fails_is_no_session_that_ended(open_page, edition):
    page = open_page("evidence")
    page.route("**/files/**", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))

    page.set_input_files(FIELDS["evidence"], ACTA)

    expect(page.locator(".upload-told")).to_contain_text("The site cannot be reached")


def test_sending_is_stopped_by_a_button(open_page, edition):
    page = open_page("evidence")
    page.route("**/files/**", lambda route: None)
    page.set_input_files(FIELDS["evidence"], ACTA)

    page.get_by_role("button", name="Stop sending").click()

    expect(page.locator(".upload-told")).to_have_text("“Acta $& de señalética.pdf” was not sent.")
    expect(page.locator(FIELDS["evidence"])).to_be_focused()
    assert (page.locator(FIELDS["evidence"]).input_value(), told(edition)) == ("", [])


def test_what_was_said_of_there_being_none_is_taken_back_in_sight(open_page, edition):
    page = open_page("evidence")
    page.locator("[name=reason]").fill("The archive is closed.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".evidence")).to_contain_text("No evidence.")

    page.set_input_files(FIELDS["evidence"], ACTA)

    expect(page.locator(".upload-told")).to_contain_text("It said: “The archive is closed.”")
    expect(page.locator("[name=reason]")).to_be_hidden()
    page.locator("[name=url]").fill("https://example.org/decree")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".problems")).to_have_count(0)
    expect(page.get_by_role("link", name="https://example.org/decree")).to_be_visible()
    assert [kind for _key, kind, _name in told(edition)] == ["file", "link"]


def test_without_a_script_the_whole_job_is_done(open_page, edition):
    page = open_page("section", java_script_enabled=False)
    page.fill("[name='q-1-2']", "Elections.")
    page.set_input_files(FIELDS["section"], ACTA)
    page.get_by_role("button", name="Save, and add this file").click()
    expect(page.get_by_role("link", name=ACTA["name"])).to_be_visible()
    page.get_by_role("button", name=f"Remove “{ACTA['name']}”").click()
    page.get_by_role("button", name="Add evidence for 1.2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Evidence for 1.2")

    page.fill("[name=reason]", "The archive is closed.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Remove “The archive is closed.”").click()
    page.set_input_files("[name=file]", ACTA)
    page.fill("[name=url]", "https://example.org/decree")
    page.get_by_role("button", name="Add", exact=True).click()
    page.fill("[name=quotation]", "Se publicará.")
    page.fill("[name=name]", "Decreto 45")
    page.fill("[name=locator]", "Artículo 7")
    page.select_option("[name=language]", "es")
    page.get_by_role("button", name="Add, and go back to the answer").click()

    page.wait_for_url("**/section/completion/#q-1-2-evidence")
    assert told(edition) == [
        ("1.2.evidence", "file", ACTA["name"]),
        ("1.2.evidence", "link", "https://example.org/decree"),
        ("1.2.evidence", "quotation", "Decreto 45"),
    ]
    assert Edition.objects.get(pk=edition.pk).factors == "Elections."


def test_the_keyboard_alone_is_enough(open_page, edition):
    page = open_page("evidence")
    page.on("filechooser", lambda chooser: chooser.set_files(files=[ACTA]))

    to(page, "[name=file]").press("Enter")
    expect(page.get_by_role("link", name=ACTA["name"])).to_be_visible()
    to(page, "[name=url]")
    page.keyboard.type("example.org/decree")
    to(page, ".form-actions [value=stay]").press("Enter")
    expect(page.get_by_role("link", name="https://example.org/decree")).to_be_visible()
    to(page, ".evidence [name=remove]").press("Enter")

    expect(page.get_by_text(f"“{ACTA['name']}” was removed.")).to_be_visible()
    assert told(edition) == [("2.1.1.evidence", "link", "https://example.org/decree")]


def to(page, selector):
    """Press Tab until the focus is where the selector says, and return the keyboard."""
    for _ in range(60):
        if page.locator(f"{selector}:focus").count():
            return page.keyboard
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


@pytest.mark.parametrize("where", FIELDS)
def test_the_way_back_shows_what_was_added_before(open_page, edition, where):
    page = open_page(where)
    page.goto(url_of(edition, where))  # by now the browser has all cookies, and remembers the page
    page.set_input_files(FIELDS[where], ACTA)
    expect(page.locator("#upload-status")).to_contain_text("was added.")
    page.get_by_role("link", name="Desk").first.click()
    page.wait_for_url("**/desk/")

    page.go_back()

    expect(page.get_by_role("link", name=ACTA["name"])).to_be_visible()
    expect(page.locator("[data-empty]:visible, [data-none]:visible")).to_have_count(0)
