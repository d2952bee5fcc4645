"""The consultation in the whole loop: a reviewer asks the government's contact, who reads the draft and reacts."""

import re

from django.core import mail
from playwright.sync_api import expect

from .filing import anchor

REACTION = "The tenth ledger was opened on the second of May; the water board has it."
KEPT = "The water board says so itself, and nobody could read it there."
TITLE = "Open the ledgers of the town"


def ask_contact(office):
    page = office.page
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Ask contacts, or say why not").click()
    page.get_by_label("Marta Ríos, Point of contact").check()
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("heading", name="Contacts are reading it")).to_be_visible()


def react(contact):
    """Open the link in the mail, without an account, and react to one answer."""
    page = contact.page
    [asked] = [message for message in mail.outbox if message.subject.startswith("Please read before")]
    page.goto(re.search(r"/consultation/\S+", asked.body).group())
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    answer = page.locator(f"[id='{anchor('1.1.explanation')}']")
    answer.get_by_role("link", name="React to this").click()
    page.get_by_label("Your reaction").fill(REACTION)
    page.get_by_label("Everybody: it is published").check()
    page.get_by_role("button", name="Send the reaction").click()
    expect(page.locator(f"[id='{anchor('1.1.explanation')}']")).to_contain_text(REACTION)
    assert "sessionid" not in contact.cookies()


def deal_with_reaction(office):
    page = office.page
    page.reload()
    expect(page.get_by_text(REACTION)).to_be_visible()
    page.get_by_text("End it before its time").click()
    page.get_by_label("Why does it end before its time?").fill("The only contact has answered.")
    page.get_by_role("button", name="End it now").click()
    page.get_by_label("Kept as it was").check()
    page.get_by_label("Because").fill(KEPT)
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text(KEPT).first).to_be_visible()


def read_what_became_of_the_reaction(reader):
    page = reader.page
    page.get_by_role("link", name="What they said, and what became of it").click()
    main = page.get_by_role("main")
    for words in ("Marta Ríos, Point of contact", REACTION, "Kept as it was", KEPT):
        expect(main).to_contain_text(words)
    page.go_back()
