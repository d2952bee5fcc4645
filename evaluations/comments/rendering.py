"""A comment's text as HTML: paragraphs, line breaks and links; whatever else was typed comes out as text."""

import re

import nh3
from django.utils.html import escape

from .. import links

_COUNTED = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def render(text):
    """Return the text as safe HTML, made of p, br and a alone. Links tell search engines to ignore them."""
    lines = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    paragraphs = (_linked(paragraph).replace("\n", "<br>") for paragraph in _BLANK_LINES.split(lines))
    # Everything is escaped by now; the sanitiser is the second lock on the same door.
    return nh3.clean(
        "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        tags={"p", "br", "a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
    )


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
