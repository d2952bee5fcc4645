"""A guest's comment is turned down; she is told, appeals, and another moderator lets it be read. A reader complains."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from evaluations import informing
from evaluations.models import Comment
from tests import scenes

from .inspection import WCAG, violations

pytestmark = pytest.mark.browser

SAID = "The tenth ledger is that of the water board."
WITH_AND_WITHOUT = pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with-script", "without-script"])


@pytest.fixture
def report():
    return scenes.published().report


@pytest.fixture
def tell(monkeypatch):
    """Return a function that lets an hour pass, tells whom it concerns, and returns the last mail."""

    def run():
        later = timezone.now() + timedelta(hours=1, minutes=1)
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: later)
            informing.inform()
        return mail.outbox[-1]

    return run


def looked_at(visitor):
    """Return the page of somebody, in which axe finds nothing; it is a script itself, and never ends without."""
    if visitor.has_script:
        assert violations(visitor.page, rules=WCAG) == {}
    return visitor.page


def path_in(message):
    return re.search(r"/reports/\S+", message.body).group()


def comment(reader, report):
    page = reader.page
    page.goto(report.get_absolute_url())
    page.get_by_role("link", name="Leave a reply").click()
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("textbox", name="Your email address").fill("ana@example.org")
    page.get_by_role("textbox", name="Comment", exact=True).fill(SAID)
    looked_at(reader).get_by_role("button", name="Send the comment").click()
    page.get_by_text("We have mailed a link to").wait_for()
    page.goto(path_in(mail.outbox[-1]))
    looked_at(reader).get_by_role("button", name="Confirm, and send the comment").click()
    page.get_by_text("Your comment is waiting for a moderator.").wait_for()
    looked_at(reader)


def card_of(moderator, tab):
    page = moderator.page
    page.goto(f"/moderation/?in={tab}")
    looked_at(moderator)
    return page.get_by_role("article").filter(has_text=SAID)


def turn_down(moderator, tab, press):
    card = card_of(moderator, tab)
    card.get_by_label("Against which rule").select_option("accusation")
    card.get_by_label("Reason").fill("It accuses the water board.")
    card.get_by_role("button", name=press, exact=True).click()
    moderator.page.get_by_text("1 comment is now rejected.").wait_for()


@WITH_AND_WITHOUT
def test_an_author_appeals_and_another_moderator_decides(visit, report, tell, java_script_enabled):
    reader, first, second = (visit(java_script_enabled=java_script_enabled) for _ in range(3))
    first.sign_in(scenes.moderator())
    second.sign_in(scenes.moderator())
    comment(reader, report)
    turn_down(first, "held", "Reject")

    told = tell()
    assert told.to == ["ana@example.org"]
    reader.page.goto(path_in(told))
    expect(looked_at(reader).get_by_text("It accuses the water board.")).to_be_visible()
    reader.page.get_by_label("Why is the decision wrong?").fill("It asks, and accuses nobody.")
    reader.page.get_by_role("button", name="Appeal").click()
    expect(looked_at(reader).get_by_text("Your appeal waits for another moderator.")).to_be_visible()

    expect(card_of(first, "appeals")).to_have_count(0)
    card = card_of(second, "appeals")
    expect(card.get_by_text("It asks, and accuses nobody.")).to_be_visible()
    card.get_by_label("Reason").fill("It is a question.")
    card.get_by_role("button", name="Approve", exact=True).click()
    second.page.get_by_text("1 comment is now approved.").wait_for()

    told = tell()
    assert "Another moderator has read it again, as you asked. It is published." in told.body
    reader.page.goto(path_in(told))
    expect(looked_at(reader).get_by_text(SAID)).to_be_visible()
    reader.page.goto(f"{report.get_absolute_url()}moderation-log/")
    expect(looked_at(reader).get_by_text("Published, on appeal, by another moderator")).to_be_visible()


@WITH_AND_WITHOUT
def test_a_reader_complains_and_learns_what_came_of_it(visit, report, tell, java_script_enabled):
    reader, moderator = (visit(java_script_enabled=java_script_enabled) for _ in range(2))
    comment(reader, report)
    held, judge = Comment.objects.get(), scenes.moderator()
    moderator.sign_in(judge)
    card_of(moderator, "held").get_by_role("button", name="Approve", exact=True).click()
    moderator.page.get_by_text("1 comment is now approved.").wait_for()

    reader.page.goto(report.get_absolute_url())
    reader.page.locator(f"#comment-{held.pk}-complain").click()
    looked_at(reader).get_by_label("An accusation against a person without support").check()
    reader.page.get_by_label("Your email address, to hear what comes of it").fill("reader@example.org")
    reader.page.get_by_role("button", name="Send the complaint").click()
    expect(looked_at(reader).get_by_text("It waits for a moderator.")).to_be_visible()
    where = reader.page.url
    expect(card_of(moderator, "complaints").get_by_text("1 complaint")).to_be_visible()
    turn_down(moderator, "complaints", "Reject")

    tell()
    assert {one.to[0] for one in mail.outbox[-2:]} == {"ana@example.org", "reader@example.org"}
    reader.page.goto(where)
    expect(looked_at(reader).get_by_text("A moderator has removed the comment")).to_be_visible()
    reader.page.goto(report.get_absolute_url())
    notice = looked_at(reader).get_by_role("article", name="A comment was removed by a moderator")
    expect(notice).to_be_visible()
