"""The way back to a section shows what is stored by now, and not the page as it once came."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import evidence, saving
from evaluations.evidence import Source

from .writers import ADDED, WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def leave_and_come_back(writer, meanwhile=lambda: None):
    """Follow a link to the desk; come back by the browser's button, which shows the page that it remembers."""
    writer.page.get_by_role("link", name="Desk").first.click()
    writer.page.wait_for_url(f"**{reverse('evaluations:desk')}")
    meanwhile()
    writer.page.go_back()


def at_rest(sit_down):
    """Return a writer whose browser has all cookies by now: a page that came with others it would ask for anew."""
    writer = sit_down()
    writer.visit()
    return writer


def test_what_saved_itself_is_there_and_writing_goes_on(sit_down, edition):
    writer = at_rest(sit_down)
    writer.type(WORDS)
    writer.page.locator("[name='q-1-1'][value='limited']").check()
    writer.reads("Saved ")

    leave_and_come_back(writer)
    expect(writer.box).to_have_value(WORDS)
    expect(writer.page.locator("[name='q-1-1'][value='limited']")).to_be_checked()
    writer.type(ADDED)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])


def test_what_others_have_saved_and_added_meanwhile_is_there_too(sit_down, edition, colleague):
    writer = at_rest(sit_down)

    def meanwhile():
        saving.save(edition, {"factors": "As a colleague has it."}, opened={}, by=colleague)
        source = Source(url="https://example.org/acta", name="The minutes")
        evidence.cite(edition, edition.form.taking_files("1.2.evidence"), source, by=colleague)

    leave_and_come_back(writer, meanwhile)

    expect(writer.box).to_have_value("As a colleague has it.")
    expect(writer.page.locator("[data-length-of='q-1-2']")).to_have_text("5 words")
    expect(writer.page.get_by_role("link", name="The minutes")).to_be_visible()


def test_a_page_that_stayed_in_memory_catches_up_too(sit_down, edition):
    writer = at_rest(sit_down)
    saving.save(edition, {"factors": WORDS}, opened={}, by=edition.report.lead.user)  # from another page of hers

    writer.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(writer.box).to_have_value(WORDS)
    writer.type(ADDED)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])


def test_what_she_types_before_that_is_known_is_hers(sit_down, edition):
    writer = at_rest(sit_down)
    writer.type(WORDS)
    writer.reads("Saved ")
    slow = {"offline": False, "latency": 1_500, "downloadThroughput": -1, "uploadThroughput": -1}

    leave_and_come_back(
        writer, lambda: writer.context.new_cdp_session(writer.page).send("Network.emulateNetworkConditions", slow)
    )
    writer.type("Typed at once.")
    assert writer.kept() == ["Typed at once."]

    writer.reads("Somebody else has changed an answer of yours meanwhile.")
    assert (stored(edition), writer.kept()) == (WORDS, ["Typed at once."])


def test_without_a_connection_the_page_is_there_as_it_was_and_keeps_what_is_typed(sit_down, edition):
    writer = at_rest(sit_down)
    writer.page.get_by_role("link", name="Desk").first.click()
    writer.page.wait_for_url(f"**{reverse('evaluations:desk')}")
    writer.context.set_offline(True)

    writer.page.go_back()
    writer.type(WORDS)
    writer.reads("Offline: kept in this browser")
    writer.context.set_offline(False)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_what_the_browser_keeps_is_offered_there_too(sit_down, edition):
    writer = at_rest(sit_down)
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    writer.lose_the_tab()

    leave_and_come_back(writer)
    writer.presses("Restore")

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])
