"""Where the site does not take what is typed, the page says truly why, and the words stay within reach."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import bylines

from .writers import WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def take_off(edition, user):
    byline = edition.bylines.get(evaluator__user=user)
    bylines.remove(edition, byline.pk, by=edition.report.lead.user)


def left_over(page):
    return page.locator("[data-left-over]")


def test_who_is_taken_off_while_she_writes_finds_her_words_on_her_desk(sit_down, edition, colleague):
    writer = sit_down(colleague)
    take_off(edition, colleague)
    writer.type(WORDS)
    writer.reads(
        "Not saved, kept in this browser: Nothing here is yours to write; you may have been taken off the report."
    )
    assert not writer.page.get_by_role("link", name="Sign in").is_visible()

    with writer.context.expect_page() as opened:
        writer.page.get_by_role("link", name="Your desk shows what this browser keeps").click()
    desk = opened.value
    expect(left_over(desk)).to_contain_text("their report is no longer yours to write")
    words = desk.get_by_label(f"Report {edition.report_id}: 1.2 Describe the main external or internal factors")
    expect(words).to_have_value(WORDS)
    assert Axe().run(desk).response["violations"] == []
    left_over(desk).get_by_role("button", name="Discard").click()

    expect(left_over(desk)).to_be_hidden()
    assert (stored(edition), writer.kept()) == ("", [])


def test_who_still_writes_the_report_finds_nothing_on_her_desk(sit_down, edition):
    writer = sit_down()
    writer.context.set_offline(True)
    writer.type(WORDS)
    writer.reads("Offline")
    writer.lose_the_tab()

    with writer.page.expect_response("**/compare/") as told:
        writer.page.goto(reverse("evaluations:desk"))
    told.value.finished()
    writer.page.wait_for_timeout(1_200)  # longer than it waits for the site

    expect(left_over(writer.page)).to_be_hidden()
    assert writer.kept() == [WORDS]


@pytest.mark.parametrize("status", [200, 400, 413, 429])
def test_an_answer_that_is_no_answer_is_no_signing_out_and_is_asked_for_again(sit_down, edition, status):
    writer = sit_down()
    page = {"status": status, "content_type": "text/html", "body": "<h1>Something between</h1>"}
    writer.page.route("**/autosave/", lambda route: route.fulfill(**page), times=1)

    writer.type(WORDS)

    writer.reads("Not saved: kept in this browser. The site did not take it; it is sent again.")
    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == (WORDS, [])


def test_what_was_too_much_is_not_what_is_sent_again(sit_down, edition):
    writer = sit_down()
    page = {"status": 413, "content_type": "text/html", "body": "<h1>Too much</h1>"}
    writer.page.route(
        "**/autosave/", lambda route: route.fulfill(**page) if "long" in route.request.post_data else route.continue_()
    )
    writer.box.fill("A long text.")
    writer.reads("Not saved: kept in this browser.")

    writer.box.fill("A short one.")

    writer.reads("Saved ")
    assert (stored(edition), writer.kept()) == ("A short one.", [])


def test_who_needs_a_second_factor_is_told_so(sit_down, edition, settings):
    writer = sit_down()
    settings.STAFF_NEED_SECOND_FACTOR = True
    type(edition.report.lead.user).objects.filter(pk=edition.report.lead.user_id).update(is_staff=True)

    writer.type(WORDS)

    writer.reads("Not saved, kept in this browser: Your work here needs a second factor.")
    assert (stored(edition), writer.kept()) == ("", [WORDS])
