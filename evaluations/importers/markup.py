"""The text under an element of HTML: a line for each block."""

import re

from lxml import etree

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNREAD = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "nav",
        "footer",
        "button",
        "select",
        "textarea",
        "input",
        "form",
        "dialog",
    ]
)
_LABELS = frozenset(["b", "strong", "label", "th", "dt", "h1", "h2", "h3", "h4", "h5", "h6"])


def render(tree, *, is_label=lambda text: False, unread=lambda element: False):
    """Return the text under an element: blocks apart by a blank line, breaks as line ends, list items after "- ".

    Walks without recursion, for markup may be nested as deep as its writer likes. `unread` names further elements to
    leave out.
    """
    page, skipped = _Page(), None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event == "comment":
            if skipped is None and element is not tree:
                page.write(element.tail)
        elif event == "start" and skipped is None:
            if element is not tree and (element.tag in _UNREAD or unread(element)):
                skipped = element
            elif element is tree:
                page.write(element.text)
            else:
                page.open(element)
        elif event == "end":
            if skipped is None:
                page.close(element, is_label)
            if skipped is None or skipped is element:
                skipped = None
                page.write(element.tail if element is not tree else None)
    return page.text


class _Page:
    """The text as it grows: what was written, and the line ends that are due before the next word."""

    def __init__(self):
        self._pieces, self._labels = [], []
        self._breaks, self._bullet = 0, ""

    @property
    def text(self):
        return "".join(self._pieces).strip()

    def open(self, element):
        if element.tag in _BLOCKS:
            self._end_line(2)
        elif element.tag == "li":
            self._end_line(1)
            self._bullet = "- "
        elif element.tag == "br":
            self._end_line(min(self._breaks + 1, 2))
        if element.tag in _LABELS:
            self._labels.append(len(self._pieces))
        self.write(_reference(element) or element.text)

    def close(self, element, is_label):
        begun = self._labels.pop() if element.tag in _LABELS and self._labels else None
        if begun is not None and is_label("".join(self._pieces[begun:]).strip(" \n:-")):
            self._end_line(1)
        if element.tag in _BLOCKS:
            self._end_line(2)
        elif element.tag == "li":
            self._end_line(1)

    def _end_line(self, breaks):
        self._breaks = max(self._breaks, breaks)

    def write(self, text):
        words = re.sub(r"[ \t\r\n\f]+", " ", text or "")
        begins_line = self._breaks or self._bullet or not self._pieces
        if not words.strip(" "):
            if words and not begins_line and not self._pieces[-1].endswith(" "):
                self._pieces.append(" ")
            return
        if begins_line:
            words = ("\n" * self._breaks if self._pieces else "") + self._bullet + words.lstrip(" ")
            self._breaks, self._bullet = 0, ""
        elif self._pieces[-1].endswith(" "):
            words = words.lstrip(" ")
        self._pieces.append(words)


def _reference(element):
    """Return "[1]" for a footnote's number that is only raised."""
    if element.tag == "sup":
        text = "".join(element.itertext()).strip()
        if re.fullmatch(r"\d{1,3}", text):
            for child in list(element):
                element.remove(child)
            return f"[{text}]"
    return None


def drop(element):
    """Remove the element and leave what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
