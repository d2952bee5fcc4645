"""The form that opens under what it answers: what was typed there is not lost, and no sentence says what is not so."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import comments, withdrawing
from evaluations.models import UnconfirmedComment
from tests import scenes
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.browser

SEND = "Send the comment"


@pytest.fixture
def asked(page):
    """Return what a browser asked before it left a page; each time she stays."""
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
    return dialogs


def open_form(page, live_server, report, link="Leave a reply"):
    page.goto(live_server.url + report.get_absolute_url())
    page.get_by_role("link", name=link).click()
    page.locator(".thread-form").wait_for()


def fill(page, *, email="ines@example.org"):
    page.get_by_label("Your name").fill("Inés")
    page.get_by_label("Your email address").fill(email)
    words(page).fill("In the town hall.")


def words(page):
    return page.get_by_role("textbox", name="Comment", exact=True)


def leave(page):
    """Follow a link that leads away, and be asked."""
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Comment rules").first.click(no_wait_after=True)


def test_leaving_what_was_typed_asks_first(page, live_server, report, asked):
    open_form(page, live_server, report)
    fill(page)

    leave(page)

    assert asked == ["beforeunload"]
    expect(words(page)).to_have_value("In the town hall.")


def test_so_it_does_where_it_was_refused_or_the_line_was_cut(page, live_server, report, asked):
    open_form(page, live_server, report)
    fill(page, email="ines@example")
    page.get_by_role("button", name=SEND).click()
    page.locator(".thread-form .problems").wait_for()

    leave(page)
    page.get_by_label("Your email address").fill("ines@example.org")
    page.context.set_offline(True)
    page.get_by_role("button", name=SEND).click()
    page.get_by_text("the site cannot be reached").wait_for()
    page.context.set_offline(False)
    leave(page)

    assert asked == ["beforeunload", "beforeunload"]
    expect(words(page)).to_have_value("In the town hall.")


def test_what_was_sent_lets_her_go(page, live_server, report, asked):
    open_form(page, live_server, report)
    fill(page)
    page.get_by_role("button", name=SEND).click()
    page.get_by_text("We have mailed a link to").wait_for()

    page.get_by_role("link", name="Members").first.click()
    page.wait_for_url("**/members/")

    assert (asked, UnconfirmedComment.objects.get().text) == ([], "In the town hall.")


def test_what_was_opened_by_mistake_is_put_away_and_keeps_its_words(page, live_server, report):
    answered = ApprovedCommentFactory(report=report, name="Ana")
    reply, complain = (page.get_by_role("link", name=f"{name} Ana") for name in ("Reply", "Complain"))
    open_form(page, live_server, report, link="Reply Ana")
    words(page).fill("In the town hall.")
    expect(complain).to_be_hidden()  # what opened the form makes room for it

    page.get_by_role("button", name="Cancel").press("Enter")

    expect(reply).to_be_focused()
    expect(complain).to_be_visible()
    expect(words(page)).to_be_hidden()
    reply.press("Enter")
    expect(page.locator(f"#comment-{answered.pk} .thread-form")).to_be_focused()
    expect(words(page)).to_have_value("In the town hall.")


def test_two_presses_open_one_form(page, live_server, report):
    ApprovedCommentFactory(report=report, name="Ana")
    page.goto(live_server.url + report.get_absolute_url())

    page.get_by_role("link", name="Reply Ana").dblclick()
    page.locator(".thread-form").first.wait_for()
    words(page).first.fill("In the town hall.")
    page.wait_for_load_state("networkidle")

    expect(page.locator(".thread-form")).to_have_count(1)
    expect(words(page)).to_have_value("In the town hall.")


def test_once_it_is_sent_there_is_a_way_to_one_more(page, live_server, report):
    ApprovedCommentFactory(report=report, name="Ana")
    open_form(page, live_server, report, link="Reply Ana")
    fill(page)
    page.get_by_role("button", name=SEND).click()
    page.get_by_text("We have mailed a link to").wait_for()

    page.get_by_role("link", name="Reply Ana").click()
    words(page).fill("And in the library.")

    expect(page.locator(".thread-form")).to_have_count(1)
    expect(page.get_by_text("We have mailed a link to")).to_be_visible()


def test_a_link_of_a_page_that_is_old_by_now_leads_to_what_is_so(page, live_server, report):
    page.goto(live_server.url + report.get_absolute_url())
    withdrawing.withdraw(report, by=scenes.reviewer(), reason="It was sold.")

    page.get_by_role("link", name="Leave a reply").click()

    expect(page.get_by_role("heading", name="Comments are closed")).to_be_visible()
    assert page.url == live_server.url + reverse("evaluations:reply", args=[report.slug])


def test_a_report_that_closes_meanwhile_says_so_and_leaves_the_words(page, live_server, report):
    answered = ApprovedCommentFactory(report=report, name="Ana")
    open_form(page, live_server, report, link=f"Reply {answered.name}")
    fill(page)
    comments.open_period(report, by=scenes.reviewer())
    scenes.period_over(report)

    page.get_by_role("button", name=SEND).click()

    expect(page.locator(".thread-form .problems")).to_be_focused()
    expect(page.locator(".problems")).to_contain_text("The period of public comment is over: comments are closed.")
    expect(words(page)).to_have_value("In the town hall.")
    expect(page.locator("#live")).to_be_hidden()


def test_no_name_widens_the_page(browser, live_server, report):
    first = ApprovedCommentFactory(report=report, name="N" * 100)
    ApprovedCommentFactory(report=report, parent=first, name="M" * 100)
    waiting = comments.keep_unconfirmed(report, name="N" * 100, email="ana@example.org", text="Well done.")
    page = browser.new_context(viewport={"width": 320, "height": 900}).new_page()
    paths = [
        report.get_absolute_url(),
        reverse("evaluations:thread", args=[report.slug, first.pk]),
        reverse("evaluations:complain", args=[report.slug, first.pk]),
        reverse("evaluations:confirm-comment", args=[report.slug, waiting.token]),
    ]

    for path in paths:
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
