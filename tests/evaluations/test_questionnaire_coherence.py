"""The rules of coherence as data: numbers for ever, words that can be found, and what the start refuses."""

from dataclasses import replace

import pytest

from evaluations import checks
from evaluations.choices import Language
from evaluations.questionnaire import QUESTIONNAIRES
from evaluations.questionnaire.coherence import Contradiction, TooShort, Unbacked, Unfinished
from evaluations.questionnaire.end_of_commitment_2021 import END_OF_COMMITMENT_2021
from evaluations.questionnaire.schema import When

LIMITED = When("1.1", ("limited",))
SHORT = TooShort(number=90, sentence="Short.", fewest_words=3)


@pytest.fixture
def errors_of(monkeypatch):
    """Return the errors of a form with these rules."""

    def errors(*rules):
        broken = replace(END_OF_COMMITMENT_2021, version="broken-2099", rules=rules)
        monkeypatch.setitem(QUESTIONNAIRES, broken.version, broken)
        return [(error.id, error.msg) for error in checks.questionnaires_agree_with_columns(None)]

    return errors


def test_numbers_are_never_given_to_another_rule():
    given = {
        version: [(rule.number, type(rule).__name__) for rule in form.rules] for version, form in QUESTIONNAIRES.items()
    }

    general = [(4, "SameText"), (5, "SameTextElsewhere"), (7, "TooShort")]
    assert given == {
        "end-of-commitment-2021": [
            (1, "Contradiction"),
            (2, "Contradiction"),
            (3, "Unfinished"),
            *general,
            (6, "Unbacked"),
            (8, "Unexplained"),
        ],
        "results-2022": general,
    }


def test_words_are_written_as_they_are_looked_for():
    (rule,) = [rule for rule in END_OF_COMMITMENT_2021.rules if isinstance(rule, Unfinished)]

    for lists in (rule.words, rule.harmless):
        assert set(lists) == {"en", "es", "fr"} <= set(Language.values)
        assert [word for words in lists.values() for word in words if word != " ".join(word.casefold().split())] == []


def test_what_is_harmless_holds_a_word_that_is_looked_for():
    (rule,) = [rule for rule in END_OF_COMMITMENT_2021.rules if isinstance(rule, Unfinished)]

    for language, phrases in rule.harmless.items():
        assert [phrase for phrase in phrases if not any(word in phrase for word in rule.words[language])] == []


def test_two_rules_with_one_number_do_not_start(errors_of):
    assert errors_of(SHORT, SHORT) == [("evaluations.E007", "broken-2099: two rules of coherence have one number.")]


@pytest.mark.parametrize(
    "rule",
    [
        Contradiction(number=91, sentence="", together=((LIMITED, When("9.9", ("yes",))),)),
        Contradiction(number=91, sentence="", together=((LIMITED, When("1.3", ("perhaps",))),)),
        Contradiction(number=91, sentence="", together=((LIMITED, When("1.2", ("all",))),)),
        Unbacked(number=91, sentence="", codes=(When("2.1.1.degree", ("splendid",)),)),
        Unfinished(number=91, sentence="", when=When("1.1", ("done",)), texts=("1.2",), words={}),
        Unfinished(number=91, sentence="", when=LIMITED, texts=("9.9",), words={}),
        Unfinished(number=91, sentence="", when=LIMITED, texts=("1.3",), words={}),
    ],
)
def test_a_rule_that_looks_for_what_cannot_be_answered_does_not_start(errors_of, rule):
    assert errors_of(SHORT, rule) == [
        ("evaluations.E008", "broken-2099: rule 91 looks for an answer that cannot be given.")
    ]


def test_a_rule_that_looks_for_what_can_be_answered_starts(errors_of):
    assert errors_of(Contradiction(number=91, sentence="", together=((LIMITED, When("1.3", ("all",))),))) == []
