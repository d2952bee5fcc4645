"""What stands between two labels of a page: the blocks of text, laid to the answers that they are."""

import re
from difflib import SequenceMatcher

from ..questionnaire.schema import PromptKind
from .evaluators import looks_like_emails
from .furniture import ACTION_PLAN, ACTION_PLAN_BULLET, FURNITURE_TEXTS, OVERVIEW
from .labels import HEADING, TITLE
from .order import Slot, lay_out
from .text import fold, is_cut, same_title, squeeze

_PLACE = re.compile(r"^[^\n.;:!?]{2,90}$")
_ENOUGH_OF_A_LABEL = 10  # letters that tell a broken label from the beginning of a sentence
_STRIPPED = 2  # labels whose loss shows that the copy dropped them, and the page is not just shorter
_SHORT = 6  # words; a longer line below a coded question is the prose of its explanation
_ALIKE = 0.5  # how far a commitment may differ from the page's title
_LONGEST_NAMES, _LONGEST_TITLE = 400, 1000
_ONE_LINE = ("evaluators", "email", "member", "action_plan", "commitment")


class PageReader:
    """Reads the spans of one page, in their order, into a ParsedReport; the Overview's rows into `overview`."""

    def __init__(self, form, report, *, subject, plan):
        self.form, self.report, self.subject, self.plan = form, report, subject, plan
        self.overview = {}
        self._codes = form.codes

    def read(self, body, marks, *, broken):
        """Read every span; `broken` says that the page breaks off at the end of the body."""
        self._spaced = body.count("\n\n") >= max(2, body.count("\n") / 6)
        spans = self._spans(body, marks)
        self._single = all(
            len(blocks) < 2
            for key, slots, blocks in spans
            if [slot.key for slot in slots] == [key] and self._is_text(key)
        )
        if broken and spans[-1][2]:
            self._drop_broken_label(*spans[-1])
        self._lost = 0  # labels that were lost up to here
        for number, (key, slots, blocks) in enumerate(spans):
            following = spans[number + 1][0] if number + 1 < len(spans) else ""
            self._ends_unsure = following == "" and number + 1 < len(spans)  # at a label whose question is not certain
            self._read_span(key, slots, blocks, open_end=following == "" and (broken or self._ends_unsure))
            self._lost += max(len(slots) - 1, 0)

    def _drop_broken_label(self, key, slots, blocks):
        """Drop the end of a page that broke off where it is the beginning of a label that would follow."""
        if self._is_code(blocks[-1], [slot.key for slot in slots]):
            return
        next_keys = {*[slot.key for slot in slots if slot.key != key][:3], *self._rest(key)}
        whole = [fold(text) for text in FURNITURE_TEXTS]
        whole += [label.words for label in self.form.labels if label.is_heading or next_keys.intersection(label.keys)]
        others = whole + [label.words for label in self.form.labels]
        for number in (3, 2, 1):  # a heading may stand on several lines
            last = fold(" ".join(blocks[-number:]))
            known = others if len(last) >= _ENOUGH_OF_A_LABEL else whole
            if len(blocks) >= number and last and any(words.startswith(last) for words in known):
                del blocks[-number:]
                return

    def _rest(self, key):
        """Return the two keys that follow a key in the form."""
        order = [name for name in self.form.order if not name.startswith(HEADING)]
        return order[order.index(key) + 1 :][:2] if key in order else order[:2]

    def _spans(self, body, marks):
        """Return for each mark, and for what stands before the first, its key, the slots up to the next, its blocks."""
        spans = []
        for mark, following, last in zip([None, *marks], [*marks, None], self._lasts(marks), strict=True):
            text = body[mark.end if mark else 0 : following.start if following else len(body)]
            key = mark.key if mark else None
            keys = self._keys_between(key, last)
            blocks = self._blocks(text, keys)
            codes = [name for name in keys if name in self._codes]
            spans.append((key, [self._slot(name, key, blocks, codes) for name in keys], blocks))
        return spans

    def _lasts(self, marks):
        """Return for each mark, and for the end of the page, the place of the next label whose question is certain."""
        lasts = [len(self.form.order)]
        for mark in reversed(marks):
            lasts.append(lasts[-1] if mark.key in ("", TITLE) else self.form.position[mark.key])
        return lasts[::-1]

    def _keys_between(self, key, last):
        if key in ("", TITLE):
            return [key]
        first = self.form.position[key] if key else 0
        keys = self.form.order[first : max(last, first + 1)]
        return [name for name in keys if not name.startswith(HEADING)]

    def _blocks(self, text, keys):
        """Return the blocks of a span: paragraphs, or lines where the page sets no blank lines; codes by themselves."""
        parts = re.split(r"\n\s*\n", text) if self._spaced else text.split("\n")
        blocks = []
        for part in filter(str.strip, parts):
            lines = part.strip("\n").split("\n")
            while len(lines) > 1 and self._is_code(lines[0], keys):
                blocks.append(lines.pop(0).strip())
            blocks.append("\n".join(line.strip() for line in lines))
        return blocks

    def _is_code(self, block, keys):
        words = fold(block)
        return any(words in self._codes[key] for key in keys if key in self._codes)

    def _is_text(self, key):
        return key in self.form.prompts and self.form.prompts[key].kind is PromptKind.TEXT

    # What may stand where ------------------------------------------------------------------------------------------

    def _slot(self, key, label_key, blocks, codes):
        if key in self._codes:
            return Slot(key, takes=lambda block: fold(block) in self._codes[key], single=True, optional=True)
        if key == label_key or key in ("", TITLE):
            return Slot(
                key,
                takes=lambda block: self._may_follow_its_label(key, block, codes),
                single=key in ("member", "action_plan", "commitment"),
                optional=key in self.form.prompts and not self._is_text(key),
            )
        if key in OVERVIEW:
            return self._overview_slot(key, blocks)
        if not self._is_text(key):
            return Slot(key, takes=lambda block: False, optional=True)
        return Slot(key, takes=lambda block: not self._is_code(block, self._codes) and not looks_like_emails(block))

    def _may_follow_its_label(self, key, block, codes):
        return not self._is_code(block, codes) and (key != "evaluators" or not looks_like_emails(block))

    def _overview_slot(self, key, blocks):
        takes = getattr(self, f"_takes_{key}", self._takes_prose)
        certain = {"member": self._members(blocks), "commitment": self._commitments(blocks)}
        own = certain.pop(key, set())
        others = {block for found in certain.values() for block in found if block not in own}
        return Slot(
            key,
            takes=lambda block: block in own if own else takes(block) and block not in others,
            single=key in ("member", "action_plan", "commitment"),
            optional=key == "email",
        )

    def _members(self, blocks):
        """Return the blocks that are certainly the member: a plan names it."""
        plans = (ACTION_PLAN.match(text) for text in (self.plan, *blocks))
        named = {fold(match["member"]) for match in plans if match}
        return {block for block in blocks if fold(block) in named}

    def _commitments(self, blocks):
        return {block for block in blocks if self.subject and self._same_subject(block)}

    def _same_subject(self, block):
        """Whether the block is the title's commitment, whichever of both was cut off."""
        short, long = sorted((fold(block), fold(self.subject)), key=len)
        return same_title(block, self.subject) or (len(short) >= 20 and long.startswith(short) and "\n" not in block)

    def _takes_prose(self, block):
        return not looks_like_emails(block) and not ACTION_PLAN.match(block) and not self._is_code(block, self._codes)

    def _takes_evaluators(self, block):
        return self._takes_prose(block) and len(block) <= _LONGEST_NAMES and not block.endswith(".")

    def _takes_email(self, block):
        return looks_like_emails(block)

    def _takes_member(self, block):
        return self._takes_prose(block) and _PLACE.match(block) is not None

    def _takes_action_plan(self, block):
        return ACTION_PLAN.match(block) is not None

    def _takes_commitment(self, block):
        """Whether the block may be the commitment: any line, or where the title names it, one that resembles that."""
        if self.subject and not self._resembles_subject(block):
            return False
        return self._takes_prose(block) and len(block) <= _LONGEST_TITLE and "\n" not in block

    def _resembles_subject(self, block):
        return SequenceMatcher(None, fold(self.subject).split(), fold(block).split(), autojunk=False).ratio() >= _ALIKE

    # What stands where ---------------------------------------------------------------------------------------------

    def _read_span(self, key, slots, blocks, *, open_end):
        if key is None:
            blocks = [block for block in blocks if not self._is_page_header(block)]
        if not slots:
            return  # above the first label, or between a heading and the label under it: the page's furniture
        if key in ("", TITLE):
            self._read_stray(key, blocks)
        elif key in self._codes:
            self._read_below_code(key, slots, blocks, open_end)
        elif self._is_text(key) and len(slots) > 1:
            self._read_below_text(slots, blocks, open_end)
        elif len(slots) == 1 and slots[0].key == key:
            self._store(key, blocks)
        else:
            # Evidence is seldom given: below its label, too, a block may be the next answer that lost its own.
            is_labelled = slots[0].key == key and not (key in self.form.prompts and slots[0].optional)
            self._lay_out(slots, blocks, labelled=is_labelled, open_end=open_end)

    def _is_page_header(self, block):
        lines = block.split("\n")
        return all(
            ACTION_PLAN_BULLET.match(line) or re.match(r"^[-•*\s]*(?:Share|Compartir|Print)\b", line) for line in lines
        )

    def _read_stray(self, key, blocks):
        """Read below a label whose question is not certain, or below the commitment's second title."""
        text = "\n\n".join(blocks)
        known = self.overview.get("commitment", "")
        if key == TITLE and (not known or self._is_longer(text, known)):
            self.overview["commitment"] = text
        elif key != TITLE or not (same_title(known, text) or self._same_subject(text)):
            self.report.leave("commitment" if key == TITLE else self._last_key, text)

    @staticmethod
    def _is_longer(text, known):
        return is_cut(known) and same_title(text, known)

    _last_key = "evaluators"

    def _read_below_code(self, key, slots, blocks, open_end):
        """Read what stands below a coded question: its code, or words that are none; then what lost its label."""
        if blocks and not slots[0].takes(blocks[0]) and self._is_no_prose(slots, blocks[0]):
            self.report.leave(key, blocks[0])
            blocks = blocks[1:]
            slots = slots[1:] or slots
            if slots[0].key != key:
                return self._lay_out(slots, blocks, labelled=False, open_end=open_end)
        return self._lay_out(slots, blocks, labelled=True, open_end=open_end)

    def _is_no_prose(self, slots, block):
        if any(words.startswith(fold(block)) for words in self._codes[slots[0].key]):
            return True  # a code that broke off
        has_place = any(self._is_text(slot.key) for slot in slots[1:]) or any(slot.takes(block) for slot in slots[1:])
        is_short = len(block.split()) <= _SHORT and "\n" not in block
        return not has_place or (is_short and not any(slot.key in self._codes and slot.takes(block) for slot in slots))

    def _read_below_text(self, slots, blocks, open_end):
        """Read below the label of a text whose followers lost theirs.

        Where there are as many blocks as questions, each is one answer. Where there are not, the questions themselves
        are gone and all prose up to the next code is the labelled answer's; but on a page that lost several labels,
        only the block right below the label certainly is. Nor is more of it certain where the page breaks off after as
        many blocks as questions: they may be paragraphs of one answer, or the next without its label.
        """
        stripped = self._lost >= _STRIPPED
        layout = lay_out(slots, blocks, labelled=True)
        if blocks and self._single and not (layout.skipped or layout.left):
            return self._take(layout) if stripped or not open_end else self._take_first(slots[0].key, blocks)
        codes = [slot.key for slot in slots]
        prose = next((n for n, block in enumerate(blocks) if self._is_code(block, codes)), len(blocks))
        is_unsure = stripped or self._ends_unsure or len(blocks) > prose
        sure = min(prose, 1) if is_unsure else prose
        self._store(slots[0].key, blocks[:sure])
        return self._lay_out(slots[1:], blocks[sure:], labelled=False, open_end=open_end)

    def _take_first(self, key, blocks):
        """Keep the block right below a label, and leave the others to be looked at."""
        self._store(key, blocks[:1])
        for block in blocks[1:]:
            self.report.leave(key, block)

    def _lay_out(self, slots, blocks, *, labelled, open_end):
        layout = lay_out(slots, blocks, labelled=labelled)
        if open_end and (layout.skipped or layout.left):
            layout = lay_out(slots, blocks, labelled=labelled, open_end=True)
        self._take(layout)

    def _take(self, layout):
        for key, blocks in layout.sure.items():
            self._store(key, blocks)
        for key, block in layout.left:
            self.report.leave("evaluators" if key == "email" else key, block)

    def _store(self, key, blocks):
        if not blocks:
            return
        self._last_key = key
        if len(blocks) == 1 and "\n" not in blocks[0]:
            blocks = [blocks[0].removeprefix("- ")]  # a list of one item is the page's markup
        if key in self._codes:
            self._store_code(key, blocks)
        elif key in self.form.prompts:
            self._store_words(key, blocks)
        else:
            joined = " ".join if key in _ONE_LINE[2:] else "\n\n".join
            self.overview[key] = joined(re.sub(r"^- ", "", b) if key in _ONE_LINE else b for b in blocks)

    def _store_words(self, key, blocks):
        """Keep the words of an answer; a label is nobody's answer."""
        if self.form.is_label(" ".join(blocks)):
            self.report.leave(key, " ".join(blocks))
        else:
            self.report.answers[key] = "\n\n".join(blocks)

    def _store_code(self, key, blocks):
        for block in blocks:
            code = self._codes[key].get(fold(block))
            if code and key not in self.report.answers:
                self.report.answers[key] = str(code)
            else:
                self.report.leave(key, squeeze(block) if code else block)
