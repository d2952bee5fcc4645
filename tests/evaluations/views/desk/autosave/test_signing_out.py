"""Who signs out is told what this browser keeps of hers and the site has not."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from evaluations import saving

from .writers import WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leaver(sit_down):
    """Return the lead on her way out; one answer of hers never reached the site."""
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    lost, writer.page = writer.page, writer.context.new_page()
    lost.close()
    writer.context.set_offline(False)
    writer.page.goto("/accounts/logout/")
    expect(writer.page.locator("#kept")).to_be_visible()
    return writer


def test_a_long_text_is_there_whole_in_a_fold(leaver):
    row = leaver.page.locator("#kept li")
    expect(row.locator("blockquote")).to_be_hidden()

    row.locator("summary").click()

    expect(row.locator("blockquote")).to_have_text(WORDS, use_inner_text=True)
    assert Axe().run(leaver.page).response["violations"] == []


def listed(page):
    return [row.inner_text() for row in page.locator("#kept li").all()]


def test_what_is_not_saved_is_named_and_can_be_saved(leaver, edition):
    [row] = listed(leaver.page)
    assert row.startswith("1.2 Describe the main external or internal factors")
    assert "Elections." in row
    assert Axe().run(leaver.page).response["violations"] == []

    leaver.presses("Save them now")

    expect(leaver.page.get_by_text("All are saved.")).to_be_visible()
    assert (stored(edition), leaver.kept(), listed(leaver.page)) == (WORDS, [], [])
    assert leaver.page.locator("#kept").inner_text() == "All are saved."


def test_what_reached_the_site_another_way_is_not_named(sit_down, edition):
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    saving.save(edition, {"factors": WORDS}, opened={}, by=edition.report.lead.user)
    lost, writer.page = writer.page, writer.context.new_page()
    lost.close()
    writer.context.set_offline(False)

    with writer.page.expect_response("**/compare/"):
        writer.page.goto("/accounts/logout/")

    writer.page.wait_for_function("() => !localStorage.length")
    assert not writer.page.locator("#kept").is_visible()


def test_what_somebody_else_has_changed_meanwhile_stays_in_the_browser(leaver, edition):
    saving.save(edition, {"factors": "Theirs."}, opened={}, by=edition.report.lead.user)

    leaver.presses("Save them now")

    expect(leaver.page.get_by_text("What is still listed could not be saved")).to_be_visible()
    assert (stored(edition), leaver.kept(), len(listed(leaver.page))) == ("Theirs.", [WORDS], 1)


def test_it_can_be_discarded(leaver, edition):
    leaver.presses("Discard them")

    expect(leaver.page.get_by_text("They are discarded.")).to_be_visible()
    assert (stored(edition), leaver.kept()) == ("", [])
    assert leaver.page.locator("#kept").inner_text() == "They are discarded."


def test_the_answer_stays_when_the_site_is_slow_to_say_what_it_has(leaver):
    held = []
    leaver.page.route("**/compare/", lambda route: held.extend([route]))
    leaver.page.reload()
    leaver.presses("Discard them")
    expect(leaver.page.get_by_text("They are discarded.")).to_be_visible()

    with leaver.page.expect_response("**/compare/"):
        held.pop().continue_()

    leaver.page.evaluate("fetch(location.href).then((answer) => answer.text())")  # by then it has been read
    expect(leaver.page.get_by_text("They are discarded.")).to_be_visible()


def test_it_is_kept_by_default_and_offered_when_she_comes_back(leaver, edition):
    leaver.page.get_by_role("main").get_by_role("button", name="Sign out", exact=True).click()
    expect(leaver.page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    assert leaver.kept() == [WORDS]

    leaver.sign_in(edition.report.lead.user)
    leaver.visit()

    expect(leaver.page.locator(".kept-answer")).to_be_visible()


def test_who_has_nothing_unsaved_is_not_troubled(sit_down, edition):
    writer = sit_down()

    writer.page.goto("/accounts/logout/")

    expect(writer.page.get_by_text("Are you sure you want to sign out?")).to_be_visible()
    assert not writer.page.locator("#kept").is_visible()
