import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import bylines
from evaluations.models import Edition
from tests import scenes
from tests.factories import CommitmentFactory, UserFactory

pytestmark = pytest.mark.browser

OF_A_REPORT = ("task-list", "overview", "evaluators", "check")
SECTIONS = ("completion", "openness", "lessons")


def open_as(user, page, live_server):
    """Sign the browser in, and return the function that opens a page of the site."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return lambda name, *args: page.goto(live_server.url + reverse(f"evaluations:{name}", args=args))


@pytest.fixture
def scriptless(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def violations(page):
    return [
        (found["id"], [node["html"] for node in found["nodes"]]) for found in Axe().run(page).response["violations"]
    ]


def test_axe_finds_nothing_at_the_desk(page, live_server):
    edition = scenes.draft()
    lead, number = edition.report.lead.user, edition.report_id
    bylines.add(edition, scenes.evaluator_for(edition.report.member), by=lead)
    CommitmentFactory(member=edition.report.member)
    returned = scenes.returned(
        scenes.draft(evaluator=edition.report.lead, commitment=CommitmentFactory(member=edition.report.member))
    )
    visit = open_as(lead, page, live_server)
    pages = [
        *[("desk",), ("start",), ("ask",), ("me",), ("task-list", returned.report_id)],
        *[(name, number) for name in OF_A_REPORT],
        *[("edit-section", number, slug) for slug in SECTIONS],
    ]

    for where in pages:
        visit(*where)
        assert (where, violations(page)) == (where, [])
    page.click(".form-actions >> text=Save and continue")
    visit("check", number)
    page.click("text=Submit it with a signature missing")
    assert violations(page) == []
    expect(page.locator(".problems")).to_be_focused()
    open_as(UserFactory(), page, live_server)("desk")
    assert violations(page) == []


def test_a_report_is_filed_without_script(scriptless, live_server):
    edition = scenes.answered(scenes.draft(), access_result="", access_degree="", access_explanation="")
    words = "Cada contrato se publica en línea a los treinta días de su firma."
    visit = open_as(edition.report.lead.user, scriptless, live_server)
    visit("check", edition.report_id)
    scriptless.click("text=Submit the report")
    expect(scriptless.locator("h1")).to_have_text("Error: Check your answers")

    scriptless.click(".problems a")
    expect(scriptless.locator("[name=q-2-1-1-degree]").first).to_be_hidden()
    scriptless.check("[name=q-2-1-1][value=yes]")
    scriptless.check("[name=q-2-1-1-degree][value=marginal]")
    scriptless.fill("[name=q-2-1-1-explanation]", words)
    scriptless.click("text=Save and go back to checking")
    assert scriptless.url.endswith("/check/#q-2-1-1")

    scriptless.click("text=Submit the report")
    expect(scriptless.locator("h1")).to_have_text(f"Report {edition.report_id} was submitted")
    assert Edition.objects.get(pk=edition.pk).access_explanation == words


def test_a_choice_is_taken_back_without_script(scriptless, live_server):
    edition = scenes.answered(scenes.draft(), access_result="yes", access_degree="", access_explanation="")
    visit = open_as(edition.report.lead.user, scriptless, live_server)
    visit("edit-section", edition.report_id, "openness")
    degree, no_answer = scriptless.locator("[name=q-2-1-1-degree]"), scriptless.get_by_label("No answer yet")
    assert [row.is_visible() for row in (no_answer.first, *degree.all())] == [True, *[True] * 5, False]

    scriptless.locator("[name=q-2-1-1][value=yes]").focus()
    scriptless.keyboard.press("ArrowUp")
    assert [no_answer.first.is_checked(), degree.first.is_visible()] == [True, False]
    scriptless.keyboard.press("Enter")
    scriptless.wait_for_url("**/section/lessons/")

    assert Edition.objects.get(pk=edition.pk).access_result == ""


def test_help_opens_beside_the_question_without_script(scriptless, live_server):
    edition = scenes.draft()
    open_as(edition.report.lead.user, scriptless, live_server)("edit-section", edition.report_id, "completion")
    where, advice = scriptless.url, scriptless.locator("details.guidance:has-text('Help with this question 1.2')")
    words = str(edition.form.section("completion").questions[1].guidance.paragraphs[0])

    advice.locator("summary").press("Enter")

    expect(advice.get_by_text(words, exact=True)).to_be_visible()
    assert scriptless.url == where


def test_two_who_write_at_once_see_both_texts(page, live_server):
    edition = scenes.draft()
    visit = open_as(edition.report.lead.user, page, live_server)
    visit("edit-section", edition.report_id, "lessons")
    Edition.objects.filter(pk=edition.pk).update(lessons="Palabras de Luz.")

    page.fill("[name=q-3]", "Mis palabras.")
    page.click("text=Save and return to the list")

    expect(page.locator(".conflict-theirs blockquote")).to_have_text("Palabras de Luz.")
    expect(page.locator("[name=q-3]")).to_have_value("Mis palabras.")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    button, heading = (page.locator(f".conflict {part}").bounding_box() for part in (".button", "h3"))
    assert heading["y"] - (button["y"] + button["height"]) >= 16
    page.click("text=Save and return to the list")
    assert Edition.objects.get(pk=edition.pk).lessons == "Mis palabras."


def test_a_problem_leads_to_the_control_that_mends_it(page, live_server):
    edition = scenes.answered(scenes.draft(), level_of_progress="", factors="")
    visit = open_as(edition.report.lead.user, page, live_server)
    for place, control in enumerate(["q-1-1_0", "q-1-2"]):
        visit("check", edition.report_id)
        page.click("text=Submit the report")

        page.locator(".problems a").nth(place).click()

        page.wait_for_url("**/section/**")
        expect(page.locator(f"#{control}")).to_be_focused()
        expect(page.locator(f".field:has(#{control})").locator("legend, label").first).to_be_in_viewport()
