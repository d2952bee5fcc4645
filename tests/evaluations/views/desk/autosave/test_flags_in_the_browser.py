"""What does not go together shows while it is written, and troubles nobody who writes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Edition
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, raised

from .writers import ADDED, Writer, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "The milestones asked for a study only."
BESIDE = "[data-flags='q-1-3'] .flag"


def choose(page, code):
    """Choose the level of progress."""
    page.locator(f"[name='q-1-1'][value='{code}']").check()


def contradict(page):
    choose(page, "limited")
    page.locator("[name='q-1-3'][value='all']").check()


def test_a_contradiction_shows_beside_the_answer_and_goes_when_the_code_is_changed(sit_down):
    page = sit_down().page

    contradict(page)
    expect(page.locator(BESIDE)).to_contain_text("Under 1.1, progress is limited or has not started")
    assert Axe().run(page).response["violations"] == []
    choose(page, "substantial")

    expect(page.locator(BESIDE)).to_have_count(0)


def test_a_signature_that_came_while_she_wrote_is_told_to_be_taken_off(browser, live_server):
    edition = scenes.draft_of_two()
    writer = Writer(browser, live_server.url, edition, edition.report.lead.user)
    scenes.signed(Edition.objects.get(pk=edition.pk))

    writer.type(ADDED)
    writer.reads("Saved ")

    told = writer.page.locator("[data-signatures][role=status]")
    expect(told).to_contain_text("Changed since it was signed by")
    assert Axe().run(writer.page).response["violations"] == []
    writer.context.close()


def test_it_is_heard_once_and_not_again_while_she_writes_on(sit_down):
    writer = sit_down()
    said = writer.page.locator("[data-flags-told]")
    writer.page.evaluate(
        """() => {
          window.heard = [];
          const said = document.querySelector("[data-flags-told]");
          new MutationObserver(() => heard.push(said.textContent)).observe(said, { childList: true });
        }"""
    )

    contradict(writer.page)
    expect(said).to_contain_text("Look again under 1.3:")
    with writer.page.expect_response("**/flags/raised/"):
        writer.type("The council voted late, and the clerk’s office did in one summer what the plan gave a year.")

    assert (said.get_attribute("role"), writer.page.evaluate("heard.length")) == ("status", 1)


def test_it_takes_neither_the_focus_nor_a_word(sit_down, edition):
    writer = sit_down()

    contradict(writer.page)
    writer.type("One two three")
    expect(writer.page.locator(BESIDE)).to_have_count(1)
    writer.page.keyboard.insert_text(ADDED)

    writer.reads("Saved ")
    expect(writer.box).to_be_focused()
    assert writer.box.input_value() == "One two three" + ADDED


def test_of_a_text_it_is_said_that_it_is_short_once_she_has_left_it(sit_down):
    writer = sit_down()
    beside = writer.page.locator("[data-flags='q-1-2'] .flag")

    with writer.page.expect_response("**/flags/raised/"):
        writer.type("Elections came.")
    expect(beside).to_have_count(0)
    writer.page.locator("[name='q-1-3']").first.focus()

    expect(beside).to_contain_text("So short a text")


def test_whoever_is_at_the_button_of_a_flag_stays_there(sit_down, edition):
    page = sit_down().page
    contradict(page)
    button = page.locator(BESIDE).get_by_role("button")
    button.focus()

    choose_elsewhere = page.evaluate_handle("document.querySelector(\"[name='q-1-1'][value='substantial']\")")
    with page.expect_response("**/flags/raised/"):
        choose_elsewhere.evaluate(
            "radio => { radio.checked = true; radio.dispatchEvent(new Event('input', {bubbles: true})); }"
        )
    expect(button).to_be_focused()
    page.locator("[name='q-1-2']").focus()

    expect(page.locator(BESIDE)).to_have_count(0)


def test_the_button_leads_to_the_flags_with_everything_saved_and_the_answer_is_one_step_back(sit_down, edition):
    writer = sit_down()
    page = writer.page
    contradict(page)
    expect(page.locator(BESIDE)).to_have_count(1)
    writer.type("Typed a moment ago, and then the button was pressed at once.")

    page.locator(BESIDE).get_by_role("button", name="Say why it stands as it is").click()

    page.get_by_role("heading", level=1, name="Answers to look at again").wait_for()
    assert stored(edition) == "Typed a moment ago, and then the button was pressed at once."
    page.get_by_label("Why it stands as it is").fill(WHY)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Saved.")
    assert flag_of(edition, 1).text == WHY
    page.get_by_role("link", name="Change the answer").click()
    expect(page.locator(BESIDE)).to_contain_text(f"Justified: {flag_of(edition, 1).sentence} {WHY}")


def test_without_a_script_it_shows_after_the_save(browser, live_server, sit_down, edition):
    cookies = sit_down().context.cookies()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    section = reverse("evaluations:edit-section", args=[edition.report_id, "completion"])
    page.goto(section)
    contradict(page)
    page.get_by_role("button", name="Save and return to the list").click()
    page.get_by_role("link", name="Answers to look at again").click()

    page.get_by_label("Why it stands as it is").fill(WHY)
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(section)

    assert page.locator(BESIDE).get_by_text(WHY).is_visible()
    context.close()


def test_with_the_keyboard_alone_a_flag_is_reached_and_justified(sit_down, edition):
    page = sit_down().page
    contradict(page)
    expect(page.locator(BESIDE)).to_have_count(1)

    tab_to(page, f"{BESIDE} button")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Answers to look at again").wait_for()
    tab_to(page, "textarea")
    page.keyboard.type(WHY)
    tab_to(page, ".form-actions button[value=stay]")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("Saved.")
    assert [flag.text for flag in raised(edition)] == [WHY]


def tab_to(page, selector):
    """Press Tab until the focus is where the selector says."""
    for _ in range(60):
        if page.locator(f":focus:is({selector})").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")
