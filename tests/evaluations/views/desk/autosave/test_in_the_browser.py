"""Nobody loses a word: what a browser does with what is typed, whatever happens meanwhile."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from evaluations import saving
from evaluations.models import Edition

from .writers import ADDED, WORDS, Writer, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACTA = {"name": "Acta de señalética.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 the minutes %%EOF"}


def test_words_are_saved_by_themselves_character_for_character(sit_down, edition):
    writer = sit_down()

    writer.type(WORDS)
    writer.page.locator("[name='q-1-1'][value='limited']").check()

    writer.reads("Saved ")
    expect(writer.page.locator("[name='opened-q-1-1']")).to_have_value(saving.token("limited"))
    assert (stored(edition), stored(edition, "level_of_progress")) == (WORDS, "limited")
    assert writer.kept() == []


def test_the_time_of_a_save_is_told_by_the_same_clock_as_that_of_what_is_kept(browser, live_server, edition):
    writer = Writer(browser, live_server.url, edition, edition.report.lead.user, timezone_id="Asia/Kathmandu")
    writer.type(WORDS)
    writer.reads("Saved ")

    told = writer.page.locator("[data-save-state] time")

    at = Edition.objects.get(pk=edition.pk).saved_at
    assert told.inner_text() == at.astimezone(ZoneInfo("Asia/Kathmandu")).strftime("%H:%M")
    assert datetime.fromisoformat(told.get_attribute("datetime")) == at.replace(
        microsecond=at.microsecond // 1000 * 1000
    )
    writer.context.close()


@pytest.mark.parametrize(("has_script", "words"), [(True, "Back"), (False, "Back without saving")])
def test_the_way_back_does_not_say_that_words_are_not_saved_that_save_themselves(
    browser, live_server, edition, has_script, words
):
    lead = edition.report.lead.user
    writer = Writer(browser, live_server.url, edition, lead, java_script_enabled=has_script)
    writer.page.goto(f"{writer.page.url}?change=1.2")

    expect(writer.page.locator(".form-actions a")).to_have_text(words, use_inner_text=True)
    writer.context.close()


def test_without_a_connection_they_are_kept_and_sent_when_it_is_back(sit_down, edition):
    writer = sit_down()
    writer.context.set_offline(True)

    writer.type(WORDS)
    writer.reads("Offline: kept in this browser")
    assert (stored(edition), writer.kept()) == ("", [WORDS])
    writer.context.set_offline(False)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_after_the_tab_was_lost_they_are_offered_and_restored(sit_down, edition):
    saving.save(edition, {"factors": "As it was."}, opened={}, by=edition.report.lead.user)
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(ADDED)
    writer.reads("Offline")
    writer.lose_the_tab()

    offer = writer.page.locator(".kept-answer")
    expect(offer).to_contain_text("You have text that was not saved, from")
    expect(offer.locator("time[datetime]")).to_have_text(re.compile(r"\d\d:\d\d$"))
    assert writer.box.input_value() == "As it was."
    writer.presses("Compare")
    expect(offer.locator("ins")).to_have_text("[is added:" + ADDED + "]", use_inner_text=False)
    assert Axe().run(writer.page).response["violations"] == []
    writer.presses("Restore")

    writer.reads("Saved ")
    expect(writer.box).to_be_focused()
    assert (stored(edition), writer.kept(), offer.count()) == ("As it was." + ADDED, [], 0)


def test_what_is_discarded_is_gone(sit_down, edition):
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    writer.lose_the_tab()

    writer.presses("Discard")

    assert (stored(edition), writer.kept(), writer.box.input_value()) == ("", [], "")


def test_what_is_offered_belongs_to_one_account(sit_down, edition, colleague):
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    writer.sign_in(colleague)
    writer.lose_the_tab()

    assert writer.page.locator(".kept-answer").count() == 0
    assert writer.kept() == [WORDS]


def test_a_session_that_ends_takes_no_word_along(sit_down, edition):
    writer = sit_down()
    Session.objects.all().delete()

    writer.type(WORDS)
    writer.reads("Signed out: kept in this browser")
    assert (stored(edition), writer.kept()) == ("", [WORDS])
    writer.sign_in(edition.report.lead.user)
    writer.page.evaluate("dispatchEvent(new Event('focus'))")

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_nothing_is_saved_for_another_account(sit_down, edition, colleague):
    writer = sit_down()
    writer.sign_in(colleague)

    writer.type(WORDS)

    writer.reads("Somebody else is signed in here by now.")
    assert (stored(edition), writer.kept()) == ("", [WORDS])
    writer.presses("Save and continue")
    expect(writer.page.get_by_role("heading", name="Another account is signed in by now")).to_be_visible()
    assert writer.page.locator("textarea[name='q-1-2']").input_value() == WORDS
    assert stored(edition) == ""


def test_two_people_at_two_answers_never_meet(sit_down, edition, colleague):
    lead, other = sit_down(), sit_down(colleague)

    lead.type(WORDS)
    other.page.locator("[id='q-1-1-explanation']").fill("Theirs.")

    lead.reads("Saved ")
    other.reads("Saved ")
    assert (stored(edition), stored(edition, "progress_explanation")) == (WORDS, "Theirs.")


def test_at_the_same_answer_the_later_one_sees_both(sit_down, edition, colleague):
    lead, other = sit_down(), sit_down(colleague)
    lead.type(WORDS)
    lead.reads("Saved ")

    other.type("Theirs.")
    other.reads("Somebody else has changed an answer")
    assert stored(edition) == WORDS
    other.presses("See both versions")

    expect(other.page.locator(".conflict-theirs blockquote")).to_have_text(WORDS, use_inner_text=True)
    assert other.box.input_value() == "Theirs."
    other.type(" And ours.")
    other.page.wait_for_timeout(900)  # longer than it takes to save by itself: only her button may choose
    assert stored(edition) == WORDS
    other.presses("Save and return to the list")
    expect(other.page.get_by_role("heading", level=1)).to_be_visible()
    assert stored(edition) == "Theirs. And ours."


def test_the_later_one_may_take_the_other_version_and_her_own_is_still_offered(sit_down, edition, colleague):
    lead, other = sit_down(), sit_down(colleague)
    lead.type(WORDS)
    lead.reads("Saved ")
    other.type("Theirs.")
    other.reads("Somebody else has changed an answer")
    other.presses("See both versions")

    other.presses("Take this version")

    expect(other.page.locator(".kept-answer")).to_be_visible()
    expect(other.box).to_have_value(WORDS)
    assert (stored(edition), other.kept()) == (WORDS, ["Theirs."])


def test_a_chosen_file_and_every_word_survive_an_error_elsewhere(sit_down, edition):
    writer, long = sit_down(), "ñ" * (saving.LONGEST_ANSWER + 1)
    writer.page.set_input_files("[name='q-1-3-evidence']", ACTA)
    writer.type(WORDS)
    writer.page.locator("[id='q-1-1-explanation']").fill(long)
    writer.reads("This text has")

    writer.presses("Save and continue")

    expect(writer.page.get_by_role("link", name="Acta de señalética.pdf")).to_be_visible()
    expect(writer.page.locator(".problems")).to_contain_text("This text has")
    assert writer.page.locator("[id='q-1-1-explanation']").input_value() == long
    assert (stored(edition), stored(edition, "progress_explanation")) == (WORDS, "")
    [evidence] = edition.evidence_set.all()
    with evidence.stored_file.open() as kept:
        assert kept.read() == ACTA["buffer"]


def test_an_answer_whose_fate_is_unknown_is_no_conflict_with_herself(sit_down, edition):
    writer = sit_down()
    lost = []

    def lose_the_answer(route):
        lost.append(route.fetch().status)
        route.abort()

    writer.page.route("**/autosave/", lose_the_answer, times=1)
    writer.type(WORDS)
    writer.reads("Offline")
    assert (lost, stored(edition)) == ([200], WORDS)

    writer.type(ADDED)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])


def test_pressing_save_while_words_are_on_their_way_is_no_conflict_with_herself(sit_down, edition):
    writer = sit_down()
    held = []

    def hold(route):
        held.append(route)

    writer.page.route("**/autosave/", hold, times=1)
    writer.type(WORDS)
    writer.reads("Saving…")
    writer.type(ADDED)

    writer.presses("Save and return to the list")
    held[0].continue_()

    expect(writer.page.get_by_role("heading", level=1)).not_to_have_text("Section 1. Commitment completion")
    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])


def test_a_browser_that_keeps_nothing_says_so_and_asks_before_she_leaves(sit_down, edition):
    writer = sit_down()
    asked = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    writer.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    writer.context.set_offline(True)

    writer.type(WORDS)
    writer.reads("Offline: this browser keeps no copy, so leave the page open.")
    writer.context.set_offline(False)
    writer.page.get_by_role("link", name="Reports", exact=True).click()

    writer.page.wait_for_url("**/reports/")
    assert asked == ["beforeunload"]
