"""Words beside the answers outlive their tab: why an answer stands, a reply to a reviewer, a source."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import evidence, justifying, remarks
from evaluations.coherence import Flags
from evaluations.evidence import Source
from evaluations.justifying import Sentence
from evaluations.models import Evidence, Justification, RemarkReply
from evaluations.reading import Reading
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, written

from .autosave.writers import Writer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "The milestones asked for a study “only”;\n\n¿quién más? — 中文"


@pytest.fixture
def edition():
    """Return a returned report with a flag on it and a remark."""
    edition, reviewer = scenes.submitted(), scenes.reviewer()
    scenes.remark(edition, "", "Say where the minutes are.", by=reviewer)
    scenes.send_back(edition, by=reviewer, reason="See the remark.")
    Justification.objects.all().delete()
    return written(edition, level_of_progress="limited", as_planned="all")


@pytest.fixture
def lead(browser, live_server, edition):
    writer = Writer(browser, live_server.url, edition, edition.report.lead.user)
    yield writer
    writer.context.close()


def go(writer, name, *more):
    writer.page.goto(reverse(f"evaluations:{name}", args=[writer.edition.report_id, *more]))
    return writer.page


def come_back(writer):
    """Lose the tab, and come to the same page in another one."""
    where, lost = writer.page.url, writer.page
    writer.page = writer.context.new_page()
    lost.close(run_before_unload=False)
    writer.page.goto(where)
    return writer.page


def offer(page):
    return page.locator(".kept-answer")


def open_reply(page):
    page.locator("summary", has_text="Reply").click()
    return page.get_by_label("Reply", exact=True)


BOXES = {
    "flags": lambda page: page.get_by_label("Why it stands as it is").first,
    "remarks": open_reply,
    "evidence-of": lambda page: page.get_by_label("Words of the source"),
}


@pytest.mark.parametrize(("name", "more"), [("flags", []), ("remarks", []), ("evidence-of", ["1.2"])])
def test_what_was_typed_when_the_tab_was_lost_is_offered_and_restored(lead, name, more):
    BOXES[name](go(lead, name, *more)).fill(WORDS)

    page = come_back(lead)
    expect(offer(page)).to_contain_text("You have text that was not saved, from")
    lead.presses("Compare")
    expect(offer(page).locator("blockquote")).to_have_text(WORDS)
    assert Axe().run(page).response["violations"] == []
    lead.presses("Restore")

    box = page.locator(":focus") if name != "evidence-of" else page.get_by_label("Words of the source")
    expect(box).to_have_value(WORDS)
    expect(offer(page)).to_have_count(0)


def test_a_sentence_is_forgotten_once_it_is_saved_and_restored_until_then(lead, edition):
    BOXES["flags"](go(lead, "flags")).fill(WORDS)
    page = come_back(lead)
    lead.presses("Restore")
    page.get_by_role("button", name="Save, and check your answers").click()

    expect(page.get_by_role("heading", level=1, name="Check your answers")).to_be_visible()
    page.wait_for_function("() => !localStorage.length")
    assert Justification.objects.get().text == WORDS


def test_a_reply_that_was_sent_is_not_offered_again(lead):
    open_reply(go(lead, "remarks")).fill(WORDS)
    page = lead.page
    page.get_by_role("button", name="Send the reply").click()

    expect(page.locator(".remark")).to_contain_text("¿quién más?")
    page.wait_for_function("() => !localStorage.length")
    assert (RemarkReply.objects.get().text, offer(page).count()) == (WORDS, 0)


def test_the_same_words_elsewhere_are_offered_though_one_place_has_them(lead, edition):
    """Under another remark, beside another flag, of another answer: what is stored at one is not at the next."""
    user, flag = edition.report.lead.user, flag_of(edition, 1)
    first = edition.remark_set.get()
    second = edition.remark_set.create(text="Say when.", round=1, by=first.by)
    remarks.reply(first, WORDS, by=user)
    justifying.justify(edition, {flag.name: Sentence(flag.mark, "", WORDS)}, by=user)
    cited = Source(name="Decree 14", quotation=WORDS, locator="p. 14", language="es")
    evidence.cite(edition, edition.form.taking_files("1.2.evidence"), cited, by=user)
    other = next(one for one in Flags(Reading(edition)).raised if one.name != flag.name)

    kept_at = {
        "remarks": [f"#reply-{second.pk} textarea", []],
        "flags": [f"[name='{other.name}']", []],
        "evidence-of": ["[name='quotation']", ["1.3"]],
    }
    for name, (box, more) in kept_at.items():
        page = go(lead, name, *more)
        page.locator(box).evaluate("box => { if (box.closest('details')) box.closest('details').open = true; }")
        page.locator(box).fill(WORDS)
        come_back(lead)
        lead.page.wait_for_timeout(1_200)  # longer than it waits for the site

        expect(offer(lead.page)).to_have_count(1)

    assert lead.kept() == [WORDS] * 3


def test_a_source_comes_back_with_its_title_and_place(lead):
    page = go(lead, "evidence-of", "1.2")
    typed = {"Title of the source": "Decree 14", "Words of the source": WORDS, "Where in the source": "p. 14"}
    for label, words in typed.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("Language of the source").select_option("es")

    page = come_back(lead)
    lead.presses("Restore")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.locator("[data-pieces]")).to_contain_text("Decree 14")
    page.wait_for_function("() => !localStorage.length")
    piece = Evidence.objects.get()
    assert (piece.name, piece.quotation, piece.locator, piece.language) == ("Decree 14", WORDS, "p. 14", "es")


def test_a_source_that_was_refused_and_is_mended_is_offered_no_longer(lead):
    page = go(lead, "evidence-of", "1.2")
    page.get_by_label("Link").fill("example org decree")
    add(page)
    expect(page.locator(".problems")).to_be_visible()

    page.get_by_label("Link").fill("https://example.org/decree")
    add(page)

    expect(page.locator("[data-pieces]")).to_contain_text("example.org/decree")
    page.wait_for_function("() => !localStorage.length")
    assert offer(page).count() == 0


def test_a_source_that_was_refused_and_is_left_is_offered_whatever_was_tried_meanwhile(lead):
    page = go(lead, "evidence-of", "1.2")
    page.get_by_label("Words of the source").fill(WORDS)
    add(page)
    expect(page.locator(".problems")).to_be_visible()
    page.wait_for_timeout(1_200)  # by then the site has told what it has
    page.get_by_label("Words of the source").press("Control+End")
    page.keyboard.type("!")
    page.keyboard.press("Backspace")

    page = come_back(lead)

    expect(offer(page)).to_contain_text("You have text that was not saved, from")
    assert lead.kept() == [WORDS]


def add(page):
    page.get_by_role("button", name="Add", exact=True).click()


def test_what_is_discarded_is_gone_and_what_is_cleared_is_not_kept(lead):
    box = BOXES["flags"](go(lead, "flags"))
    box.fill(WORDS)
    page = come_back(lead)
    lead.presses("Discard")
    assert (lead.kept(), page.locator(":focus").input_value()) == ([], "")

    page.locator(":focus").fill(WORDS)
    page.locator(":focus").fill("")

    assert lead.kept() == []


def test_who_signs_out_is_led_to_it(lead):
    BOXES["flags"](go(lead, "flags")).fill(WORDS)
    page = lead.page
    page.goto("/accounts/logout/")
    lead.presses("Save them now")
    expect(page.get_by_text("What is still listed could not be saved from here")).to_be_visible()

    page.locator("#kept li a").click()

    expect(offer(page)).to_be_visible()
    assert lead.kept() == [WORDS]


def test_a_key_that_is_typed_before_the_site_has_told_leaves_what_is_offered(lead):
    BOXES["flags"](go(lead, "flags")).fill(WORDS)
    lead.context.route("**/kept/", lambda route: None)

    page = come_back(lead)
    BOXES["flags"](page).fill("Another reason.")

    expect(offer(page)).to_be_visible()
    assert sorted(lead.kept()) == sorted([WORDS, "Another reason."])
    lead.presses("Restore")
    assert BOXES["flags"](page).input_value() == WORDS
    expect(offer(page)).to_have_count(1)
    assert sorted(lead.kept()) == sorted([WORDS, "Another reason."])


def test_an_offer_of_what_is_stored_is_withdrawn_once_the_site_says_so(lead, edition):
    BOXES["flags"](go(lead, "flags")).fill(WORDS)
    held = []
    lead.context.route("**/kept/", lambda route: held.extend([route]))
    page = come_back(lead)
    expect(offer(page)).to_be_visible()

    flag = flag_of(edition, 1)
    justifying.justify(edition, {flag.name: Sentence(flag.mark, "", WORDS)}, by=edition.report.lead.user)
    held.pop(0).continue_()

    expect(offer(page)).to_have_count(0)
    assert lead.kept() == []


def test_of_two_tabs_at_one_flag_both_words_are_kept_and_offered(lead):
    first, second = go(lead, "flags"), lead.context.new_page()
    second.goto(first.url)
    BOXES["flags"](second).fill("Another reason.")
    BOXES["flags"](first).fill(WORDS)

    second.close()
    first.close()
    lead.page = lead.context.new_page()
    go(lead, "flags")

    expect(lead.page.locator(".kept-answer")).to_have_count(2)
    assert sorted(lead.kept()) == sorted(["Another reason.", WORDS])


def test_what_another_tab_has_cleared_makes_room_for_the_words_of_this_one(lead):
    first, second = go(lead, "flags"), lead.context.new_page()
    second.goto(first.url)
    BOXES["flags"](second).fill("Another reason.")
    BOXES["flags"](first).fill(WORDS)

    BOXES["flags"](first).fill("")

    second.wait_for_function("() => Object.values(localStorage).some((copy) => copy.includes('Another reason.'))")


@pytest.fixture
def unsigned(browser, live_server):
    """Return the lead of a report that a colleague has not signed."""
    edition = scenes.draft_of_two()
    writer = Writer(browser, live_server.url, edition, edition.report.lead.user)
    yield writer
    writer.context.close()


def reason(page):
    return page.get_by_label("Why is a signature missing?")


def test_the_reason_for_submitting_unsigned_outlives_its_tab_too(unsigned):
    reason(go(unsigned, "check")).fill(WORDS)

    page = come_back(unsigned)
    expect(offer(page)).to_contain_text("You have text that was not saved, from")
    unsigned.presses("Restore")
    expect(reason(page)).to_have_value(WORDS)
    unsigned.presses("Submit it with a signature missing")

    expect(page.get_by_role("heading", level=1)).to_contain_text("was submitted")
    page.wait_for_function("() => !localStorage.length")
    expect(page.locator("[data-left-over]")).to_be_hidden()


def test_it_is_kept_under_one_name_where_the_page_came_back_refused(unsigned):
    page = go(unsigned, "check")
    unsigned.presses("Submit it with a signature missing")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Error:")
    reason(page).fill(WORDS)
    unsigned.page = unsigned.context.new_page()

    page = go(unsigned, "check")

    expect(offer(page)).to_be_visible()


def test_a_browser_that_keeps_nothing_asks_before_she_leaves_the_reason(unsigned):
    page, asked = go(unsigned, "check"), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")

    reason(page).fill(WORDS)
    page.get_by_role("link", name="Reports", exact=True).click()

    page.wait_for_url("**/reports/")
    assert asked == ["beforeunload"]
