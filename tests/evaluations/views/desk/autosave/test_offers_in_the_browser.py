"""What a browser offers back stays until somebody restores or discards it, whatever is typed or stored meanwhile."""

import copy

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import saving

from .writers import ADDED, WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def writer(sit_down):
    """Return the lead in a new tab: what she typed in the one that was lost is offered."""
    writer = sit_down()
    leave_behind(writer, WORDS)
    return writer


def leave_behind(writer, words):
    """Type where the site cannot be reached, and lose the tab."""
    writer.context.set_offline(True)
    writer.type(words)
    writer.reads("Offline")
    writer.lose_the_tab()
    expect(offers(writer).first).to_be_visible()


def offers(writer):
    return writer.page.locator(".kept-answer")


def store(edition, words):
    opened = {"factors": saving.token(stored(edition))}
    saving.save(edition, {"factors": words}, opened=opened, by=edition.report.lead.user)


def test_a_sentence_that_is_typed_past_an_offer_leaves_what_is_offered(writer, edition):
    writer.type("Another beginning.")
    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == ("Another beginning.", [WORDS])

    writer.visit()
    expect(offers(writer)).to_contain_text("You have text that was not saved, from")
    writer.presses("Discard")

    assert (offers(writer).count(), writer.kept()) == (0, [])


def test_it_is_named_on_the_way_out_too(writer):
    writer.type("Another beginning.")
    writer.reads("Saved ")

    writer.page.goto("/accounts/logout/")

    expect(writer.page.locator("#kept li")).to_have_count(1)
    expect(writer.page.locator("#kept li")).to_contain_text("Elections.")


def test_of_two_lost_tabs_both_are_offered(writer):
    leave_behind(writer, "Another beginning.")

    expect(offers(writer)).to_have_count(2)
    assert sorted(writer.kept()) == sorted([WORDS, "Another beginning."])


def test_restoring_puts_aside_what_was_not_saved_yet(writer, edition):
    writer.context.set_offline(True)
    writer.type("Another beginning.")
    writer.reads("Offline")
    writer.presses("Restore")
    writer.context.set_offline(False)

    writer.reads("Saved ")
    assert (stored(edition), writer.box.input_value(), writer.kept()) == (WORDS, WORDS, ["Another beginning."])
    expect(offers(writer)).to_have_count(1)


def test_where_the_browser_is_full_what_is_offered_stays(writer, edition):
    writer.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")

    writer.type("Another beginning.")
    writer.reads("Saved ")

    assert (stored(edition), writer.kept()) == ("Another beginning.", [WORDS])


def test_what_another_tab_has_discarded_is_offered_no_longer(writer):
    other = copy.copy(writer)
    other.open()

    other.presses("Discard")

    expect(offers(writer)).to_have_count(0)
    assert writer.kept() == []


def test_what_another_tab_has_set_aside_is_still_offered(writer, edition):
    other = copy.copy(writer)
    other.open()
    other.type("Another beginning.")
    other.reads("Saved ")

    writer.presses("Restore")

    writer.reads("Somebody else has changed an answer")
    assert (stored(edition), writer.box.input_value(), writer.kept()) == ("Another beginning.", WORDS, [WORDS])


def test_restored_words_overwrite_no_newer_answer(sit_down, edition):
    store(edition, "As it was.")
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(ADDED)
    writer.reads("Offline")
    store(edition, "Theirs.")
    writer.lose_the_tab()

    expect(offers(writer)).to_contain_text("The answer has changed since.")
    writer.presses("Restore")

    writer.reads("Somebody else has changed an answer")
    assert stored(edition) == "Theirs."
    writer.presses("See both versions")
    expect(writer.page.locator(".conflict-theirs blockquote")).to_have_text("Theirs.")
    assert writer.box.input_value() == "As it was." + ADDED


def test_of_an_answer_that_stayed_nothing_is_said(writer):
    expect(offers(writer)).not_to_contain_text("The answer has changed since.", use_inner_text=True)


def test_an_answer_that_is_not_asked_for_by_now_is_offered_all_the_same(sit_down, edition):
    writer, prompt = sit_down(), edition.form.prompt("2.1.1")
    section = reverse("evaluations:edit-section", args=[edition.report_id, "openness"])
    writer.page.goto(section)
    writer.context.set_offline(True)
    writer.page.locator(f"[name='{prompt.anchor}'][value='yes']").check()
    writer.page.locator(f"[name='{prompt.anchor}-degree']").first.check()
    writer.reads("Offline")
    saving.save(edition, {prompt.column: "no"}, opened={}, by=edition.report.lead.user)
    writer.lose_the_tab()
    writer.page.goto(section)

    expect(offers(writer)).to_have_count(2)
    assert [offer.is_visible() for offer in offers(writer).all()] == [True, True]


def test_what_was_mended_where_both_versions_stood_is_offered_no_longer(sit_down, edition, colleague):
    lead, other = sit_down(), sit_down(colleague)
    lead.type(WORDS)
    lead.reads("Saved ")
    other.type("Mine.")
    other.reads("Somebody else has changed an answer")
    other.presses("See both versions")
    other.box.fill(WORDS + ADDED)

    other.presses("Save and continue")
    other.page.wait_for_url("**/openness/")
    other.visit()

    expect(other.box).to_have_value(WORDS + ADDED)
    assert (stored(edition), offers(other).count(), other.kept()) == (WORDS + ADDED, 0, [])


def test_what_was_left_where_both_versions_stood_is_offered_and_overwrites_nothing(sit_down, edition, colleague):
    lead, other = sit_down(), sit_down(colleague)
    lead.type(WORDS)
    lead.reads("Saved ")
    other.type("Mine.")
    other.reads("Somebody else has changed an answer")
    other.presses("See both versions")
    expect(other.page.locator(".conflict")).to_be_visible()

    other.visit()
    other.presses("Restore")

    other.reads("Somebody else has changed an answer")
    assert (stored(edition), other.kept()) == (WORDS, ["Mine."])


def test_what_was_too_long_and_is_shortened_is_offered_no_longer(sit_down, edition):
    writer = sit_down()
    writer.box.fill("ñ" * (saving.LONGEST_ANSWER + 1))
    writer.reads("This text has")
    writer.presses("Save and continue")
    expect(writer.page.locator(".problems")).to_contain_text("This text has")

    writer.box.fill(WORDS)
    writer.presses("Save and continue")
    writer.page.wait_for_url("**/openness/")
    writer.visit()

    expect(writer.box).to_have_value(WORDS)
    assert (stored(edition), offers(writer).count(), writer.kept()) == (WORDS, 0, [])
