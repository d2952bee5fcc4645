import re

import pytest
from django.template.loader import render_to_string
from pytest_django.asserts import assertHTMLEqual

from evaluations.choices import AsPlanned, Degree, LevelOfProgress, Result
from evaluations.models import Edition

FIGURES = {"progress": LevelOfProgress, "degree": Degree, "result": Result, "as_planned": AsPlanned}
EVERY_CODE = [(figure, code) for figure, codes in FIGURES.items() for code in codes]


def drawn(figure, code, label, **kwargs):
    return render_to_string(f"evaluations/partials/figures/{figure}.html", {"code": code, "label": label, **kwargs})


@pytest.mark.parametrize(("figure", "code"), EVERY_CODE)
def test_the_word_comes_first_and_the_drawing_is_silent(figure, code):
    html = drawn(figure, code.value, code.label)

    heard = re.sub(r"<svg[^>]*aria-hidden=\"true\".*</svg>", "", html, flags=re.DOTALL)
    name = figure.replace("_", "-")
    assertHTMLEqual(
        heard, f'<span class="figure figure-{name} figure-{code}"><span class="figure-text">{code.label}</span></span>'
    )
    assert html.index(str(code.label)) < html.index("<svg")


@pytest.mark.parametrize("figure", FIGURES)
def test_no_two_codes_look_alike_without_colour(figure):
    shapes = [re.search(r"<svg.*</svg>", drawn(figure, code.value, ""), re.DOTALL)[0] for code in FIGURES[figure]]

    assert len(set(shapes)) == len(FIGURES[figure])


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize(
    ("edition", "words"),
    [
        (Edition(status="published", source="https://example.org/"), "Not recorded in the source"),
        (Edition(status="draft"), "No answer yet"),
        (Edition(status="published"), "Not recorded"),
    ],
)
def test_why_there_is_no_code_is_said(figure, edition, words):
    html = drawn(figure, "", "", edition=edition)

    assertHTMLEqual(html, f'<span class="figure figure-blank">{words}</span>')
