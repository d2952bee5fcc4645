import pytest

from .pages import ACTION, ANSWERS, HEADINGS, QUESTIONS, WHOLE, read, rows, text_page

EVIDENCE = QUESTIONS["1.3.evidence"]
SECTION_2 = f"{EVIDENCE}\n\n{HEADINGS['2.1.1']}"
LABEL = QUESTIONS["2.2.explanation"]
EXPLANATION = f"{LABEL}\n\n{ANSWERS['2.2.explanation']}"


def without(*keys):
    """Return what is read of a page that lacks these answers."""
    missing = [key for key in QUESTIONS if key in ("1.3.evidence", *keys)]
    return WHOLE | {"answers": {k: a for k, a in ANSWERS.items() if k not in keys}, "missing": missing}


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (SECTION_2, f"{EVIDENCE} Section 2. Did it open government?"),
        (SECTION_2, f"{EVIDENCE} Section 2."),
        (SECTION_2, f"{EVIDENCE} Section 2. Did it open"),
        (SECTION_2, f"{EVIDENCE} Did it open government?"),
        (SECTION_2, f"{EVIDENCE} Sección 2. ¿Se abrió el gobierno?"),
        (SECTION_2, "Proporcione evidencias para su respuesta: Sección 2."),
        (f"{SECTION_2}\n\n", f"{EVIDENCE} Section 2. Did it open government? "),
        (f"{HEADINGS['2.1.1']}\n\n", "Section 2. Did it open government? "),
        (f"{HEADINGS['1.1']}\n\n", "Section 1. Commitment completion "),
        (f"{HEADINGS['3']}\n\n", "Section 3. Lessons from implementation "),
        (f"none was dropped.\n\n{SECTION_2}", "none was dropped. Section 2. Did it open government?"),
        ("Yes\n\nDegree of result:\n\nMajor", "Yes Degree of result: Major"),
        ("Overview\n\nName of Evaluator", "Overview Name of Evaluator"),
    ],
)
def test_a_heading_or_a_label_behind_a_label_is_no_answer(parts, line):
    page = text_page()
    assert parts in page

    assert read(page.replace(parts, line)) == WHOLE


@pytest.mark.parametrize(
    ("parts", "line", "expected"),
    [
        (f"{EXPLANATION}\n\n{HEADINGS['3']}", f"{LABEL} Section 3. Lessons", without("2.2.explanation")),
        (f"\n\n{ANSWERS['3']}\n\nNo comments yet", " No comments yet", without("3")),
        ("Degree of result:\n\nMajor\n\n", "Degree of result: ", without("2.1.1.degree")),
        (f"Action\n\n{ACTION}\n\nProblem\n\n", "Action: Problem: ", WHOLE | {"action": ""}),
    ],
    ids=["section 3", "comments", "explanation", "problem"],
)
def test_an_answer_that_is_empty_takes_nothing_from_what_shares_its_line(parts, line, expected):
    page = text_page()
    assert parts in page

    assert read(page.replace(parts, line)) == expected


@pytest.mark.parametrize("words", ["Section 2 of the annual report", "Sección 2 del informe anual"])
def test_a_section_of_another_document_is_evidence(words):
    answers = ANSWERS | {"1.3.evidence": words}

    assert read(text_page().replace(EVIDENCE, f"{EVIDENCE} {words}")) == WHOLE | {"answers": answers, "missing": []}


@pytest.mark.parametrize("words", ["Section 1. Commitment completion", "Problem", "Acción"])
def test_a_label_out_of_its_place_is_nobodys_answer(words):
    page = text_page().replace(EVIDENCE, f"{EVIDENCE} {words}")

    assert read(page) == WHOLE | {"unrecognised": [{"at": "1.3.evidence", "text": words}]}


@pytest.mark.parametrize(
    "words", ["As Section 2. Did it open government? tells", "See Section 1.", "Section 2 of the law"]
)
def test_a_heading_that_prose_names_stays_prose(words):
    answers = ANSWERS | {"1.2": f"{words}, two elections fell into the period."}

    assert read(text_page(rows(answers=answers))) == WHOLE | {"answers": answers}
