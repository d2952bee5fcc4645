"""The comments under a page that was saved as text: "Comments (2)", then "NAME Reply" and the words of each."""

import re

from .furniture import COMMENTS_HEADING, REPLY_ALONE, REPLY_FORM, REPLY_TO, SAYS
from .parsed import ParsedComment
from .text import PARTICLES, fold, squeeze

_SMALL = PARTICLES | {"and", "for", "of", "the"}  # in a name
_LONGEST_NAME = 8  # words
_DEEPEST = 50  # replies to replies; nobody indents further
_DATE = re.compile(
    r"^(?:(?:on|el)\s+)?(?=.*\b(?:19|20)\d\d\b)(?=.*(?:\d{1,2}[/.:-]\d|[^\W\d]{3,}))[\w\s.,:/º°-]{6,45}$", re.IGNORECASE
)
_IN_REPLY_TO = re.compile(r"^\s*(?:in reply to|en respuesta a)\s+(?P<name>.+?)\s*:?\s*$", re.IGNORECASE)


def begins_comment(line):
    """Whether the line is the head of a comment: a name, and the link "Reply" beside it."""
    match = REPLY_TO.match(line)
    return bool(match and not REPLY_FORM.match(line) and _is_name(match["name"]))


def _is_name(text):
    words = text.split()
    if not words or len(words) > _LONGEST_NAME or (re.search(r"[.!?:;,]$", words[-1]) and len(words[-1]) > 3):
        return False
    return all(word in _SMALL or not word[0].isalpha() or word[0].isupper() or len(words) == 1 for word in words)


def read_comments(text):
    """Return the comments as a tree, and the words before the first that are nobody's.

    A comment that is indented further than the one above it is a reply to it; so is one that says to whom it replies.
    """
    thread, lead, says = _Thread(), [], any(SAYS.match(line) for line in text.split("\n"))
    lines = _with_heads_on_one_line(text.split("\n"))
    for line in lines:
        if REPLY_FORM.match(line):
            break
        head = SAYS.match(line) if says else REPLY_TO.match(line) if begins_comment(line) else None
        if head:
            thread.begin(squeeze(head["name"]), indent=len(head["indent"]))
        elif thread.is_empty:
            if fold(line) and not COMMENTS_HEADING.match(line):
                lead.append(line.strip())
        elif not REPLY_ALONE.match(line):
            thread.write(line)
    return thread.comments(), lead


def _with_heads_on_one_line(lines):
    """Join a name to the "Reply" that stands alone below it."""
    joined = []
    for line in lines:
        above = next((number for number in range(len(joined) - 1, -1, -1) if joined[number].strip()), None)
        is_head = REPLY_ALONE.match(line) and above is not None and _is_name(joined[above].strip(" -•*"))
        if is_head and not COMMENTS_HEADING.match(joined[above]):
            joined[above] += " Reply"
        else:
            joined.append(line)
    return joined


class _Thread:
    """The comments as they are read, with those that a next one may be a reply to."""

    def __init__(self):
        self._roots, self._open, self._all, self._lines = [], [], [], []

    @property
    def is_empty(self):
        return not self._all

    def begin(self, name, *, indent):
        self._finish()
        comment = ParsedComment(name=name, text="")
        while self._open and (self._open[-1][0] >= indent or len(self._open) == _DEEPEST):
            self._open.pop()
        self._place(comment, self._open[-1][1] if self._open else None)
        self._open.append((indent, comment))
        self._all.append(comment)

    def _place(self, comment, parent):
        (parent.replies if parent else self._roots).append(comment)

    def write(self, line):
        if not self._lines and (not line.strip() or _DATE.match(line.strip())):
            return
        reply = _IN_REPLY_TO.match(line) if not self._lines else None
        parent = reply and next((one for one in self._all[-2::-1] if fold(one.name) == fold(reply["name"])), None)
        if parent and self._all[-1] in self._roots:
            self._roots.remove(self._all[-1])
            self._place(self._all[-1], parent)
        elif not reply:
            self._lines.append(line.strip())

    def _finish(self):
        if self._all:
            self._all[-1].text = re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip()
        self._lines = []

    def comments(self):
        """Return the comments that say something; a reply to one that says nothing stands in its place."""
        self._finish()
        return _with_words(self._roots)


def _with_words(comments):
    kept = []
    for comment in comments:
        comment.replies = _with_words(comment.replies)
        kept += [comment] if comment.text else comment.replies
    return kept
