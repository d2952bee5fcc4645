"""Several tabs of one browser, all hers: none takes from it what another one has not saved."""

import copy

import pytest
from playwright.sync_api import expect

from tests import scenes
from tests.factories import CommitmentFactory

from .writers import ADDED, WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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


def test_a_tab_whose_copy_another_one_has_replaced_asks_before_it_is_left(tabs):
    first, second = tabs
    asked = []
    second.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    first.context.set_offline(True)
    second.type("Another beginning.")
    second.reads("Offline")
    first.type(WORDS)
    first.reads("Offline")
    assert first.kept() == [WORDS]

    with second.page.expect_event("dialog"):
        second.page.close(run_before_unload=True)

    assert (asked, second.box.input_value()) == (["beforeunload"], "Another beginning.")


def test_it_asks_also_after_words_of_another_answer_were_kept(tabs):
    first, second = tabs
    asked = []
    second.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    first.context.set_offline(True)
    second.type("Another beginning.")
    first.type(WORDS)
    second.page.locator("[id='q-1-1-explanation']").fill("Unsaved.")
    assert sorted(first.kept()) == sorted([WORDS, "Unsaved."])

    with second.page.expect_event("dialog"):
        second.page.close(run_before_unload=True)

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
