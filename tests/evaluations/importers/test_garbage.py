# ruff: noqa: E501 -- the lines are those of the pages
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.importers.page import read_page
from evaluations.importers.source import LARGEST

from .pages import FOOT, QUESTIONS, RESULTS, TITLE, WORDS, html_page, text_page

PIECES = [
    TITLE, *QUESTIONS.values(), *WORDS.values(), *FOOT, "Overview", "Email", "Member Name", "Title", "Action", "Section 1.",
    "Comments (2)", "Ana Prueba Reply", "In reply to Ana Prueba", "[1] Note", "Early Results[1]", "•", "Completion", "<p>",
    "Mexico Results Report 2019-2022", "Action plan – Mexico, 2021 – 2022", "transparencyAccording to", "...", " More", "\n",
    "\n\n", "[email protected]", "ana@example.org", "<li class=comment>", "</li>", "<cite class=fn>A</cite>", "\x00", "\ud800",
]  # fmt: skip


def holds(data):
    """Read the bytes; whatever they are, the answer can be printed, and blames nobody's code."""
    report = read_page(data)

    line = json.dumps(report.as_json(file="p"))
    assert "\\u0000" not in line
    assert report.is_report or report.refusal


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_get_an_answer(data):
    holds(data)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=40), st.sampled_from(["\n", "\n\n", " "]))
def test_pages_out_of_pieces_get_an_answer(pieces, between):
    holds(between.join(pieces).encode("utf-8", errors="surrogatepass"))


@settings(deadline=None)
@given(st.lists(st.integers(0, 20_000), max_size=6), st.binary(max_size=8))
def test_damaged_pages_get_an_answer(places, damage):
    for page in (text_page(), html_page(), RESULTS):
        data = page.encode()
        for place in places:
            data = data[: place % len(data)] + damage + data[place % len(data) :]
        holds(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b" \n\t\n", b"\x00" * 100, b"%PDF-1.7 \xff\xfe", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", bytes(range(256)) * 40,
        b"\xff\xfe", "\ufeff".encode(), b"<html></html>", b"<div>" * 50_000, b"<p>" + b"x" * LARGEST,
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_page_is_refused_with_a_sentence(data):
    report = read_page(data)

    assert (report.kind, report.refusal.endswith(".")) == ("unrecognised", True)


def test_wrong_bytes_cost_no_more_than_themselves():
    page = text_page().replace("Few residents", "Few résidents")

    damaged = read_page(page.encode().replace(b"Two elections", b"Two \xff elections"))
    western = read_page(page.encode("cp1252"))

    assert damaged.problem == western.problem == read_page(page.encode()).problem
    assert damaged.answers["1.2"].startswith("Two  elections")


def test_a_page_cut_within_a_character_is_read():
    data = text_page().replace("Every step", "Cada paso dió").encode()

    report = read_page(data[: data.index("ó".encode()) + 1])

    assert report.answers["1.1.explanation"] == "Cada paso di"
