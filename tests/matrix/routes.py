"""Every route of the urlconf, with its URL in a given world."""

from django.apps import apps
from django.urls import URLResolver, get_resolver, reverse

# Not pages of this project's making: the admin's catch-all and its old URLs have no name.
NAMELESS = "admin:-"


def names_of_routes():
    """Return the name of every route, in the order of the urlconf."""
    return [name for name in _names(get_resolver()) if name != NAMELESS]


def _names(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, namespace + inner)
        else:
            yield f"{namespace}{pattern.name or '-'}"


def url_of(name, world):
    """Return where a route leads in this world: that of a section, to the first one."""
    return reverse(name, kwargs=_arguments(name, world))


def urls_of(name, world):
    """Return everywhere a route leads in this world: that of a section, to each one."""
    arguments = _arguments(name, world)
    if name != "evaluations:edit-section":
        return [reverse(name, kwargs=arguments)]
    return [reverse(name, kwargs=arguments | {"slug": section.slug}) for section in world.edition.form.sections]


def names_a_report(name, world):
    """Whether a route leads to something of one report: its state may change who comes in."""
    return name.startswith("evaluations:") and bool(_arguments(name, world))


def _arguments(name, world):
    report, edition = world.report, world.edition
    slug, commitment = report.slug or "not-published-yet", world.commitment
    file, byline = world.evidence, edition.bylines.order_by("position").first()
    page, link, responding = {"slug": slug}, {"token": world.consulted_token}, {"token": world.respondent_token}
    own = {
        "commitments:member": {"slug": report.member.slug},
        "commitments:action-plan": {"slug": commitment.action_plan.slug},
        "commitments:commitment": {"slug": commitment.slug},
        "evaluations:blank-form": {"version": edition.form.version},
        "evaluations:report": page,
        "evaluations:history": page,
        "evaluations:differences": page,
        "evaluations:report-json": page,
        "evaluations:report-csv": page,
        "evaluations:edition": {**page, "number": 1},
        "evaluations:edition-json": {**page, "number": 1},
        "evaluations:edition-csv": {**page, "number": 1},
        "evaluations:edition-bibtex": {**page, "number": 1},
        "evaluations:edition-ris": {**page, "number": 1},
        "evaluations:evidence": {"uuid": file.uuid, "name": file.name},
        "evaluations:evidence-by-number": {"pk": file.pk, "name": file.name},
        "evaluations:evidence-of": {"number": report.number, "key": world.question.key},
        "evaluations:upload": {"number": report.number, "key": file.answer_key},
        "evaluations:write-to-evaluator": {**page, "pk": byline.pk if byline else 4711},
        "evaluations:reply": page,
        "evaluations:comments": page,
        "evaluations:comment": {**page, "pk": world.comment_key},
        "evaluations:thread": {**page, "pk": world.comment_key},
        "evaluations:follow-report": page,
        "evaluations:feed-of-report": page,
        "evaluations:follow-thread": {**page, "pk": world.comment_key},
        "evaluations:feed-of-thread": {**page, "pk": world.comment_key},
        "evaluations:follow-member": {"slug": report.member.slug},
        "evaluations:feed-of-member": {"slug": report.member.slug},
        "evaluations:following-by-link": {"token": world.follow_token},
        "evaluations:confirm-follow": {"token": world.follow_token},
        "evaluations:stop-following": {"token": world.follow_token},
        "evaluations:edit-comment": {**page, "pk": world.own_comment_key},
        "evaluations:withdraw-comment": {**page, "pk": world.own_comment_key},
        "evaluations:earlier-texts": {**page, "pk": world.own_comment_key},
        "evaluations:show-comments": {"token": world.own_token},
        "evaluations:complain": {**page, "pk": world.comment_key},
        "evaluations:appeal": {"token": world.decision_token},
        "evaluations:complaint": {"token": world.complaint_token},
        "evaluations:report-moderation-log": page,
        "evaluations:report-moderation-log-csv": page,
        "evaluations:report-moderation-log-feed": page,
        "evaluations:reply-sent": {**page, "receipt": "none"},
        "evaluations:reply-waiting": {**page, "key": world.waiting_key},
        "evaluations:confirm-comment": {**page, "key": world.confirm_key},
        "evaluations:decide-unlocking": {"number": report.number, "pk": world.unlock_request_key},
        "evaluations:edition-consultation": {**page, "number": 1},
        "evaluations:consultation": link,
        "evaluations:react-to-all": link,
        "evaluations:react": {**link, "key": world.prompt.key},
        "evaluations:take-back": {**link, "pk": world.reaction_key},
        "evaluations:consultation-file": {**link, "uuid": file.uuid, "name": file.name},
        "evaluations:official-response": page,
        "evaluations:response": responding,
        "evaluations:write-on-the-whole": responding,
        "evaluations:write-on-answer": {**responding, "key": world.prompt.key},
        "evaluations:publish-response": responding,
        "evaluations:revoke-respondent": {"number": report.number, "pk": world.respondent_key},
        "evaluations:revoke-link": {"number": report.number, "pk": world.consulted_key},
        "evaluations:dispose": {"number": report.number, "pk": world.reaction_key},
        "evaluations:on-remark": {"number": report.number, "pk": world.remark_key},
        "evaluations:receipt": {"number": report.number, "pk": world.receipt_key, "ending": "zip"},
        "evaluations:stop-reminders": {"token": world.reminder_token},
        "evaluations:invitation": {"token": world.invitation_token},
        "evaluations:edit-section": {"number": report.number, "slug": edition.form.sections[0].slug},
        "account_reset_password_from_key": {"uidb36": "1", "key": "none"},
        "mfa_remove_webauthn": {"pk": 4711},
        "mfa_edit_webauthn": {"pk": 4711},
        "admin:app_list": {"app_label": "evaluations"},
        "admin:view_on_site": {"content_type_id": 4711, "object_id": 4711},
        "admin:evaluations_comment_decide": {"verdict": "approve"},
        "admin:evaluations_comment_outcome": {"object_id": world.comment_key},
        "admin:evaluations_comment_pin": {"object_id": world.comment_key},
        "admin:auth_user_password_change": {"id": world.people["stranger"].pk},
    }
    if name in own:
        return own[name]
    if name.startswith("admin:") and name.endswith(("_change", "_delete", "_history")) and name.count("_") > 1:
        app_label, model, _page = name.removeprefix("admin:").rsplit("_", 2)
        return {"object_id": world.object_of(apps.get_model(app_label, model))}
    if name.startswith("evaluations:") and name.partition(":")[2] in OF_A_REPORT:
        return {"number": report.number}
    return {}


OF_A_REPORT = {
    "task-list",
    "autosave",
    "compare",
    "kept-words",
    "flags",
    "raised-flags",
    "remarks",
    "unlock",
    "remark",
    "ask-to-respond",
    "ruling",
    "presence",
    "overview",
    "evaluators",
    "check",
    "sign",
    "submit",
    "correct",
    "discard",
    "discarded",
    "review",
    "review-submissions",
    "submissions",
    "return",
    "declare",
    "exempt",
    "standing",
    "comment-period",
    "comments-of-report",
    "desk-consultation",
    "review-consultation",
    "open-consultation",
    "skip-consultation",
    "end-consultation",
    "ask-more",
    "approve",
    "schedule",
    "unschedule",
    "publish",
}
