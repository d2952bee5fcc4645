import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations import comments
from tests.evaluations.comments.hostile import HOSTILE


def read(html):
    """Return the text of the HTML, and the tags in it."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return "".join(tree.itertext()), {element.tag for element in tree.iter()} - {"DOCUMENT_FRAGMENT"}


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_comes_out_as_text(text):
    assert read(comments.render(text)) == (text, {"p"})


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/\"onmouseover='alert(1)'",
        "https://example.org/'onmouseover=alert(1)",
        "https://example.org/<script>alert(1)</script>",
        "https://[broken",
    ],
)
def test_links_carry_nothing_but_where_they_lead(text):
    words, tags = read(comments.render(text))
    tree = html5lib.parseFragment(comments.render(text), namespaceHTMLElements=False)

    assert (words, tags <= {"p", "a"}) == (text, True)
    assert all(set(link.attrib) == {"href", "rel"} for link in tree.iter("a"))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/wiki/A_(b)", "https://example.org/wiki/A_(b)"),
        ("HTTP://EXAMPLE.ORG?", "HTTP://EXAMPLE.ORG"),
        ("“https://example.org/a”", "https://example.org/a"),
    ],
)
def test_url_ends_where_the_sentence_does(text, url):
    tree = html5lib.parseFragment(comments.render(text), namespaceHTMLElements=False)

    assert [link.text for link in tree.iter("a")] == [url]


def test_blank_lines_part_paragraphs_and_line_ends_break_lines():
    assert comments.render("One\r\ntwo\r\n \r\n\r\nthree\x00\n") == "<p>One<br>two</p><p>three</p>"


@given(st.text())
def test_whatever_is_typed_brings_no_tag_of_its_own(text):
    assert read(comments.render(text))[1] <= {"p", "br", "a", "blockquote"}


@given(st.lists(st.sampled_from([*HOSTILE, "https://example.org/", "\n\n", "'", '"', ")", " "])).map("".join))
def test_mixtures_of_markup_bring_no_tag_of_their_own(text):
    assert read(comments.render(text))[1] <= {"p", "br", "a", "blockquote"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "> Nine of ten.\nWhich is the tenth?",
            "<blockquote><p>Nine of ten.</p></blockquote><p>Which is the tenth?</p>",
        ),
        ("It says:\n>Nine\n> of ten.", "<p>It says:</p><blockquote><p>Nine<br>of ten.</p></blockquote>"),
        ("> One.\n> \n> Two.", "<blockquote><p>One.</p><p>Two.</p></blockquote>"),
        ("> One.\n\n> Two.", "<blockquote><p>One.</p></blockquote><blockquote><p>Two.</p></blockquote>"),
        (">\n>", "<p>&gt;<br>&gt;</p>"),
        ("a > b", "<p>a &gt; b</p>"),
        ("> 5 % of the budget", "<p>&gt; 5 % of the budget</p>"),
        (">= 3\n-> there", "<p>&gt;= 3<br>-&gt; there</p>"),
        ("> It opened in\n> 2023.", "<blockquote><p>It opened in<br>2023.</p></blockquote>"),
        ("> > One.\n> Two.", "<blockquote><p>&gt; One.<br>Two.</p></blockquote>"),
    ],
)
def test_lines_that_begin_as_in_mails_are_quotations(text, html):
    assert comments.render(text) == html


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_comes_out_as_text_also_where_it_is_quoted(text):
    assert read(comments.render(f"> {text}")) in ((text, {"blockquote", "p"}), (f"> {text}", {"p"}))
