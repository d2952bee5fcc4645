# ruff: noqa: E501 -- the lines are those of the pages
import pytest

from . import pages
from .pages import ANSWERS, OVERVIEW, WHOLE, html_page, read, rows, shared_line_page, text_page

SHORT_LABELS = {"label:Overview", "label:Email", "label:Commitment", "label:Action", "label:Problem"}
ALL_LABELS = {key for key, _ in rows() if key.startswith(("label:", "heading:"))}
CODED = [key for key in ANSWERS if key in ("1.1", "1.3", "2.2") or (key.startswith("2.1") and "explanation" not in key)]
CODES = {f"value:{key}" for key in CODED}


def without(*keys):
    return {key: answer for key, answer in ANSWERS.items() if key not in keys}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(text_page(), id="apart"),
        pytest.param(text_page(between="\n"), id="line under line"),
        pytest.param(text_page(between="\r\n\r\n"), id="CRLF"),
        pytest.param("\ufeff" + text_page(), id="BOM"),
        pytest.param(text_page().encode("utf-16"), id="UTF-16"),
        pytest.param(text_page(between="\r"), id="CR"),
        pytest.param(text_page(between="\n\n\n\n"), id="far apart"),
        pytest.param(shared_line_page(), id="labels share lines"),
        pytest.param(html_page(), id="HTML"),
        pytest.param(html_page().replace("<p>", "<div><span>").replace("</p>", "</span></div>"), id="HTML of divs"),
        pytest.param(
            text_page([(k, f"**{line}**" if k.startswith("label:") else line) for k, line in rows()]), id="bold labels"
        ),
        pytest.param(html_page().replace("<p>", "<li>").replace("</p>", "</li>"), id="HTML of list items"),
        pytest.param(text_page(without=SHORT_LABELS), id="short labels stripped"),
        pytest.param(text_page(without=SHORT_LABELS, between="\n"), id="short labels stripped, line under line"),
        pytest.param(
            html_page([row for row in rows() if row[0] not in SHORT_LABELS]), id="short labels stripped, HTML"
        ),
        pytest.param(text_page(without=ALL_LABELS), id="all labels stripped"),
        pytest.param(text_page(without=ALL_LABELS, between="\n"), id="all labels stripped, line under line"),
        pytest.param(text_page(without={k for k in ALL_LABELS if k.startswith("heading:")}), id="headings stripped"),
    ],
)
def test_page_is_read_whole_in_every_shape(page):
    assert read(page) == WHOLE


@pytest.mark.parametrize("stripped", [set(), SHORT_LABELS, ALL_LABELS], ids=["labels", "few labels", "no labels"])
def test_lost_codes_stay_lost(stripped):
    parsed = read(text_page(without=stripped | CODES))

    assert parsed["answers"] == without(*CODED)
    assert parsed["missing"] == [
        "1.1", "1.3", "1.3.evidence", "2.1.1", "2.1.1.degree", "2.1.2", "2.1.2.degree", "2.1.3", "2.1.3.degree", "2.2",
    ]  # fmt: skip
    assert (parsed["action"], parsed["problem"]) == (pages.ACTION, pages.PROBLEM)
    assert parsed["unrecognised"] == []


@pytest.mark.parametrize("key", [key for key in ANSWERS if key not in CODED])
def test_each_label_alone_may_be_lost(key):
    parsed = read(text_page(without={f"label:{key}"}))

    assert parsed["answers"] == ANSWERS


@pytest.mark.parametrize("key", CODED)
def test_label_of_a_code_may_be_lost(key):
    parsed = read(text_page(without={f"label:{key}"}))

    assert parsed["answers"] == ANSWERS


@pytest.mark.parametrize("key", ANSWERS)
def test_a_question_that_is_gone_moves_no_other(key):
    parsed = read(text_page(without={f"label:{key}", f"value:{key}"}))

    assert parsed["answers"] == without(key)
    assert parsed["unrecognised"] == []


@pytest.mark.parametrize("label", [label for label, _ in OVERVIEW])
def test_each_label_of_the_overview_may_be_lost(label):
    assert read(text_page(without={f"label:{label}"})) == WHOLE


def test_tooltips_come_out_of_title_labels_and_sentences():
    lines = []
    for key, line in rows(overview=[*OVERVIEW[:5], ("Action", "More transparency, and sooner."), OVERVIEW[6]]):
        tooltips = pages.TOOLTIPS if key in ("label:Action Plan Title", "label:Commitment", "value:Action") else {}
        term = next((term for term in tooltips if term in line), "")
        lines.append((key, line.replace(term, term + tooltips[term], 1) if term else line))

    for between in ("\n", "\n\n"):
        assert read(text_page(lines, between=between)) == WHOLE | {"action": "More transparency, and sooner."}


def test_one_block_between_commitment_and_section_is_nobodys():
    page = text_page(without=SHORT_LABELS | {"value:Action"})

    parsed = read(page)

    assert (parsed["action"], parsed["problem"]) == ("", "")
    assert parsed["unrecognised"] == [{"at": "action", "text": pages.PROBLEM}]
    assert parsed["answers"] == ANSWERS


def test_empty_action_stays_empty():
    parsed = read(text_page(without={"value:Action"}))

    assert parsed == WHOLE | {"action": ""}


def test_more_blocks_than_answers_are_named_not_guessed():
    lines = [(key, line + "\n\nA second paragraph." if key == "value:1.2" else line) for key, line in rows()]

    parsed = read(text_page(lines, without=ALL_LABELS | CODES))

    assert parsed["answers"] == {}
    assert pages.ANSWERS["1.2"] in [left["text"] for left in parsed["unrecognised"]]


def test_codes_hold_the_blocks_between_them():
    lines = [
        (key, line + "\n\nA second paragraph." if key == "value:2.1.2.explanation" else line) for key, line in rows()
    ]

    parsed = read(text_page(lines, without=ALL_LABELS))

    explanation = pages.ANSWERS["2.1.2.explanation"] + "\n\nA second paragraph."
    assert parsed["answers"] == ANSWERS | {"2.1.2.explanation": explanation}


@pytest.mark.parametrize(
    ("written", "code"),
    [("COMPLETE", "complete"), ("Limited", "limited"), ("Sustancial", "substantial"), ("not started", "not-started"),
     ("No Evidence Available", "no-evidence"), ("SUSTANCIAL.", "substantial"), ("No iniciado", "not-started")],
)  # fmt: skip
def test_codes_in_any_capitals_and_in_spanish(written, code):
    lines = [(key, written if key == "value:1.1" else line) for key, line in rows()]

    assert read(text_page(lines))["answers"] == ANSWERS | {"1.1": code}


@pytest.mark.parametrize(
    "written", ["Mostly complete", "Complete, but for one milestone that nobody could have foreseen in that year"]
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_value_that_is_no_code_is_named(written, between):
    lines = [(key, written if key == "value:1.1" else line) for key, line in rows()]

    parsed = read(text_page(lines, between=between))

    assert parsed["answers"] == without("1.1")
    assert parsed["missing"] == ["1.1", "1.3.evidence"]
    assert parsed["unrecognised"] == [{"at": "1.1", "text": written}]


def test_what_a_code_excludes_is_not_missing():
    answers = without("2.1.1.degree", "2.1.1.explanation", "2.1.3.degree", "2.1.3.explanation", "2.1.3") | {
        "2.1.1": "not-applicable"
    }

    parsed = read(text_page(rows(answers=answers)))

    assert parsed["answers"] == answers
    assert parsed["missing"] == ["1.3.evidence", "2.1.1.explanation", "2.1.3", "2.1.3.degree", "2.1.3.explanation"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_other_labels_for_the_same(between):
    others = {"Member Name": "Member", "Action Plan Title": "Action Plan"}
    lines = [(key, others.get(line, line)) for key, line in rows()]
    lines.insert(lines.index(("label:Action", "Action")), ("value:Title", pages.COMMITMENT))
    lines.insert(lines.index(("value:Title", pages.COMMITMENT)), ("label:Title", "Title"))

    assert read(text_page(lines, between=between)) == WHOLE


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("plan", ["Action Plan Title", "Action Plan Title\nTitle"])
def test_commitment_that_is_labelled_title_and_nothing_more(between, plan):
    others = {"label:Action Plan Title": plan, "label:Commitment": "Title"}
    lines = [(key, others.get(key, line)) for key, line in rows()]

    assert read(text_page(lines, between=between)) == WHOLE


def test_doubled_title_label_under_the_plan():
    lines = [(key, "Action Plan Title\nTitle" if key == "label:Action Plan Title" else line) for key, line in rows()]

    assert read(text_page(lines)) == WHOLE


def test_header_bullet_names_the_plan():
    lines = rows()
    lines.insert(2, ("bullet", f"- Action Plan: {pages.PLAN}"))

    assert read(text_page(lines)) == WHOLE
    assert read(text_page(lines, without={"label:Action Plan Title", "value:Action Plan Title"})) == WHOLE


def test_evidence_is_an_answer():
    lines = rows(answers=ANSWERS | {"1.3.evidence": "Minutes of the last session"})

    parsed = read(text_page(lines))

    assert parsed["answers"] == ANSWERS | {"1.3.evidence": "Minutes of the last session"}
    assert parsed["missing"] == []


@pytest.mark.parametrize(
    ("title", "commitment", "expected"),
    [
        ("End of Commitment Report – Open government cul...", pages.COMMITMENT, pages.COMMITMENT),
        ("End of Commitment Report - Open government: culture!", pages.COMMITMENT, pages.COMMITMENT),
        (pages.TITLE, "Open government cul…", pages.COMMITMENT),
        (pages.TITLE, "", pages.COMMITMENT),
    ],
)
def test_titles_cut_off_or_with_other_signs(title, commitment, expected):
    lines = [(key, commitment if key == "value:Commitment" else line) for key, line in rows(title=title)]

    for stripped in (set(), SHORT_LABELS):
        parsed = read(text_page(lines, without=stripped))
        assert (parsed["title"], parsed["commitment"], parsed["problem"]) == (title, expected, pages.PROBLEM)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("start", range(0, len(text_page()), 500))
def test_a_page_may_break_off_anywhere(start, between):
    whole = text_page(between=between)

    for length in range(start, start + 500, 17):
        parsed = read(whole[:length])
        for key, answer in parsed["answers"].items():
            assert ANSWERS[key] == answer or (ANSWERS[key].startswith(answer) and key not in CODED), (length, key)
        assert all(left["at"] in (*CODED, "evaluators") for left in parsed["unrecognised"]), length


def test_labels_within_prose_are_prose():
    answer = "We asked: what changed?\nAction\nThe problem was bigger than the commitment. Section 1 says so.\nEmail came late."
    lines = rows(answers=ANSWERS | {"1.2": answer})

    assert read(text_page(lines))["answers"] == ANSWERS | {"1.2": answer}
