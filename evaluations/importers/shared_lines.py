"""Labels that share a line with the label, the heading or the furniture that follows, each put on a line of its own.

"Provide evidence for your answer: Section 2. Did it open government?" holds no answer. Whatever a label shares its line
with is its value only where it is nothing that a page says by itself.
"""

import re
from functools import cache

from .furniture import SITE_NAME, is_end
from .labels import HEADING
from .text import fold, fold_aligned

_BULLETS = re.compile(r"[-–•·*#>_\s¿]*")
_SIGNS = re.compile(r"[\s?:.;*)…–—-]*")
_LONGEST_FURNITURE = 120
_MOST_LABELS = 100  # on one line; a whole form has fewer, and the time that a page takes stays bounded
_BEGINS_SPANISH_TITLE = re.compile(r"[.:–—-]\s*[¿A-ZÀ-Þ]")


def part_labels(text, form):
    """Return the text with a line end before each label, heading or furniture that stands right after a label."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line, form))


def _parts(line, form):
    if not fold(line):
        return [line]
    folded = fold_aligned(line)
    cuts = []
    for start in sorted(_starts(line, folded, form)):
        if len(cuts) > _MOST_LABELS:
            break  # no page
        if not cuts or start > cuts[-1]:  # else it was passed on the way from an earlier one
            cuts += _cuts(line, folded, start, form)
    return [line[a:b].rstrip() for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]


def _starts(line, folded, form):
    """Yield where labels may begin: first on the line, behind a code there, and where nobody writes them by chance."""
    first = _BULLETS.match(line).end()
    yield first
    if code := _code_pattern(form).match(folded, first):
        yield _SIGNS.match(line, code.end()).end()
    for label in form.labels:
        if label.is_long:
            yield from (m.start() for m in label.pattern.finditer(folded) if folded[m.start() - 1 : m.start()] == " ")


def _cuts(line, folded, start, form):
    """Yield where to part the line: before each label of the row of labels that begins here."""
    label, end = _label_at(line, folded, start, form)
    if label and _ends_words(label, line, folded, start, form):
        yield start
    while label:
        following, after = _label_at(line, folded, end, form)
        if following is None:  # a code may stand between two labels
            code = _code_pattern(form).match(folded, end)
            beyond = _SIGNS.match(line, code.end()).end() if code else end
            following, after = _label_at(line, folded, beyond, form) if code else (None, end)
            end = beyond if following else end
        is_next = following and _follows(following, label, line, after, form)
        if is_next or _is_furniture(line, end):
            yield end
        label, end = (following, after) if is_next else (None, end)


def _ends_words(label, line, folded, start, form):
    """Whether the label ends the words before it: a heading any words, another label a code alone."""
    if label.is_heading:
        return start > 0 and _is_numbered(label) and line[start].isupper()
    return not label.is_one_word and bool(_code_pattern(form).fullmatch(folded[:start].strip()))


def _is_furniture(line, start):
    rest = line[start : start + _LONGEST_FURNITURE + 1]
    return 0 < len(rest) <= _LONGEST_FURNITURE and bool(is_end(rest) or SITE_NAME.match(rest))


def _label_at(line, folded, start, form):
    """Return the label that stands at this place, and where what follows it begins; or None."""
    for label in form.labels:
        match = label.pattern.match(folded, start)
        if match and (not label.is_heading or _ends_heading(line, folded, match.end(), label, form)):
            is_alien = _is_numbered(label) and label.language != "en"
            end = len(line) if is_alien else match.end()
            return label, _SIGNS.match(line, end).end()
    return None, start


def _ends_heading(line, folded, end, label, form):
    """Whether a heading ends there: with its line, with the label below it, or with a title in another language."""
    beyond = _SIGNS.match(line, end).end()
    questions = (known for known in form.labels if known.is_long and not known.is_heading)
    if beyond == len(line) or any(known.pattern.match(folded, beyond) for known in questions):
        return True
    if label.keys == (HEADING + "overview",):
        return any(known.keys == ("evaluators",) and known.pattern.match(folded, beyond) for known in form.labels)
    is_alien = _is_numbered(label) and label.language != "en"
    return bool(is_alien and len(line) - end <= 80 and _BEGINS_SPANISH_TITLE.match(line, end))


def _is_numbered(label):
    return re.match(r"(section|seccion) \d", label.words) is not None


def _follows(label, above, line, end, form):
    """Whether the form has the label below the other one, and it is told from the first words of a value."""
    places = [form.position[key] for key in label.keys if key in form.position]
    first = min((form.position[key] for key in above.keys if key in form.position), default=0)
    if not places or max(places) <= first:
        return False
    return not label.is_one_word or end == len(line) or ":" in line[max(end - 3, 0) : end]


@cache
def _code_pattern(form):
    words = sorted({words for codes in form.codes.values() for words in codes}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(' +'.join(map(re.escape, known.split())) for known in words)})(?![a-z0-9])")
