import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests import scenes

pytestmark = pytest.mark.browser

MOST = 0.45  # of the window's height, so that more than half of it is left to the report


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["wide", "narrow"])
def scriptless(request, browser):
    width, height = request.param
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def open_review(page, live_server):
    """Open the page of a report that waits, as a reviewer, and return the report's number."""
    client, edition = Client(), scenes.submitted()
    client.force_login(scenes.reviewer_of(edition))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.goto(live_server.url + reverse("evaluations:review", args=[edition.report_id]))
    return edition.report_id


@pytest.mark.parametrize("decision", ["Return for changes", "Approve"])
def test_the_bar_opens_small_and_its_buttons_stay_where_they_are(scriptless, live_server, decision):
    open_review(scriptless, live_server)
    buttons = scriptless.locator(".decisions summary")
    closed = [button.bounding_box() for button in buttons.all()]

    buttons.filter(has_text=decision).click()

    assert [button.bounding_box() for button in buttons.all()] == closed
    assert scriptless.locator(".action-bar").bounding_box()["height"] < MOST * scriptless.viewport_size["height"]
    assert scriptless.locator(".decisions [open] .form-actions button").is_visible()


def test_a_report_is_returned_by_keyboard_alone(scriptless, live_server):
    number = open_review(scriptless, live_server)

    scriptless.get_by_text("Return for changes").focus()
    for key in ("Enter", "Tab"):
        scriptless.keyboard.press(key)
    scriptless.keyboard.type("Say where the minutes are kept.")
    for key in ("Tab", "Enter"):
        scriptless.keyboard.press(key)
    scriptless.wait_for_url("**/review/")

    scriptless.wait_for_load_state()
    expect(scriptless.locator("main")).to_contain_text("was returned")
    expect(scriptless.locator("main")).not_to_contain_text(f"Report {number}")


def test_axe_finds_nothing_in_the_open_bar(page, live_server):
    open_review(page, live_server)
    page.get_by_text("Return for changes").click()

    assert Axe().run(page).response["violations"] == []
