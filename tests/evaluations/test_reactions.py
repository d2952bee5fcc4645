"""What the public, the downloads and the record tell of the consultation on an edition."""

import json
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse

from commitments.models import Member
from evaluations import consulting, reacting, reactions
from evaluations.exports.document import document
from evaluations.models import Edition, Mail
from evaluations.record import findings, told_by_database
from tests import scenes
from tests.evaluations.views.review import visits
from tests.factories import EvidenceFactory

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
            "before_is_withheld": False,
        }
    ]
    assert (told["confidential"], told["skipped_reason"]) == (1, None)
    [window] = told["windows"]
    assert window["asked"] == {"government": 1, "civil-society": 1}
    # By side, silence would tell who spoke in confidence.
    assert (window["silent"], window["silent_by_side"], window["revoked"]) == (1, None, 0)
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
        assert "Government 1 person was asked. Civil society 1 person was asked." in words
        assert "Silent 1 of all these said nothing." in words
        assert "1 confidential reaction was dealt with, and is not shown." in words
        assert scenes.ENDED in words

    def test_tells_the_last_day_that_was_told_to_those_who_were_asked(self, client):
        edition = scenes.submitted()
        zone = ZoneInfo("America/Mexico_City")
        Member.objects.update(time_zone=zone.key)
        consultation = edition.consultations.create(
            by=scenes.reviewer(),
            receipt=edition.receipts.get(),
            opened_at=datetime(2026, 2, 1, 20, tzinfo=zone),
            closes_at=datetime(2026, 2, 16, tzinfo=zone),  # what she was told: until the end of 15 February
        )
        consultation.consulted_set.create(side="government", name="Marta Ríos", person=1)
        scenes.publish(edition)

        assert "from 1 February 2026 to 15 February 2026 (America/Mexico_City)" in client.get(page(edition)).text

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


@pytest.mark.parametrize(("says_more", "silent"), [(False, 1), (True, 0)])
def test_who_is_asked_anew_since_somebody_else_had_her_link_is_one_person(says_more, silent):
    said = scenes.reaction(scenes.asked(), "1.2", "The ministry lies.")
    consultation, by = said.consulted.consultation, scenes.reviewer_of(said.edition)
    scenes.reaction(consultation, side="civil-society")
    consulting.revoke(said.consulted, by=by, is_hers=False)
    consulting.ask(consultation, [said.consulted.contact], by=by)
    if says_more:
        anew = consultation.consulted_set.get(instead_of=said.consulted)
        reacting.react(anew, "", "We never said so.", is_confidential=False)
    scenes.ended(consultation)
    for reaction in said.edition.reaction_set.standing():
        scenes.dispose(reaction)
    scenes.publish(said.edition)

    told = reactions.told(Edition.objects.get(pk=said.edition_id))

    [window] = told["windows"]
    assert (window["asked"], window["revoked"], window["silent"]) == (
        {"government": 1, "civil-society": 1},
        0,
        silent,
    )
    assert "The ministry lies." not in str(told)
    assert Mail.objects.filter(kind="consulted_published").count() == 2


def test_a_link_that_was_revoked_unused_is_no_silence_and_is_told():
    consultation = scenes.asked()
    one = consultation.consulted_set.get(side="government")
    consulting.revoke(one, by=scenes.reviewer_of(consultation.edition))
    scenes.ended(consultation)

    [window] = reactions.told(scenes.publish(consultation.edition))["windows"]

    assert window["asked"] == {"government": 1, "civil-society": 1}
    assert (window["silent"], window["revoked"]) == (1, 1)
    assert window["silent_by_side"] == {"government": 0, "civil-society": 1}


def changed_for(said, **disposition):
    """Return the published edition in which the lesson was changed for what a contact said."""
    edition = said.edition
    scenes.ended(said.consulted.consultation)
    scenes.send_back(edition)
    scenes.submitted(edition, lessons="They open the ledger in June.")
    scenes.dispose(said, "changed", **disposition)
    return scenes.publish(edition)


def test_what_an_answer_said_before_may_be_withheld_for_a_reason(client):
    said = scenes.reaction(scenes.asked(), "3", OPEN)
    before = scenes.PROSE.format(key="3")

    edition = changed_for(said, reason="It named a witness.", withholds=True)

    [told] = reactions.told(edition)["reactions"]
    assert (told["before"], told["before_is_withheld"]) == (None, True)
    words = visits.words_of(client.get(page(edition)))
    assert "What the answer said before is not shown." in words
    assert "page after page" in before
    assert "page after page" not in words


def test_each_reaction_is_compared_with_what_its_contact_had_read(client):
    first = scenes.asked()
    edition = first.edition
    scenes.ended(first)
    scenes.send_back(edition)
    scenes.submitted(edition, lessons="They opened it in April, so they say.")
    second = scenes.asked(edition, *[one.contact for one in first.consulted_set.all()])

    edition = changed_for(scenes.reaction(second, "3", OPEN), reason="")

    words = visits.words_of(client.get(page(edition)))
    assert reactions.told(edition)["reactions"][0]["before"] == "They opened it in April, so they say."
    assert "April" in words
    assert "page after page" not in words
    assert words.count("Government 1 person was asked.") == 2  # of each window by itself


def test_a_reaction_to_offered_evidence_bears_its_name(client):
    said = scenes.reaction(scenes.asked(offering_evidence()), "2.1.1.evidence", "The link is dead.")
    scenes.ended(said.consulted.consultation)
    scenes.dispose(said)

    words = visits.words_of(client.get(page(scenes.publish(said.edition))))

    assert "2.1.1 · Evidence" in words


def offering_evidence():
    edition = scenes.answered(scenes.draft())
    EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")
    return scenes.submitted(edition)
