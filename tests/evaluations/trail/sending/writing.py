"""What evaluators send, from their desk."""

from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations import (
    drafts,
    invitations,
)
from evaluations.saving import token
from evaluations.signing import digest
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, written
from tests.factories import (
    CommitmentFactory,
    UserFactory,
)

from .made import EVALUATOR, INVITED, KEY, REVIEWER, Sending, lead_of, of, remarked


def flagged():
    return written(scenes.draft(), level_of_progress="limited", as_planned="all")


def start():
    evaluator = scenes.evaluator_for((commitment := CommitmentFactory()).member)
    data = {"commitment": commitment.pk, "language": "en"}
    return Sending(evaluator.user, (), data, [("start", EVALUATOR, "")])


def correct():
    edition = scenes.published()
    data = {"change": "correction", "reason": "A date was wrong."}
    return of(edition, lead_of(edition), data, ("correct", EVALUATOR))


def discard():
    edition = drafts.correct(scenes.published().report, by=None, reason="A date was wrong.")
    data = {"edition": edition.pk, "reason": "It was begun by mistake."}
    return of(edition, lead_of(edition), data, ("discard", EVALUATOR))


def sign():
    edition = scenes.draft_of_two()
    return of(edition, lead_of(edition), {"shown": digest(edition)}, ("sign", EVALUATOR))


def submit():
    edition = scenes.answered(scenes.draft())
    acts = ("sign", EVALUATOR), ("submit", EVALUATOR)
    return of(edition, lead_of(edition), {"shown": digest(edition), "sign": "1"}, *acts)


def submit_a_results_report():
    edition = scenes.answered(scenes.results_draft(by=(reviewer := scenes.reviewer())))
    return of(edition, reviewer, {"shown": digest(edition)}, ("submit", REVIEWER))


def name_an_evaluator():
    edition = scenes.draft()
    edition.report.lead.assignments.all().delete()  # reviewers lead what is left
    newcomer = scenes.evaluator_for(edition.report.member)
    data = {"add": "1", "evaluator": newcomer.pk}
    return of(edition, scenes.reviewer(), data, ("name-evaluator", REVIEWER))


def take_off():
    edition = scenes.draft_of_two()
    data = {"remove": edition.bylines.get(position=2).pk}
    return of(edition, lead_of(edition), data, ("remove-evaluator", EVALUATOR))


def shift():
    edition = scenes.draft_of_two()
    data = {"up": edition.bylines.get(position=2).pk}
    return of(edition, lead_of(edition), data, ("shift-evaluator", EVALUATOR))


def shift_up_who_is_first():
    edition = scenes.draft_of_two()
    return of(edition, lead_of(edition), {"up": edition.bylines.get(position=1).pk})


def invite():
    edition = scenes.draft()
    return of(edition, lead_of(edition), {"invite": "1", "email": "guest@example.org"}, ("invite", EVALUATOR))


def invite_anew():
    edition = scenes.draft()
    invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    acts = ("revoke-invitation", EVALUATOR), ("invite", EVALUATOR)
    return of(edition, lead_of(edition), {"invite": "1", "email": "Guest@example.org"}, *acts)


def revoke():
    edition = scenes.draft()
    invitation = invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    return of(edition, lead_of(edition), {"revoke": invitation.pk}, ("revoke-invitation", EVALUATOR))


def _answer_invitation(who, kind, **data):
    edition = scenes.draft()
    invitation = invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    return Sending(who, (invitation.token,), data, [(kind, INVITED, "")])


def accept_an_invitation():
    return _answer_invitation(UserFactory(), "accept-invitation", accept="1", name="Ana Prueba")


def decline_an_invitation():
    return _answer_invitation(UserFactory(), "decline-invitation", decline="1")


def decline_an_invitation_without_an_account():
    return _answer_invitation(None, "decline-invitation", decline="1")


def justify():
    edition = flagged()
    flag = flag_of(edition, 1)
    data = {flag.name: "It asked for a study only.", f"mark-{flag.name}": flag.mark, f"opened-{flag.name}": token("")}
    return of(edition, lead_of(edition), data, ("justify", EVALUATOR, flag.key))


def take_a_justification_back():
    edition = scenes.justified(flagged())
    flag = flag_of(edition, 1)
    opened = {f"mark-{flag.name}": flag.mark, f"opened-{flag.name}": token(scenes.REASON)}
    return of(edition, lead_of(edition), {flag.name: "", **opened}, ("take-back-justification", EVALUATOR, flag.key))


def cite():
    edition = scenes.draft()
    data = {"url": "https://example.org/decree", "name": "Decree 45"}
    return of(edition, lead_of(edition), data, ("add-evidence", EVALUATOR, "2.1.1.evidence"), args=("2.1.1",))


def say_that_there_is_none():
    edition = scenes.draft()
    acts = ("say-no-evidence", EVALUATOR, "2.1.1.evidence")
    return of(edition, lead_of(edition), {"reason": "The archive is closed."}, acts, args=("2.1.1",))


def remove_evidence():
    edition = scenes.draft()
    piece = edition.evidence_set.create(
        answer_key="2.1.1.evidence", position=1, kind="link", url="https://example.org/"
    )
    acts = ("remove-evidence", EVALUATOR, "2.1.1.evidence")
    return of(edition, lead_of(edition), {"remove": piece.pk}, acts, args=("2.1.1",))


def upload():
    edition = scenes.draft()
    data = {"file": SimpleUploadedFile("acta.txt", b"Acta")}
    acts = ("add-evidence", EVALUATOR, "1.3.evidence")
    return of(edition, lead_of(edition), data, acts, args=("1.3.evidence",))


def upload_beside_the_answer():
    edition = scenes.draft()
    data = {"q-1-3-evidence": SimpleUploadedFile("acta.txt", b"Acta"), "upload": "q-1-3-evidence"}
    return of(edition, lead_of(edition), data, ("add-evidence", EVALUATOR, "1.3.evidence"), args=("completion",))


def remove_beside_the_answer():
    edition = scenes.draft()
    piece = edition.evidence_set.create(answer_key="1.3.evidence", position=1, kind="link", url="https://example.org/")
    acts = ("remove-evidence", EVALUATOR, "1.3.evidence")
    return of(edition, lead_of(edition), {"remove": piece.pk}, acts, args=("completion",))


def _on_remark(kind, then, **data):
    edition, remark = remarked(suggestion="Nine of ten ledgers are open.")
    sent = {"remark": remark.pk, "then": then, **data}
    return of(edition, lead_of(edition), sent, (kind, EVALUATOR, KEY))


def reply_to_a_remark():
    return _on_remark("reply", "reply", text="In the town hall.")


def decline_a_suggestion():
    return _on_remark("decline-suggestion", "decline", text="It was eight.")


def accept_a_suggestion():
    opened = token(scenes.PROSE.format(key=KEY))
    return _on_remark("accept-suggestion", "accept", opened=opened)


def ask_to_open_more():
    edition, _remark = remarked()
    data = {"keys": ["2.2"], "reason": "The new law changes it."}
    return of(edition, lead_of(edition), data, ("ask-to-unlock", EVALUATOR))


def take_an_invitation_back():
    edition = scenes.draft()
    invitation = invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    data = {"action": "take_back", "_selected_action": invitation.pk, "reason": "She is with the ministry."}
    return Sending(scenes.reviewer(), (), data, [("take-back-invitation", REVIEWER, "")])


SENDINGS = {
    "evaluations:start": [start],
    "evaluations:correct": [correct],
    "evaluations:discard": [discard],
    "evaluations:sign": [sign],
    "evaluations:submit": [submit, submit_a_results_report],
    "evaluations:evaluators": [
        name_an_evaluator,
        take_off,
        shift,
        shift_up_who_is_first,
        invite,
        invite_anew,
        revoke,
    ],
    "evaluations:invitation": [
        accept_an_invitation,
        decline_an_invitation,
        decline_an_invitation_without_an_account,
    ],
    "evaluations:flags": [justify, take_a_justification_back],
    "evaluations:edit-section": [upload_beside_the_answer, remove_beside_the_answer],
    "evaluations:evidence-of": [cite, say_that_there_is_none, remove_evidence],
    "evaluations:upload": [upload],
    "evaluations:remarks": [reply_to_a_remark, decline_a_suggestion, accept_a_suggestion],
    "evaluations:unlock": [ask_to_open_more],
    "admin:evaluations_invitation_changelist": [take_an_invitation_back],
}
