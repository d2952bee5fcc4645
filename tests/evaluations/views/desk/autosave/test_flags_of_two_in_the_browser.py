"""Two people say why the same flagged answer stands, each in a browser of her own: neither loses her sentence."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Justification
from tests.evaluations.coherence.raising import flag_of, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERS = "The milestones asked for a “study” <b>only</b> & no more; ¿quién más? — 中文 🙂"
THEIRS = "The council counts the study\nand the vote as one."
PROGRESS, SHORT = 1, 7


@pytest.fixture
def edition(edition):
    return written(edition, level_of_progress="limited", as_planned="all", lessons="Begin early.")


@pytest.fixture
def pages(sit_down, edition, colleague):
    """Return the page of flags as the lead has it open, and as her colleague has."""
    pages = [sit_down().page, sit_down(colleague).page]
    for page in pages:
        page.goto(reverse("evaluations:flags", args=[edition.report_id]))
    return pages


def box_of(page, edition, number=PROGRESS):
    return page.locator(f"[name='{flag_of(edition, number).name}']")


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()


def said(edition, number=PROGRESS):
    """Return what is stored of a flag, by whom."""
    return list(Justification.objects.filter(edition=edition, rule=number).values_list("text", "by"))


def test_the_later_one_sees_both_and_only_her_next_press_takes_the_others_place(pages, edition, colleague):
    lead, other = pages
    box_of(lead, edition).fill(HERS)
    box_of(other, edition).fill(THEIRS)

    save(lead)
    expect(lead.locator("main")).to_contain_text("Saved.")
    save(other)

    expect(other.locator(".problems")).to_be_focused()
    expect(other.locator(".problems")).to_contain_text(f"Meanwhile somebody else has written here: “{HERS}”")
    assert box_of(other, edition).input_value() == THEIRS
    assert said(edition) == [(HERS, edition.report.lead.user.pk)]
    assert Axe().run(other).response["violations"] == []
    save(other)
    expect(other.locator("main")).to_contain_text("Saved.")
    assert said(edition) == [(THEIRS, colleague.pk)]


def test_the_later_one_may_leave_what_the_other_wrote(pages, edition):
    lead, other = pages
    box_of(lead, edition).fill(HERS)
    box_of(other, edition).fill(THEIRS)
    save(lead)
    expect(lead.locator("main")).to_contain_text("Saved.")
    save(other)

    other.get_by_text("Meanwhile somebody else has written here").first.wait_for()
    box_of(other, edition).fill(HERS)
    save(other)

    expect(other.locator("main")).to_contain_text("Saved.")
    assert said(edition) == [(HERS, edition.report.lead.user.pk)]


def test_two_sentences_about_two_flags_never_meet(pages, edition, colleague):
    lead, other = pages
    box_of(lead, edition).fill(HERS)
    box_of(other, edition, SHORT).fill(THEIRS)

    for page in pages:
        save(page)
        expect(page.locator("main")).to_contain_text("Saved.")

    assert (said(edition), said(edition, SHORT)) == (
        [(HERS, edition.report.lead.user.pk)],
        [(THEIRS, colleague.pk)],
    )
    assert box_of(other, edition).input_value() == HERS


def test_who_takes_a_sentence_back_that_the_other_has_changed_is_shown_it(pages, edition, colleague):
    lead, other = pages
    box_of(lead, edition).fill("As it was.")
    save(lead)
    expect(lead.locator("main")).to_contain_text("Saved.")
    other.reload()
    box_of(other, edition).fill(THEIRS)
    save(other)
    expect(other.locator("main")).to_contain_text("Saved.")

    box_of(lead, edition).fill("")
    save(lead)

    expect(lead.locator(".problems")).to_contain_text("Meanwhile somebody else has written here")
    assert said(edition) == [(THEIRS, colleague.pk)]
