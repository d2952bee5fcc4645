"""Every kind of page: who looks at it, where it is, and what she does there before it is looked at."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from evaluations.questionnaire import QUESTIONNAIRES
from tests.browser.acts import (
    ask_for_code,
    choose_to_publish,
    come_too_often,
    dispose_of_nothing,
    fill,
    justify_at_length,
    look_up_a_member,
    lose_the_token,
    open_form_in_place,
    press,
    prove_it_is_her,
    react_to_an_answer,
    react_with_nothing,
    remark_nothing,
    reply_nothing,
    schedule_nothing,
    send_reply,
    sign_in_with_password_only,
    unfold,
    write_at_once,
    write_too_much,
)


@dataclass(frozen=True)
class Kind:
    """One kind of page. `where` is a URL or a function of the town; `then` brings the page into its state."""

    name: str
    where: Any
    who: str = ""
    then: Any = None
    status: int = 200
    saves_itself: bool = False  # and is refused then, too


def url(name, *args):
    return reverse(name, args=args)


def named(name):
    return lambda town: town.urls[name]


def of(state, name, *args):
    return lambda town: town.of(state, name, *args)


PUBLIC = [
    Kind("home", "/"),
    Kind("home, signed in", "/", "evaluator"),
    *(Kind(name, f"/{name}/") for name in ("about", "accessibility", "comment-rules", "data", "privacy")),
    *(Kind(f"blank form of {version}", f"/forms/{version}/") for version in QUESTIONNAIRES),
    Kind("report list", "/reports/"),
    Kind("report list, filtered", "/reports/?kind=end-of-commitment&progress=complete&language=en&words=ledger"),
    Kind("report list, signed in", "/reports/", "evaluator"),
    Kind("report list, empty", "/reports/?words=nothing-has-this-word"),
    Kind("report list, wrong filter", "/reports/?progress=splendid&year=x&page=99", status=404),
    Kind("end of commitment report", named("published")),
    Kind("end of commitment report, signed in", named("published"), "evaluator"),
    Kind("report in Spanish", named("spanish")),
    Kind("results report", named("results")),
    Kind("withdrawn report", named("withdrawn")),
    Kind("report, open for public comment", named("commented")),
    Kind("report, closed for comment", named("closed")),
    Kind("corrected report", named("corrected")),
    Kind("old edition", named("old edition")),
    Kind("history", lambda town: f"{town.urls['corrected']}history/"),
    Kind("history of an only edition, withdrawn", lambda town: f"{town.urls['withdrawn']}history/"),
    Kind("differences", lambda town: f"{town.urls['corrected']}differences/"),
    Kind("differences, none", lambda town: f"{town.urls['corrected']}differences/?from=1&to=1"),
    Kind("differences of an only edition", lambda town: f"{town.urls['published']}differences/"),
    Kind("consultation", named("consultation")),
    Kind("consultation that was skipped", lambda town: f"{town.urls['published']}v1/consultation/"),
    Kind("members", "/members/"),
    Kind("member", named("member")),
    Kind("action plans", "/action-plans/"),
    Kind("action plan", named("plan")),
    Kind("commitments", "/commitments/"),
    Kind("commitments, empty", "/commitments/?words=nothing-has-this-word"),
    Kind("commitment", named("commitment")),
    Kind("not found", "/nowhere/", status=404),
    Kind("server error", "/broken/", status=500),
]
ANSWERING = [
    Kind("reply form in place", named("published"), then=open_form_in_place),
    Kind("reply page", named("reply")),
    Kind("reply page, signed in", named("reply"), "evaluator"),
    Kind("reply to a comment", lambda town: f"{town.urls['reply']}?to={town.comments['first'].pk}"),
    Kind("reply refused", named("reply"), then=press("Send the comment"), status=422),
    Kind("reply sent", named("reply"), then=send_reply),
    Kind("reply closed", named("reply closed"), status=403),
    Kind("reply after the period", named("reply too late"), status=403),
    Kind("write to an evaluator", named("write")),
    Kind("write to an evaluator, refused", named("write"), then=press("Send the message"), status=422),
    Kind("message sent", lambda town: f"{town.urls['write']}?sent=yes"),
    Kind("form without a token", named("reply"), then=lose_the_token("Send the comment"), status=403),
]
ENTRANCE = [
    Kind("sign in", "/accounts/login/"),
    Kind("sign in, refused", "/accounts/login/", then=fill("Sign in", id_login="x@example.org", id_password="wrong")),
    Kind("sign up", "/accounts/signup/"),
    Kind("password reset", "/accounts/password/reset/"),
    Kind("password reset done", "/accounts/password/reset/done/"),
    Kind("password reset key", "/accounts/password/reset/key/1-none/"),
    Kind("ask for a code", "/accounts/login/code/"),
    Kind("enter the code", "/accounts/login/code/", then=ask_for_code),
    Kind("second factor asked", "/accounts/login/", then=sign_in_with_password_only),
    Kind("too many requests", "/accounts/password/reset/", then=come_too_often, status=429),
    Kind("inactive", "/accounts/inactive/"),
]
ACCOUNT = [
    Kind("sign out", "/accounts/logout/", "newcomer"),
    Kind("e-mails", "/accounts/email/", "newcomer"),
    Kind("change password", "/accounts/password/change/", "newcomer"),
    Kind("prove it is her", "/accounts/reauthenticate/?next=/accounts/2fa/", "newcomer"),
    Kind("second factors", "/accounts/2fa/", "newcomer"),
    Kind("second factors, all set", "/accounts/2fa/", "guarded"),
    Kind("app", "/accounts/2fa/totp/activate/", "newcomer", then=prove_it_is_her),
    Kind("app, off", "/accounts/2fa/totp/deactivate/", "guarded", then=prove_it_is_her),
    Kind("recovery codes", "/accounts/2fa/recovery-codes/", "guarded", then=prove_it_is_her),
    Kind("new recovery codes", "/accounts/2fa/recovery-codes/generate/", "guarded", then=prove_it_is_her),
    Kind("passkeys, none", "/accounts/2fa/webauthn/", "newcomer", then=prove_it_is_her),
    Kind("passkeys", "/accounts/2fa/webauthn/", "keyed", then=prove_it_is_her),
    Kind("new passkey", "/accounts/2fa/webauthn/add/", "newcomer", then=prove_it_is_her),
    Kind("rename passkey", lambda town: url("mfa_edit_webauthn", town.passkey.pk), "keyed", then=prove_it_is_her),
    Kind("remove passkey", lambda town: url("mfa_remove_webauthn", town.passkey.pk), "keyed", then=prove_it_is_her),
]
BY_MAIL = [
    Kind("invited", named("invited")),
    Kind("invited, signed in", named("invited"), "newcomer"),
    Kind("invited, an evaluator", named("invited"), "second"),
    Kind("invited, refused", named("invited"), "newcomer", then=press("Accept, and join the report"), status=422),
    Kind("invited, somebody else", named("invited by name"), "newcomer"),
    Kind("invited no longer", named("invited no longer"), status=410),
    Kind("draft, for a contact", named("being read")),
    Kind("reaction", named("being read"), then=react_to_an_answer),
    Kind("reaction, refused", named("being read"), then=react_with_nothing, status=422),
    Kind("draft, open no more", named("heard"), status=410),
    Kind("draft, link revoked", named("revoked link"), status=410),
    Kind("stop reminders", named("stop reminders")),
    Kind("reminders stopped", named("stop reminders"), then=press("Send me no more reminders of this report")),
]
DESK = [
    Kind("desk, nobody's", "/desk/", "newcomer"),
    Kind("desk", "/desk/", "evaluator"),
    Kind("ask", "/desk/ask/", "newcomer"),
    Kind("ask, refused", "/desk/ask/", "newcomer", then=press("Ask"), status=422),
    Kind("my details", "/desk/me/", "evaluator"),
    Kind("start", "/desk/start/", "evaluator"),
    Kind("start, empty", "/desk/start/?words=nothing-has-this-word", "evaluator"),
    Kind("start, refused", "/desk/start/", "evaluator", then=press("Start the report"), status=422),
    Kind("task list", of("draft", "task-list"), "evaluator"),
    Kind("task list, complete", of("answered", "task-list"), "evaluator"),
    Kind("task list, returned", of("returned", "task-list"), "evaluator"),
    Kind("report submitted", of("submitted", "task-list"), "evaluator"),
    Kind("report scheduled", of("scheduled", "task-list"), "evaluator"),
    Kind("report published", of("published", "task-list"), "evaluator"),
    Kind("submissions", of("resubmitted", "submissions"), "evaluator"),
    Kind("submissions, only one", of("submitted", "submissions"), "evaluator"),
    Kind("overview", of("draft", "overview"), "evaluator"),
    Kind("evaluators", of("draft", "evaluators"), "evaluator"),
    Kind("evaluators, not the lead", of("draft", "evaluators"), "second"),
    *(Kind(f"{slug}, empty", of("draft", "edit-section", slug), "evaluator") for slug in ("completion", "openness")),
    *(Kind(slug, of("answered", "edit-section", slug), "evaluator") for slug in ("completion", "openness", "lessons")),
    Kind("section, refused", of("answered", "edit-section", "completion"), "evaluator", write_too_much, 422, True),
    Kind("section, conflict", of("returned", "edit-section", "completion"), "evaluator", write_at_once, 409, True),
    Kind("evidence, empty", of("draft", "evidence-of", "2.1.1"), "evaluator"),
    Kind("evidence of every kind", of("answered", "evidence-of", "1.3"), "evaluator"),
    Kind("evidence said to be missing", of("answered", "evidence-of", "2.1.1"), "evaluator"),
    Kind(
        "evidence, refused",
        of("draft", "evidence-of", "2.1.1"),
        "evaluator",
        then=fill("Add", **{"evidence-quotation": "Each contract is published."}),
        status=422,
    ),
    Kind("results section", of("results draft", "edit-section", "early-results"), "reviewer"),
    Kind("section, flagged", of("flagged", "edit-section", "completion"), "evaluator"),
    Kind("flags, none", of("draft", "flags"), "evaluator"),
    Kind("flags, open", of("flagged", "flags"), "evaluator"),
    Kind("flags, justified", of("answered", "flags"), "evaluator"),
    Kind("flags, refused", of("flagged", "flags"), "evaluator", then=justify_at_length, status=422),
    Kind("task list, flagged", of("flagged", "task-list"), "evaluator"),
    Kind("check, flagged", of("flagged", "check"), "evaluator"),
    Kind("check, incomplete", of("draft", "check"), "evaluator"),
    Kind("check", of("answered", "check"), "evaluator"),
    Kind(
        "submit, refused",
        of("draft", "check"),
        "evaluator",
        then=press("Submit it with a signature missing"),
        status=422,
    ),
    Kind("remarks", of("sent back", "remarks"), "evaluator"),
    Kind("remarks, refused", of("sent back", "remarks"), "evaluator", then=reply_nothing, status=422),
    Kind("remarks, none", of("draft", "remarks"), "evaluator"),
    Kind("task list, sent back", of("sent back", "task-list"), "evaluator"),
    Kind("section, partly open", of("sent back", "edit-section", "completion"), "evaluator"),
    Kind("check, partly open", of("sent back", "check"), "evaluator"),
    Kind("ask to open more", of("sent back", "unlock"), "evaluator"),
    Kind("ask for nothing", of("sent back", "unlock"), "evaluator", then=press("Ask the reviewers"), status=422),
    Kind("asked to open more", of("asked", "unlock"), "evaluator"),
    Kind("what contacts said", of("heard", "desk-consultation"), "evaluator"),
    Kind("what contacts will say", of("being read", "desk-consultation"), "evaluator"),
    Kind("correct", of("published", "correct"), "evaluator"),
    Kind("not hers", of("draft", "correct"), "second", status=403),
]
REVIEW = [
    Kind("queue", "/review/", "reviewer"),
    Kind("review, nothing declared yet", of("submitted", "review"), "reviewer"),
    Kind("review, declared nothing", of("submitted", "review"), "reviewer", then=press("Declare this"), status=422),
    Kind("review, return", of("resubmitted", "review"), "reviewer", then=unfold("return")),
    Kind("review, approve", of("resubmitted", "review"), "reviewer", then=unfold("approve")),
    Kind("review, approved by herself", of("approved", "review"), "reviewer"),
    Kind("review, tied", of("approved", "review"), "tied"),
    Kind("review, publish", of("approved", "review"), "admin", then=unfold("publish")),
    Kind("review, exempt", of("approved", "review"), "admin", then=unfold("exempt")),
    Kind("review, publish at a time", of("approved", "review"), "admin", then=unfold("schedule")),
    Kind("review, no time told", of("approved", "review"), "admin", then=schedule_nothing, status=422),
    Kind("review, scheduled", of("scheduled", "review"), "reviewer", then=unfold("unschedule")),
    Kind("review, submitted again", of("resubmitted", "review"), "reviewer"),
    Kind("review, submissions", of("resubmitted", "review-submissions"), "reviewer"),
    Kind("review of what is public", of("published", "review"), "reviewer"),
    Kind("review, withdraw", of("published", "review"), "reviewer", then=unfold("standing")),
    Kind("review, open for public comment", of("closed", "review"), "reviewer", then=unfold("comment-period")),
    Kind("review of what was withdrawn", of("withdrawn", "review"), "reviewer"),
    Kind("review, asked to open more", of("asked", "review"), "reviewer"),
    Kind("review, remarked", of("remarked", "review"), "reviewer"),
    Kind("review, remark refused", of("resubmitted", "review"), "reviewer", then=remark_nothing, status=422),
    Kind("review, ask contacts", of("resubmitted", "review-consultation"), "reviewer", then=unfold("skip")),
    Kind(
        "review, ask no contact",
        of("resubmitted", "review-consultation"),
        "reviewer",
        then=press("Ask them"),
        status=422,
    ),
    Kind("review, contacts read it", of("being read", "review-consultation"), "reviewer", then=unfold("end")),
    Kind("review, contacts have read it", of("heard", "review-consultation"), "reviewer"),
    Kind(
        "review, disposed of nothing",
        of("heard", "review-consultation"),
        "reviewer",
        then=dispose_of_nothing,
        status=422,
    ),
    Kind("start results", "/review/start/", "reviewer"),
    Kind("start results, refused", "/review/start/", "reviewer", then=press("Start the report"), status=422),
]
ADMIN = [
    Kind("admin", "/admin/", "admin"),
    Kind("comments", "/admin/evaluations/comment/", "moderator"),
    Kind("comment", lambda town: url("admin:evaluations_comment_change", town.comments["held"].pk), "moderator"),
    Kind(
        "decision",
        lambda town: url("admin:evaluations_comment_decide", "reject") + f"?ids={town.comments['held'].pk}",
        "moderator",
    ),
    Kind("reports", "/admin/evaluations/report/", "reviewer"),
    Kind("report", lambda town: url("admin:evaluations_report_change", town.reports["published"].pk), "reviewer"),
    Kind("editions to publish", "/admin/evaluations/edition/?status__exact=approved", "admin", then=choose_to_publish),
    Kind("requests", "/admin/evaluations/assignmentrequest/", "reviewer"),
    Kind("request", lambda town: url("admin:evaluations_assignmentrequest_change", town.request.pk), "reviewer"),
    Kind("invitations", "/admin/evaluations/invitation/", "reviewer"),
    Kind("invitation", lambda town: url("admin:evaluations_invitation_change", town.invitation.pk), "reviewer"),
    Kind(
        "invitation, to take back",
        lambda town: url("admin:evaluations_invitation_change", town.invitation.pk),
        "reviewer",
        then=press("Take the invitation back"),
    ),
    Kind("mails", "/admin/evaluations/mail/", "reviewer"),
    Kind("audit trail", "/admin/evaluations/act/", "reviewer"),
    Kind("act", lambda town: url("admin:evaluations_act_change", town.act.pk), "reviewer"),
    Kind("mail that failed", lambda town: url("admin:evaluations_mail_change", town.failed_mail.pk), "reviewer"),
    Kind("mail sent again", "/admin/evaluations/mail/?state=failed", "reviewer", then=press("Send again")),
    Kind("people", "/admin/auth/user/", "admin"),
    Kind("person", lambda town: url("admin:auth_user_change", town.people["newcomer"].pk), "admin"),
    Kind("new group", "/admin/auth/group/add/", "admin"),
    Kind("new assignment", "/admin/evaluations/assignment/add/", "admin"),
    Kind("new assignment, looked up", "/admin/evaluations/assignment/add/", "admin", then=look_up_a_member),
    Kind("list of several pages", "/admin/evaluations/storedfile/?p=2", "reviewer"),
    Kind("new member", "/admin/commitments/member/add/", "admin"),
    Kind("kept member", lambda town: url("admin:commitments_member_change", town.member.pk), "admin"),
    Kind(
        "kept commitment",
        lambda town: url("admin:commitments_commitment_change", town.reports["published"].commitment_id),
        "admin",
    ),
]
OURS = [*PUBLIC, *ANSWERING, *ENTRANCE, *ACCOUNT, *BY_MAIL, *DESK, *REVIEW]
