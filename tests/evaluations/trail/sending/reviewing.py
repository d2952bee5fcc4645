"""What reviewers send, from the review and the admin."""

from datetime import timedelta

from django.utils import timezone

from evaluations import (
    reviewing,
    unlock_requests,
)
from evaluations.saving import token
from tests import scenes
from tests.evaluations.coherence.raising import flag_of
from tests.factories import (
    ActionPlanFactory,
)

from .made import KEY, REVIEWER, WORDS, Sending, lead_of, of, remarked, seen


def start_results():
    plan = ActionPlanFactory()
    return Sending(scenes.reviewer(), (), {"plan": plan.pk, "language": "en"}, [("start", REVIEWER, "")])


def _with_reason(scene, kind):
    edition = scene()
    reviewer = scenes.reviewer_of(edition)
    return of(edition, reviewer, {"seen": seen(edition), "reason": "Say where."}, (kind, REVIEWER))


def send_back():
    return _with_reason(scenes.submitted, "return")


def approve():
    return _with_reason(lambda: scenes.consulted(scenes.submitted()), "approve")


def publish():
    return _with_reason(scenes.approved, "publish")


def unschedule():
    return _with_reason(scenes.scheduled, "unschedule")


def schedule():
    edition = scenes.approved()
    at = f"{timezone.now() + timedelta(days=2):%Y-%m-%dT12:00}"
    return of(edition, scenes.reviewer_of(edition), {"seen": seen(edition), "at": at}, ("schedule", REVIEWER))


def remark():
    edition = scenes.submitted()
    return of(edition, scenes.reviewer_of(edition), {"key": KEY, "text": WORDS}, ("remark", REVIEWER, KEY))


def resolve():
    edition, found = remarked(returned=False)
    return of(edition, found.by, {"then": "resolve"}, ("resolve", REVIEWER, KEY), args=(found.pk,))


def reply_as_a_reviewer():
    edition, found = remarked(returned=False)
    return of(edition, found.by, {"then": "reply", "text": "There."}, ("reply", REVIEWER, KEY), args=(found.pk,))


def _rule(kind, **data):
    edition = scenes.submitted(level_of_progress="limited", as_planned="all")
    flag = flag_of(edition, 1)
    sent = {"flag": flag.name, "mark": flag.mark, "opened": token(flag.text), **data}
    return of(edition, scenes.reviewer_of(edition), sent, (kind, REVIEWER, flag.key))


def accept_a_justification():
    return _rule("accept-justification", accepts="yes")


def refuse_a_justification():
    return _rule("refuse-justification", accepts="no", reason="It names no milestone.")


def declare():
    edition = scenes.submitted()
    data = {"has_tie": "yes", "ties": ["government"], "words": "I advised it.", "organisation": ""}
    return of(edition, scenes.reviewer(), data, ("declare", REVIEWER))


def exempt():
    edition, tied = scenes.submitted(), scenes.reviewer()
    said = reviewing.declare(edition, ties=["government"], words="I advised it.", by=tied)
    data = {"who": f"{tied.pk}:tie:{said.pk}", "reason": "Nobody else reads Nahuatl."}
    return of(edition, scenes.reviewer_of(edition), data, ("exempt", REVIEWER))


def _decide_about_unlocking(kind, then):
    edition, _remark = remarked()
    request = unlock_requests.ask(edition, ["2.2"], "The new law changes it.", by=lead_of(edition))
    reviewer = scenes.reviewer_of(edition)
    return of(edition, reviewer, {"then": then, "answer": "It does."}, (kind, REVIEWER), args=(request.pk,))


def grant():
    return _decide_about_unlocking("grant-unlocking", "grant")


def decline_to_open_more():
    return _decide_about_unlocking("decline-unlocking", "decline")


def publish_from_the_admin():
    edition = scenes.approved()
    data = {"action": "publish", "_selected_action": edition.pk, "reason": ""}
    return Sending(scenes.reviewer_of(edition), (), data, [("publish", REVIEWER, "")])


SENDINGS = {
    "evaluations:start-results": [start_results],
    "evaluations:return": [send_back],
    "evaluations:approve": [approve],
    "evaluations:publish": [publish],
    "evaluations:schedule": [schedule],
    "evaluations:unschedule": [unschedule],
    "evaluations:remark": [remark],
    "evaluations:on-remark": [resolve, reply_as_a_reviewer],
    "evaluations:ruling": [accept_a_justification, refuse_a_justification],
    "evaluations:declare": [declare],
    "evaluations:exempt": [exempt],
    "evaluations:decide-unlocking": [grant, decline_to_open_more],
    "admin:evaluations_edition_changelist": [publish_from_the_admin],
}
