"""Words that a browser kept and that can be saved nowhere by now are shown whole, until they are discarded."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluations import saving, workflow
from evaluations.models import Edition
from tests import scenes
from tests.evaluations.coherence.raising import flag_of

from .autosave.writers import WORDS, Writer, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "The milestones asked for a study only."


@pytest.fixture
def edition():
    """Return a report with every answer, of the lead and a colleague."""
    return scenes.draft_of_two()


@pytest.fixture
def colleague(browser, live_server, edition):
    """Return the colleague in a browser of her own."""
    writer = Writer(browser, live_server.url, edition, edition.bylines.get(position=2).evaluator.user)
    yield writer
    writer.context.close()


def write_offline(writer, words=WORDS):
    writer.context.set_offline(True)
    writer.box.fill(words)
    writer.reads("Offline")


def come_back(writer, name="task-list", *more):
    lost, writer.page = writer.page, writer.context.new_page()
    lost.close()
    writer.context.set_offline(False)
    writer.page.goto(reverse(f"evaluations:{name}", args=[writer.edition.report_id, *more]))
    return writer.page


def left_over(page):
    return page.locator("[data-left-over]")


def box(page):
    return page.get_by_label("1.2 Describe the main external or internal factors")


def submit(edition):
    edition = scenes.signed(edition)
    workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)
    return edition


def return_with_a_remark_on(edition, key):
    reviewer = scenes.reviewer()
    scenes.remark(edition, key, "Say more.", by=reviewer)
    scenes.send_back(edition, by=reviewer, reason="See the remark.")


@pytest.mark.parametrize("page", [["task-list"], ["edit-section", "completion"]], ids=["state", "section"])
def test_once_the_report_is_submitted_they_can_be_copied_and_discarded(colleague, edition, page):
    write_offline(colleague)
    submit(edition)

    page = come_back(colleague, *page)
    expect(left_over(page)).to_contain_text("These words were not saved, and cannot be any more")
    expect(box(page)).to_have_value(WORDS)
    assert Axe().run(page).response["violations"] == []
    left_over(page).get_by_role("button", name="1.2 Describe the main").click()

    expect(left_over(page)).to_be_hidden()
    assert colleague.kept() == []


def test_what_the_site_has_is_not_shown_though_the_report_is_submitted(colleague, edition):
    write_offline(colleague)
    saving.save(edition, {"factors": WORDS}, opened={"factors": saving.token(stored(edition))},
                by=edition.report.lead.user)  # fmt: skip
    submit(edition)

    page = come_back(colleague)

    page.wait_for_function("() => !localStorage.length")
    expect(left_over(page)).to_be_hidden()


@pytest.mark.parametrize("page", [["task-list"], ["edit-section", "completion"]], ids=["list", "section"])
def test_where_the_return_left_the_answer_locked_they_are_shown_too(colleague, edition, page):
    write_offline(colleague)
    return_with_a_remark_on(submit(edition), "3")

    page = come_back(colleague, *page)

    expect(left_over(page)).to_be_visible()
    expect(box(page).and_(page.locator("[readonly]"))).to_have_value(WORDS)


def test_what_a_refused_page_shows_itself_stands_there_once(colleague, edition):
    write_offline(colleague)
    return_with_a_remark_on(submit(edition), "3")
    colleague.context.set_offline(False)

    colleague.presses("Save and return to the list")
    expect(colleague.page.get_by_text("These answers are not open for changes")).to_be_visible()
    colleague.page.wait_for_timeout(1_200)  # longer than it waits for the site

    assert [box.input_value() for box in colleague.page.locator("textarea[readonly]").all()].count(WORDS) == 1
    expect(left_over(colleague.page)).to_be_hidden()
    expect(left_over(come_back(colleague))).to_be_visible()


def test_what_can_still_be_saved_is_offered_at_its_place_and_nowhere_else(colleague, edition):
    write_offline(colleague)

    page = come_back(colleague)
    page.wait_for_timeout(1_200)  # longer than it waits for the site
    expect(left_over(page)).to_be_hidden()
    colleague.visit()

    expect(colleague.page.locator(".kept-answer")).to_be_visible()
    expect(left_over(colleague.page)).to_be_hidden()


def test_a_choice_is_told_in_its_words(colleague, edition):
    colleague.context.set_offline(True)
    colleague.page.locator("[name='q-1-1'][value='limited']").check()
    colleague.reads("Offline")
    submit(edition)

    page = come_back(colleague)

    expect(left_over(page).get_by_role("textbox")).to_have_value("Limited")


def test_a_sentence_whose_flag_is_gone_is_shown_where_it_was_written(colleague, edition):
    save(edition, level_of_progress="limited")
    page = come_back(colleague, "flags")
    page.locator(f"[name='{flag_of(edition, 1).name}']").fill(WHY)
    save(edition, level_of_progress="complete")

    for name in ("flags", "task-list"):
        page = come_back(colleague, name)
        expect(left_over(page).get_by_role("textbox")).to_have_value(WHY)
    assert colleague.kept() == [WHY]


def test_all_of_a_source_is_shown(colleague, edition):
    page = come_back(colleague, "evidence-of", "1.2")
    page.get_by_label("Title of the source").fill("Decree 14")
    page.get_by_label("Words of the source").fill(WORDS)
    submit(edition)

    page = come_back(colleague)

    expect(left_over(page).get_by_role("textbox")).to_have_value(f"Decree 14\n\n{WORDS}")


def test_the_open_places_are_those_of_every_box(colleague, edition):
    """Words of each kind are kept, and the list of the tasks holds none of them for lost."""
    save(edition, level_of_progress="limited")
    return_with_a_remark_on(submit(scenes.justified(Edition.objects.get(pk=edition.pk))), "")
    page = come_back(colleague, "flags")
    page.locator(f"[name='{flag_of(edition, 1).name}']").fill(WHY)
    page = come_back(colleague, "remarks")
    page.locator("summary", has_text="Reply").click()
    page.get_by_label("Reply", exact=True).fill(WHY)
    page = come_back(colleague, "evidence-of", "1.2")
    page.get_by_label("Words of the source").fill(WHY)
    colleague.visit()
    write_offline(colleague)

    page = come_back(colleague)
    page.wait_for_timeout(1_200)  # longer than it waits for the site

    assert len(colleague.kept()) == 4
    expect(left_over(page)).to_be_hidden()


def save(edition, **answers):
    now = Edition.objects.get(pk=edition.pk)
    opened = {column: saving.token(getattr(now, column)) for column in answers}
    saving.save(edition, answers, opened=opened, by=edition.report.lead.user)
