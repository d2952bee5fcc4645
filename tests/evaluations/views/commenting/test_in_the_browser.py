import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Comment
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.browser

WAITS = "Your comment is waiting for a moderator."
MAILED = "We have mailed a link to"


@pytest.fixture
def thread(report):
    """Return the first comment of a thread that goes deeper than the page indents."""
    first = parent = ApprovedCommentFactory(
        report=report, name="Ana Ejemplo", html="<p>Where are the minutes kept?</p>"
    )
    for name in ("Eva", "Luz", "Sol", "Mar"):
        parent = ApprovedCommentFactory(report=report, parent=parent, name=name)
    removed = CommentFactory(report=report, status="rejected")
    ApprovedCommentFactory(report=report, parent=removed, name="Paz")
    return first


def violations(page):
    """Return what axe and the content security policy object to."""
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def link_in_mail():
    return re.search(r"/reports/\S+/reply/confirm/\S+", mail.outbox[-1].body).group()


def confirm_with_the_keyboard(page, live_server):
    page.goto(live_server.url + link_in_mail())
    assert violations(page) == []
    page.get_by_role("link", name="Comment rules").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(WAITS)).to_be_visible()


def test_reader_answers_in_place_with_the_keyboard_alone(page, live_server, report, thread):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto(live_server.url + report.get_absolute_url())
    page.evaluate("window.samePage = true")

    page.locator(f"#comment-{thread.pk}-reply").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment-{thread.pk} .thread-form")).to_be_focused()
    assert violations(page) == []

    page.locator(f"#reply-{thread.pk}-name").focus()
    page.keyboard.type("Inés")
    page.keyboard.press("Tab")
    page.keyboard.type("ines@example")
    page.keyboard.press("Tab")
    page.keyboard.type("In the town hall.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".problems")).to_be_focused()
    assert page.locator(f"#reply-{thread.pk}-text").input_value() == "In the town hall."
    assert not page.locator("#live").is_visible()
    assert violations(page) == []

    page.locator(f"#reply-{thread.pk}-email").fill("ines@example.org")
    page.locator(f"#reply-{thread.pk}-text").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice", has_text=MAILED)).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("window.samePage") is True
    confirm_with_the_keyboard(page, live_server)
    assert refused == []
    answer = Comment.objects.latest("pk")
    assert (answer.parent, answer.name, answer.status) == (thread, "Inés", "held")


def test_reader_answers_without_javascript(browser, live_server, report, thread):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + report.get_absolute_url())

    page.get_by_role("link", name="Reply Ana Ejemplo").click()
    page.get_by_label("Your name").fill("Inés")
    page.get_by_label("Your email address").fill("ines@example.org")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_label("Your name")).to_have_value("Inés")
    page.get_by_role("textbox", name="Comment", exact=True).fill("In the town hall.")
    page.get_by_role("button", name="Send the comment").click()

    expect(page.get_by_text(MAILED)).to_be_visible()
    page.goto(live_server.url + link_in_mail())
    page.get_by_role("button", name="Confirm, and send the comment").click()
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.get_by_role("link", name="Back to the report").click()
    page.get_by_role("link", name="Leave a reply").wait_for()
    page.wait_for_load_state()
    assert page.get_by_text("In the town hall.").count() == 0
    assert Comment.objects.latest("pk").parent == thread


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_thread_and_reply_pages_are_accessible(browser, live_server, report, thread, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    reply = reverse("evaluations:reply", args=[report.slug])

    for path in (report.get_absolute_url() + "#comments", reply, f"{reply}?to={thread.pk}"):
        page.goto(live_server.url + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("button", name="Send the comment").click()
    page.locator(".problems").wait_for()
    assert violations(page) == []
    page.get_by_label("Your name").fill("Inés")
    page.get_by_label("Your email address").fill("ines@example.org")
    page.get_by_role("textbox", name="Comment", exact=True).fill("In the town hall.")
    page.get_by_role("button", name="Send the comment").click()
    page.get_by_text(MAILED).wait_for()
    assert violations(page) == []
    page.goto(live_server.url + link_in_mail())
    assert violations(page) == []
    page.get_by_role("button", name="Confirm, and send the comment").click()
    page.get_by_text(WAITS).wait_for()
    assert violations(page) == []


def test_moderator_decides_under_the_strict_policy(page, live_server, report, thread):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    comment = CommentFactory(report=report, parent=thread, text="In the town hall.")
    moderator = scenes.moderator()
    _sign_in(page, live_server, moderator)

    page.goto(live_server.url + reverse("admin:evaluations_comment_changelist"))
    page.get_by_role("link", name="In the town hall.").click()
    page.get_by_role("link", name="Approve").click()
    page.get_by_role("button", name="Approve").click()

    expect(page.get_by_text("1 comment is now approved.")).to_be_visible()
    assert refused == []
    page.goto(live_server.url + report.get_absolute_url())
    assert page.get_by_text("In the town hall.").is_visible()
    comment.refresh_from_db()
    assert comment.decided_by == moderator


def _sign_in(page, live_server, user):
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
