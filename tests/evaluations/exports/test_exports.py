import csv
import io

import pytest

from evaluations import drafts
from evaluations.exports.citation import citation
from evaluations.models import Byline
from tests import scenes
from tests.factories import CommitmentFactory, EvaluatorFactory, EvidenceFactory, stored

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
QUOTATION = {
    "kind": "quotation",
    "name": "Decreto 45",
    "url": "",
    "quotation": "Se publicará.",
    "locator": "Artículo 7",
    "language": "es",
}
NONE = {"kind": "none", "name": "", "url": "", "reason": "The archive is closed."}


def document(client, edition, path="report.json"):
    return client.get(edition.report.get_absolute_url() + path).json()


def rows(client, edition):
    content = client.get(edition.report.get_absolute_url() + "report.csv").content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


class TestJson:
    def test_answers_have_the_public_keys(self, client):
        edition = scenes.draft()
        evidence = EvidenceFactory(edition=edition, is_file=True, name="Acta.pdf", stored_file=stored(b"x"))
        scenes.published(edition, access_result="no", access_degree="", factors="As *typed*.")

        answers = document(client, edition)["answers"]

        prose = {key: scenes.PROSE.format(key=key) for key in answers if key.endswith("explanation") or key == "3"}
        assert answers == prose | {
            "1.1": "complete",
            "1.2": "As *typed*.",
            "1.3": "all",
            "1.3.evidence": [
                {
                    "kind": "file",
                    "name": "Acta.pdf",
                    "url": f"{SITE}/reports/files/{evidence.uuid}/Acta.pdf",
                    "type": "application/pdf",
                    "size": 1,
                    "sha256": evidence.stored_file.sha256,
                    "received_at": evidence.added_at.isoformat(),
                }
            ],
            "2.1.1": "no",
            "2.1.2": "yes",
            "2.1.2.degree": "major",
            "2.1.3": "yes",
            "2.1.3.degree": "major",
            "2.2": "yes",
        }

    def test_what_is_not_recorded_is_null_and_what_is_not_asked_is_absent(self, client):
        edition = scenes.published(
            access_result="not-applicable", access_degree="", access_explanation="", participation_result="no"
        )

        answers = document(client, edition)["answers"]

        assert answers["2.1.1.explanation"] is None
        assert answers["1.3.evidence"] == []
        assert [key for key in answers if key.endswith(".degree")] == ["2.1.3.degree"]

    def test_evidence_that_the_form_does_not_ask_for_stands_under_a_key_of_its_own(self, client):
        edition = scenes.draft()
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence", **QUOTATION)
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")
        EvidenceFactory(edition=edition, answer_key="2.2.evidence", **NONE)
        scenes.published(edition)

        told = document(client, edition)

        nothing_more = {"quotation": None, "locator": None, "language": None}
        assert {key: value for key, value in told["answers"].items() if key.endswith(".evidence")} == {
            "1.3.evidence": [],
            "2.1.1.evidence": [
                QUOTATION | {"url": None},
                {"kind": "link", "name": "Minutes", "url": "https://example.org/minutes", **nothing_more},
            ],
            "2.2.evidence": [{"kind": "none", "reason": "The archive is closed."}],
        }
        keys = list(told["answers"])
        assert keys == list(told["questions"])
        assert keys[keys.index("2.1.1.evidence") + 1] == "2.1.2"

    def test_says_what_it_is(self, client):
        edition = scenes.published(scenes.draft(commitment=CommitmentFactory(problem="")))

        told = document(client, edition)

        report = edition.report
        del told["answers"], told["questions"], told["record"]
        assert told == {
            "number": report.number,
            "kind": "end-of-commitment",
            "standing": "standing",
            "withdrawn": None,
            "title": edition.title,
            "url": SITE + report.get_absolute_url(),
            "edition": {
                "number": 1,
                "is_current": True,
                "url": SITE + edition.get_absolute_url(),
                "change_class": "first",
                "change_reason": None,
                "submitted_at": edition.submitted_at.isoformat(),
                "published_at": edition.published_at.isoformat(),
                "imported_at": None,
                "language": "en",
                "questionnaire": "end-of-commitment-2021",
                "imported_from": None,
                "unsigned_reason": None,
            },
            "evaluators": [
                {
                    "name": report.lead.name,
                    "organisation": "Observatorio Ejemplo",
                    "signed_at": edition.bylines.get().signed_at.isoformat(),
                    "lacks_signature": False,
                }
            ],
            "overview": {
                "title": edition.title,
                "member_title": report.member.title,
                "action_plan_title": report.plan.title,
                "commitment_title": report.commitment.title,
                "action": "Publish every contract within thirty days.",
                "problem": None,
            },
            "consultation": {
                "windows": [],
                "skipped_reason": scenes.NOBODY_ASKED,
                "confidential": 0,
                "reactions": [],
            },
            "redactions": [],
            "official_response": None,
        }

    def test_tells_the_seal_and_what_the_edition_is_to_the_one_before(self, client):
        first = scenes.published()
        draft = drafts.correct(first.report, by=scenes.reviewer(), reason="A new law.", change="update")
        edition = scenes.published(draft)

        told = document(client, edition)

        assert told["record"] == {
            "scheme": 1,
            "hash": edition.seal.hash,
            "before": first.seal.hash,
            "leaves": edition.seal.leaves,
            "salts": edition.seal.salts,
        }
        assert (told["edition"]["change_class"], told["edition"]["change_reason"]) == ("update", "A new law.")
        assert document(client, edition, "v1/report.json")["record"]["before"] is None

    def test_footnotes_are_told_by_number(self, client):
        edition = scenes.published(scenes.results_draft(), footnotes={"1": "A book."})

        assert document(client, edition)["answers"]["footnotes"] == {"1": "A book."}

    def test_an_import_has_no_day_of_publication(self, client):
        edition = scenes.imported()

        told = document(client, edition)["edition"]

        assert {name: told[name] for name in ("published_at", "imported_at", "imported_from")} == {
            "published_at": None,
            "imported_at": edition.published_at.isoformat(),
            "imported_from": "https://example.org/copied/",
        }


class TestCsv:
    def test_has_a_row_for_each_row_of_the_page(self, client):
        edition = scenes.published()

        told = rows(client, edition)

        assert told[0] == ["key", "question", "code", "answer"]
        assert [[row[0], row[3]] for row in told[6:9]] == [
            ["evaluators", str(edition.bylines.get())],
            ["signed_by", edition.bylines.get().name],
            ["unsigned_reason", ""],
        ]
        assert [[row[0], row[3]] for row in told[9:19]] == [
            ["exemptions", ""],
            ["consultation_skipped", scenes.NOBODY_ASKED],
            ["consultation_asked", ""],
            ["consultation_silent_by_side", ""],
            ["consultation_silent", ""],
            ["consultation_revoked", ""],
            ["consultation_confidential", ""],
            ["change_class", "first"],
            ["change_reason", ""],
            ["sha256", edition.seal.hash],
        ]
        assert [row[:2] for row in told[19:24]] == [
            ["member_title", "Member Name"],
            ["action_plan_title", "Action Plan Title"],
            ["commitment_title", "Commitment"],
            ["action", "Action"],
            ["problem", "Problem"],
        ]
        assert [row[0] for row in told[24:]] == list(document(client, edition)["answers"])
        (key, question, code, answer) = told[24]
        assert (key, code, answer) == ("1.1", "complete", "Complete")
        assert question == document(client, edition)["questions"]["1.1"]

    def test_tells_who_was_asked_and_every_open_reaction_with_what_became_of_it(self, client):
        consultation = scenes.asked()
        said = scenes.reaction(consultation, "1.2", "=SUM(A1) is wrong.")
        scenes.ended(consultation)
        scenes.dispose(said, "kept", "It adds up.")

        told = {row[0]: row[1:] for row in rows(client, scenes.publish(consultation.edition))}

        assert told["consultation_asked"][2] == "government: 1; civil-society: 1"
        assert told["consultation_silent_by_side"][2] == "government: 0; civil-society: 1"
        assert told["consultation_confidential"][2] == "0"
        who = "Marta Ríos, Point of contact"
        assert told["reaction_1"] == ["1.2", "kept", f"{who}: =SUM(A1) is wrong.\nkept: It adds up."]

    def test_evidence_is_told_in_words_a_line_a_piece(self, client):
        edition = scenes.draft()
        file = EvidenceFactory(edition=edition, is_file=True, name="Acta.pdf")
        EvidenceFactory(edition=edition, locator="p. 3", language="fr")
        EvidenceFactory(edition=edition, **QUOTATION)
        EvidenceFactory(edition=edition, answer_key="2.2.evidence", **NONE)

        told = {row[0]: row[3] for row in rows(client, scenes.published(edition))}

        assert told["1.3.evidence"].splitlines() == [
            f"Acta.pdf {SITE}/reports/files/{file.uuid}/Acta.pdf",
            "Minutes p. 3 (Français) https://example.org/minutes",
            "“Se publicará.” Decreto 45 Artículo 7 (Español)",
        ]
        assert told["2.2.evidence"] == "No evidence: The archive is closed."

    def test_footnotes_stand_in_the_order_of_their_numbers(self, client):
        notes = {"10": "Ten", "2": "Two", "2a": "Two and a bit", "1": "One"}
        edition = scenes.published(scenes.results_draft(), footnotes=notes)

        (told,) = [row[3] for row in rows(client, edition) if row[0] == "footnotes"]

        assert told == "[1] One\n[2] Two\n[2a] Two and a bit\n[10] Ten"

    def test_calls_the_day_what_it_is(self, client):
        published, copied = scenes.published(), scenes.imported()

        told = [[row[3] for row in rows(client, edition)[3:6]] for edition in (published, copied)]

        assert [row[0] for row in rows(client, copied)[3:6]] == ["published_at", "imported_at", "imported_from"]
        assert told == [
            [published.published_at.isoformat(), "", ""],
            ["", copied.published_at.isoformat(), "https://example.org/copied/"],
        ]

    @pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
    def test_no_cell_is_a_formula(self, client, begin):
        edition = scenes.published(factors=f"{begin}cmd|' /C calc'!A0")

        assert [row[3][:2] for row in rows(client, edition) if row[0] == "1.2"] == [f"'{begin}"]

    def test_is_named_after_report_and_edition(self, client):
        edition = scenes.published()

        response = client.get(edition.report.get_absolute_url() + "report.csv")

        name = f"report-{edition.report.number}-v1.csv"
        assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("path", ["report.json", "report.csv", "v1/report.json", "v1/report.csv"])
def test_no_email_is_taken_away_not_even_a_published_one(client, path):
    edition = scenes.draft()
    EvidenceFactory(edition=edition, is_file=True, added_by=edition.report.lead.user)
    scenes.publishing_email(edition.report.lead)
    scenes.published(edition)

    content = client.get(edition.report.get_absolute_url() + path).content.decode()

    assert "@" not in content


def test_a_citation_names_the_evaluators_and_the_edition():
    edition = scenes.draft()
    Byline.objects.create(edition=edition, position=2, name="Zoe", evaluator=EvaluatorFactory(name="Zoe"))
    scenes.published(edition)

    day = f"{edition.published_at.day} {edition.published_at:%B %Y}"
    assert citation(edition) == (
        f"{edition.report.lead.name} and Zoe. “{edition.title}.” Open Government Reports, no. {edition.report.number}, "
        f"edition 1, {day}. {SITE}{edition.get_absolute_url()} (SHA-256 of the record: {edition.seal.hash})"
    )


def test_a_citation_takes_no_import_for_a_publication():
    edition = scenes.imported()

    day = f"{edition.published_at.day} {edition.published_at:%B %Y}"
    assert citation(edition) == (
        f"“{edition.title}.” Open Government Reports, no. {edition.report.number}, edition 1, imported {day}. "
        f"{SITE}{edition.get_absolute_url()} (SHA-256 of the record: {edition.seal.hash})"
    )
