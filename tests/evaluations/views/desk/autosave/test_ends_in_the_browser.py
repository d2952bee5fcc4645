"""Sessions end, tokens grow old, tabs are closed, lids too: what was typed is stored in the end, to the character."""

from contextlib import contextmanager

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.visitors import PASSWORD

from .writers import ADDED, WORDS, Writer, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = 3_600_000  # milliseconds


@pytest.fixture
def user(edition):
    user = edition.report.lead.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture(params=["with script", "without script"])
def writer(request, browser, live_server, edition, user):
    options = {"java_script_enabled": request.param == "with script"}
    writer = Writer(browser, live_server.url, edition, user, **options)
    yield writer
    writer.context.close()


@contextmanager
def another_tab(writer):
    """Open another tab of the same browser, and close it at the end."""
    tab = writer.context.new_page()
    yield tab
    tab.close()


def sign_out(writer):
    with another_tab(writer) as tab:
        tab.goto("/accounts/logout/")
        tab.get_by_role("main").get_by_role("button", name="Sign out", exact=True).click()
        expect(tab.get_by_role("link", name="Sign in", exact=True)).to_be_visible()


def sign_in(writer, user):
    """Sign in by the form that everybody takes, which changes the token."""
    with another_tab(writer) as tab:
        tab.goto("/accounts/login/")
        tab.get_by_label("Email").fill(user.email)
        tab.get_by_label("Password").fill(PASSWORD)
        tab.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        tab.wait_for_url(lambda url: "/accounts/login/" not in url)


def look_again(writer):
    """Come back to the page, as from another tab."""
    writer.page.evaluate("dispatchEvent(new Event('focus'))")


def given_back(writer):
    return writer.page.locator("textarea[name='q-1-2']")


def come_back_once_more(writer):
    """Be refused for an old token, with the words in a form that has a new one, and send that."""
    expect(writer.page.get_by_role("heading", name="This form could not be checked")).to_be_visible()
    assert (stored(writer.edition), given_back(writer).input_value()) == ("", WORDS)
    writer.presses("Send again")


def is_at_the_list(writer):
    writer.page.wait_for_url(f"**/desk/{writer.edition.report_id}/")


def test_signed_out_in_another_tab_and_in_again_she_types_on(sit_down, edition, user):
    writer = sit_down()
    sign_out(writer)
    writer.type(WORDS)
    writer.reads("Signed out: kept in this browser")
    assert (stored(edition), writer.kept()) == ("", [WORDS])

    sign_in(writer, user)
    look_again(writer)
    writer.reads("Saved ")
    writer.type(ADDED)
    writer.presses("Save and return to the list")

    is_at_the_list(writer)
    assert (stored(edition), writer.kept()) == (WORDS + ADDED, [])


@pytest.mark.parametrize("end", [sign_out, lambda writer: Session.objects.all().delete()], ids=["signed out", "ended"])
def test_words_sent_after_the_session_come_back_and_a_new_press_saves_them(writer, edition, user, end):
    end(writer)
    writer.box.fill(WORDS)

    writer.presses("Save and return to the list")
    expect(writer.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert (stored(edition), given_back(writer).input_value()) == ("", WORDS)
    sign_in(writer, user)
    writer.presses("Send again")
    if not writer.has_script:  # signing in has changed the token
        come_back_once_more(writer)

    is_at_the_list(writer)
    assert stored(edition) == WORDS
    writer.visit()
    assert (writer.box.input_value(), writer.page.locator(".kept-answer").count()) == (WORDS, 0)


def test_words_sent_with_an_old_token_are_stored_or_come_back(writer, edition, user):
    sign_out(writer)
    sign_in(writer, user)
    writer.box.fill(WORDS)

    writer.presses("Save and return to the list")

    if not writer.has_script:  # which sends the token that the browser has by now
        come_back_once_more(writer)
    is_at_the_list(writer)
    assert stored(edition) == WORDS


def test_without_a_token_they_are_kept_until_there_is_one(sit_down, edition, user):
    writer = sit_down()
    # It goes at the same moment, and the page that refuses it would bring a token for the answer behind it.
    writer.context.route("**/presence/", lambda route: route.abort())
    writer.context.clear_cookies(name="csrftoken")
    writer.type(WORDS)
    writer.reads("kept in this browser")
    assert (stored(edition), writer.kept()) == ("", [WORDS])

    with another_tab(writer) as tab:
        tab.goto("/accounts/logout/")  # any page with a form
    look_again(writer)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_half_a_second_after_the_last_key_and_no_sooner(sit_down, edition):
    writer, sent = stop_the_clock(sit_down())

    for words in (WORDS, ADDED):
        writer.type(words)
        writer.page.clock.run_for(499)
    before = len(sent)
    with writer.page.expect_response("**/autosave/"):
        writer.page.clock.run_for(1)

    assert (before, len(sent)) == (0, 1)
    writer.reads("Saved ")
    assert stored(edition) == WORDS + ADDED


def test_a_page_that_is_left_before_that_has_sent_its_words(sit_down, edition):
    writer, sent = stop_the_clock(sit_down())

    writer.type(WORDS)
    assert sent == []
    writer.page.get_by_role("link", name="Reports", exact=True).click()
    writer.page.wait_for_url("**/reports/")
    wait_until(lambda: stored(edition) == WORDS, writer.page)
    writer.visit()

    assert (writer.box.input_value(), writer.page.locator(".kept-answer").count(), writer.kept()) == (WORDS, 0, [])


def test_of_a_tab_that_is_closed_before_that_no_word_is_lost(sit_down, edition):
    writer, sent = stop_the_clock(sit_down())
    writer.context.set_offline(True)  # nothing is sent on the way out

    writer.type(WORDS)
    assert sent == []
    writer.lose_the_tab()
    writer.presses("Restore")

    assert writer.box.input_value() == WORDS
    writer.page.clock.run_for(500)
    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_a_lid_that_stayed_closed_over_night_costs_no_word(sit_down, edition, user):
    writer, _sent = stop_the_clock(sit_down())
    writer.context.set_offline(True)
    writer.type(WORDS)
    Session.objects.all().delete()
    writer.page.clock.fast_forward(8 * HOUR)
    writer.reads("Offline: kept in this browser")

    writer.context.set_offline(False)
    writer.reads("Signed out: kept in this browser")
    assert (stored(edition), writer.kept()) == ("", [WORDS])
    sign_in(writer, user)
    look_again(writer)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_a_connection_that_nobody_answers_counts_as_none_and_is_tried_again(sit_down, edition):
    writer, sent = stop_the_clock(sit_down())
    writer.page.route("**/autosave/", lambda route: None, times=1)
    writer.type(WORDS)
    writer.page.clock.run_for(500)
    writer.reads("Saving…")

    writer.page.clock.run_for(21_000)
    writer.reads("Offline: kept in this browser")
    assert (stored(edition), writer.kept(), len(sent)) == ("", [WORDS], 1)
    writer.page.clock.run_for(1_000)

    writer.reads("Saved ")
    assert (stored(edition), writer.kept(), len(sent)) == (WORDS, [], 2)


def wait_until(holds, page):
    """Wait for what is sent by a page that is gone: of that the browser tells nobody."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It never comes.")


def stop_the_clock(writer):
    """Load the page anew with a clock that stands still; return with the writer a list of what is sent by itself."""
    sent = []
    writer.context.clock.install(time=0)
    writer.visit()
    writer.context.clock.pause_at(HOUR)
    writer.page.on("request", lambda request: sent.append(request) if request.url.endswith("/autosave/") else None)
    return writer, sent
