"""A moderator goes through the queue by the keyboard alone, and two of them meet."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from evaluations.models import Comment
from tests import scenes
from tests.factories import CommentFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def three(report):
    """Return three comments that are held, the oldest first."""
    return [CommentFactory(report=report, name=name) for name in ("Ana", "Eva", "Sol")]


def sign_in(context, live_server, moderator):
    client = Client()
    client.force_login(moderator)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.fixture
def queue(page, live_server, three):
    sign_in(page.context, live_server, scenes.moderator(first_name="Luz"))
    page.goto(f"{live_server.url}/moderation/")
    return page


def card(page, comment):
    return page.locator(f"#comment-{comment.pk}")


def statuses():
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))


def test_she_decides_by_keys_and_takes_it_back(queue, three):
    ana, eva, sol = three
    card(queue, ana).focus()
    queue.keyboard.press("j")
    expect(card(queue, eva)).to_be_focused()
    queue.keyboard.press("k")
    queue.keyboard.press("a")

    expect(queue.get_by_text("1 comment is now approved.")).to_be_visible()
    expect(card(queue, eva)).to_be_focused()
    queue.keyboard.press("r")
    expect(card(queue, eva).get_by_label("Against which rule")).to_be_focused()
    queue.keyboard.type("insults")
    queue.keyboard.press("Tab")
    queue.keyboard.type("Abuse: a threat.")
    queue.keyboard.press("Enter")

    expect(queue.get_by_text("1 comment is now rejected.")).to_be_visible()
    expect(card(queue, sol)).to_be_focused()
    stored = Comment.objects.get(pk=eva.pk)
    assert (stored.decision_reason, stored.removed_for) == ("Abuse: a threat.", "insult")
    queue.get_by_role("button", name="Undo").press("Enter")
    expect(queue.get_by_text("1 comment is again as it was.")).to_be_visible()
    assert statuses() == ["approved", "held", "held"]


def test_a_key_takes_the_last_decision_back_and_leads_to_its_comment(queue, three):
    card(queue, three[1]).focus()
    queue.keyboard.press("a")
    expect(card(queue, three[2])).to_be_focused()

    queue.keyboard.press("u")

    expect(queue.get_by_text("1 comment is again as it was.")).to_be_visible()
    expect(card(queue, three[1])).to_be_focused()
    assert statuses() == ["held"] * 3


def test_beside_what_was_decided_it_takes_that_decision_back(queue, three, live_server):
    for comment in three[:2]:
        card(queue, comment).focus()
        queue.keyboard.press("a")
        expect(card(queue, comment)).to_have_count(0)
    queue.goto(f"{live_server.url}/moderation/?in=decided")
    card(queue, three[0]).focus()

    queue.keyboard.press("u")

    expect(queue.get_by_text("1 comment is again as it was.")).to_be_visible()
    assert statuses() == ["held", "approved", "held"]


def test_a_key_pressed_anywhere_else_decides_nothing(queue, three):
    queue.locator("body").press("a")
    card(queue, three[0]).get_by_label("Reason").focus()
    queue.keyboard.type("asxu")

    assert card(queue, three[0]).get_by_label("Reason").input_value() == "asxu"
    assert statuses() == ["held"] * 3


def test_several_are_chosen_by_keys_and_decided_with_one_reason(queue, three):
    for comment in three[:2]:
        card(queue, comment).focus()
        queue.keyboard.press("x")
    queue.get_by_role("button", name="They are spam").press("Enter")
    expect(queue.get_by_role("heading", name="2 comments become: Spam")).to_be_visible()

    queue.get_by_label("Reason").fill("The same advertisement.")
    queue.get_by_role("button", name="Decide so").press("Enter")

    expect(queue.get_by_text("2 comments are now spam.")).to_be_visible()
    assert statuses() == ["spam", "spam", "held"]
    expect(card(queue, three[2])).to_be_focused()
    queue.keyboard.press("u")
    expect(queue.get_by_text("2 comments are again as they were.")).to_be_visible()
    assert statuses() == ["held"] * 3


def test_the_second_of_two_moderators_is_told_who_decided_what(queue, three, browser, live_server):
    other = browser.new_context()
    sign_in(other, live_server, scenes.moderator(first_name="Marta", last_name="Ruiz"))
    theirs = other.new_page()
    theirs.goto(f"{live_server.url}/moderation/")
    card(theirs, three[0]).focus()
    theirs.keyboard.press("a")
    expect(theirs.get_by_text("1 comment is now approved.")).to_be_visible()
    other.close()

    card(queue, three[0]).focus()
    queue.keyboard.press("s")
    queue.keyboard.type("Spam.")
    queue.keyboard.press("Enter")

    expect(queue.get_by_text("stayed as it was. Marta Ruiz approved it on")).to_be_visible()
    assert statuses() == ["approved", "held", "held"]


def test_without_javascript_each_card_has_its_buttons(browser, live_server, three):
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, live_server, scenes.moderator())
    page = context.new_page()
    page.goto(f"{live_server.url}/moderation/")
    card(page, three[0]).get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Say why").first).to_be_visible()
    page.get_by_label("Against which rule?").select_option("insult")
    page.get_by_label("Reason").fill("Abuse.")
    page.get_by_role("button", name="Decide so").click()

    expect(page.get_by_text("1 comment is now rejected.")).to_be_visible()
    context.close()
    assert statuses() == ["rejected", "held", "held"]


def test_enter_in_a_reason_publishes_nothing(queue, three):
    box = card(queue, three[0]).get_by_label("Reason")
    box.fill("A threat.")
    box.press("Enter")

    assert box.input_value() == "A threat.\n"
    assert statuses() == ["held"] * 3


def test_a_key_is_forgotten_once_she_leaves_the_reason(queue, three):
    card(queue, three[0]).focus()
    queue.keyboard.press("s")
    card(queue, three[1]).focus()
    box = card(queue, three[0]).get_by_label("Reason")
    box.fill("It says where it is sold.")
    box.press("Enter")

    assert box.input_value() == "It says where it is sold.\n"
    assert statuses() == ["held"] * 3


def test_she_goes_on_where_she_was(queue, three):
    card(queue, three[1]).focus()
    queue.keyboard.press("a")

    expect(queue.get_by_text("1 comment is now approved.")).to_be_visible()
    expect(card(queue, three[2])).to_be_focused()
