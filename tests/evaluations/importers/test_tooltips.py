import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.importers.tooltips import TERMS, remove_tooltips

from .pages import TOOLTIPS

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"), exclude_characters=".…"), max_size=80)
# Definitions as pages cut them: 200 bytes, a space at the end trimmed.
DEFINITIONS = st.text("abcdefghij klmno’“” ,", min_size=220, max_size=220).map(
    lambda text: ("Whatever " + text).encode()[:200].decode(errors="ignore").rstrip()
)


@settings(deadline=None)
@given(
    before=WORDS,
    term=st.sampled_from(TERMS),
    capital=st.booleans(),
    definition=DEFINITIONS.filter(lambda text: len(text.encode()) > 196),
    more=st.sampled_from(["", " More"]),
    after=WORDS.filter(lambda text: not text.lstrip().startswith(("More", "Read", "Más"))),
)
def test_a_tooltip_after_any_term_comes_out(before, term, capital, definition, more, after):
    term = term.capitalize() if capital else term
    text = f"{before} {term} {after}"

    with_tooltip = f"{before} {term}{definition}...{more} {after}"

    assert remove_tooltips(with_tooltip) == text


@settings(deadline=None)
@given(st.text(max_size=400))
def test_text_without_tooltips_stays_as_it_is(text):
    assert remove_tooltips(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The commitment... was it kept? Transparency, they said, is " + "a long road " * 20 + "...",
        "The IEEM built DecideIEEM for all. " + "It was used widely. " * 9 + "And then... More came.",
        "Transparency " + "According to everybody " * 9 + "it helps... More of it is needed.",
        "transparencyAnd so on... the rest of the sentence has nothing to do with it",
        "Action plan – Mexico State, Mexico, 2021 – 2022",
        "A commitmentX is no word. " + "Nor is this. " * 40 + "The end...",
    ],
)
def test_real_prose_with_dots_stays_as_it_is(text):
    assert remove_tooltips(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Knowledge of transparency{}, access and more.", "Knowledge of transparency, access and more."),
        ("Two commitments{} and a plan.", "Two commitments and a plan."),
        ("It ends with transparency{}. Next.", "It ends with transparency. Next."),
        ("Three words: Open  transparency{} transparency", "Three words: Open  transparency transparency"),
        ("the Independent Reporting Mechanism (IRM){} said", "the Independent Reporting Mechanism (IRM) said"),
        (
            "a term that no glossary knows, asset recovery{} and on",
            "a term that no glossary knows, asset recovery and on",
        ),
    ],
)
@pytest.mark.parametrize("more", ["", " More", " Más", "More", " Read More"])
def test_words_around_a_tooltip_are_not_hurt(text, expected, more):
    definition = TOOLTIPS["Commitment"].removesuffix("...")
    definition = definition.encode().ljust(200, b"x")[:200].decode(errors="ignore")

    assert remove_tooltips(text.format(f"{definition}...{more}")) == expected
