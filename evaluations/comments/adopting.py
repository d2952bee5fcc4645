"""How the comments of an imported page enter: once each, however often and in whatever state the page is read."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from ..choices import CommentStatus
from ..models import Comment, Report
from .rendering import render


@transaction.atomic
def adopt(report, thread):
    """Store the comments of a page, with their replies, that the report lacks, and return these in their order.

    `thread` holds objects with a name, a text and replies of their kind. A comment is known by its author, its
    text and what it answers; where a copy lost what answers what, still by author and text. None that is stored stands
    for two of one page. What is new is approved, for the source had published it; e-mail and date stay blank.
    """
    # Two imports of one page wait here for each other.
    Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    known = _Known(report)
    found = {}
    _find_in_place(thread, None, known, found)
    new = []
    _add_others(report, thread, None, known, found, new)
    return new


class _Known:
    """The stored comments that may be those of the page and that none of it has been matched with.

    A guest's that is held, rejected or spam is none of them: whoever repeats a page's comments here hides none.
    """

    def __init__(self, report):
        self._comments = defaultdict(list)
        trusted = Q(imported=True) | Q(status=CommentStatus.APPROVED)
        for comment in Comment.objects.filter(trusted, report=report).order_by("pk"):
            self._comments[_words_of(comment)].append(comment)

    def take(self, parsed, accepts):
        """Return the first of the same author and text that is accepted, and give it to no other; or None."""
        same = self._comments[_words_of(parsed)]
        comment = next(filter(accepts, same), None)
        if comment:
            same.remove(comment)
        return comment


def _words_of(comment):
    """Return author and text, whatever the line ends: markup and text tell them differently."""
    return tuple(comment.name.split()), tuple(comment.text.split())


def _find_in_place(thread, parent, known, found):
    parent_id = parent and parent.pk
    for parsed in thread:
        stored = known.take(parsed, lambda comment: comment.parent_id == parent_id)
        if stored:
            found[id(parsed)] = stored
            _find_in_place(parsed.replies, stored, known, found)


def _add_others(report, thread, parent, known, found, new):
    for parsed in thread:
        stored = found.get(id(parsed)) or known.take(parsed, lambda comment: True)
        if stored is None:
            stored = _store(report, parsed, parent)
            new.append(stored)
        _add_others(report, parsed.replies, stored, known, found, new)


def _store(report, parsed, parent):
    return Comment.objects.create(
        report=report,
        edition_id=report.current_id,
        parent=parent,
        answer_key=parent.answer_key if parent else "",
        name=parsed.name,
        text=parsed.text,
        html=render(parsed.text),
        status=CommentStatus.APPROVED,
        posted_at=None,
        imported=True,
    )
