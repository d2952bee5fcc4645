"""What differs between two tellings of a report."""

from dataclasses import replace

import pytest

from evaluations import questionnaire
from evaluations.changes import Items, Pair, Words
from evaluations.differences import Kind
from evaluations.reading import Reading
from evaluations.telling import in_order_of_the_form, tell
from tests import scenes
from tests.factories import EvaluatorFactory, EvidenceFactory, stored

pytestmark = pytest.mark.django_db

SAME, REMOVED, ADDED = Kind.SAME, Kind.REMOVED, Kind.ADDED
LINK = {"kind": "link", "name": "Minutes", "url": "https://example.org/minutes"}
NOTHING_MORE = {"quotation": None, "locator": None, "language": None}


def told(edition):
    reading = Reading(edition)
    return tell(reading, bylines=edition.bylines.order_by("position"))


@pytest.fixture
def draft():
    return scenes.answered(scenes.draft())


@pytest.fixture
def before(draft):
    return told(draft)


def recorded(told):
    return sum(bool(answer) for answer in told["answers"].values())


def changed(before, **answers):
    """Return what changes where these answers, of public keys, are told instead."""
    after = before | {"answers": before["answers"] | answers}
    return Pair(before, after).changes()


def differences(changes):
    return {change.anchor: change.difference for change in (*changes.about, *changes.answers)}


def test_the_same_differs_in_nothing(before):
    changes = Pair(before, before).changes()

    assert (changes.are_none, changes.answers, changes.unchanged) == (True, [], recorded(before))


def test_a_text_is_compared_by_its_words_and_all_else_is_counted(before):
    before["answers"]["1.2"] = "Three of nine districts."

    changes = changed(before, **{"1.2": "Four of nine districts."})

    pieces = [(REMOVED, "Three "), (ADDED, "Four "), (SAME, "of nine districts.")]
    assert differences(changes) == {"q-1-2": Words(pieces, "en", "en")}
    assert (changes.are_none, changes.unchanged) == (False, recorded(before) - 1)


def test_only_blanks_are_said_to_differ(before):
    before["answers"]["1.2"] = "Three  of nine."

    (change,) = changed(before, **{"1.2": "Three of nine."}).answers

    assert change.difference.are_same


def test_a_code_is_told_in_the_words_of_its_options(draft, before):
    after = told(scenes.answered(draft, level_of_progress="limited"))

    (change,) = Pair(before, after).changes().answers

    assert (change.anchor, change.difference.before, change.difference.after) == ("q-1-1", "Complete", "Limited")


def test_what_is_asked_no_longer_goes_with_its_code(draft, before):
    after = told(scenes.answered(draft, access_result="no"))

    found = differences(Pair(before, after).changes())

    assert {key: (found[key].before, found[key].after) for key in found} == {
        "q-2-1-1": ("Yes", "No"),
        "q-2-1-1-degree": ("Major", ""),
    }


def test_changes_stand_in_the_order_of_the_form_under_their_questions(before):
    changes = changed(before, **{"3": "Later.", "1.1.explanation": "Because.", "2.2": "no"})

    (completion, openness, lessons) = changes.sections
    assert [section.slug for section in changes.sections] == ["completion", "openness", "lessons"]
    assert [change.name for change in changes.answers] == ["1.1.explanation", "2.2", "3"]
    # The explanation stands under the words of its question, which itself is the same.
    (question,) = completion.questions
    assert (question.anchor, question.label, question.head) == ("q-1-1", before["questions"]["1.1"], None)
    assert openness.questions[0].head.anchor == "q-2-2"
    assert lessons.questions[0].others == []


def test_what_the_database_gave_back_in_another_order_is_told_in_that_of_the_form(before):
    turned = before | {name: dict(reversed(before[name].items())) for name in ("questions", "answers", "labels")}

    assert list(in_order_of_the_form(turned)["answers"]) == list(before["answers"])


class TestEvidence:
    def test_is_added_removed_or_kept(self):
        draft = scenes.draft()
        EvidenceFactory(edition=draft, **LINK)
        EvidenceFactory(edition=draft, is_file=True, name="Acta.pdf", stored_file=stored(b"minutes"))
        before = told(scenes.answered(draft))
        draft.evidence_set.filter(kind="link").update(name="The ledger")

        (change,) = Pair(before, told(draft)).changes().answers

        file = next(piece for piece in before["answers"]["1.3.evidence"] if piece["kind"] == "file")
        assert change.anchor == "q-1-3-evidence"
        assert change.difference == Items(
            removed=[LINK | NOTHING_MORE], added=[LINK | NOTHING_MORE | {"name": "The ledger"}], kept=[file]
        )

    def test_that_the_form_only_offers_is_compared_too(self, before):
        piece = {"kind": "none", "reason": "The archive was closed."}

        (change,) = changed(before, **{"2.1.1.evidence": [piece]}).answers

        assert (change.anchor, change.difference) == ("q-2-1-1-evidence", Items(removed=[], added=[piece], kept=[]))

    def test_in_another_order_is_said_to_be_so(self, before):
        pieces = [LINK, LINK | {"name": "The ledger"}]
        before["answers"]["1.3.evidence"] = pieces

        (change,) = changed(before, **{"1.3.evidence": pieces[::-1]}).answers

        assert change.difference.are_reordered

    def test_given_twice_and_then_once_is_told(self, before):
        before["answers"]["1.3.evidence"] = [LINK, LINK]

        (change,) = changed(before, **{"1.3.evidence": [LINK]}).answers

        assert change.difference == Items(removed=[LINK], added=[], kept=[LINK])


class TestHeadOfTheReport:
    def test_evaluators_and_signatures(self):
        draft = scenes.answered(scenes.draft())
        (name,) = draft.bylines.values_list("name", flat=True)
        before = told(draft)
        draft.bylines.update(signed_at=draft.started_at)
        draft.add_byline(EvaluatorFactory(name="Tomás Ruiz", organisation="Observatorio, A.C."))

        changes = Pair(before, told(draft)).changes()

        assert changes.answers == []
        assert differences(changes) == {
            "evaluators": Items(removed=[], added=["Tomás Ruiz (Observatorio, A.C.)"], kept=[before_name(before)]),
            "signatures": Items(removed=[], added=[name], kept=[]),
        }

    def test_a_signature_given_anew_is_no_change(self, before):
        person = before["evaluators"][0]
        days = ("2026-03-01T10:00:00+00:00", "2026-03-09T10:00:00+00:00")
        first, second = (before | {"evaluators": [person | {"signed_at": day}]} for day in days)

        assert Pair(first, second).changes().are_none

    def test_overview_language_and_the_reason_of_a_missing_signature(self, before):
        overview = before["overview"] | {"title": "Anew", "member_title": "Toluca", "problem": None}
        after = before | {"overview": overview, "language": "es", "unsigned_reason": "She is ill."}

        found = differences(Pair(before, after).changes())

        assert list(found) == [
            "overview-title",
            "language",
            "unsigned-reason",
            "overview-member-title",
            "overview-problem",
        ]
        assert (found["language"].before, found["language"].after) == ("English", "Español")
        assert found["unsigned-reason"] == Words([(ADDED, "She is ill.")], "", "")
        # The report's own words are in its language; the names that OGP gives its members are not.
        told_in = [
            (found[key].language, found[key].language_before) for key in ("overview-title", "overview-member-title")
        ]
        assert told_in == [("es", "en"), ("", "")]
        assert [piece.kind for piece in found["overview-problem"].pieces] == [REMOVED]


def before_name(told):
    """Return the one evaluator as the list names her."""
    (person,) = told["evaluators"]
    return f"{person['name']} ({person['organisation']})" if person["organisation"] else person["name"]


def test_footnotes_are_compared_line_by_line():
    draft = scenes.answered(scenes.results_draft(), footnotes={"1": "From the hill.", "2": "Minutes."})
    before = told(draft)

    (change,) = changed(before, footnotes={"1": "From the hill.", "2": "The minutes."}).answers

    assert [piece for piece in change.difference.pieces if piece.kind is not SAME] == [
        (REMOVED, "Minutes. "),
        (ADDED, "The minutes."),
    ]


def test_a_question_that_only_the_earlier_form_asked_is_told_at_the_end(before, monkeypatch):
    """Two versions of one form do not exist yet: one is made of the other, without its first section."""
    form = questionnaire.get_questionnaire(before["questionnaire"])
    shorter = replace(form, version="shorter", sections=form.sections[1:])
    monkeypatch.setitem(questionnaire.QUESTIONNAIRES, "shorter", shorter)
    kept = [key for key in before["answers"] if key in shorter.keys]
    after = before | {"questionnaire": "shorter", "answers": {key: before["answers"][key] for key in kept}}

    changes = Pair(before, after).changes()

    assert [change.anchor for change in changes.about] == ["questionnaire"]
    assert [section.slug for section in changes.sections] == ["completion"]
    assert changes.unchanged == len(kept)
