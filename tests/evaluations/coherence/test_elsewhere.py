"""The same text in another report: of what is hidden from its evaluators, nobody learns."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations import bylines, drafts
from tests import scenes
from tests.evaluations.coherence.raising import LONG, flag_of, places, raised, written
from tests.factories import CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db

ELSEWHERE = 5


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def edition(member):
    """Return a draft of one evaluator with the text under 1.2."""
    return draft_with(LONG, CommitmentFactory(member=member))


def draft_with(text, commitment, evaluator=None):
    return written(scenes.draft(commitment=commitment, evaluator=evaluator), factors=text)


def test_a_published_report_is_named_wherever_the_text_stands_there(edition):
    other = scenes.published(scenes.draft(commitment=CommitmentFactory(title="Open the parks")), lessons=LONG.upper())

    flag = flag_of(edition, ELSEWHERE)

    assert (flag.key, flag.sentence) == (
        "1.2",
        f"The same text stands in report {other.report_id}, “Open the parks”. Check that all of it is true here, too.",
    )


def test_a_draft_of_the_same_person_is_named(edition, member):
    draft_with(LONG, CommitmentFactory(member=member), edition.report.lead)

    assert places(edition, ELSEWHERE) == ["1.2"]


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_what_is_hidden_from_her_is_not(edition, member, state):
    hidden = scenes.draft(commitment=CommitmentFactory(member=member))
    if state == "draft":
        written(hidden, factors=LONG)
    else:
        getattr(scenes, state)(hidden, factors=LONG)

    assert places(edition, ELSEWHERE) == []


def test_nor_is_what_was_discarded(edition, member):
    other = scenes.draft(commitment=CommitmentFactory(member=member), evaluator=edition.report.lead)
    scenes.discarded(scenes.published(other), factors=LONG)

    assert places(edition, ELSEWHERE) == []


def test_a_colleague_does_not_learn_of_a_draft_that_is_hidden_from_her(edition, member):
    colleague = scenes.evaluator_for(member)
    other = draft_with(LONG, CommitmentFactory(member=member), edition.report.lead)
    bylines.add(edition, colleague, by=edition.report.lead.user)
    assert places(edition, ELSEWHERE) == []

    bylines.add(other, colleague, by=other.report.lead.user)

    assert places(edition, ELSEWHERE) == ["1.2"]


def test_a_draft_on_which_nobody_stands_yet_names_public_reports_only():
    hidden = scenes.results_draft()
    written(hidden, results_summary=LONG)
    edition = written(scenes.results_draft(), results_context=LONG)

    assert places(edition, ELSEWHERE) == []


def test_an_earlier_edition_of_the_same_report_is_no_other_report():
    edition = scenes.published(lessons=LONG)

    correction = drafts.correct(edition.report, by=edition.report.lead.user, reason="A date was wrong.")

    assert places(correction, ELSEWHERE) == []


def test_a_short_text_may_stand_anywhere(member):
    short = "Nobody was asked before the ledgers were opened, and nobody complained."
    scenes.published(lessons=short)
    edition = draft_with(short, CommitmentFactory(member=member))

    assert places(edition, ELSEWHERE) == []


def test_a_text_is_named_once_in_however_many_reports_it_stands(edition):
    first, _second = (scenes.published(lessons=LONG) for _ in range(2))

    assert f"report {first.report_id}," in flag_of(edition, ELSEWHERE).sentence


def test_two_texts_are_named_each(edition):
    scenes.published(lessons=LONG, factors=LONG + " Twice.")
    written(edition, lessons=LONG + " Twice.")

    assert places(edition, ELSEWHERE) == ["1.2", "3"]


def test_the_search_takes_as_many_queries_for_three_reports_as_for_one(edition):
    scenes.published(lessons=LONG)
    with CaptureQueriesContext(connection) as of_one:
        raised(edition)
    for _ in range(2):
        scenes.published(lessons=LONG)

    with CaptureQueriesContext(connection) as of_three:
        raised(edition)

    assert (len(of_one), len(of_three)) == (6, 6)


def test_where_nothing_is_long_enough_nobody_searches(edition):
    written(edition, factors="Short.")

    with CaptureQueriesContext(connection) as queries:
        raised(edition)

    assert [query["sql"] for query in queries if "narrative_marks" in query["sql"]] == []
