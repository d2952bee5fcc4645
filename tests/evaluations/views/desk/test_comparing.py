import pytest
from django.test import Client

from evaluations import saving
from evaluations.account import account_mark
from evaluations.models import Edition
from tests import scenes

from .visits import lead, signed_in, url

pytestmark = pytest.mark.django_db

FACTORS, LEVEL = "q-1-2", "q-1-1"


def ask(edition, data, user=None):
    user = user or lead(edition)
    return signed_in(user).post(url("compare", edition), {"account": account_mark(user), **data})


def told(edition, data):
    return ask(edition, data).json()["answers"]


def holding(**answers):
    edition = scenes.draft()
    saving.save(edition, answers, opened={}, by=lead(edition))
    return Edition.objects.get(pk=edition.pk)


def test_what_would_change_is_marked_in_words():
    edition = holding(factors="Three of <nine> districts.")

    answer = told(edition, {FACTORS: "Four of <nine> districts."})[FACTORS]

    assert answer["same"] is False
    assert '<del><span class="visually-hidden" lang="en">[goes: </span>Three ' in answer["html"]
    assert '<ins><span class="visually-hidden" lang="en">[is added: </span>Four ' in answer["html"]
    assert "of &lt;nine&gt; districts." in answer["html"]
    assert '<blockquote class="difference" lang="en" dir="ltr">' in answer["html"]


def test_codes_are_compared_by_their_labels():
    edition = holding(level_of_progress="limited")

    html = told(edition, {LEVEL: "complete"})[LEVEL]["html"]

    assert [label in html for label in ("Limited", "Complete", "limited")] == [True, True, False]


@pytest.mark.parametrize(
    ("stored", "kept", "same"),
    [("Elections.", "Elections.", True), ("Elections.", " Elections.\r\n", True), ("Elections.", "", False),
     ("", "", True), ("One two.", "One\n\ntwo.", False), ("", "x" * (saving.LONGEST_ANSWER + 1), False)],
    ids=["alike", "blank edges", "cleared", "both blank", "set differently", "too long"],
)  # fmt: skip
def test_it_tells_whether_the_words_are_stored(stored, kept, same):
    assert told(holding(factors=stored), {FACTORS: kept})[FACTORS]["same"] is same


def test_words_that_are_only_set_differently_are_told_to_be_the_same_words():
    html = told(holding(factors="One two."), {FACTORS: "One\n\ntwo."})[FACTORS]["html"]

    assert "Both have the same words; only blanks and line breaks differ." in html


def test_what_cannot_be_stored_as_it_is_is_compared_all_the_same():
    edition = scenes.results_draft(by=scenes.reviewer())
    answers = ask(edition, {"q-footnotes": "no number"}, user=scenes.reviewer()).json()["answers"]

    assert (answers["q-footnotes"]["same"], "no number" in answers["q-footnotes"]["html"]) == (False, True)


def test_nothing_is_changed():
    edition = holding(factors="Elections.")
    before = Edition.objects.values().get(pk=edition.pk)

    told(edition, {FACTORS: "Other words."})

    assert Edition.objects.values().get(pk=edition.pk) == before


def test_words_of_another_account_are_not_looked_at():
    edition = holding(factors="Elections.")

    response = ask(edition, {FACTORS: "Hers.", "account": account_mark(scenes.reviewer())})

    assert (response.status_code, response.json()["reason"]) == (403, "account")


def test_who_is_signed_out_is_told_so():
    response = Client().post(url("compare", scenes.draft()), {FACTORS: "Elections."})

    assert (response.status_code, response.json()["reason"]) == (401, "signed-out")


@pytest.mark.parametrize("scene", [scenes.submitted, scenes.published])
def test_of_a_report_that_is_no_longer_open_it_tells_what_was_stored_in_time(scene):
    edition = scene(factors="In time.")

    answers = [told(edition, {FACTORS: words})[FACTORS] for words in ("In time.", "Too late.")]

    assert answers == [{"same": True}, {"same": False}]
