"""The boxes that answers in words are typed into: they tell their length, and grow."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.forms.answer_box import length_in_words
from evaluations.saving import LONGEST_ANSWER
from tests import scenes

from .test_in_the_browser import open_as

pytestmark = pytest.mark.browser

LINES = "\n".join(f"Line {number}" for number in range(1, 31))
TEXTS = [
    "one",
    "Elections.\n\n- Budgets\n* laws – and ¿quién más? 中文 3.5 %",
    "word " * 1_200,
    "🙂" * (LONGEST_ANSWER - 2_000),
    "🙂a" * (LONGEST_ANSWER // 2 - 1) + "b \n",
    "x" * LONGEST_ANSWER,
    "x" * (LONGEST_ANSWER + 1),
    "",
]


@pytest.fixture
def edition():
    return scenes.answered(scenes.draft(), factors=LINES, access_result="", access_explanation=LINES)


@pytest.fixture
def visit(edition, page, live_server):
    page.set_viewport_size({"width": 1280, "height": 3000})
    return open_as(edition.report.lead.user, page, live_server)


@pytest.fixture(params=["field-sizing", "script"])
def grown_by(request, page):
    """Let boxes grow by the stylesheet, or in a browser that does not know how, by the script."""
    if request.param == "script":
        page.add_init_script("CSS.supports = (name) => name !== 'field-sizing'")
        page.route("**/record*.css", forget_field_sizing)
    return request.param


def forget_field_sizing(route):
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace("field-sizing: content", ""))


def shows_all(page, box):
    """Wait until a box shows its whole text, with little room left over."""
    page.wait_for_function("box => box.clientHeight >= box.scrollHeight", arg=box.element_handle())


def test_the_length_is_counted_as_the_server_counts_it(edition, visit, page):
    visit("edit-section", edition.report_id, "completion")
    box, told = page.locator("#q-1-2"), page.locator("#q-1-2_length")
    stored = scenes.PROSE.format(key="1.1.explanation")
    expect(told).to_have_text(length_in_words(LINES))

    for text in TEXTS:
        box.fill(text)
        expect(told).to_have_text(length_in_words(text))
    expect(page.locator("#q-1-1-explanation_length")).to_have_text(length_in_words(stored))


def test_the_length_is_told_with_the_box_and_not_at_every_key(edition, visit, page):
    visit("edit-section", edition.report_id, "lessons")
    hint = page.locator("#q-3_helptext").inner_text()

    page.locator("#q-3").fill("Begin earlier.")

    expect(page.locator("#q-3")).to_have_accessible_description(f"{hint} 2 words")
    live = "place => place.closest('[aria-live], [role=status], [role=alert], [role=log], output') === null"
    assert page.locator("#q-3_length").evaluate(live)


def test_a_box_shows_its_whole_text_on_load_and_while_it_is_typed(edition, visit, page, grown_by):
    visit("edit-section", edition.report_id, "completion")
    box = page.locator("#q-1-2")
    shows_all(page, box)
    before = box.bounding_box()["height"]

    box.press("Control+End")
    page.keyboard.insert_text("\n" + LINES)

    shows_all(page, box)
    assert before < box.bounding_box()["height"] <= before * 2


def test_a_box_that_appears_shows_its_whole_text(edition, visit, page, grown_by):
    visit("edit-section", edition.report_id, "openness")
    page.evaluate("document.querySelector('[data-recorded]').removeAttribute('data-recorded')")
    box = page.locator("#q-2-1-1-explanation")
    page.get_by_role("radio", name="No", exact=True).first.check()
    page.get_by_role("radio", name="Yes", exact=True).first.check()

    expect(box).to_be_visible()
    shows_all(page, box)


def test_the_boxes_of_the_other_pages_grow_too(visit, page, live_server, grown_by):
    published = scenes.published()
    visit = open_as(published.report.lead.user, page, live_server)
    for where in [("correct", published.report_id), ("ask",)]:
        visit(*where)
        box = page.locator("main textarea").first

        box.fill(LINES)

        shows_all(page, box)


def test_a_long_text_leaves_room_for_what_is_below(edition, visit, page, grown_by):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("about:blank")
    visit("edit-section", edition.report_id, "completion")

    page.locator("#q-1-2").fill(LINES * 5)

    assert page.locator("#q-1-2").bounding_box()["height"] <= 0.8 * 800
    assert page.url.endswith(reverse("evaluations:edit-section", args=[edition.report_id, "completion"]))
