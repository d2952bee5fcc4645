"""The released versions of the forms: closed, worded as the published reports, keyed as the public vocabulary says."""

import re

import pytest
from django.utils.translation import override

from evaluations.questionnaire import NEWEST, QUESTIONNAIRES, get_questionnaire
from evaluations.questionnaire.schema import PromptKind, When

YES_OR_NO = ["yes", "no", "not-applicable"]
DEGREES = ["worsened", "did-not-change", "marginal", "major", "outstanding"]
EVERY_ANSWER = ("yes", "no", "not-applicable")

# Every prompt of the End of Commitment Report in its order: key, kind, codes, after what it is asked, when it may stay
# blank, and how its label begins in the published reports.
END_OF_COMMITMENT = [
    ("1.1", "code", ["no-evidence", "not-started", "limited", "substantial", "complete"], None, "never", "1.1 What was the overall level of progress in the commitment implementation at the time of this assessment?"),
    ("1.1.explanation", "text", [], None, "never", "Provide a brief explanation of your answer:"),
    ("1.2", "text", [], None, "never", "1.2 Describe the main external or internal factors that impacted implementation of this commitment and how they were addressed (or not)."),
    ("1.3", "code", ["all", "most", "some", "none"], None, "never", "1.3 Was the commitment implemented as originally planned?"),
    ("1.3.explanation", "text", [], None, "never", "Provide a brief explanation of your answer:"),
    ("1.3.evidence", "files", [], None, "always", "Provide evidence for your answer:"),
    ("2.1.1", "code", YES_OR_NO, None, "never", "2.1.1. – Did the government disclose more information; improve the quality of the information (new or existing); improve the value of the information; improve the channels to disclose or request information or improve accessibility to information?"),
    ("2.1.1.degree", "code", DEGREES, When("2.1.1", ("yes",)), "never", "Degree of result:"),
    ("2.1.1.explanation", "text", [], When("2.1.1", EVERY_ANSWER), When("2.1.1", ("not-applicable",)), "Explanation: In narrative form, what has been the impact on people or practice."),
    ("2.1.2", "code", YES_OR_NO, None, "never", "2.1.2. – Did the government create new opportunities to seek feedback from citizens/enable participation inform or influence decisions; improve existing channels or spaces to seek feedback from citizens/enable participation/ inform or influence decisions; create or improve capabilities in the government or the public aimed to improve how the government seeks feedback from citizens/enables participation/ or allows for the public to inform or influence decisions?"),
    ("2.1.2.degree", "code", DEGREES, When("2.1.2", ("yes",)), "never", "Degree of result:"),
    ("2.1.2.explanation", "text", [], When("2.1.2", EVERY_ANSWER), When("2.1.2", ("not-applicable",)), "Explanation: In narrative form, what has been the impact on people or practice."),
    ("2.1.3", "code", YES_OR_NO, None, "never", "2.1.3 Did the government create or improve channels, opportunities or capabilities to hold officials answerable to their actions?"),
    ("2.1.3.degree", "code", DEGREES, When("2.1.3", ("yes",)), "never", "Degree of result:"),
    ("2.1.3.explanation", "text", [], When("2.1.3", EVERY_ANSWER), When("2.1.3", ("not-applicable",)), "Explanation: In narrative form, what has been the impact on people or practice."),
    ("2.2", "code", YES_OR_NO, None, "never", "2.2 Did the commitment address the public policy problem that it intended to address as described in the action plan?"),
    ("2.2.explanation", "text", [], When("2.2", EVERY_ANSWER), When("2.2", ("not-applicable",)), "Provide a brief explanation of your answer:"),
    ("3", "text", [], None, "never", "3. Provide at least one lesson or reflection relating to the implementation of this commitment. It can be the identification of key barriers to implementation, an unexpected help/hindrance, recommendations for future commitments, or if the commitment should be taken forward to the next action plan."),
]  # fmt: skip
RESULTS = [
    ("summary", "text", [], None, "never", "Summary"),
    ("early-results", "text", [], None, "never", "Early Results"),
    ("completion", "text", [], None, "never", "Completion"),
    ("participation", "text", [], None, "never", "Participation and Co-creation"),
    ("context", "text", [], None, "never", "Implementation in Context"),
    ("footnotes", "footnotes", [], None, "always", "Footnotes"),
    ("downloads", "files", [], None, "always", "Downloads"),
]


def told(prompt):
    blank_when = "always" if not prompt.required else prompt.optional_when or "never"
    codes = [option.code for option in prompt.options]
    return (prompt.key, prompt.kind.value, codes, prompt.asked_when, blank_when, str(prompt.label))


@pytest.mark.parametrize(
    ("version", "prompts"), [("end-of-commitment-2021", END_OF_COMMITMENT), ("results-2022", RESULTS)]
)
def test_version_asks_what_the_published_reports_ask(version, prompts):
    assert [told(prompt) for prompt in get_questionnaire(version).prompts] == prompts


@pytest.mark.parametrize(
    ("version", "fingerprint"),
    [
        ("end-of-commitment-2021", "ffa7023d457816385e82063b47e394be2d6ab336757cffaf8465840afad31dc4"),
        ("results-2022", "a06df0cf77fddc8d845df834abd1ed012bf97205443b0f2701cb49f380f9eea0"),
    ],
)
def test_released_version_is_closed(version, fingerprint):
    """A change to what was asked is a new version: copy the module, leave this one alone."""
    assert get_questionnaire(version).fingerprint == fingerprint


def test_every_version_is_pinned():
    assert list(QUESTIONNAIRES) == ["end-of-commitment-2021", "results-2022"]
    assert {kind: form.version for kind, form in NEWEST.items()} == {
        "end-of-commitment": "end-of-commitment-2021",
        "results": "results-2022",
    }


def test_section_titles_are_worded_as_published():
    titles = {version: [str(section.title) for section in form.sections] for version, form in QUESTIONNAIRES.items()}

    assert titles == {
        "end-of-commitment-2021": [
            "Section 1. Commitment completion",
            "Section 2. Did it open government?",
            "Section 3. Lessons from implementation",
        ],
        "results-2022": [
            "Summary",
            "Early Results",
            "Completion",
            "Participation and Co-creation",
            "Implementation in Context",
            "Footnotes and downloads",
        ],
    }


def test_options_are_worded_by_the_version():
    form = get_questionnaire("end-of-commitment-2021")

    words = {key: [str(option.label) for option in form.prompt(key).options] for key in ("1.1", "1.3", "2.2")}
    words["degree"] = [str(option.label) for option in form.prompt("2.1.1.degree").options]

    assert words == {
        "1.1": ["No evidence available", "Not started", "Limited", "Substantial", "Complete"],
        "1.3": [
            "All of the commitment milestones were implemented as planned",
            "Most of the commitment milestones were implemented as planned",
            "Some of the commitment milestones were implemented as planned",
            "None of the commitment milestones were implemented as planned",
        ],
        "2.2": ["Yes", "No", "Not Applicable"],
        "degree": ["Worsened", "Did not change", "Marginal", "Major", "Outstanding"],
    }


def test_every_question_and_option_explains_itself():
    for form in QUESTIONNAIRES.values():
        for prompt in form.prompts:
            assert prompt.hint or prompt.kind is PromptKind.CODE, prompt.key
    degrees = get_questionnaire("end-of-commitment-2021").prompt("2.1.1.degree")
    assert all(option.hint for option in degrees.options)


def test_every_question_comes_with_help():
    questions = [
        question for form in QUESTIONNAIRES.values() for section in form.sections for question in section.questions
    ]

    assert [question.key for question in questions if question.guidance is None] == []
    assert {question.key for question in questions if not question.guidance.example} == {"downloads"}


def test_a_question_is_called_by_its_number_or_else_by_its_words():
    names = {
        version: [str(question.name) for section in form.sections for question in section.questions]
        for version, form in QUESTIONNAIRES.items()
    }

    assert names == {
        "end-of-commitment-2021": ["1.1", "1.2", "1.3", "2.1.1", "2.1.2", "2.1.3", "2.2", "3"],
        "results-2022": [
            "Summary",
            "Early Results",
            "Completion",
            "Participation and Co-creation",
            "Implementation in Context",
            "Footnotes",
            "Downloads",
        ],
    }


def test_anchors_are_unique_and_come_from_the_keys():
    for form in QUESTIONNAIRES.values():
        anchors = [prompt.anchor for prompt in form.prompts]
        assert len(anchors) == len(set(anchors))
        assert all(re.fullmatch(r"q-[a-z0-9-]+", anchor) for anchor in anchors)
    assert get_questionnaire("end-of-commitment-2021").prompt("2.1.1.degree").anchor == "q-2-1-1-degree"


def test_fingerprint_does_not_depend_on_the_reader():
    form = get_questionnaire("end-of-commitment-2021")
    with override("es"):
        form.__dict__.pop("fingerprint", None)
        in_spanish = form.fingerprint

    form.__dict__.pop("fingerprint", None)
    assert in_spanish == form.fingerprint


def test_lookups():
    form = get_questionnaire("end-of-commitment-2021")

    assert form.section_of("2.1.1.degree") is form.section("openness")
    assert [prompt.key for prompt in form.children("2.1.1")] == ["2.1.1.degree", "2.1.1.explanation"]
    assert form.prompt("1.1").option("limited").label == "Limited"
    assert form.prompt("1.1").option("halfway") is None
    for look in (lambda: form.prompt("9.9"), lambda: form.section("nothing"), lambda: get_questionnaire("none-1999")):
        with pytest.raises(KeyError):
            look()


def test_every_question_that_claims_something_takes_evidence():
    taken = {
        version: [
            (question.key, question.evidence.key, question.offers_evidence)
            for question in form.questions
            if question.evidence
        ]
        for version, form in QUESTIONNAIRES.items()
    }

    assert taken == {
        "end-of-commitment-2021": [
            ("1.1", "1.1.evidence", True),
            ("1.2", "1.2.evidence", True),
            ("1.3", "1.3.evidence", False),
            ("2.1.1", "2.1.1.evidence", True),
            ("2.1.2", "2.1.2.evidence", True),
            ("2.1.3", "2.1.3.evidence", True),
            ("2.2", "2.2.evidence", True),
            ("3", "3.evidence", True),
        ],
        "results-2022": [
            (key, f"{key}.evidence", True)
            for key in ("summary", "early-results", "completion", "participation", "context")
        ],
    }


def test_no_key_is_used_twice():
    for form in QUESTIONNAIRES.values():
        assert len(form.keys) == len(set(form.keys))
        assert set(form.by_key) <= set(form.keys)


def test_files_are_taken_where_they_are_asked_for_or_offered_and_nowhere_else():
    form, results = get_questionnaire("end-of-commitment-2021"), get_questionnaire("results-2022")

    assert form.taking_files("1.3.evidence").maximum_files == 3
    assert form.taking_files("2.1.1.evidence").maximum_files is None
    assert results.taking_files("downloads").key == "downloads"
    for look in (
        lambda: form.taking_files("2.1.1"),
        lambda: form.taking_files("nothing"),
        lambda: form.question("1.3.evidence"),
    ):
        with pytest.raises(KeyError):
            look()
