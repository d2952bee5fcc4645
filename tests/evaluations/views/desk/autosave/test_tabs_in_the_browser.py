"""Several tabs of one browser, all hers: none takes from it what another one has not saved."""

import copy

import pytest
from playwright.sync_api import expect

from tests import scenes
from tests.factories import CommitmentFactory

from .writers import ADDED, WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILL = """
  localStorage.full = "";
  for (let size = 2 ** 23; size > 64; size /= 2) try { localStorage.full += "x".repeat(size) } catch {}
"""
IS_KEPT = "(words) => Object.values(localStorage).some((copy) => JSON.parse(copy).value === words)"


@pytest.fixture
def tabs(sit_down):
    """Return her at the same section in two tabs of one browser."""
    first = sit_down()
    second = copy.copy(first)
    second.open()
    return first, second


def test_what_is_offered_belongs_to_one_report(sit_down, edition):
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    lead, member = edition.report.lead, edition.report.member
    writer.edition = scenes.draft(evaluator=lead, commitment=CommitmentFactory(member=member))

    writer.lose_the_tab()

    expect(writer.box).to_be_visible()
    assert (writer.page.locator(".kept-answer").count(), writer.box.input_value()) == (0, "")
    assert writer.kept() == [WORDS]


def test_what_one_tab_has_saved_takes_from_the_browser_no_word_of_the_other(tabs, edition):
    first, second = tabs
    first.type(WORDS)
    first.reads("Saved ")
    second.type("Another beginning.")
    second.reads("Somebody else has changed an answer")

    with first.page.expect_response("**/autosave/"):
        first.type(ADDED)
    second.page.wait_for_function(IS_KEPT, arg="Another beginning.")
    second.lose_the_tab()

    expect(second.page.locator(".kept-answer")).to_be_visible()
    assert (stored(edition), second.kept()) == (WORDS + ADDED, ["Another beginning."])


def test_two_tabs_that_are_closed_before_the_site_is_back_leave_both_their_words(tabs, edition):
    first, second = tabs
    first.context.set_offline(True)
    first.type(WORDS)
    second.type("Another beginning.")
    first.type(ADDED)
    second.reads("Offline")
    assert sorted(first.kept()) == sorted([WORDS + ADDED, "Another beginning."])

    first.page.close()
    second.lose_the_tab()

    expect(second.page.locator(".kept-answer")).to_have_count(2)
    second.page.locator(".kept-answer", has_text="Elections.").get_by_role("button", name="Restore").click()
    second.reads("Saved ")
    assert (stored(edition), second.kept()) == (WORDS + ADDED, ["Another beginning."])


def test_words_of_both_are_listed_on_the_way_out(tabs):
    first, second = tabs
    first.context.set_offline(True)
    first.type(WORDS)
    second.type("Another beginning.")
    second.reads("Offline")
    first.page.close()
    second.lose_the_tab()

    second.page.goto("/accounts/logout/")

    expect(second.page.locator("#kept li")).to_have_count(2)


def test_of_two_tabs_neither_asks_while_the_browser_keeps_its_words(tabs):
    first, second = tabs
    asked = []
    second.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    first.context.set_offline(True)
    second.type("Another beginning.")
    first.type(WORDS)
    first.reads("Offline")

    with second.page.expect_event("close"):
        second.page.close(run_before_unload=True)

    assert asked == []


def test_a_browser_that_is_full_asks_also_after_words_of_another_answer_were_kept(sit_down):
    writer = sit_down()
    asked = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    writer.context.set_offline(True)
    writer.page.evaluate(FILL)
    writer.box.fill("x" * 2_000)
    writer.reads("this browser keeps no copy")
    writer.page.evaluate("localStorage.removeItem('full')")
    writer.page.locator("[id='q-1-1-explanation']").fill("Unsaved.")
    assert writer.kept() == ["Unsaved."]

    with writer.page.expect_event("dialog"):
        writer.page.close(run_before_unload=True)

    assert asked == ["beforeunload"]


def test_what_is_discarded_on_the_way_out_is_put_back_by_no_other_tab(tabs):
    first, second = tabs
    first.page.route("**/autosave/", lambda route: route.abort())
    first.type(WORDS)
    first.reads("Offline")
    second.page.goto("/accounts/logout/")

    second.presses("Discard them")

    expect(second.page.get_by_text("They are discarded.")).to_be_visible()
    first.page.wait_for_timeout(300)
    assert (first.kept(), first.box.input_value()) == ([], WORDS)


def test_a_press_is_not_held_up_by_a_site_that_never_answers_the_words_before(sit_down, edition):
    writer = sit_down()
    writer.context.clock.install()
    writer.visit()
    writer.page.route("**/autosave/", lambda route: None)
    writer.type(WORDS)
    writer.reads("Saving…")

    writer.presses("Save and return to the list")
    writer.page.clock.run_for(5_000)

    writer.page.wait_for_url(f"**/desk/{edition.report_id}/")
    assert stored(edition) == WORDS
