"""What the public, the downloads and the record tell of the consultation on an edition."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from evaluations import reacting, reactions
from evaluations.exports.document import document
from evaluations.models import Edition
from evaluations.record import findings, told_by_database
from tests import scenes
from tests.evaluations.views.review import visits

pytestmark = pytest.mark.django_db

OPEN, SECRET, TAKEN = "It was June.", "Ask the auditor.", "Never mind this."


@pytest.fixture
def edition():
    """Return a published edition: of two, one reacted openly and in confidence, the other was silent."""
    consultation = scenes.asked()
    edition = consultation.edition
    said = scenes.reaction(consultation, "3", OPEN)
    secret = scenes.reaction(consultation, "1.2", SECRET, is_confidential=True)
    taken = scenes.reaction(consultation, "1.2", TAKEN)
    reacting.take_back(taken.consulted, taken.pk)
    scenes.ended(consultation)
    scenes.send_back(edition)
    scenes.submitted(edition, lessons="They open the ledger in June.")
    scenes.dispose(said, "changed", "The minutes bear it out.")
    scenes.dispose(secret, "out-of-scope", "The auditor is of another report.")
    return scenes.publish(edition)


def page(edition):
    return reverse("evaluations:edition-consultation", args=[edition.report.slug, edition.number])


def test_tells_open_reactions_whole_and_counts_the_rest(edition):
    told = reactions.told(edition)

    assert told["reactions"] == [
        {
            "answer": "3",
            "side": "government",
            "name": "Marta Ríos",
            "role": "Point of contact",
            "organisation": None,
            "text": OPEN,
            "disposition": "changed",
            "reason": "The minutes bear it out.",
            "before": scenes.PROSE.format(key="3"),
        }
    ]
    assert (told["confidential"], told["skipped_reason"]) == (1, None)
    [window] = told["windows"]
    assert window["asked"] == {"government": 1, "civil-society": 1}
    assert window["silent"] == {"government": 0, "civil-society": 1}
    assert window["ended_reason"] == scenes.ENDED


def test_is_sealed_with_the_edition(edition):
    edition = Edition.objects.select_related("seal").get(pk=edition.pk)

    leaves = edition.seal.leaves

    assert {path for path in leaves if path.startswith("/consultation")} == {
        "/consultation/confidential",
        "/consultation/reactions/0",
        "/consultation/skipped_reason",
        "/consultation/windows/0",
    }
    assert [found for found in findings(told_by_database()) if found.is_wrong] == []


def test_the_dump_verifies_with_it(edition, tmp_path):
    dump = tmp_path / "dump.jsonl"
    call_command("dump_record", str(dump), stdout=StringIO())

    call_command("verify_record", str(dump), stdout=StringIO())
    told = json.loads(dump.read_text().splitlines()[0])
    assert told["consultation"]["reactions"][0]["text"] == OPEN


@pytest.mark.parametrize("secret", [SECRET, TAKEN, "The auditor is of another report.", "Tomasa", "example.org"])
def test_no_confidential_word_leaves(client, edition, secret):
    edition = Edition.objects.select_related("report", "seal").get(pk=edition.pk)
    pages = [
        page(edition),
        edition.report.get_absolute_url(),
        reverse("evaluations:history", args=[edition.report.slug]),
        reverse("evaluations:report-json", args=[edition.report.slug]),
        reverse("evaluations:report-csv", args=[edition.report.slug]),
    ]

    for path in pages:
        text = visits.words_of(client.get(path)) if path.endswith("/") else client.get(path).text
        assert secret not in text.replace("https://example.org", "")
    assert secret not in json.dumps(document(edition)).replace("https://example.org", "")


class TestPage:
    def test_tells_what_was_said_and_what_became_of_it(self, client, edition):
        words = visits.words_of(client.get(page(edition)))

        assert "Marta Ríos, Point of contact (Government)" in words
        assert f"{OPEN} Changed , because: The minutes bear it out." in words
        assert "What was changed since" in words
        assert "[added: June. ]" in words
        assert "Government 1 person was asked. Civil society 1 person was asked. 1 of them said nothing." in words
        assert "Confidential reactions 1: it was dealt with, and is not shown." in words
        assert scenes.ENDED in words

    def test_says_that_nobody_was_asked_and_why(self, client):
        edition = scenes.published()

        words = visits.words_of(client.get(page(edition)))

        assert f"Nobody was asked about this edition. The reason: {scenes.NOBODY_ASKED}" in words

    def test_is_none_of_what_was_imported(self, client):
        assert client.get(page(scenes.imported())).status_code == 404

    def test_is_the_same_bytes_for_every_reader_and_asked_after(self, client, edition):
        first = client.get(page(edition))

        assert "Set-Cookie" not in first.headers
        assert client.get(page(edition), headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    def test_the_report_and_its_history_lead_to_it(self, client, edition):
        for path in (edition.report.get_absolute_url(), reverse("evaluations:history", args=[edition.report.slug])):
            response = client.get(path)
            assert page(edition) in response.text
            assert "Contacts of the member were asked" in visits.words_of(response)

    def test_of_a_reaction_to_the_whole(self, client):
        consultation = scenes.asked()
        said = scenes.reaction(consultation, "", "All of it is right.", side="civil-society")
        scenes.ended(consultation)
        scenes.dispose(said, "kept", "Thank you.")
        scenes.publish(consultation.edition)

        words = visits.words_of(client.get(page(consultation.edition)))

        assert "The whole report Tomasa Vega, Ojo (Civil society) All of it is right. Kept as it was" in words


def test_a_contact_who_was_revoked_before_she_said_anything_does_not_count(edition):
    consultation = scenes.asked(scenes.submitted())
    one = consultation.consulted_set.first()
    one.revoked_at = consultation.opened_at
    one.save()
    scenes.ended(consultation)

    [window] = reactions.told(scenes.publish(consultation.edition))["windows"]

    assert sum(window["asked"].values()) == 1
