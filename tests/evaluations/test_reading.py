"""What is asked, what is recorded, what is missing."""

import pytest

from evaluations.models import Edition
from evaluations.questionnaire import NEWEST
from evaluations.reading import Reading, missing
from tests import scenes
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db

REQUIRED = [
    "1.1", "1.1.explanation", "1.2", "1.3", "1.3.explanation",
    "2.1.1", "2.1.1.degree", "2.1.1.explanation",
    "2.1.2", "2.1.2.degree", "2.1.2.explanation",
    "2.1.3", "2.1.3.degree", "2.1.3.explanation",
    "2.2", "2.2.explanation", "3",
]  # fmt: skip


def keys_of(prompts):
    return [prompt.key for prompt in prompts]


def asked_of(edition):
    return [answer.key for answer in Reading(edition).answers]


def without(*keys):
    return [key for key in REQUIRED if key not in keys]


def with_evidence(keys):
    """Put the one prompt that nothing requires into its place."""
    return [*keys[: keys.index("1.3.explanation") + 1], "1.3.evidence", *keys[keys.index("1.3.explanation") + 1 :]]


def test_empty_draft_misses_every_required_answer_the_dependants_among_them():
    assert keys_of(missing(scenes.draft())) == REQUIRED


def test_answered_draft_misses_nothing():
    assert missing(scenes.answered(scenes.draft())) == []


def test_empty_results_draft_misses_its_narratives():
    assert keys_of(missing(scenes.results_draft())) == [
        "summary", "early-results", "completion", "participation", "context"
    ]  # fmt: skip


# By the answer to 2.1.1: what is asked below it, and what is missing while neither is there.
BRANCHES = [
    ("", [], ["2.1.1", "2.1.1.degree", "2.1.1.explanation"]),
    ("yes", ["2.1.1.degree", "2.1.1.explanation"], ["2.1.1.degree", "2.1.1.explanation"]),
    ("no", ["2.1.1.explanation"], ["2.1.1.explanation"]),
    ("not-applicable", ["2.1.1.explanation"], []),
]


@pytest.mark.parametrize(("code", "asked", "lacking"), BRANCHES, ids=[branch[0] or "unrecorded" for branch in BRANCHES])
def test_branch_below_a_code(code, asked, lacking):
    blank = {"access_result": code, "access_degree": "", "access_explanation": ""}
    edition = scenes.answered(scenes.draft(), **blank)

    below = [key for key in asked_of(edition) if key.startswith("2.1.1.")]

    assert (below, keys_of(missing(edition))) == (asked, lacking)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("", ["2.1.1.degree", "2.1.1.explanation"]),
        ("yes", ["2.1.1.degree", "2.1.1.explanation"]),
        ("no", ["2.1.1.explanation"]),
        ("not-applicable", ["2.1.1.explanation"]),
    ],
    ids=["unrecorded", "yes", "no", "not-applicable"],
)
def test_unrecorded_code_hides_nothing_that_is_recorded_below_it(code, shown):
    edition = scenes.answered(scenes.draft(), access_result=code)

    assert [key for key in asked_of(edition) if key.startswith("2.1.1.")] == shown


def test_unrecorded_code_is_missing_though_its_dependants_are_there():
    edition = scenes.answered(scenes.draft(), access_result="")

    assert keys_of(missing(edition)) == ["2.1.1"]


def test_answer_that_is_no_longer_asked_stays_stored_and_comes_back():
    edition = scenes.answered(scenes.draft(), access_result="no")

    assert asked_of(edition) == with_evidence(without("2.1.1.degree"))
    assert Edition.objects.get().access_degree == "major"
    edition.access_result = "yes"
    assert asked_of(edition) == with_evidence(REQUIRED)
    assert Reading(edition).by_key["2.1.1.degree"].label == "Major"


def test_blank_code_shows_as_unrecorded():
    answer = Reading(scenes.draft()).by_key["1.1"]

    assert (answer.is_recorded, answer.is_asked, answer.option, answer.label) == (False, True, None, "")


def test_answers_know_their_kind_label_and_figure():
    by_key = Reading(scenes.answered(scenes.draft())).by_key

    code, text, files = by_key["1.1"], by_key["1.2"], by_key["1.3.evidence"]
    assert (code.is_coded, code.is_narrative, code.is_files, code.is_footnotes) == (True, False, False, False)
    assert (text.is_coded, text.is_narrative, text.is_files, text.is_footnotes) == (False, True, False, False)
    assert (files.is_coded, files.is_narrative, files.is_files, files.is_footnotes) == (False, False, True, False)
    assert (code.label, text.label) == ("Complete", "")
    assert code.figure_template == "evaluations/partials/figures/progress.html"


def test_summary_shows_the_code_where_its_degree_is_not_asked():
    edition = scenes.answered(scenes.draft(), access_result="no", participation_result="yes", participation_degree="")

    strip = [(str(item.label), item.answer.key, item.answer.label) for item in Reading(edition).summary]

    assert strip == [
        ("Level of progress", "1.1", "Complete"),
        ("As planned", "1.3", "All of the commitment milestones were implemented as planned"),
        ("Access to information", "2.1.1", "No"),
        ("Civic participation", "2.1.2", "Yes"),
        ("Public accountability", "2.1.3.degree", "Major"),
        ("Problem addressed", "2.2", "Yes"),
    ]


def test_results_report_has_no_summary_strip():
    assert Reading(scenes.results_draft()).summary == []


def test_sections_tell_how_far_they_are():
    edition = scenes.answered(scenes.draft(), lessons="", factors="")

    state = [(s.section.slug, s.is_started, s.is_complete) for s in Reading(edition).sections]

    assert state == [("completion", True, False), ("openness", True, True), ("lessons", False, False)]


def test_evidence_stands_with_its_answer():
    edition = scenes.draft()
    other = scenes.draft()
    for owner, key in ((edition, "1.3.evidence"), (edition, "3"), (other, "1.3.evidence")):
        EvidenceFactory(edition=owner, answer_key=key, name=f"{owner.pk} {key}")

    answer = Reading(edition).by_key["1.3.evidence"]

    assert [evidence.name for evidence in answer.value] == [f"{edition.pk} 1.3.evidence"]


def test_footnotes_come_in_the_order_of_their_numbers():
    notes = {"10": "Ten", "a": "Letter", "2a": "Two and a bit", "1": "One", "2": "Two"}
    edition = scenes.answered(scenes.results_draft(), footnotes=notes)

    told = [("1", "One"), ("2", "Two"), ("2a", "Two and a bit"), ("10", "Ten"), ("a", "Letter")]
    reading = Reading(edition)
    assert (reading.footnotes, list(reading.by_key["footnotes"].value.items())) == (told, told)


def test_edition_is_read_through_the_version_it_was_written_with():
    edition = scenes.published()

    assert Reading(edition).form.version == "end-of-commitment-2021"
    assert NEWEST["end-of-commitment"].version == edition.questionnaire


def test_reading_everything_takes_one_query_for_the_evidence(django_assert_num_queries):
    edition = scenes.published()
    edition = Edition.objects.get(pk=edition.pk)

    with django_assert_num_queries(1):
        reading = Reading(edition)
        assert len(reading.answers) == len(REQUIRED) + 1
        assert reading.missing_prompts == []
        assert len(reading.summary) == 6


def test_evidence_that_is_only_offered_is_read_where_there_is_some():
    edition = scenes.draft()
    EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")

    found = [key for key in asked_of(Edition.objects.get(pk=edition.pk)) if key.endswith(".evidence")]

    assert found == ["1.3.evidence", "2.1.1.evidence"]


def test_it_stands_after_the_answers_of_its_question():
    edition = scenes.answered(scenes.draft())
    EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")

    asked = asked_of(edition)

    assert asked[asked.index("2.1.1.evidence") - 1] == "2.1.1.explanation"


def test_nothing_that_is_offered_is_missing():
    assert not [key for key in keys_of(missing(scenes.draft())) if "evidence" in key]


def test_a_statement_that_there_is_none_is_no_piece_and_yet_an_answer():
    edition = scenes.draft()
    statement = EvidenceFactory(edition=edition, kind="none", name="", url="", reason="The archive is closed.")

    answer = Reading(edition).by_key["1.3.evidence"]

    assert (answer.pieces, answer.statement, answer.is_recorded) == ([], statement, True)


def test_pieces_are_no_statement():
    edition = scenes.draft()
    piece = EvidenceFactory(edition=edition)

    answer = Reading(edition).by_key["1.3.evidence"]

    assert (answer.pieces, answer.statement) == ([piece], None)


def test_a_code_holds_neither():
    answer = Reading(scenes.draft()).by_key["1.1"]

    assert (answer.pieces, answer.statement) == ([], None)


@pytest.mark.parametrize("count", [1, 3])
def test_files_are_read_at_once_however_many_there_are(count, django_assert_num_queries):
    edition = scenes.draft()
    EvidenceFactory.create_batch(count, edition=edition, answer_key="1.3.evidence", is_file=True)
    reading = Reading(Edition.objects.get(pk=edition.pk))

    with django_assert_num_queries(2):
        sizes = [piece.stored_file.size for piece in reading.by_key["1.3.evidence"].value]

    assert len(sizes) == count
