"""The product's main job, from the evaluator's sign-in to the public's reply, as people do it in a browser."""

import json
import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Comment, Report
from tests import scenes
from tests.factories import CommitmentFactory, ContactFactory

from .being_consulted import ask_contact, deal_with_reaction, react, read_what_became_of_the_reaction
from .filing import CODES, KEYS, LABELS, LESSON, MINUTES, SECTIONS, SOURCE, TEXTS, WHY, anchor, box, keys_of, radio
from .responding import read_the_response, respond, send_the_link

pytestmark = pytest.mark.browser

REASON = "Say where the ledgers can be read, and since when."
REMARK = "Nine or ten? The tenth is nowhere to be found."
MENDED = "Nine of the ten ledgers were opened in March & can be read at the town hall."
QUESTION, REPLY = "Which ledger is the tenth one?", "The one of the water board."
WAITS = "Your comment is waiting for a moderator."


@pytest.fixture
def commitment():
    commitment = CommitmentFactory(title="Open the ledgers of the town")
    ContactFactory(member=commitment.member, name="Marta Ríos", role="Point of contact", is_verified=True)
    return commitment


@pytest.fixture
def evaluator(commitment):
    return scenes.evaluator_for(commitment.member, name="Ana Ejemplo")


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with-script", "without-script"])
def test_a_report_is_filed_reviewed_published_read_and_answered(visit, evaluator, java_script_enabled):
    desk, office = visit(java_script_enabled=java_script_enabled), visit(java_script_enabled=java_script_enabled)
    desk.sign_in(evaluator.user)
    office.sign_in(scenes.reviewer(first_name="Rita"))
    second_office = visit(java_script_enabled=java_script_enabled)
    second_office.sign_in(scenes.reviewer(first_name="Omar"))

    start_report(desk)
    fill_in_all_but_the_lesson(desk)
    submit_too_early_and_mend(desk)
    back_and_justify_what_is_flagged(desk)
    return_with_reason(office)
    mend_what_was_asked_for(desk)
    ask_contact(office)
    react(visit(java_script_enabled=java_script_enabled))
    deal_with_reaction(office)
    approve_report(office)
    publish(second_office)

    reader = visit(java_script_enabled=java_script_enabled)
    read_as_the_public_does(reader)
    read_what_became_of_the_reaction(reader)
    send_the_link(second_office, Report.objects.get())
    respond(visit(java_script_enabled=java_script_enabled))
    read_the_response(reader, Report.objects.get())
    leave_comment(reader, reader.page.get_by_role("link", name="Leave a reply"), "Berta", QUESTION)
    approve(visit(java_script_enabled=java_script_enabled), QUESTION)

    reader.page.goto(Report.objects.get().get_absolute_url())
    assert reader.page.get_by_role("heading", name="Comments (1)").is_visible()
    leave_comment(reader, reader.page.get_by_role("link", name=re.compile("^Reply.*Berta")), "Carla", REPLY)
    approve(visit(java_script_enabled=java_script_enabled), REPLY)
    answer = Comment.objects.get(text=REPLY)
    stranger = visit(java_script_enabled=java_script_enabled)
    stranger.page.goto(Report.objects.get().get_absolute_url())
    thread = stranger.page.locator(f"#comment-{answer.parent_id}").locator("xpath=..")
    assert thread.locator(f"#comment-{answer.pk}").get_by_text(REPLY).is_visible()
    assert stranger.cookies() == []


def start_report(desk):
    desk.page.get_by_role("link", name="Desk", exact=True).click()
    desk.page.get_by_role("link", name="Start a report").click()
    desk.page.get_by_label("Open the ledgers of the town").check()
    desk.page.get_by_role("button", name="Start the report").click()
    desk.page.get_by_role("heading", name="Open the ledgers of the town").wait_for()
    expect(desk.page.locator(".tasks > li")).to_have_count(len(SECTIONS) + 3)


def fill_in_all_but_the_lesson(desk):
    page = desk.page
    page.get_by_role("link", name=str(SECTIONS[0].title)).click()
    for section in SECTIONS:
        expect(page.get_by_role("heading", level=1)).to_have_text(str(section.title))
        for key in keys_of(section):
            give_answer(desk, key)
        page.locator(".form-actions").get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="Check your answers").wait_for()


def give_answer(desk, key):
    page = desk.page
    if key == "1.3.evidence":
        attach_minutes(desk)
    elif key in CODES:
        page.locator(radio(key, CODES[key])).check()
        assert_what_is_asked_shows(page, key)
    elif key in TEXTS and key != LESSON:
        page.locator(box(key)).fill(TEXTS[key])


def assert_what_is_asked_shows(page, key):
    if not key.startswith("2.1.") or key.endswith(".degree"):
        return
    asked = {"yes": (True, True), "no": (False, True), "not-applicable": (False, True)}[CODES[key]]
    degree, explanation = page.locator(radio(f"{key}.degree", "major")), page.locator(box(f"{key}.explanation"))
    assert (degree.is_visible(), explanation.is_visible()) == asked, key


def attach_minutes(desk):
    page = desk.page
    page.locator(box("1.3.evidence")).set_input_files(files=[MINUTES])
    if not desk.has_script:  # which sends a file as soon as it is chosen
        page.get_by_role("button", name="Save, and add this file").click()
    page.get_by_role("button", name="Remove “minutes.pdf”").wait_for()
    # The words typed before are still there: where the file's button was pressed, it has saved them.
    assert page.locator(box("1.1.explanation")).input_value() == TEXTS["1.1.explanation"]


def submit_too_early_and_mend(desk):
    page = desk.page
    desk.expect(422)
    page.get_by_role("button", name="Submit the report").click()
    problems = page.get_by_role("alert")
    expect(problems).to_be_focused()
    expect(page).to_have_title(re.compile("^Error:"))
    expect(problems.locator("a")).to_have_count(1)

    problems.get_by_role("link", name=re.compile("lesson or reflection")).click()
    page.locator(box(LESSON)).fill(TEXTS[LESSON])
    page.get_by_role("button", name="Save and go back to checking").click()
    page.get_by_role("heading", name="Check your answers").wait_for()
    assert page.url.endswith(f"#{anchor(LESSON)}")


def back_and_justify_what_is_flagged(desk):
    page = desk.page
    desk.expect(422)
    page.get_by_role("button", name="Submit the report").click()
    expect(page.get_by_role("alert")).to_contain_text("answers are to be changed or justified")

    page.get_by_role("link", name="Add evidence for 2.1.1").first.click()
    for name, words in SOURCE.items():
        page.locator(f"[name='{name}']").fill(words)
    page.get_by_role("button", name="Add, and go back to the answer").click()
    page.get_by_role("link", name=re.compile(r"^Say why it stands as it is\W+Not applicable")).click()
    page.get_by_label("Why it stands as it is").fill(WHY)
    page.get_by_role("button", name="Save, and check your answers").click()
    expect(page.locator(".flag")).to_contain_text(["Justified:"])
    page.get_by_role("button", name="Submit the report").click()
    page.get_by_text("Submitted", exact=True).wait_for()


def return_with_reason(office):
    page = office.page
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_role("link", name="Open the ledgers of the town").click()
    assert_all_is_read(page)
    expect(page.locator(".flag").get_by_text(WHY)).to_be_visible()
    declare_no_tie(page)
    remark_on_explanation(page)
    page.get_by_text("Return for changes", exact=True).click()
    page.locator("#return textarea").fill(REASON)
    page.get_by_role("button", name="Return with this reason").click()
    page.get_by_text("was returned").wait_for()


def declare_no_tie(page):
    page.get_by_label("No, I have none").check()
    page.get_by_role("button", name="Declare this").click()
    expect(page.get_by_text("that you have no tie.")).to_be_visible()


def remark_on_explanation(page):
    answer = page.locator(f"[id='{anchor('1.1.explanation')}']")
    answer.get_by_text("Remark on this").click()
    answer.locator("textarea[name=text]").fill(REMARK)
    answer.get_by_role("button", name="Keep this remark").click()
    expect(answer.get_by_text(REMARK)).to_be_visible()


def mend_what_was_asked_for(desk):
    page = desk.page
    page.get_by_role("link", name="Desk", exact=True).first.click()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_role("link", name="Open the ledgers of the town").click()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_role("link", name=str(SECTIONS[0].title)).click()
    expect(page.get_by_text(REMARK).first).to_be_visible()
    expect(page.locator(f"textarea{box('1.2')}")).to_have_count(0)  # nobody remarked on it
    page.locator(box("1.1.explanation")).fill(MENDED)
    page.get_by_role("button", name="Save and return to the list").click()
    page.get_by_role("link", name="Check your answers", exact=True).click()
    page.get_by_role("button", name="Submit the report").click()
    page.get_by_text("Submitted", exact=True).wait_for()


def approve_report(office):
    page = office.page
    page.get_by_role("link", name="Review", exact=True).first.click()
    page.get_by_role("link", name="Open the ledgers of the town").click()
    expect(page.get_by_role("heading", name="Remarks: 1 open")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Resolve")).click()
    expect(page.get_by_role("heading", name="Remarks: 0 open")).to_be_visible()
    page.get_by_text("Approve", exact=True).click()
    page.get_by_role("button", name="Approve this report").click()
    page.get_by_text("is approved.").wait_for()
    page.get_by_role("link", name="Open the ledgers of the town").click()
    expect(page.get_by_role("main")).to_contain_text("You approved this report: another reviewer publishes it.")
    assert page.get_by_text("Publish", exact=True).count() == 0


def publish(office):
    page = office.page
    page.get_by_role("link", name="Review", exact=True).click()
    expect(page.get_by_role("row", name="Open the ledgers of the town")).to_contain_text("Approved, to be published")
    page.get_by_role("link", name="Open the ledgers of the town").click()
    assert_all_is_read(page, **{"1.1.explanation": MENDED})
    declare_no_tie(page)
    page.get_by_text("Publish", exact=True).click()
    page.get_by_role("button", name="Publish for ever").click()
    page.get_by_text("is published.").wait_for()


def read_as_the_public_does(reader):
    page = reader.page
    page.goto("/reports/")
    page.get_by_role("link", name=re.compile("Open the ledgers of the town")).first.click()
    page.get_by_role("heading", name="No comments yet").wait_for()
    page.wait_for_load_state()
    assert_all_is_read(page, **{"1.1.explanation": MENDED})
    assert page.locator("article").get_by_text("Ana Ejemplo").first.is_visible()
    assert page.get_by_role("link", name=SOURCE["name"], exact=True).get_attribute("href") == SOURCE["url"]
    assert (page.locator(".flag").count(), WHY in page.content()) == (0, False)
    assert reader.download(page.get_by_role("link", name="minutes.pdf")) == MINUTES["buffer"]
    table = reader.download(page.get_by_role("link", name="This edition as CSV")).decode("utf-8-sig")
    assert [text for text in TEXTS.values() if text != TEXTS["1.1.explanation"] and text not in table] == []
    found = json.loads(page.request.get(href(page, "This edition as JSON")).body())
    assert found["answers"].items() >= ({**CODES, **TEXTS, "1.1.explanation": MENDED}).items()
    assert reader.cookies() == []


def href(page, name):
    return page.get_by_role("link", name=name).get_attribute("href")


def assert_all_is_read(page, **changed):
    """Find every typed answer as text at its own anchor, and every code in the words of its option."""
    texts = {**TEXTS, **LABELS, **changed}
    read = {key: page.locator(f"[id='{anchor(key)}']").inner_text() for key in KEYS if key in texts}
    assert [key for key in texts if texts[key] not in read[key]] == []


def leave_comment(reader, link, name, text):
    page = reader.page
    here = page.url.partition("#")[0]
    link.click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your email address").fill(f"{name.lower()}@example.org")
    page.get_by_role("textbox", name="Comment", exact=True).fill(text)
    page.get_by_role("button", name="Send the comment").click()
    page.get_by_text("We have mailed a link to").wait_for()
    # With script the form opens in place, without it on a page of its own.
    assert (page.url.partition("#")[0] == here) is reader.has_script
    page.goto(re.search(r"/reports/\S+/reply/confirm/\S+", mail.outbox[-1].body).group())
    page.get_by_role("button", name="Confirm, and send the comment").click()
    page.get_by_text(WAITS).wait_for()


def approve(moderator, text):
    moderator.sign_in(scenes.moderator())
    page = moderator.page
    card = page.get_by_role("article").filter(has_text=text)
    card.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_text("1 comment is now approved.").wait_for()


def test_a_report_is_filed_with_the_keyboard_alone(visit, evaluator):
    desk = visit()
    desk.sign_in(evaluator.user)
    keys = Keyboard(desk.page)

    desk.page.goto(reverse("evaluations:desk"))
    keys.follow("Start a report")
    keys.to("input[name=commitment]").press("Space")
    keys.to("button:has-text('Start the report')").press("Enter")
    keys.follow(str(SECTIONS[0].title))
    for section in SECTIONS:
        keys.wait_for_heading(str(section.title))
        for key in keys_of(section):
            keys.answer(key)
        keys.to(".form-actions button[value=next]").press("Enter")
    keys.wait_for_heading("Check your answers")
    keys.follow("Add evidence for 2.1.1")
    for name, words in SOURCE.items():
        keys.to(f"[name='{name}']").type(words)
    keys.to("button:has-text('Add, and go back')").press("Enter")
    keys.follow("Say why it stands as it is")
    keys.to("textarea").type(WHY)
    keys.to("button:has-text('Save, and check')").press("Enter")
    keys.wait_for_heading("Check your answers")
    keys.to("button:has-text('Submit the report')").press("Enter")
    desk.page.get_by_text("Submitted", exact=True).wait_for()

    edition = Report.objects.get().unpublished
    given = {prompt.key: getattr(edition, prompt.column) for prompt in edition.form.prompts if prompt.column}
    assert {key: value for key, value in given.items() if value} == {**CODES, **TEXTS}
    assert list(edition.evidence_set.values_list("name", flat=True)) == ["minutes.pdf", "Ledgers of the town"]
    assert list(edition.justification_set.values_list("answer_key", "text")) == [("2.1.3.explanation", WHY)]


class Keyboard:
    """A person who has no mouse: she goes by Tab, and by the arrows within a group of radios."""

    FAR = 90  # more steps than any page of the desk has

    def __init__(self, page):
        self.page = page
        # Heard from here on: a listener that is added right before the key may take hold only after it, and then the
        # browser opens its own window for the file, which nobody sees.
        self.page.on("filechooser", lambda chooser: chooser.set_files(files=[MINUTES]))

    def press(self, *names):
        for name in names:
            self.page.keyboard.press(name)
        return self

    def type(self, words):
        self.page.keyboard.type(words)

    def to(self, selector):
        """Press Tab until the focus is where the selector says."""
        here = self.page.locator(f":focus:is({selector})") if ":has-text" not in selector else None
        for _ in range(self.FAR):
            if (here or self.page.locator(f"{selector}:focus")).count():
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {selector} on {self.page.url}")

    def follow(self, name):
        self.to(f"a:has-text('{name}')").press("Enter")

    def wait_for_heading(self, name):
        self.page.get_by_role("heading", level=1, name=name).wait_for()

    def answer(self, key):
        if key in CODES:
            self._choose(key)
        elif key in TEXTS:
            self.to(f"textarea{box(key)}")
            self.page.keyboard.type(TEXTS[key])
        elif key == "1.3.evidence":
            self._attach(key)

    def _choose(self, key):
        self.to(f"input[name='{anchor(key)}']").press("Space")
        for _ in range(10):
            if self.page.locator(radio(key, CODES[key])).is_checked():
                return
            self.press("ArrowDown")
        raise AssertionError(f"The arrows never come to {CODES[key]} of {key}")

    def _attach(self, key):
        self.to(box(key))
        self.press("Enter")
        self.page.get_by_role("button", name="Remove “minutes.pdf”").wait_for()
