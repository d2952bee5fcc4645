"""What a person typed, as HTML: paragraphs, line breaks, lists, emphasis and links; nothing else has a meaning.

The text itself stays as it was typed. No mark-up of the writer's gets through, no link but to http, https and mailto.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_inline import link as markdown_link

from . import links

MEANINGFUL = ("list", "newline", "escape", "emphasis", "link", "linkify")
DEEPEST_NESTING = 20
SCHEMES = {"http", "https", "mailto"}
TAGS = {"p", "br", "ul", "ol", "li", "em", "strong", "a", "sup"}
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}, "sup": {"id"}}
# The marks that word processors put before the items of a list.
BULLET = re.compile(r"^([ \t]*)[•◦▪●‣·][ \t]+", re.MULTILINE)
# The words of a link, in which brackets may stand, but not in each other.
LINK = re.compile(r"\[(?:[^\[\]\\]|\\.|\[[^\[\]]{0,50}+\]){1,500}+\]\(", re.DOTALL)
SCHEME = re.compile(r"https?$", re.IGNORECASE)
CALL = re.compile(r"\[(\w{1,10})\](?!\()")


def number_of_words(text):
    """Return how many words a text has; a dash or the mark before an item of a list is none."""
    return sum(any(character.isalnum() for character in piece) for piece in text.split())


@dataclass(frozen=True)
class Footnote:
    """One note as it is listed at the end."""

    number: str
    text: str
    is_called: bool  # by a text, to which it leads back

    @property
    def html(self):
        """Return the note, and behind its last word the way back."""
        html = to_html(self.text).rstrip()
        if not self.is_called:
            return mark_safe(html)  # noqa: S308 -- made here; stripped, it had lost its mark
        back = format_html(' <a href="#call-{}" aria-label="{}">↩</a>', self.number, _("Back to the text"))
        end = "</p>" if html.endswith("</p>") else ""
        return mark_safe(html.removesuffix(end)) + back + mark_safe(end)  # noqa: S308 -- both made here


class Footnotes:
    """The footnotes of one page, and which of them its texts have called so far.

    Texts are rendered in the order in which they are read, the list of notes last: the first call of a note gets the
    id that the note leads back to.
    """

    def __init__(self, notes=()):
        """Take pairs of number and text."""
        self.notes = dict(notes)
        self.called = set()

    def call(self, number):
        """Return the HTML of one call of a note."""
        anchor = "" if number in self.called else f' id="call-{number}"'
        self.called.add(number)
        return f'<sup{anchor}><a href="#note-{number}">[{number}]</a></sup>'

    @property
    def listed(self):
        return [Footnote(number, text, number in self.called) for number, text in self.notes.items()]


def in_order(footnotes):
    """Return a mapping of footnotes in the order of their numbers: 2, 2a, 10, and then what is no number.

    The database keeps the names of a mapping in an order of its own.
    """
    return {number: footnotes[number] for number in sorted(footnotes, key=_place_of)}


def to_html(text, footnotes=None):
    """Return safe HTML for what was typed. `footnotes` (Footnotes) makes links of the calls of its notes, such as [1].

    A list begins with "-", "*", "1." or a bullet.
    """
    typed = BULLET.sub(r"\1- ", text)
    html = _markdown.render(typed, {"footnotes": footnotes or Footnotes()})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return mark_safe(clean)  # noqa: S308 -- nh3 has just let nothing else through


def is_web_link(url):
    """Whether what somebody gave as a link may be one on a page."""
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False


def _place_of(number):
    digits = re.match("[0-9]*", number)[0]
    return (not digits, int(digits or 0), number)


def _call_of_footnote(state, silent):
    """Make a link of [1] where there is a note 1; anything else in brackets stays as typed."""
    match = CALL.match(state.src, state.pos)
    if not match or match[1] not in state.env["footnotes"].notes:
        return False
    if not silent:
        state.push("footnote_call", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _draw_call(renderer, tokens, index, options, env):
    return env["footnotes"].call(tokens[index].content)


def _draw_link(renderer, tokens, index, options, env):
    tokens[index].attrSet("rel", "nofollow noopener")
    return renderer.renderToken(tokens, index, options, env)


def _is_allowed(url):
    return url.partition(":")[0].lower() in SCHEMES


@dataclass(frozen=True)
class _WwwLink:
    """A link as the parser asks for it: what begins with "www." and tells no scheme."""

    index: int
    text: str
    schema = "www."

    @property
    def last_index(self):
        return self.index + len(self.text)

    @property
    def url(self):
        return f"http://{self.text}"


class _WwwLinks:
    """Find what says itself that it is a link: in "the plan.In May", India's domain makes none."""

    def test(self, text):
        return "www." in text.lower()

    pretest = test

    def match(self, text):
        return [_WwwLink(start, url) for start, url in links.find(text) if "://" not in url[:8]]


def _plain_link(state, silent):
    """Make a link of a URL with its scheme. The parser comes by at its colon, with the scheme behind it.

    The parser's own rule takes seconds for a text of nothing but "http://[".
    """
    scheme = SCHEME.search(state.pending[-5:])
    if state.linkLevel or not scheme or not state.src.startswith("://", state.pos):
        return False
    url = links.at(state.src[: state.posMax], state.pos - len(scheme[0]))
    href = state.md.normalizeLink(url)
    if not url or not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        state.push("link_close", "a", -1)
    state.pos += len(url) - len(scheme[0])
    return True


def _bounded_link(state, silent):
    """Make a link of what has the shape of one.

    The parser's own rule looks for the end of every opening bracket: it takes a second for a text of nothing else.
    """
    return bool(LINK.match(state.src, state.pos)) and markdown_link(state, silent)


def _markdown_parser():
    parser = MarkdownIt("zero", {"breaks": True, "linkify": True, "maxNesting": DEEPEST_NESTING}).enable(MEANINGFUL)
    parser.linkify = _WwwLinks()
    parser.inline.ruler.at("linkify", _plain_link)
    parser.inline.ruler.at("link", _bounded_link)
    parser.validateLink = _is_allowed
    parser.inline.ruler.before("link", "footnote_call", _call_of_footnote)
    parser.add_render_rule("footnote_call", _draw_call)
    parser.add_render_rule("link_open", _draw_link)
    return parser


_markdown = _markdown_parser()
