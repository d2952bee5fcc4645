"""A saved HTML page as text: a line for each block, and the comments where WordPress marked them up."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from .comment_markup import take_comments
from .markup import drop, render
from .parsed import ParsedComment
from .tooltips import SHORTEST, remove_tooltips

_TOOLTIP = re.compile(r"tooltip|tool-tip|glossary|popover|tippy|definition", re.IGNORECASE)


@dataclass
class HtmlPage:
    """What a page in HTML says: its text, the URL that it gives itself, and its comments as a tree."""

    text: str = ""
    url: str = ""
    comments: list[ParsedComment] = field(default_factory=list)


def looks_like_html(text):
    """Whether the text is markup, and not a text that shows some."""
    start = text[:20_000].lower()
    if re.match(r"\s*<(!doctype|html|head|body|div|article|section|main|h1|p|ul|span|!--)[\s>-]", start):
        return True
    return "<html" in start[:2000] or len(re.findall(r"</(?:p|div|h[1-6]|li|span|dd|td)>", start)) >= 5


def read_html(text, *, is_label):
    """Return the HtmlPage. Broken markup yields what can be read of it."""
    tree = _parse(text)
    if tree is None:
        return HtmlPage()
    comments = take_comments(tree)
    _drop_tooltips(tree)
    return HtmlPage(render(tree, is_label=is_label), _url_of(tree), comments)


def _url_of(tree):
    """Return the URL that the page says is its own, or ""."""
    links = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next((link for link in links if re.match(r"https?://\S+$", link)), "")


def _parse(text):
    # Bytes, for lxml refuses a text that declares an encoding.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", errors="ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _drop_tooltips(tree):
    """Take definitions out that stand in an element of their own beside their term, the innermost first."""
    for element in reversed(list(tree.iter(etree.Element))):
        if isinstance(element.tag, str) and element.getparent() is not None and _is_definition(element):
            drop(element)


def _is_definition(element):
    if element.get("role") == "tooltip":
        return True
    hints = " ".join(element.get(name, "") for name in ("class", "id"))
    if element.tag in ("body", "main", "html") or not _TOOLTIP.search(hints):
        return False
    text = " ".join("".join(element.itertext()).split())
    is_cut = re.search(r"(\.\.\.|…) ?(Read )?(More|Más)?$", text) is not None
    return is_cut and len(text) >= SHORTEST and remove_tooltips(text) == text
