"""Where a page shows which answer follows: the labels found in its text, each led back to its question.

A label that several questions share ("Degree of result:") is led to one of them only where the labels around it leave
no other.
"""

import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from .furniture import EMAIL, MASKED_EMAIL
from .labels import HEADING, TITLE, Label
from .text import fold, fold_aligned

_NUMBERED = re.compile(r"^[-•*#\s]*(?P<number>\d(?:\.\d){0,2})[.)]?\s*[-–—]?\s*(?P<words>\S.*)$")
_BULLETS = re.compile(r"[-–•·*#>_\s¿]*")
_MOST_OCCURRENCES = 50  # of one label: no report has more, and the time that a page takes stays bounded
LONGEST_CODE = 10  # words that a code takes, in any language
_ALIKE = 0.6  # how far the words of a translated question may differ from those known


@dataclass
class Mark:
    """A label found on the page: the span it takes, and the key it stands for ("" where that is not certain)."""

    start: int
    end: int
    label: Label
    key: str = ""


def find_marks(text, form):
    """Return the marks of the page in their order, their keys resolved."""
    return resolve(text, _occurrences(text, form), form)


def _occurrences(text, form):
    folded = fold_aligned(text)
    found, weak, taken = [], [], _Taken()
    for label in form.labels:
        for match in islice(label.pattern.finditer(folded), _MOST_OCCURRENCES):
            mark = Mark(*match.span(), label)
            begins_word = not folded[mark.start - 1 : mark.start].isalnum()
            if begins_word and taken.leaves(mark.start, mark.end):
                strength = _strength(mark, text, folded)
                if strength:
                    (found if strength == "sure" else weak).append(mark)
                    taken.add(mark)
    found += _translated(text, found, form)
    found += _shared_lines(weak, found)
    found.sort(key=lambda mark: mark.start)
    ends = [*[mark.start for mark in found], len(text)][1:]
    return [
        _with_whole_question(_with_punctuation(mark, text), text, end) for mark, end in zip(found, ends, strict=True)
    ]


class _Taken:
    """The spans of a text that are taken, none of which meets another: asked often, so kept in order."""

    def __init__(self, marks=()):
        self._spans = sorted((mark.start, mark.end) for mark in marks)

    def add(self, mark):
        insort(self._spans, (mark.start, mark.end))

    def leaves(self, start, end):
        """Whether nothing is taken between two places."""
        before = bisect_left(self._spans, (end,)) - 1  # the last that begins before the end
        return before < 0 or self._spans[before][1] <= start


def _line_around(mark, text):
    start = text.rfind("\n", 0, mark.start) + 1
    end = text.find("\n", mark.end)
    return text[start : mark.start], text[mark.end : end if end >= 0 else len(text)]


def _strength(mark, text, folded):
    """Return "sure" or "weak" for words that are a label there, "" for words that only read like one."""
    before, after = _line_around(mark, text)
    label, begins_line = mark.label, _BULLETS.fullmatch(before) is not None
    if label.is_heading:
        return "sure" if begins_line and _ends_heading(after, label) else ""
    if label.is_long:
        return "sure" if begins_line or text[mark.start - 1].isspace() else ""
    if not begins_line:
        return ""
    if not fold(after) or re.match(r" *(\([^)]{1,3}\))? *:", after):
        return "sure"
    if label.keys == ("email",) and (EMAIL.search(after) or MASKED_EMAIL.search(after)):
        return "sure"
    starts_value = re.match(r" +[“\"'(¿¡]?[A-ZÀ-Þ\d]", after) is not None
    return "weak" if starts_value else ""


def _ends_heading(after, label):
    if not fold(after):
        return True
    numbered = re.fullmatch(r"(section|seccion) \d", label.words)
    return bool(numbered and label.language != "en" and len(after) <= 80 and not after.endswith("."))


def _shared_lines(weak, found):
    """Return the short labels that share a line with their value, on a page that writes all of them so.

    "Action Articulate the agendas" may as well be prose; beside "Member Name Mexico State, Mexico" it is not, as long
    as the label has no line of its own elsewhere.
    """
    known = {key for mark in found for key in mark.label.keys}
    several_words = [mark for mark in weak if not mark.label.is_one_word]
    if not several_words:
        return []
    return [mark for mark in weak if not known.intersection(mark.label.keys)]


def _translated(text, found, form):
    """Return marks for the lines that word a question in another way than is known, as translated pages do."""
    marks, start, taken = [], 0, _Taken(found)
    for line in text.split("\n"):
        is_free = line.strip() and taken.leaves(start, start + len(line))
        mark = _translated_line(line, start, form) if is_free else None
        marks += [mark] if mark else []
        start += len(line) + 1
    return marks


def _translated_line(line, start, form):
    numbered = _NUMBERED.match(line)
    words, keys = (numbered["words"], (numbered["number"],)) if numbered else (line, None)
    if keys and keys[0] not in form.prompts:
        return None
    if not keys and (len(line) > 160 or not line.rstrip().endswith((":", ".", "?"))):
        return None
    end = words.rfind("?") + 1 or len(words)
    is_question = words.startswith("¿") and words[end - 1] == "?"
    label = _most_alike(fold(words[:end]).split(), form, keys, is_spanish_question=is_question)
    if label is None:
        return None
    offset = start + line.index(words)
    return Mark(offset if not numbered else start, offset + end, label)


def _most_alike(words, form, keys, *, is_spanish_question):
    """Return the label that the words are a variant of, among those of the keys where these are known."""
    if keys and is_spanish_question:
        return next(label for label in form.labels if label.keys == keys and label.language == "es")
    best, ratio, given = None, _ALIKE if keys else 0.75, set(words)
    for label in form.labels:
        known = label.unnumbered
        if len(known) < 3 or label.is_heading or (keys and label.keys != keys):
            continue
        if len(given.intersection(known)) < ratio * len(known) / 2:
            continue
        alike = SequenceMatcher(None, known, words, autojunk=False).ratio()
        if alike >= ratio:
            best, ratio = label, alike
    return best


def _with_punctuation(mark, text):
    """Return the mark with the signs around the label: the bullet before it, the colon behind it."""
    before, _after = _line_around(mark, text)
    rest = re.match(r"[ ]*[?:.;*)…]*[ ]*", text[mark.end :])
    signs = len(before) if _BULLETS.fullmatch(before) else 0
    return Mark(mark.start - signs, mark.end + rest.end(), mark.label)


def _with_whole_question(mark, text, end):
    """Return the mark with all of a translated question: translations are longer or shorter than the one known.

    What follows on the line is the question's where it ends with its sign, or where the answer begins on another line.
    """
    line_end = text.find("\n", mark.end)
    rest = text[mark.end : line_end if line_end >= 0 else len(text)]
    if mark.label.language == "en" or not mark.label.words[0].isdigit() or not fold(rest):
        return mark
    if "?" in rest:
        mark.end += rest.rindex("?") + 1
    elif line_end >= 0 and fold(text[line_end:end]):
        mark.end = line_end
    return mark


def resolve(text, marks, form):
    """Lead each mark to its key, and leave out those that stand where their question cannot be."""
    anchors = _in_order([mark for mark in marks if len(mark.label.keys) == 1 and mark.label.keys != (TITLE,)], form)
    for mark in anchors:
        mark.key = mark.label.keys[0]
    is_anchor = {id(mark) for mark in anchors}
    kept, previous, shared = [], None, []
    for mark in [*marks, None]:
        if mark is not None and len(mark.label.keys) > 1:
            shared.append(mark)
        elif mark is None or id(mark) in is_anchor:
            _resolve_shared(text, shared, previous, mark, form)
            kept += [*shared, *([mark] if mark else [])]
            previous, shared = mark, []
    return _with_titles(text, kept, [mark for mark in marks if mark.label.keys == (TITLE,)], form)


def _in_order(marks, form):
    """Return the longest run of marks that keep the form's order; of equally long ones, that of the first marks."""
    best = []  # for each mark: length of the best run that ends in it, and the mark before
    ends = {}  # by place: the longest run that ends there, and the first mark that ends one
    for number, mark in enumerate(marks):
        place = form.position[mark.label.keys[0]]
        length, before = max((end for at, end in ends.items() if at <= place), default=(0, None))
        best.append((length + 1, None if before is None else -before))
        ends[place] = max(ends.get(place, (0, 0)), (length + 1, -number))
    run, at = [], max(range(len(marks)), key=lambda number: best[number][0], default=None)
    while at is not None:
        run.append(marks[at])
        at = best[at][1]
    return run[::-1]


def _resolve_shared(text, shared, previous, following, form):
    """Lead labels that several questions share to one each, from what stands before and after them.

    A label belongs to the question above it, unless prose between them shows that other labels were lost there.
    """
    first = form.position[previous.key] if previous else -1
    last = form.position[following.key] if following else len(form.order)
    above, left = previous, Counter(mark.label.keys for mark in shared)
    for mark in shared:
        last_key = above.key if above and not _holds_prose(text[above.end : mark.start]) else ""
        candidates = [key for key in mark.label.keys if first < form.position[key] < last]
        same = [key for key in candidates if form.question_of.get(last_key) == form.question_of[key]]
        if len(candidates) in (left[mark.label.keys], 1):
            mark.key = candidates[0]
        elif same:
            mark.key = same[0]
        if mark.key:
            first = form.position[mark.key]
        left[mark.label.keys] -= 1
        above = mark


def _holds_prose(text):
    return any(len(line.split()) > LONGEST_CODE for line in text.split("\n"))


def _with_titles(text, kept, titles, form):
    """Add the label "Title": some pages print it below the plan's or the commitment's, some instead of the latter."""
    for title in titles:
        before = max((mark for mark in kept if mark.start < title.start), key=lambda mark: mark.start, default=None)
        if before is None or before.key not in ("action_plan", "commitment"):
            continue
        is_below_a_value = bool(fold(text[before.end : title.start]))
        if not is_below_a_value:
            title.key = before.key
        elif before.key == "commitment":
            title.key = TITLE
        elif all(mark.key != "commitment" for mark in kept):
            title.key = "commitment"  # below the plan, and the commitment has no label but this
        if title.key:
            kept.append(title)
    return sorted(kept, key=lambda mark: mark.start)


def is_form_heading(key):
    """Whether the key is a heading of the questionnaire, not the Overview's."""
    return key.startswith(HEADING) and key != HEADING + "overview"
