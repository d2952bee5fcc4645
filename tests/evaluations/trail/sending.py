"""What people send to do something to a report, by route, and what the audit trail is to say of it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluations import (
    comments,
    consulting,
    drafts,
    invitations,
    responding,
    reviewing,
    unlock_requests,
    withdrawing,
)
from evaluations.models import Report
from evaluations.own_links import token_of_decision
from evaluations.saving import token
from evaluations.signing import digest
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, written
from tests.evaluations.comments.own import approve_as_read
from tests.factories import (
    ActionPlanFactory,
    ApprovedCommentFactory,
    BadgeFactory,
    CommentFactory,
    CommitmentFactory,
    ContactFactory,
    UserFactory,
)

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


def flagged():
    return written(scenes.draft(), level_of_progress="limited", as_planned="all")


def remarked(*, returned=True, **more):
    """Return an edition with a remark on one answer, sent back or not, and the remark."""
    edition = scenes.submitted()
    remark = scenes.remark(edition, KEY, WORDS, **more)
    return scenes.send_back(edition) if returned else edition, remark


# -- the desk


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


# -- the review


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


def open_consultation():
    edition = scenes.submitted()
    contact = ContactFactory(member=edition.report.member)
    data = {"contacts": [contact.pk], "closes_on": f"{consulting.last_day(edition.report.member)}"}
    return of(edition, scenes.reviewer_of(edition), data, ("open-consultation", REVIEWER))


def skip_consultation():
    edition = scenes.submitted()
    return of(edition, scenes.reviewer_of(edition), {"reason": "A typo."}, ("skip-consultation", REVIEWER))


def _of_consultation(kind, *, args=(), **data):
    consultation = scenes.asked()
    edition = consultation.edition
    args = [consultation.consulted_set.first().pk] if args else []
    return of(edition, scenes.reviewer_of(edition), data, (kind, REVIEWER), args=args)


def ask_more_contacts():
    sending = _of_consultation("ask-contacts")
    report = Report.objects.get(pk=sending.args[0])
    return Sending(sending.who, sending.args, {"contacts": [ContactFactory(member=report.member).pk]}, sending.acts)


def revoke_a_link():
    return _of_consultation("revoke-link", args=True)


def take_back_what_came_by_a_link():
    reaction = scenes.reaction(scenes.asked(), KEY)
    acts = ("revoke-link", REVIEWER), ("take-back-reaction", REVIEWER, KEY)
    edition, args = reaction.edition, (reaction.consulted_id,)
    return of(edition, scenes.reviewer_of(edition), {"not_hers": "yes"}, *acts, args=args)


def end_consultation():
    return _of_consultation("end-consultation", reason="Both have answered.")


def dispose():
    reaction = scenes.reaction(scenes.asked(), KEY)
    scenes.ended(reaction.consulted.consultation)
    data, edition = {"kind": "kept", "reason": "It was May."}, reaction.edition
    return of(edition, scenes.reviewer_of(edition), data, ("dispose", REVIEWER, KEY), args=(reaction.pk,))


def _by_link(kind, key, *args, **data):
    consulted = scenes.reaction(scenes.asked(), KEY).consulted
    args = [consulted.reactions.get().pk] if kind == "take-back-reaction" else args
    return Sending(None, (consulted.token, *args), data, [(kind, CONTACT, key)])


def respond():
    person = scenes.respondent(scenes.published().report)
    responding.write(person, KEY, WORDS, opened=token(""))
    shown = responding.digest(responding.draft_of(person.report), person.report.current)
    return Sending(None, (person.token,), {"shown": shown}, [("respond", CONTACT, "")])


def ask_to_respond():
    report = scenes.published().report
    contact = ContactFactory(member=report.member, side="government", is_verified=True)
    return of(report.current, scenes.reviewer(), {"contact": contact.pk}, ("ask-to-respond", REVIEWER))


def revoke_a_respondent():
    person = scenes.respondent(scenes.published().report)
    act = ("revoke-respondent", REVIEWER)
    return of(person.report.current, scenes.reviewer(), {}, act, args=(person.pk,))


def react():
    return _by_link("react", "2.2", "2.2", text="It was in June.", how="openly")


def react_to_all():
    return _by_link("react", "", text="It was in June.", how="confidentially")


def take_back_a_reaction():
    return _by_link("take-back-reaction", KEY)


def withdraw():
    edition = scenes.published()
    data = {"then": "withdraw", "reason": "It was sold."}
    return of(edition, scenes.reviewer(), data, ("withdraw", REVIEWER))


def reinstate():
    edition = scenes.published()
    withdrawing.withdraw(edition.report, reason="It was sold.", by=scenes.reviewer())
    data = {"then": "reinstate", "reason": "It was not."}
    return of(edition, scenes.reviewer(), data, ("reinstate", REVIEWER))


def open_for_comment():
    return of(scenes.published(), scenes.reviewer(), {}, ("open-comments", REVIEWER))


# -- the admin


def publish_from_the_admin():
    edition = scenes.approved()
    data = {"action": "publish", "_selected_action": edition.pk, "reason": ""}
    return Sending(scenes.reviewer_of(edition), (), data, [("publish", REVIEWER, "")])


def take_an_invitation_back():
    edition = scenes.draft()
    invitation = invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    data = {"action": "take_back", "_selected_action": invitation.pk, "reason": "She is with the ministry."}
    return Sending(scenes.reviewer(), (), data, [("take-back-invitation", REVIEWER, "")])


def _decide_about_comment(verdict, kind):
    comment = CommentFactory(report=scenes.published().report, answer_key=KEY)
    data = {"seen": f"{comment.pk} held - - - 0", "rule": "other", "reason": "Off the subject."}
    return Sending(scenes.moderator(), (verdict,), data, [(kind, MODERATOR, KEY)])


def say_what_waits():
    edition = scenes.published()
    sent = {"holding": "all", "last_day": timezone.localdate() + timedelta(days=9), "seen": "site -"}
    acts = [("set-last-day", MODERATOR), ("set-holding", MODERATOR)]
    return of(edition, scenes.moderator(), sent, *acts)


def _press_in_the_queue(verdict, kind):
    comment = CommentFactory(report=scenes.published().report, answer_key=KEY)
    data = {
        "seen": f"{comment.pk} {comments.case_of(comment)}",
        "verdict": verdict,
        "rule": "other",
        "reason": "Off the subject.",
    }
    return Sending(scenes.moderator(), (), data, [(kind, MODERATOR, KEY)])


def approve_in_the_queue():
    return _press_in_the_queue("approve", "approve-comment")


def reject_in_the_queue():
    return _press_in_the_queue("reject", "reject-comment")


def undo_a_decision():
    comment, moderator = CommentFactory(report=scenes.published().report, answer_key=KEY), scenes.moderator()
    comments.approve(comment, by=moderator)
    data = {"press": comment.decisions.get().press}
    return Sending(moderator, (), data, [("undo-decision", MODERATOR, KEY)])


def approve_a_comment():
    return _decide_about_comment("approve", "approve-comment")


def reject_a_comment():
    return _decide_about_comment("reject", "reject-comment")


def mark_spam():
    return _decide_about_comment("spam", "mark-spam")


def _press_for_outcome(name, kind):
    edition = scenes.published()
    comment = ApprovedCommentFactory(report=edition.report, answer_key=KEY)
    after = scenes.published(drafts.correct(edition.report, by=scenes.reviewer(), reason="A reader was right."))
    moderator = scenes.moderator()
    if name == "take_back":
        comments.record_outcome(comment, after, by=moderator)
    return Sending(moderator, (comment.pk,), {name: "2"}, [(kind, MODERATOR, KEY)])


def record_an_outcome():
    return _press_for_outcome("record", "record-outcome")


def take_back_an_outcome():
    return _press_for_outcome("take_back", "take-back-outcome")


def _press_pin(name):
    report, moderator = scenes.published().report, scenes.moderator()
    badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=moderator)
    comment = ApprovedCommentFactory(report=report, answer_key=KEY, author=badge.account, badge=badge)
    if name == "unpin":
        comments.pin(comment, by=moderator)
    return Sending(moderator, (comment.pk,), {name: "1"}, [(f"{name}-comment", MODERATOR, KEY)])


def pin_a_comment():
    return _press_pin("pin")


def take_a_comment_down():
    return _press_pin("unpin")


def _about_own_comment(data, kind):
    comment = ApprovedCommentFactory(
        report=scenes.published().report, answer_key=KEY, author=UserFactory(), email="", browser=None
    )
    approve_as_read(comment)
    sent = {"seen": comments.state_of(comment), **data}
    return Sending(comment.author, (comment.report.slug, comment.pk), sent, [(kind, COMMENTER, KEY)])


def appeal_against_a_decision():
    comment = ApprovedCommentFactory(report=scenes.published().report, answer_key=KEY)
    comments.reject(comment, by=scenes.moderator(), reason="Off the subject.", rule="other")
    token = token_of_decision(comment.decisions.get())
    return Sending(comment.author, (token,), {"text": WORDS}, [("appeal", COMMENTER, KEY)])


def complain_of_a_comment():
    comment = ApprovedCommentFactory(report=scenes.published().report, answer_key=KEY)
    return Sending(None, (comment.report.slug, comment.pk), {"rule": "insult"}, [("complain", "reader", KEY)])


def change_a_comment():
    return _about_own_comment({"text": WORDS}, "edit-comment")


def withdraw_a_comment():
    return _about_own_comment({}, "withdraw-comment")


def erase_an_author():
    return replace(_about_own_comment({"sure": "on"}, "erase-commenter"), args=())


def erase_and_withdraw():
    sending = _about_own_comment({"sure": "on", "withdrawing": "on"}, "withdraw-comment")
    return replace(sending, args=(), acts=[*sending.acts, ("erase-commenter", COMMENTER, KEY)])


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
    "evaluations:open-consultation": [open_consultation],
    "evaluations:skip-consultation": [skip_consultation],
    "evaluations:ask-more": [ask_more_contacts],
    "evaluations:revoke-link": [revoke_a_link, take_back_what_came_by_a_link],
    "evaluations:end-consultation": [end_consultation],
    "evaluations:dispose": [dispose],
    "evaluations:publish-response": [respond],
    "evaluations:ask-to-respond": [ask_to_respond],
    "evaluations:revoke-respondent": [revoke_a_respondent],
    "evaluations:react": [react],
    "evaluations:react-to-all": [react_to_all],
    "evaluations:take-back": [take_back_a_reaction],
    "evaluations:standing": [withdraw, reinstate],
    "evaluations:comment-period": [open_for_comment],
    "evaluations:edit-comment": [change_a_comment],
    "evaluations:withdraw-comment": [withdraw_a_comment],
    "evaluations:appeal": [appeal_against_a_decision],
    "evaluations:complain": [complain_of_a_comment],
    "evaluations:erase-commenter": [erase_an_author, erase_and_withdraw],
    "admin:evaluations_edition_changelist": [publish_from_the_admin],
    "admin:evaluations_invitation_changelist": [take_an_invitation_back],
    "evaluations:comments-of-report": [say_what_waits],
    "evaluations:decide-comments": [approve_in_the_queue, reject_in_the_queue],
    "evaluations:undo-decision": [undo_a_decision],
    "admin:evaluations_comment_decide": [approve_a_comment, reject_a_comment, mark_spam],
    "admin:evaluations_comment_outcome": [record_an_outcome, take_back_an_outcome],
    "admin:evaluations_comment_pin": [pin_a_comment, take_a_comment_down],
}

# Where something can be sent that is no act of the trail. Patterns as of a shell.
LEAVES_NO_TRACE = {
    "saving answers is told by the submissions, and happens with every few words": [
        "evaluations:autosave",
        "evaluations:overview",
    ],
    "it asks, or says where she is, and changes nothing of a report": [
        "evaluations:compare",
        "evaluations:write-on-*",  # a draft, of which nobody is told
        "evaluations:kept-words",
        "evaluations:kept-request",
        "evaluations:presence",
        "evaluations:raised-flags",
        "evaluations:report-feed",
        "evaluations:moderation-log-feed",
        "evaluations:report-moderation-log-feed",
    ],
    "it is about herself, or about what she may do for a member, and about no report": [
        "evaluations:me",
        "evaluations:ask",
        "evaluations:stop-reminders",
        "admin:evaluations_evaluator_*",
        "admin:evaluations_assignment_*",
        "admin:evaluations_assignmentrequest_*",
        "admin:evaluations_badge_*",
        "admin:evaluations_holdingrules_*",
    ],
    "what a reader writes under a report, or to an evaluator, or follows, is not done to the report": [
        "evaluations:reply",
        "evaluations:reply-waiting",
        "evaluations:confirm-comment",
        "evaluations:your-comments",
        "evaluations:show-comments",
        "evaluations:follow-*",
        "evaluations:following",
        "evaluations:following-by-link",
        "evaluations:confirm-follow",
        "evaluations:stop-following",
        "evaluations:write-to-evaluator",
    ],
    "a mail that is sent again is the outbox's": ["admin:evaluations_mail_*"],
    "it shows, and changes nothing": [
        "admin:evaluations_*_history",
        "admin:evaluations_act_*",
        "admin:evaluations_comment_changelist",  # it leads to the page of the decision
        "admin:evaluations_evidence_changelist",
        "admin:evaluations_move_changelist",
        "admin:evaluations_redaction_changelist",
        "admin:evaluations_report_changelist",
        "admin:evaluations_seal_changelist",
        "admin:evaluations_storedfile_changelist",
    ],
}
