"""An evaluator types on, in a real browser, while the site is killed and comes back: no character is lost."""

import re

import pytest
from playwright.sync_api import expect

from .sites import end, free_port

pytestmark = [pytest.mark.drill, pytest.mark.browser]

WORDS = "The clerk’s “office” opened nine of ten ledgers & <b>none</b> of the rest; ¿quién más?\n\nSee page 12. "
SAVED = re.compile("^Saved ")


def test_a_server_is_killed_between_two_keys_and_comes_back(serve, browser):
    port = free_port()
    server = serve(port)
    page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
    open_lessons(page)
    box, state = page.locator("[id='q-3']"), page.locator("[data-save-state] [data-words]")
    typed = box.input_value()
    box.press("Control+End")

    for place, letter in enumerate(WORDS):
        if place == 20:
            end(server)
        if place == 60:
            expect(state).to_contain_text("Offline: kept in this browser")
            server = serve(port)
        page.keyboard.insert_text(letter)
        typed += letter
    # The state may tell of the save before the last key; what this browser keeps, it forgets once that is saved, too.
    for _ in range(600):
        if page.evaluate("localStorage.length") == 0:
            break
        page.wait_for_timeout(100)
    expect(state).to_have_text(SAVED)

    page.reload()
    assert box.input_value() == typed.strip()
    assert page.evaluate("localStorage.length") == 0


def open_lessons(page):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("evaluator@example.org")
    page.get_by_label("Password").fill("commitment")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/desk/")
    page.get_by_role("link", name="Open government culture").click()
    page.locator("a[href$='/section/lessons/']").first.click()
    page.locator("[id='q-3']").wait_for()
