"""The published editions of a report, each with why it was made."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from evaluations import drafts, signing, workflow
from evaluations.choices import ChangeClass
from evaluations.history import Entry
from evaluations.models import Edition, Move, Report
from tests import scenes
from tests.evaluations.views.public.report.pages import page

from .pages import parsed, text_of

pytestmark = pytest.mark.django_db

REASON = "The figure for May was that of <June>."
RETURNED = "Unseen-by-the-public: say where the minutes are."


@pytest.fixture
def corrected():
    """Return the second edition of a report; on its way it was sent back once."""
    first = scenes.published(factors="As first told.")
    draft = drafts.correct(first.report, by=first.report.lead.user, reason=REASON)
    scenes.returned(draft, reason=RETURNED, factors="As told between the two.")
    return scenes.published(draft, factors="As corrected.")


def entries(html):
    """Return the words of each entry, by its heading."""
    sections = [section for section in parsed(html).findall(".//main//section") if section.find("dl") is not None]
    return {text_of(section.find("h2")): text_of(section.find("dl")) for section in sections}


def day_of(edition):
    return f"{edition.published_at.day} {edition.published_at:%B %Y}"


def seal_of(edition):
    return f"Seal (SHA-256) {edition.seal.hash}"


NOBODY = f"Consultation Nobody was asked to read it before it was published: {scenes.NOBODY_ASKED}"


def test_editions_stand_there_the_newest_first_with_kind_reason_and_signatures(client, corrected):
    name, first = corrected.report.lead.name, corrected.predecessor

    html = page(client, corrected, "history/")

    day = day_of(corrected)
    assert entries(html) == {
        "Edition 2 Current": f"Published {day} Kind of change Correction "
        f"Reason The figure for May was that of <June>. {seal_of(corrected)} Signed {name} "
        f"{NOBODY} What changed Differences from edition 1",
        "Edition 1": f"Published {day} Kind of change First edition {seal_of(first)} Signed {name} {NOBODY}",
    }
    assert list(entries(html)) == ["Edition 2 Current", "Edition 1"]
    path = corrected.report.get_absolute_url()
    links = [f'href="{path}{rest}"' for rest in ("v2/", "v1/", "differences/?from=1&amp;to=2")]
    assert [link in html for link in links] == [True] * 3


def test_of_all_moves_only_why_it_was_opened_is_told(client, corrected):
    html = page(client, corrected, "history/")

    reviewers = Move.objects.filter(name="return").values_list("by__email", flat=True)
    assert [text in html for text in (RETURNED, "Unseen-by-the-public", *reviewers, "between the two", "@")] == [
        False
    ] * 5


def test_an_update_is_called_one(client, corrected):
    draft = drafts.correct(corrected.report, by=scenes.reviewer(), reason="It went on.", change=ChangeClass.UPDATE)

    newest = next(iter(entries(page(client, scenes.published(draft), "history/")).values()))

    assert "Kind of change Update Reason It went on." in newest


def test_a_translation_names_its_language(client, corrected):
    report, reviewer = corrected.report, scenes.reviewer()
    draft = drafts.correct(report, by=reviewer, reason="For all.", change=ChangeClass.TRANSLATION, language="es")

    newest = next(iter(entries(page(client, scenes.published(draft), "history/")).values()))

    assert "Kind of change Translation (Español) Reason For all." in newest


def test_of_an_edition_from_before_reasons_were_public_none_is_made_up(client, corrected):
    """Triggers keep an edition as it is: this one only the test has, and it is stored nowhere."""
    first = corrected.predecessor
    edition = Edition(pk=first.pk, report=first.report, number=2, published_at=first.published_at, seal=first.seal)
    entry = {"entry": Entry(edition, first), "edition": edition, "before": first, "report": corrected.report}

    html = render_to_string("evaluations/partials/history_entry.html", entry)

    assert "Not recorded: when this edition was published, reasons were not yet told the public." in html


def test_what_is_being_written_and_why_is_not_told(client, corrected):
    drafts.correct(corrected.report, by=scenes.reviewer(), reason="Not-public-yet.")

    html = page(client, corrected, "history/")

    assert list(entries(html)) == ["Edition 2 Current", "Edition 1"]
    assert "Not-public-yet" not in html
    url = reverse("evaluations:differences", args=[corrected.report.slug])
    assert client.get(url, {"to": 3}).status_code == 404


def test_a_missing_signature_is_told_with_its_reason(client):
    draft = scenes.draft_of_two()
    lead = draft.report.lead.user
    signing.sign(draft, shown=signing.digest(draft), by=lead)
    workflow.perform(workflow.SUBMIT, draft, by=lead, reason="She is ill.")
    scenes.publish(draft)

    (told,) = entries(page(client, draft, "history/")).values()

    assert "Signed Inés Peña Not signed Tomás Ruiz. Who submitted the report wrote: She is ill." in told


def test_an_import_is_no_publication(client):
    edition = scenes.imported()

    html = page(client, edition, "history/")

    day = day_of(edition)
    assert entries(html) == {
        "Edition 1 Current": f"Imported {day} Kind of change Imported from a published page "
        f"{seal_of(edition)} Signed By nobody"
    }


@pytest.mark.parametrize("path", ["history/", "differences/", "differences/?from=2&to=1", "v1/", "v2/citation.bib"])
def test_a_withdrawn_report_keeps_all_its_addresses(client, corrected, path):
    Report.objects.update(standing="withdrawn")

    answer = client.get(corrected.report.get_absolute_url() + path)

    assert answer.status_code == 200
    assert ("This report no longer stands." in answer.text) == (not path.endswith("bib"))


@pytest.mark.parametrize("path", ["history/", "differences/"])
def test_a_page_is_kept_and_asked_after_as_the_report_s_is(client, corrected, path):
    url = corrected.report.get_absolute_url() + path
    first = client.get(url)
    etag = first.headers["ETag"]

    assert client.get(url, headers={"if-none-match": etag}).status_code == 304
    assert (first.cookies, first.headers["Cache-Control"]) == ({}, "public, max-age=0, must-revalidate")
    assert client.get(url).content == first.content
    scenes.published(drafts.correct(corrected.report, by=scenes.reviewer(), reason="Another figure."))
    after = client.get(url, headers={"if-none-match": etag})
    assert after.status_code == 200
    assert "Another figure." in after.text


def test_the_report_leads_to_its_history(client, corrected):
    path = corrected.report.get_absolute_url()

    assert [f'href="{path}history/"' in page(client, corrected, rest) for rest in ("", "v1/")] == [True, True]


def test_who_opens_an_edition_is_told_that_its_reason_will_be_public(client, corrected):
    client.force_login(corrected.report.lead.user)

    form = client.get(reverse("evaluations:correct", args=[corrected.report_id])).text

    assert "it stands in the public history of the report" in form
