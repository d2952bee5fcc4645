"""What differs between two published editions."""

import pytest

from evaluations import drafts
from tests import scenes
from tests.evaluations.views.public.report.pages import page, words
from tests.factories import EvidenceFactory, stored

from .pages import parsed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Return a report of three editions."""
    draft = scenes.draft()
    EvidenceFactory(edition=draft, is_file=True, name="Acta.pdf", stored_file=stored(b"minutes"))
    first = scenes.published(draft, factors="Three of nine districts.")
    second = drafts.correct(first.report, by=scenes.reviewer(), reason="A figure was wrong.")
    EvidenceFactory(edition=second, name="The ledger", url="https://example.org/ledger", position=9)
    scenes.published(second, factors="Four of nine districts.", level_of_progress="substantial")
    third = drafts.correct(first.report, by=scenes.reviewer(), reason="A lesson was learned.")
    third = scenes.published(
        third, factors="Four of nine districts.", level_of_progress="substantial", lessons="Begin."
    )
    return third.report


def answers(html):
    """Return the words under each anchor of an answer."""
    told = parsed(html).findall(".//main//*[@id]")
    return {element.get("id"): text_of(element) for element in told if element.get("id").startswith("q-")}


def test_each_changed_answer_has_its_anchor_and_tells_the_change_in_words(client, report):
    html = page(client, report.current, "differences/?from=1&to=2")

    told = answers(html)
    assert list(told) == ["q-1-1", "q-1-2", "q-1-3", "q-1-3-evidence"]
    assert told["q-1-1"].endswith("Before: Complete → Afterwards: Substantial")
    assert told["q-1-2"].endswith("[taken out: Three ] [added: Four ] of nine districts.")
    assert "Added: The ledger https://example.org/ledger" in told["q-1-3-evidence"]
    assert "As before: Acta.pdf" in told["q-1-3-evidence"]
    assert "A figure was wrong." in html
    assert "A lesson was learned." not in html


def test_every_link_to_an_answer_leads_somewhere(client, report):
    html = page(client, report.current, "differences/?from=1&to=3")

    page_read = parsed(html)
    ids = [element.get("id") for element in page_read.findall(".//*[@id]")]
    links = [a.get("href")[1:] for a in page_read.findall(".//main//a") if a.get("href").startswith("#")]
    assert "q-3" in links
    assert (set(links) <= set(ids), len(ids)) == (True, len(set(ids)))


def test_the_last_two_are_compared_where_nothing_is_asked_for(client, report):
    html = page(client, report.current, "differences/")

    assert list(answers(html)) == ["q-3"]
    assert "1 answer changed. 17 answers are the same and left out here." in words(html)


def test_they_are_compared_the_other_way_round_too(client, report):
    html = page(client, report.current, "differences/?from=2&to=1")

    assert "[taken out: Four ] [added: Three ]" in answers(html)["q-1-2"]


def test_an_edition_does_not_differ_from_itself(client, report):
    html = page(client, report.current, "differences/?from=2&to=2")

    assert "Nothing differs" in html


@pytest.mark.parametrize("query", ["from=4", "to=0", "from=x&to=2", "from=&to=2"])
def test_what_is_no_edition_of_it_is_not_found(client, report, query):
    assert client.get(f"{report.get_absolute_url()}differences/?{query}").status_code == 404


def test_a_single_edition_is_nothing_to_compare(client):
    edition = scenes.published()

    assert "the report has a single edition" in page(client, edition, "differences/")


def test_nothing_of_what_a_report_says_is_taken_for_markup(client):
    edition = scenes.published(factors="<b>Three</b>")
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="<i>Why</i>")
    scenes.published(draft, factors="<script>alert(1)</script> & more")

    html = page(client, edition, "differences/")

    assert [text in html for text in ("<script>alert", "<b>Three", "<i>Why")] == [False] * 3
    assert "[taken out: <b>Three</b> ] [added: <script>alert(1)</script> & more ]" in answers(html)["q-1-2"]


def test_what_was_said_to_the_reviewers_alone_is_not_told(client):
    edition = scenes.published(level_of_progress="limited")
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A figure was wrong.")
    justified = edition.justification_set.values_list("text", flat=True)
    second = scenes.returned(draft, reason="Unseen: where are the minutes?", factors="Between the two.")
    scenes.published(second, level_of_progress="substantial")

    pages = [page(client, edition, path) for path in ("history/", "differences/", "differences/?from=2&to=1")]

    assert set(justified) == {scenes.REASON}
    private = (scenes.REASON, "Unseen:", "Between the two.", edition.report.lead.email, "@")
    assert [text in html for html in pages for text in private] == [False] * 15
