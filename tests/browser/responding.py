"""The official response in the whole loop: a reviewer sends the link, the government's contact responds."""

import re

from django.core import mail
from playwright.sync_api import expect

from .being_consulted import TITLE
from .filing import anchor

RESPONSE = "The tenth ledger has been open since May, and we have the minutes to prove it."
ON_THE_WHOLE = "We thank the evaluators for their work."


def send_the_link(office, report):
    page = office.page
    page.goto(f"/review/{report.number}/")
    page.get_by_text("Official response of the government").first.click()
    page.get_by_label("Marta Ríos, Point of contact").check()
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("The link is on its way.")).to_be_visible()


def respond(contact):
    """Open the link in the mail, without an account; write of one answer and of the whole, and publish both."""
    page = contact.page
    [asked] = [message for message in mail.outbox if message.subject.startswith("Your government’s response")]
    page.goto(re.search(r"/response/\S+", asked.body).group())
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.locator(f"[id='{anchor('1.1.explanation')}']").get_by_role("link", name="Respond to this").click()
    _save(page, RESPONSE)
    page.get_by_role("link", name="Respond to the report as a whole").click()
    _save(page, ON_THE_WHOLE)
    page.get_by_role("button", name="Publish the response").click()
    expect(page.get_by_text("Your government’s response is public.")).to_be_visible()
    assert "sessionid" not in contact.cookies()


def _save(page, words):
    page.get_by_label("Your government’s response").fill(words)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()


def read_the_response(reader, report):
    page = reader.page
    page.goto(report.get_absolute_url())
    answer = page.locator(f"[id='{anchor('1.1.explanation')}']")
    expect(answer.get_by_role("group", name="Official response of the government")).to_contain_text(RESPONSE)
    page.get_by_role("link", name="The government has responded to this report").click()
    expect(page.locator("#official-response")).to_contain_text(ON_THE_WHOLE)
    page.get_by_role("link", name="The whole response, with its earlier editions").click()
    expect(page.get_by_role("main")).to_contain_text("Marta Ríos, Point of contact")
    page.goto(report.get_absolute_url())
