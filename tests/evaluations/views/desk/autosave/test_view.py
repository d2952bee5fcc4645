import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import bylines, saving
from evaluations.account import account_mark
from evaluations.models import Edition
from evaluations.questionnaire.end_of_commitment_2021 import END_OF_COMMITMENT_2021
from evaluations.saving import NOTHING, token
from tests import scenes

from ..visits import lead, signed_in, url

pytestmark = pytest.mark.django_db

FACTORS, LESSON, AS_PLANNED = "q-1-2", "q-3", "q-1-3-explanation"
COLUMNS = {FACTORS: "factors", LESSON: "lessons", AS_PLANNED: "as_planned_explanation"}


def opened(**tokens):
    """Return tokens under the names of their hidden fields; `q_1_2="…"` for `opened-q-1-2`."""
    return {f"opened-{name.replace('_', '-')}": value for name, value in tokens.items()}


def send(edition, user, data, **more):
    return signed_in(user).post(url("autosave", edition), {"account": account_mark(user), **data}, **more)


def stored(edition, *columns):
    return Edition.objects.values_list(*columns).get(pk=edition.pk)


def test_an_answer_is_saved_alone():
    edition = scenes.answered(scenes.draft())
    before = stored(edition, "lessons")

    response = send(edition, lead(edition), {FACTORS: "Elections."} | opened(q_1_2=token(edition.factors)))

    saved_at = Edition.objects.get(pk=edition.pk).saved_at
    assert response.status_code == 200
    assert response.json() == {
        "answers": {FACTORS: {"outcome": "saved", "token": token("Elections.")}},
        "saved": f"{saved_at.isoformat(timespec='milliseconds').removesuffix('+00:00')}Z",
    }
    assert stored(edition, "factors", "lessons") == ("Elections.", *before)


def test_what_she_sends_next_knows_what_was_saved():
    edition = scenes.draft()
    told = send(edition, lead(edition), {FACTORS: "Elec"} | opened(q_1_2=NOTHING)).json()

    again = send(edition, lead(edition), {FACTORS: "Elections."} | opened(q_1_2=told["answers"][FACTORS]["token"]))

    assert again.json()["answers"][FACTORS]["outcome"] == "saved"
    assert stored(edition, "factors") == ("Elections.",)


def test_the_same_request_twice_is_as_good_as_once():
    edition = scenes.draft()
    data = {FACTORS: "Elections."} | opened(q_1_2=NOTHING)

    outcomes = [send(edition, lead(edition), data).json()["answers"][FACTORS] for _ in range(2)]

    assert outcomes == [
        {"outcome": "saved", "token": token("Elections.")},
        {"outcome": "unchanged", "token": token("Elections.")},
    ]


def test_where_somebody_else_was_quicker_nothing_is_overwritten_and_the_rest_is_saved():
    edition = scenes.draft()
    saving.save(edition, {"factors": "Theirs."}, opened={}, by=lead(edition))

    response = send(
        edition, lead(edition), {FACTORS: "Hers.", LESSON: "Hers too."} | opened(q_1_2=NOTHING, q_3=NOTHING)
    )

    assert response.status_code == 409
    assert response.json()["answers"] == {
        FACTORS: {"outcome": "conflict"},
        LESSON: {"outcome": "saved", "token": token("Hers too.")},
    }
    assert stored(edition, "factors", "lessons") == ("Theirs.", "Hers too.")


def test_what_cannot_be_stored_is_refused_with_a_sentence_and_the_rest_is_saved():
    edition = scenes.draft()

    response = send(edition, lead(edition), {"q-1-1": "splendid", LESSON: "Hers."} | opened(q_3=NOTHING))

    assert response.status_code == 422
    assert response.json()["answers"] == {
        "q-1-1": {"outcome": "refused", "message": "Choose one of the answers listed."},
        LESSON: {"outcome": "saved", "token": token("Hers.")},
    }


@pytest.mark.parametrize("prompt", END_OF_COMMITMENT_2021.prompts, ids=lambda prompt: prompt.key)
def test_every_answer_but_a_file_can_be_sent(prompt):
    edition = scenes.draft()
    value = prompt.options[-1].code if prompt.options else "In words."

    told = send(edition, lead(edition), {prompt.anchor: value} | {f"opened-{prompt.anchor}": NOTHING}).json()

    expected = {prompt.anchor: {"outcome": "saved", "token": token(value)}} if prompt.column else {}
    assert told["answers"] == expected


def test_whoever_is_signed_out_is_told_so_and_nothing_is_stored():
    edition = scenes.draft()

    response = Client().post(url("autosave", edition), {FACTORS: "Elections."} | opened(q_1_2=NOTHING))

    assert (response.status_code, response.json()["reason"]) == (401, "signed-out")
    assert stored(edition, "factors") == ("",)


def test_words_are_saved_only_for_the_account_that_opened_the_page():
    edition = scenes.draft()
    colleague = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, colleague, by=lead(edition))

    response = send(edition, colleague.user, {FACTORS: "Hers.", "account": account_mark(lead(edition))})

    assert (response.status_code, response.json()["reason"]) == (403, "account")
    assert stored(edition, "factors") == ("",)


@pytest.mark.parametrize(("see", "status"), [(scenes.reviewer, 403), (None, 404)], ids=["reviewer", "stranger"])
def test_nobody_else_saves_and_a_stranger_does_not_learn_that_there_is_a_draft(see, status):
    edition = scenes.draft()
    user = see() if see else scenes.evaluator_for(scenes.draft().report.member).user

    assert send(edition, user, {FACTORS: "Theirs."}).status_code == status
    assert stored(edition, "factors") == ("",)


@pytest.mark.parametrize("scene", [scenes.submitted, scenes.published])
def test_a_report_that_is_no_longer_open_says_so(scene):
    edition = scene()
    before = stored(edition, "factors")

    response = send(edition, lead(edition), {FACTORS: "Too late."} | opened(q_1_2=token(edition.factors)))

    assert (response.status_code, response.json()["reason"]) == (409, "closed")
    assert stored(edition, "factors") == before


def test_a_stranger_at_a_published_report_is_refused():
    edition = scenes.published()

    assert send(edition, scenes.evaluator_for(scenes.draft().report.member).user, {}).status_code == 403


@pytest.mark.parametrize("name", ["autosave", "compare", "kept-words", "presence", "raised-flags"])
def test_who_was_taken_off_a_draft_is_told_the_same_as_of_a_report_that_does_not_exist(name):
    edition = scenes.draft_of_two()
    byline = edition.bylines.get(position=2)
    client, data = signed_in(byline.evaluator.user), {FACTORS: "Elections."}
    bylines.remove(edition, byline.pk, by=lead(edition))

    answers = [client.post(reverse(f"evaluations:{name}", args=[number]), data) for number in (edition.report_id, 4711)]

    told = {
        "reason": "unknown",
        "message": "Nothing here is yours to write; you may have been taken off the report.",
    }
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, told)] * 2


def returned():
    """Return a report that came back for the lesson alone."""
    edition = scenes.submitted()
    scenes.remark(edition, "3", "Say which lesson.")
    scenes.send_back(edition)
    return Edition.objects.get(pk=edition.pk)


def returned_with_a_gap():
    """Return one in which an answer is missing that nobody remarked on."""
    edition = returned()
    Edition.objects.filter(pk=edition.pk).update(factors="")
    return Edition.objects.get(pk=edition.pk)


def unfitting():
    """Return one in which what was remarked on has changed, and contradicts now what nobody remarked on."""
    edition = returned()
    Edition.objects.filter(pk=edition.pk).update(unlocked=["1.1"], level_of_progress="limited")
    return Edition.objects.get(pk=edition.pk)


# Session, account, the edition, locked, with who may write it.
READ = ["SELECT", "SELECT", "BEGIN", "SELECT"]
# What opens an answer that nobody remarked on: a flag that is not justified, or whose justification was not accepted.
JUSTIFICATIONS, RULINGS = "SELECT", "SELECT"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scene", "anchor", "text", "outcome", "statements"),
    [
        (scenes.draft, FACTORS, "Elections.", "saved", [*READ, "UPDATE", "COMMIT"]),
        (scenes.draft, FACTORS, "", "unchanged", [*READ, "COMMIT"]),
        (returned, LESSON, "Elections.", "saved", [*READ, "UPDATE", "COMMIT"]),
        (returned_with_a_gap, FACTORS, "Elections.", "saved", [*READ, "UPDATE", "COMMIT"]),
        (returned, FACTORS, "Elections.", "refused", [*READ, JUSTIFICATIONS, "COMMIT"]),
        (unfitting, AS_PLANNED, "Two of five.", "saved", [*READ, JUSTIFICATIONS, RULINGS, "UPDATE", "COMMIT"]),
    ],
)
def test_it_costs_six_queries_at_most_and_renders_no_page(scene, anchor, text, outcome, statements):
    edition = scene()
    client = signed_in(lead(edition))
    before = getattr(edition, COLUMNS[anchor])
    data = {"account": account_mark(lead(edition)), anchor: text, f"opened-{anchor}": token(before)}

    with CaptureQueriesContext(connection) as captured:
        response = client.post(url("autosave", edition), data)

    assert response.json()["answers"][anchor]["outcome"] == outcome
    assert [query["sql"].split()[0] for query in captured.captured_queries] == statements
    assert response.templates == []


def test_it_makes_no_history_and_no_edition():
    edition = scenes.draft()
    before = edition.moves.count()

    for number in range(3):
        send(edition, lead(edition), {FACTORS: f"Try {number}."} | opened(q_1_2=token(stored(edition, "factors")[0])))

    assert stored(edition, "factors") == ("Try 2.",)
    assert (edition.moves.count(), edition.report.editions.count()) == (before, 1)
