"""Deciding about several comments with one press of a button, from wherever it is pressed."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .deciding import decide


def decide_each(found, status, *, by, seen, **said):
    """Give each of these comments a status; return those that got it, and for each other a sentence that says why not.

    `seen` holds the case of each that the moderator saw, by its key as text; `said` is what `decide` takes besides. One
    that cannot be decided keeps no other from it.
    """
    decided, kept, said = [], [], {"press": uuid4(), **said}
    for comment in found:
        try:
            decide(comment, status, by=by, seen=seen[str(comment.pk)], **said)
        except ValidationError as error:
            kept.append(_kept(comment, error.messages[0]))
        except PermissionDenied:
            words = _("You evaluated this report, or wrote the comment: another moderator decides.")
            kept.append(_kept(comment, words))
        else:
            decided.append(comment)
    return decided, kept


def _kept(comment, why):
    told = {"excerpt": Truncator(comment.text).chars(60), "name": comment.author_name, "why": why}
    return _("“%(excerpt)s” by %(name)s stayed as it was. %(why)s") % told


def how_many(decided, status):
    """Say how many were decided so."""
    words = ngettext("%(count)d comment is now %(status)s.", "%(count)d comments are now %(status)s.", len(decided))
    return words % {"count": len(decided), "status": status.label.lower()}


def cases_in(sent):
    """Return the case of each comment that a form carries as "key case", by its key as text."""
    return dict(value.split(" ", 1) for value in sent if " " in value)
