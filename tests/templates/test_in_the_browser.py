import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import expect

from tests import scenes
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.browser

CODES = ("yes", "no", "not-applicable", "some-day")
RADIOS = "".join(f'<input type="radio" name="result" value="{code}">' for code in CODES)
QUESTION = f"""
    <div class="question">
      <div class="asks">{RADIOS}</div>
      <div data-asked-when="yes" id="degree">Degree <input type="radio" name="degree" value="no" checked></div>
      <div data-asked-when="yes no" id="explanation" data-recorded>Explanation</div>
    </div>
"""
BOTH, DEGREE, EXPLANATION, NEITHER = {"degree", "explanation"}, {"degree"}, {"explanation"}, set()


@pytest.fixture
def scriptless_page(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def show(page, html):
    style = Path(finders.find("record.css")).read_text(encoding="utf-8")
    page.set_content(f"<style>{style}</style>{html}")


def visible(page):
    return {name for name in BOTH if page.locator(f"#{name}").is_visible()}


@pytest.mark.parametrize(
    ("code", "asked"), [("yes", BOTH), ("no", EXPLANATION), ("not-applicable", NEITHER), ("some-day", BOTH)]
)
def test_what_depends_on_an_answer_shows_when_it_is_asked_without_script(scriptless_page, code, asked):
    show(scriptless_page, QUESTION)

    scriptless_page.check(f"[name=result][value={code}]")

    assert visible(scriptless_page) == asked


def test_what_was_recorded_stays_while_nothing_is_chosen(scriptless_page):
    show(scriptless_page, QUESTION)

    assert visible(scriptless_page) == EXPLANATION


def test_an_error_summary_takes_the_focus(page):
    problems = [{"url": "#lessons", "message": "Say what was learned."}]
    summary = render_to_string("partials/problems.html", {"problems": problems})

    page.set_content(f'<div id="live" hidden></div>{summary}')
    page.add_script_tag(path=finders.find("record.js"))

    expect(page.locator(".problems")).to_be_focused()


def test_paper_shows_the_report_and_nothing_to_press(page, live_server):
    report = scenes.published().report
    ApprovedCommentFactory.create_batch(2, report=report)
    page.goto(live_server.url + report.get_absolute_url())
    page.get_by_role("link", name="Reply").first.click()
    page.locator(".thread-form").wait_for()
    on_screen = parts_of(page)

    page.emulate_media(media="print")

    on_paper = parts_of(page)
    read = {"title", "answers", "comments"}
    assert [part for part, number in on_screen.items() if not number] == []
    assert on_paper == {part: number if part in read else 0 for part, number in on_screen.items()}


def parts_of(page):
    """Return how many of each part of a report's page are shown."""
    found = {role: page.get_by_role(role) for role in ("search", "textbox", "button")} | {
        "navigation": page.get_by_role("navigation").get_by_role("link"),
        "sign in": page.get_by_role("link", name="Sign in"),
        "ways to answer": page.get_by_role("link", name=re.compile("reply", re.IGNORECASE)),
        "title": page.get_by_role("heading", level=1),
        "answers": page.locator(".answer"),
        "comments": page.locator(".comment-text"),
    }
    return {part: sum(each.is_visible() for each in locator.all()) for part, locator in found.items()}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_head_never_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    show(page, render_to_string("404.html"))

    assert page.evaluate("document.documentElement.scrollWidth") == width
