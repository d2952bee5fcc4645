"""What one sending is, and what the scenes of all of them use."""

from dataclasses import dataclass

from tests import scenes

EVALUATOR, REVIEWER, MODERATOR, INVITED, CONTACT = "evaluator", "reviewer", "moderator", "invited", "contact"
COMMENTER = "commenter"
KEY = "1.1.explanation"  # an answer in words
WORDS = "Private-words, said once."


@dataclass(frozen=True)
class Sending:
    """Who sends what where, and the acts that are to come of it: kind, role and answer of each."""

    who: object
    args: tuple
    data: dict
    acts: list


def of(edition, who, data, *acts, args=()):
    return Sending(who, (edition.report_id, *args), data, [(*act, "")[:3] for act in acts])


def lead_of(edition):
    return edition.report.lead.user


def seen(edition):
    return edition.moves.latest("pk").pk


def remarked(*, returned=True, **more):
    """Return an edition with a remark on one answer, sent back or not, and the remark."""
    edition = scenes.submitted()
    remark = scenes.remark(edition, KEY, WORDS, **more)
    return scenes.send_back(edition) if returned else edition, remark
