"""A questionnaire that asks for what no column holds does not start."""

from dataclasses import replace

import pytest

from evaluations import checks
from evaluations.questionnaire import QUESTIONNAIRES
from evaluations.questionnaire.schema import Option, Prompt, PromptKind, Question, Questionnaire, Section, When

YES = Option("yes", "Yes")
SOUND = Prompt(key="2.2", kind=PromptKind.CODE, label="Was it?", column="problem_addressed", options=(YES,))


@pytest.fixture
def errors_of(monkeypatch):
    """Return the errors of a questionnaire that holds these prompts."""

    def errors(*prompts):
        sections = (Section(slug="one", title="One", questions=(Question(prompts),)),)
        broken = Questionnaire(version="broken-2099", kind="end-of-commitment", title="Broken", sections=sections)
        monkeypatch.setitem(QUESTIONNAIRES, broken.version, broken)
        return [(error.id, error.msg) for error in checks.questionnaires_agree_with_columns(None)]

    return errors


def test_released_questionnaires_agree_with_the_columns():
    assert checks.questionnaires_agree_with_columns(None) == []


def test_sound_questionnaire_has_no_errors(errors_of):
    assert errors_of(SOUND) == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"column": "colour"}, ("E002", "Edition has no column 'colour'.")),
        ({"column": ""}, ("E002", "Edition has no column ''.")),
        ({"kind": PromptKind.FILES}, ("E001", "files are rows of Evidence and have no column.")),
        ({"column": "lessons"}, ("E003", "'lessons' holds another kind of answer.")),
        ({"kind": PromptKind.TEXT}, ("E003", "'problem_addressed' holds another kind of answer.")),
        ({"options": (YES, Option("maybe", "Maybe"))}, ("E004", "'problem_addressed' cannot hold ['maybe'].")),
        ({"options": ()}, ("E004", "'problem_addressed' cannot hold [].")),
        ({"asked_when": When("9.9", ("yes",))}, ("E005", "it hangs on '9.9', which cannot be answered so.")),
        ({"optional_when": When("9.9", ("yes",))}, ("E005", "it hangs on '9.9', which cannot be answered so.")),
    ],
)
def test_prompt_that_no_column_can_hold_is_an_error(errors_of, change, error):
    number, message = error

    assert errors_of(replace(SOUND, **change)) == [(f"evaluations.{number}", f"broken-2099, 2.2: {message}")]


def test_hanging_on_a_code_that_its_parent_does_not_offer_is_an_error(errors_of):
    dependant = Prompt(
        key="2.2.explanation",
        kind=PromptKind.TEXT,
        label="Explain",
        column="problem_addressed_explanation",
        asked_when=When("2.2", ("no",)),
    )

    assert errors_of(SOUND, dependant) == [
        ("evaluations.E005", "broken-2099, 2.2.explanation: it hangs on '2.2', which cannot be answered so.")
    ]


def test_key_or_column_used_twice_is_an_error(errors_of):
    assert errors_of(SOUND, SOUND) == [
        ("evaluations.E006", "broken-2099: key '2.2' is used twice."),
        ("evaluations.E006", "broken-2099: column 'problem_addressed' is used twice."),
    ]
