"""Why more is opened, why there is to be a new edition, who asks to be assigned: these words outlive their tab, too."""

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import drafts, unlock_requests
from evaluations.models import Assignment, AssignmentRequest, Edition, UnlockRequest
from tests import scenes

from .autosave.writers import WORDS, Writer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def returned_for_the_lesson():
    edition = scenes.submitted()
    scenes.remark(edition, "3", "Say which lesson.")
    scenes.send_back(edition)
    return Edition.objects.get(pk=edition.pk)


@dataclass(frozen=True)
class Asking:
    """A page on which a reason is asked for."""

    scene: object
    name: str
    label: str
    button: str
    stored: object

    def send(self, page):
        if self.name == "unlock":
            page.get_by_label("1.2 Describe the main").check()
        page.get_by_role("button", name=self.button, exact=True).click()


UNLOCK = Asking(
    returned_for_the_lesson, "unlock", "Why?", "Ask the reviewers", lambda: UnlockRequest.objects.last().reason
)
CORRECT = Asking(
    scenes.published,
    "correct",
    "What is to be changed, and why?",
    "Open a new edition",
    lambda: Edition.objects.unpublished().get().change_reason,
)


@pytest.fixture
def sit_down(browser, live_server):
    """Return a function that brings the lead to a page of a report."""
    writers = []

    def arrive(asking):
        edition = asking.scene()
        writers.append(Writer(browser, live_server.url, edition, edition.report.lead.user))
        go(writers[-1], asking.name)
        return writers[-1]

    yield arrive
    for writer in writers:
        writer.context.close()


def go(writer, name):
    """Come to a page in a new tab, with that of before lost."""
    lost, writer.page = writer.page, writer.context.new_page()
    lost.close(run_before_unload=False)
    writer.page.goto(reverse(f"evaluations:{name}", args=[writer.edition.report_id]))


def box(writer, asking):
    return writer.page.get_by_label(asking.label, exact=True)


def offer(writer):
    return writer.page.locator(".kept-answer")


def left_over(writer):
    return writer.page.locator("[data-left-over]")


@pytest.mark.parametrize("asking", [UNLOCK, CORRECT], ids=lambda asking: asking.name)
def test_a_reason_is_offered_until_the_site_has_it(sit_down, asking):
    writer = sit_down(asking)
    box(writer, asking).fill(WORDS)

    go(writer, "task-list")
    writer.page.wait_for_timeout(1_200)  # longer than it waits for the site
    expect(left_over(writer)).to_be_hidden()
    go(writer, asking.name)
    writer.presses("Restore")
    expect(box(writer, asking)).to_have_value(WORDS)
    asking.send(writer.page)

    writer.page.wait_for_function("() => !localStorage.length")
    expect(left_over(writer)).to_be_hidden()
    assert (asking.stored(), offer(writer).count()) == (WORDS, 0)


def test_what_is_asked_again_in_the_same_words_is_not_taken_for_what_was_declined(sit_down):
    writer = sit_down(UNLOCK)
    request = unlock_requests.ask(writer.edition, ["1.2"], WORDS, by=writer.edition.report.lead.user)
    unlock_requests.decline(request, by=scenes.reviewer_of(writer.edition), answer="Not this one.")
    go(writer, "unlock")
    box(writer, UNLOCK).fill(WORDS)

    go(writer, "unlock")
    writer.page.wait_for_timeout(1_200)  # longer than it waits for the site

    expect(offer(writer)).to_have_count(1)
    assert writer.kept() == [WORDS]


@pytest.mark.parametrize("page", ["correct", "task-list"])
def test_where_somebody_else_has_opened_it_the_reason_is_shown_whole(sit_down, page):
    writer = sit_down(CORRECT)
    box(writer, CORRECT).fill(WORDS)
    drafts.correct(writer.edition.report, by=scenes.reviewer(), reason="A wrong date.")

    go(writer, page)

    expect(left_over(writer).get_by_role("textbox")).to_have_value(WORDS)


def test_what_is_said_to_be_assigned_is_offered_until_it_is_sent(sit_down):
    writer, message = sit_down(CORRECT), "What should we know?"
    writer.page.goto(reverse("evaluations:ask"))
    member = writer.page.get_by_label("Which member do you monitor?")
    member.select_option(index=1)
    writer.page.get_by_label("Your name").fill("Inés of the Council")
    writer.page.get_by_label(message).fill(WORDS)

    writer.page, lost = writer.context.new_page(), writer.page
    lost.close(run_before_unload=False)
    writer.page.goto(reverse("evaluations:ask"))
    writer.presses("Restore")
    expect(writer.page.get_by_label(message)).to_have_value(WORDS)
    assert Axe().run(writer.page).response["violations"] == []
    Assignment.objects.all().delete()  # else she need not ask
    writer.presses("Ask")

    expect(writer.page.get_by_role("heading", level=1, name="Desk")).to_be_visible()
    writer.page.wait_for_function("() => !localStorage.length")
    request = AssignmentRequest.objects.get()
    assert (request.name, request.message) == ("Inés of the Council", WORDS)
