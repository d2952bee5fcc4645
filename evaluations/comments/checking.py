"""A checker: a program, here or elsewhere, that says how much a comment looks like spam. None by default.

`COMMENT_CHECKER` names a class without arguments whose `score` takes a Said and returns a number from 0 (a person) to
1 (spam), and raises something where it cannot tell. It is asked before anything is locked: it may take seconds.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Said:
    """What a checker learns of a comment, and of the request that sent it."""

    text: str
    name: str
    email: str
    url: str  # of the report
    is_reply: bool
    ip_address: str
    user_agent: str


def objection_to(said):
    """Return, in words for the moderator, what the checker has against it; "" without a checker, or where it has none.

    A checker that fails holds a comment: without an answer, nobody knows.
    """
    if not settings.COMMENT_CHECKER:
        return ""
    try:
        score = import_string(settings.COMMENT_CHECKER)().score(said)
    except Exception as error:  # noqa: BLE001 -- it is not ours: whatever it raises, no comment is lost by it
        # Its own words may hold what was sent, which is for no log.
        logger.error("The checker of comments could not be asked: %s.", type(error).__name__)
        return _("The checker could not be asked.")
    if score < settings.COMMENT_CHECKER_LIMIT:
        return ""
    return _("The checker gives it %(score)s of 1.") % {"score": number_format(score, 2)}
