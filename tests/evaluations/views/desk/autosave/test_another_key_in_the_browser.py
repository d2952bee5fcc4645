"""The site's secret key is changed while somebody writes: what the earlier key marked as hers stays hers."""

import pytest
from playwright.sync_api import expect

from .writers import ADDED, WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def change_key(settings):
    def change():
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another-key-that-is-as-long-and-as-secret-0123456789"

    return change


def test_words_kept_before_are_offered_and_saved(sit_down, edition, change_key):
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    change_key()

    writer.lose_the_tab()
    writer.presses("Restore")
    writer.reads("Saved ")

    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_they_are_listed_on_the_way_out(sit_down, change_key):
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    change_key()
    writer.lose_the_tab()

    writer.page.goto("/accounts/logout/")

    expect(writer.page.locator("#kept li")).to_have_count(1)


def test_copies_from_before_and_after_are_both_offered(sit_down, change_key):
    writer = sit_down()
    before = writer.page
    change_key()
    writer.open()
    writer.context.set_offline(True)
    writer.type(WORDS)
    before.locator("[id='q-1-2']").press("Control+End")
    before.keyboard.insert_text(ADDED)
    before.wait_for_function("Object.keys(localStorage).length === 2")

    before.close()
    writer.lose_the_tab()

    expect(writer.page.locator(".kept-answer")).to_have_count(2)
    assert sorted(writer.kept()) == sorted([WORDS, ADDED])


def test_a_page_that_was_open_meanwhile_saves_on(sit_down, edition, change_key):
    writer = sit_down()
    # It goes at the same moment, and whichever comes second is signed out: Django renames a session for a new key.
    writer.page.route("**/presence/", lambda route: route.abort())
    change_key()

    writer.type(WORDS)
    writer.reads("Saved ")
    writer.type(ADDED)
    writer.presses("Save and return to the list")
    writer.page.wait_for_url(f"**/desk/{edition.report_id}/")

    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])
