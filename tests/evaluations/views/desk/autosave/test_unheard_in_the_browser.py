"""Words of which the page never heard whether they arrived are known again, and are no conflict with herself."""

import pytest
from playwright.sync_api import expect

from .writers import ADDED, WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def hold_the_next_save(page):
    """Let the next save reach the site, and never let the page hear of it; return how often one did."""
    reached = []

    def hold(route):
        reached.append(route.fetch().status)

    page.route("**/autosave/", hold, times=1)
    return reached


def test_words_typed_while_others_were_on_their_way_are_restored_without_a_conflict(sit_down, edition):
    writer = sit_down()
    reached = hold_the_next_save(writer.page)
    writer.type(WORDS)
    writer.reads("Saving…")
    writer.type(ADDED)
    writer.lose_the_tab()
    assert (reached, stored(edition)) == ([200], WORDS)

    expect(writer.page.locator(".kept-answer")).to_be_visible()
    expect(writer.page.locator(".kept-answer [data-moved]")).to_be_hidden()
    writer.presses("Restore")

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])


def test_they_are_saved_on_the_way_out_as_well(sit_down, edition):
    writer = sit_down()
    hold_the_next_save(writer.page)
    writer.type(WORDS)
    writer.reads("Saving…")
    writer.type(ADDED)
    writer.lose_the_tab()
    writer.page.goto("/accounts/logout/")

    writer.presses("Save them now")

    expect(writer.page.get_by_text("All are saved.")).to_be_visible()
    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])


def test_where_somebody_else_has_written_since_both_versions_are_shown_all_the_same(sit_down, edition, colleague):
    writer = sit_down()
    hold_the_next_save(writer.page)
    writer.type(WORDS)
    writer.reads("Saving…")
    writer.type(ADDED)
    other = sit_down(colleague)
    expect(other.box).to_have_value(WORDS)
    other.type(" Theirs.")
    other.reads("Saved ")
    writer.lose_the_tab()

    expect(writer.page.locator(".kept-answer [data-moved]")).to_be_visible()
    writer.presses("Restore")

    writer.reads("Somebody else has changed an answer")
    assert stored(edition) == f"{WORDS} Theirs."


def test_a_press_that_outruns_the_answer_to_words_before_is_no_conflict_with_herself(sit_down, edition):
    writer = sit_down()
    writer.context.clock.install()
    writer.visit()
    hold_the_next_save(writer.page)
    writer.type(WORDS)
    writer.reads("Saving…")
    writer.type(ADDED)

    writer.presses("Save and return to the list")
    writer.page.clock.run_for(5_000)

    writer.page.wait_for_url(f"**/desk/{edition.report_id}/")
    assert stored(edition) == WORDS + ADDED
