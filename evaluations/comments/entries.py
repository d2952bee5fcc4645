"""Comments as a page shows them: each in its place, nested under what it answers."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from ..choices import TURNED_DOWN, CommentStatus
from ..models import Comment

DEEPEST = 3  # levels that the page indents; what lies deeper says in words whom it answers
_FIRST_HEADING = 3  # the comment's; the thread's own is an h2


@dataclass
class Entry:
    """One place in a thread: a comment, or the notice that one is not shown, with the replies shown under it."""

    comment: Comment
    depth: int = 1  # as the page knows it: what it goes on with begins anew
    answers: "Entry | None" = None
    is_continued: bool = False  # whether what it answers stands on an earlier page
    replies: list["Entry"] = field(default_factory=list)
    tells_answer: bool = True  # whether it says which answer it speaks of: not where all speak of one
    unshown: int = 0  # of a thread's first comment: the replies that this page has no room for

    @property
    def is_hidden(self):
        return not self.comment.is_approved

    @property
    def is_removed(self):
        """Whether a moderator decided to hide it; of what is held, nobody has decided anything."""
        return self.comment.status in TURNED_DOWN

    @property
    def is_withdrawn(self):
        """Whether its author took it off the page."""
        return self.comment.status == CommentStatus.WITHDRAWN

    @property
    def is_changed(self):
        """Whether its author changed it since the public first read it."""
        edited_at = self.comment.edited_at
        return edited_at is not None and edited_at > self.comment.shown_at

    @property
    def day_of_withdrawal(self):
        """Return the day on which she did, in words."""
        return _in_words(timezone.localtime(self.comment.withdrawn_at).date(), get_language())

    @property
    def day_of_removal(self):
        """Return the day on which a moderator removed it, in words; threads load it."""
        return _in_words(timezone.localtime(self.comment.removed_at).date(), get_language())

    @property
    def removed_for(self):
        """Return in words against which of the comment rules it was, or ""."""
        return self.comment.get_removed_for_display()

    @property
    def day_of_change(self):
        """Return the day on which its author last changed what the public had read, in words, or ""."""
        changed_at = self.comment.changed_at
        return _in_words(timezone.localtime(changed_at).date(), get_language()) if changed_at else ""

    @property
    def earlier_url(self):
        """Return where all reads what it said before."""
        return reverse("evaluations:earlier-texts", args=[self.comment.report.slug, self.comment.pk])

    @property
    def badge(self):
        """Return in words for whom staff have verified that its author speaks, or ""."""
        return self.comment.badge.label if self.comment.badge else ""

    @property
    def is_deep(self):
        """Whether the indentation does not show whom it answers."""
        return self.depth > DEEPEST or self.is_continued

    @property
    def html(self):
        """Return the text as it was made safe when it was approved; of a hidden comment, nothing."""
        return mark_safe("" if self.is_hidden else self.comment.html)  # noqa: S308 -- rendering.py escaped it

    @property
    def heading(self):
        """Return the element of its heading: one deeper than that of the comment it stands under."""
        return f"h{_FIRST_HEADING - 1 + min(self.depth, DEEPEST)}"

    @property
    def url(self):
        """Return the URL to cite the comment by."""
        return self.comment.get_absolute_url()

    @property
    def complaint_url(self):
        """Return where a reader complains of it; under its own URL, for asking Django for each costs too much."""
        return f"{self.url}complain/"

    @property
    def answered_url(self):
        """Return where what it answers is read: on the same page, unless that stood on an earlier one."""
        return self.answers.url if self.is_continued else f"#{self.answers.anchor}"

    @property
    def thread_url(self):
        """Return where all of the thread is that this comment begins, with the last one that is shown here in view."""
        url = reverse("evaluations:thread", args=[self.comment.report.slug, self.comment.pk])
        return f"{url}#comment-{_last_of(self).comment.pk}"

    @property
    def begins_thread(self):
        """Whether it answers nothing."""
        return self.comment.parent_id is None

    @property
    def follow_url(self):
        """Return where the thread that it begins is followed."""
        return reverse("evaluations:follow-thread", args=[self.comment.report.slug, self.comment.pk])

    @property
    def speaks_of(self):
        """Return in words which answer it speaks of; "" of a reply, and where it speaks of the whole."""
        key = self.comment.answer_key
        if not key or self.comment.parent_id or not self.tells_answer:
            return ""
        form = self.comment.report.current.form
        return form.words_of(key) if key in form.keys else key

    @property
    def answer_url(self):
        """Return where the answer stands that it speaks of."""
        return self.comment.report.get_absolute_url() + self._anchor_of_answer()

    @property
    def history_url(self):
        """Return where the editions of its report are told, each under its number."""
        return reverse("evaluations:history", args=[self.comment.report.slug])

    @property
    def difference_url(self):
        """Return where is told how what it speaks of changed, from the edition it was written about to the current."""
        report = self.comment.report
        asked = f"?from={self.comment.written_about}&to={report.current.number}"
        return reverse("evaluations:differences", args=[report.slug]) + asked + self._anchor_of_answer()

    def _anchor_of_answer(self):
        form, key = self.comment.report.current.form, self.comment.answer_key
        return f"#{form.anchor_of(key)}" if key in form.keys else ""

    # As text, for a template spends more time on writing numbers and dates in the reader's manner than on all else.

    @property
    def level(self):
        """Return how deep it stands, 2 for what answers the first of a thread; "" where the page does not know."""
        return "" if self.is_continued else str(self.depth)

    @property
    def key(self):
        return str(self.comment.pk)

    @property
    def anchor(self):
        """Return the id of the comment on the page."""
        return f"comment-{self.comment.pk}"

    @property
    def day(self):
        """Return the day on which it was posted, in words; "" where an imported page did not say."""
        posted_at = self.comment.posted_at
        return _in_words(timezone.localtime(posted_at).date(), get_language()) if posted_at else ""

    @property
    def moment(self):
        """Return when it was posted, for machines; "" where an imported page did not say."""
        return self.comment.posted_at.isoformat(timespec="seconds") if self.comment.posted_at else ""


@lru_cache(maxsize=4096)
def _in_words(day, language):
    return date_format(day, "j F Y")


def nested(comments):
    """Arrange comments, the older first, as a page shows them, and return the entries that stand under no other.

    What a comment answers is older than it: where that is not among them, it stood on an earlier page. Without
    recursion: a thread may be a thousand deep.
    """
    answering, known = {}, {comment.pk for comment in comments}
    for comment in comments:
        answering.setdefault(comment.parent_id if comment.parent_id in known else None, []).append(comment)
    roots = [alone(comment) for comment in answering.get(None, ())]
    waiting = [(entry, None) for entry in reversed(roots)]  # an entry, and the one in whose list it stands
    while waiting:
        entry, shelf = waiting.pop()
        if shelf:
            shelf.replies.append(entry)
        below = entry if entry.depth < DEEPEST else shelf
        children = [Entry(child, entry.depth + 1, entry) for child in answering.get(entry.comment.pk, ())]
        waiting += [(child, below) for child in reversed(children)]
    return roots


def alone(comment):
    """Return the entry of a comment that stands under no other; what it answers, if anything, is elsewhere."""
    if comment.parent_id is None:
        return Entry(comment)
    return Entry(comment, answers=Entry(comment.parent), is_continued=True)


def each_in(entries):
    """Yield these entries and all below them, in no order."""
    waiting = list(entries)
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting += entry.replies


def _last_of(entry):
    """Return the entry of the comment that was posted last of a thread's; those without a date are older."""
    in_time = (
        (one.comment.posted_at is not None, one.comment.posted_at or 0, one.comment.pk, one) for one in each_in([entry])
    )
    return max(in_time, key=lambda told: told[:3])[-1]
