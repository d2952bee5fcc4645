"""A comment's text as HTML: paragraphs, line breaks, links and quotations; all else that was typed stays text."""

import re
from itertools import groupby

import nh3
from django.utils.html import escape

from .. import links

_COUNTED = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MARK = re.compile(r"[ \t]*>(?!=)[ \t]?")  # what a mail begins a quoted line with
_MORE_THAN = re.compile(r"[ \t]*>[ \t]*\d")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def in_lines(text):
    """Return a text whose lines all end in one way: a browser sends other ends than a script does."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def render(text):
    """Return the text as safe HTML, made of p, br, a and blockquote alone.

    Lines that begin with ">" are a quotation. Links tell search engines to ignore them.
    """
    lines = _CONTROLS.sub("", in_lines(text)).strip().split("\n")
    blocks = (
        _quotation(list(block)) if is_quotation else _paragraphs(block)
        for is_quotation, block in groupby(lines, key=_is_quotation)
    )
    # Everything is escaped by now; the sanitiser is the second lock on the same door.
    return nh3.clean(
        "".join(blocks),
        tags={"p", "br", "a", "blockquote"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )


def _is_quotation(line):
    return bool(_MARK.match(line))


def _quotation(lines):
    """Return the lines as a quotation; marks alone quote nothing, and stay what was typed.

    So does a single line that begins with a mark and a number: that is more likely to mean "more than".
    """
    if len(lines) == 1 and _MORE_THAN.match(lines[0]):
        return _paragraphs(lines)
    quoted = _paragraphs(_MARK.sub("", line, count=1) for line in lines)
    return f"<blockquote>{quoted}</blockquote>" if quoted else _paragraphs(lines)


def _paragraphs(lines):
    """Return the paragraphs of some lines as HTML; blank ones part them."""
    told = (paragraph.strip("\n") for paragraph in _BLANK_LINES.split("\n".join(lines).strip()))
    return "".join(f"<p>{_linked(paragraph)}</p>".replace("\n", "<br>") for paragraph in told if paragraph.strip())


def count_links(text):
    """Return how many links the text holds, those that would not become one on the page included."""
    return len(_COUNTED.findall(text.replace("://www.", "://")))


def _linked(text):
    """Escape the text, and make each URL in it a link."""
    pieces, end = [], 0
    for start, url in links.find(text):
        if "://" in url:
            pieces += [escape(text[end:start]), f'<a href="{escape(url)}">{escape(url)}</a>']
            end = start + len(url)
    return "".join([*pieces, escape(text[end:])])
