import re
import sys

import pytest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from evaluations.narrative import Footnote, Footnotes, is_web_link, to_html

LINK = '<a href="{0}" rel="nofollow noopener">{1}</a>'


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("a line\nand the next", "<p>a line<br>\nand the next</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("  • uno\n  • dos", "<ul>\n<li>uno</li>\n<li>dos</li>\n</ul>"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("*so* and **so**", "<p><em>so</em> and <strong>so</strong></p>"),
        ("2 * 3 * 4 in a_file_name", "<p>2 * 3 * 4 in a_file_name</p>"),
        ("    four spaces", "<p>four spaces</p>"),
    ],
)
def test_paragraphs_lists_and_emphasis(typed, shown):
    assert to_html(typed).strip() == shown


@pytest.mark.parametrize(
    "typed",
    [
        "# no heading",
        "no heading\n==========",
        "> no quotation",
        "`no code`",
        "| no | table |\n| --- | --- |",
        "***",
        "[1]: https://example.org",
        "~~not struck~~",
    ],
)
def test_nothing_else_has_a_meaning(typed):
    assert (
        to_html(typed).strip()
        == "<p>"
        + typed.replace("\n", "<br>\n")
        .replace(">", "&gt;")
        .replace("br&gt;", "br>")
        .replace(
            "https://example.org",
            LINK.format("https://example.org", "https://example.org"),
        )
        + "</p>"
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "see https://example.org/a_b_c.",
            f"see {LINK.format('https://example.org/a_b_c', 'https://example.org/a_b_c')}.",
        ),
        ("see www.example.org/a", f"see {LINK.format('http://www.example.org/a', 'www.example.org/a')}"),
        ("[here](https://example.org)", LINK.format("https://example.org", "here")),
        ("[her](mailto:ana@example.org)", LINK.format("mailto:ana@example.org", "her")),
        ("[a [b] c](https://example.org)", LINK.format("https://example.org", "a [b] c")),
        (r"[a \] c](https://example.org)", LINK.format("https://example.org", "a ] c")),
        ("[*a*](https://example.org)", LINK.format("https://example.org", "<em>a</em>")),
        ("(https://example.org/a_(b))", f"({LINK.format('https://example.org/a_(b)', 'https://example.org/a_(b)')})"),
        ("HTTPS://example.org", LINK.format("HTTPS://example.org", "HTTPS://example.org")),
        ("*https://example.org*", f"<em>{LINK.format('https://example.org', 'https://example.org')}</em>"),
        ("http://", "http://"),
        ("ana@example.org", "ana@example.org"),
        ("the plan.In May", "the plan.In May"),
        ("ftp://example.org", "ftp://example.org"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("[x](JAVASCRIPT:alert)", "[x](JAVASCRIPT:alert)"),
        ("[x](data:text/html,x)", "[x](data:text/html,x)"),
        ("[x](/desk/)", "[x](/desk/)"),
        ("[x](//example.org)", "[x](//example.org)"),
    ],
)
def test_links_only_to_the_web_and_to_mail(typed, shown):
    assert to_html(typed).strip() == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<b onclick=x>", "&lt;b onclick=x&gt;"),
        ("&lt;", "&amp;lt;"),
        ('[x](https://example.org/"onclick="x)', LINK.format("https://example.org/%22onclick=%22x", "x")),
        ("![x](https://example.org/x.png)", "!" + LINK.format("https://example.org/x.png", "x")),
    ],
)
def test_no_mark_up_of_the_writer_gets_through(typed, shown):
    assert to_html(typed).strip() == f"<p>{shown}</p>"


def test_a_call_of_a_note_leads_to_it_and_the_first_one_can_be_led_back_to():
    notes = Footnotes({"1": "A book."}.items())

    first, second = to_html("Said[1] and [2]", notes), to_html("again [1] ([1](https://example.org))", notes)

    assert first.strip() == '<p>Said<sup id="call-1"><a href="#note-1">[1]</a></sup> and [2]</p>'
    assert second.strip() == (
        f'<p>again <sup><a href="#note-1">[1]</a></sup> ({LINK.format("https://example.org", "1")})</p>'
    )


def test_a_note_leads_back_only_to_where_it_was_called():
    notes = Footnotes({"1": "A book.", "2": "Another."}.items())

    to_html("Said[1]", notes)

    assert notes.listed == [Footnote("1", "A book.", is_called=True), Footnote("2", "Another.", is_called=False)]
    assert [note.html for note in notes.listed] == [
        '<p>A book. <a href="#call-1" aria-label="Back to the text">↩</a></p>',
        "<p>Another.</p>",
    ]
    assert all(isinstance(note.html, SafeString) for note in notes.listed)


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://example.org", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("/reports/", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_what_may_be_a_link(url, is_one):
    assert is_web_link(url) is is_one


def test_a_note_that_nothing_calls_is_markup_and_not_escaped():
    html = Footnote("1", "A book.", is_called=False).html

    assert conditional_escape(html) == "<p>A book.</p>"


@pytest.mark.parametrize(
    "piece", ["[", "[a", "![", "[]", "*[", "[[a]", "[a][", "[a](b", "http://", "http://[", "http://a.b/(", "_://", "*_"]
)
def test_a_text_of_nothing_but_marks_keeps_its_words_and_is_little_work_a_character(piece):
    text = piece * 800

    html = to_html(text)

    assert _without_emphasis(re.sub(r"<[^>]+>", "", html)) == _without_emphasis(text)
    assert _calls_to_render(text) < 45 * len(text)


def _without_emphasis(text):
    return re.sub(r"[*_\s]", "", text)


def _calls_to_render(text):
    """Return how many functions are called for it: the same on every machine."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        to_html(text)
    finally:
        sys.setprofile(None)
    return calls
