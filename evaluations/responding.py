"""The government's official response to a published report: who may give it, its draft, and its editions.

That a government may answer what evaluators publish is OGP's practice; that it is drafted, shown all together, dated,
and kept in editions of its own is this project's rule. It is no part of the sealed record.
"""

import hashlib
import json

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Contact

from . import notifications, permissions, trail
from .acts import ActKind
from .losses import RESPONSE
from .models import Edition, Report, Respondent, Response, ResponsePart
from .reading import Reading
from .saving import storable, token


def who_may_respond(report):
    """Return the contacts of the member who may be asked: of its government, verified by staff, with an email."""
    return Contact.objects.who_speak_for_the_government().filter(member=report.member_id).exclude(email="")


@transaction.atomic
def ask(report, contact, *, by):
    """Send a contact of the government the link by which she responds to a published report; return the Respondent.

    The link of somebody in whose place she is a contact now is revoked.
    Raises PermissionDenied where `by` may not, ValidationError where the report does not stand (code "status"), or
    the contact may not respond or has a link already (code "contact").
    """
    stored = _for_reviewer(report, by)
    found = who_may_respond(stored).filter(pk=contact.pk).first()
    links = stored.respondents.standing().filter(contact=found)
    if found is None or links.still_theirs().exists():
        raise ValidationError(
            _("Choose a verified contact of the government who has an email and no link yet."), code="contact"
        )
    for link in links:
        revoke(link, by=by)
    known = {name: getattr(found, name) for name in ("name", "role", "organisation", "person")}
    respondent = Respondent.objects.create(report=stored, contact=found, by=by, **known)
    trail.record(ActKind.ASK_TO_RESPOND, stored.current, by=by, row=respondent.pk)
    notifications.tell_respondent(respondent)
    return respondent


@transaction.atomic
def revoke(respondent, *, by):
    """Kill the link of a respondent; what was published stays. Raises PermissionDenied where `by` may not."""
    report = _locked(respondent.report)
    if not permissions.can_ask_to_respond(by, report):
        raise PermissionDenied
    if Respondent.objects.standing().filter(pk=respondent.pk).update(revoked_at=timezone.now()):
        trail.record(ActKind.REVOKE_RESPONDENT, report.current, by=by, row=respondent.pk)


def found(link):
    """Return the Respondent whom a link's token names, or None where it names nobody."""
    people = Respondent.objects.select_related("report__member", "report__current", "contact")
    return people.of_token(link).first()


def draft_of(report):
    """Return what is being written as a response to a report, by answer key; what is published where nothing is."""
    return parts_of(report.responses.drafts().first() or newest(report))


def newest(report):
    """Return the response that stands, or None."""
    return report.responses.published().order_by("-number").first()


def spoken_of(report):
    """Return the number of the public edition that a respondent last had before her, or None where nothing is said.

    That of the draft is the one that was public when it was last changed.
    """
    draft, said = report.responses.drafts().first(), newest(report)
    changed_at = draft and draft.parts.aggregate(last=Max("saved_at"))["last"]
    if changed_at and (said is None or changed_at > said.published_at):
        public = report.editions.published().filter(published_at__lte=changed_at)
        return public.aggregate(last=Max("number"))["last"]
    return said.edition.number if said else None


def parts_of(response):
    """Return the texts of a response by answer key ("": the whole); none of None, nor of what a redaction took out."""
    return dict(response.parts.exclude(text="").values_list("answer_key", "text")) if response else {}


def removed_from(report):
    """Return the redactions that took out something of what the government said, the newest first.

    Each with `removed`, the answer keys ("": the whole) under which something was taken out, each once.
    """
    told = []
    for redaction in report.redactions.order_by("-pk"):
        places = (RESPONSE.fullmatch(leaf["leaf"]) for leaf in redaction.leaves)
        redaction.removed = list(dict.fromkeys(place[2] or "" for place in places if place))
        told += [redaction] if redaction.removed else []
    return told


@transaction.atomic
def write(respondent, key, text, *, opened):
    """Store what the draft says of an answer by its key, or of the whole (""); an empty text takes it out.

    `opened` is the token of what was stored when she read it. Of an answer that the report has no more,
    what is said can only be taken out. Raises ValidationError where her link writes no more (code "closed"), the public
    edition has no such answer (code "key"), or somebody else changed it since (code "conflict", with what is stored now
    as its `stored`).
    """
    report = _for_respondent(respondent)
    text, stored = storable(text), draft_of(report).get(key, "")
    if key and key not in {answer.key for answer in Reading(report.current).answers} and (text or not stored):
        raise ValidationError(_("There is no such answer in this report."), code="key")
    if text == stored:
        return
    if opened != token(stored):
        raise ValidationError(
            _("Somebody else has changed this since you opened it."), code="conflict", params={"stored": stored}
        )
    draft = _draft(report)
    if text:
        ResponsePart.objects.update_or_create(response=draft, answer_key=key, defaults={"text": text})
    else:
        draft.parts.filter(answer_key=key).delete()


@transaction.atomic
def publish(respondent, *, shown):
    """Publish the draft, all of it together, and return the Response. `shown` is the digest of what she was shown.

    Raises ValidationError where her link writes no more (code "closed"), nothing new is said (code "nothing"), or the
    draft or the report is no longer what was shown (code "moved").
    """
    report = _for_respondent(respondent)
    draft = report.responses.drafts().first()
    parts = parts_of(draft)
    if not parts or parts == parts_of(newest(report)):
        raise ValidationError(_("There is nothing new to be published."), code="nothing")
    if shown != digest(parts, report.current):
        raise ValidationError(
            _("It was changed since you saw it, or the report was. Read it again before you publish it."), code="moved"
        )
    last = newest(report)
    draft.number = last.number + 1 if last else 1
    draft.edition, draft.respondent, draft.published_at = report.current, respondent, timezone.now()
    draft.save()
    trail.record(ActKind.RESPOND, report.current, by=None, row=draft.pk)
    notifications.tell_evaluators_of_response(draft)
    return draft


def digest(parts, edition):
    """Return the SHA-256 of what a response says, and of the edition of the report that it speaks of."""
    said = json.dumps([edition.pk, sorted(parts.items())], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def may_write(respondent):
    """Whether her link opens the response: it was not revoked, she speaks for the government, and the report stands."""
    return respondent.revoked_at is None and respondent.still_speaks and _stands(respondent.report)


def _stands(report):
    return report.current_id is not None and not report.is_withdrawn


def _draft(report):
    """Return the draft, begun as a copy of what is published where there is none yet."""
    draft, is_new = Response.objects.get_or_create(report=report, number=None)
    if is_new:
        said = parts_of(newest(report)).items()
        ResponsePart.objects.bulk_create(ResponsePart(response=draft, answer_key=key, text=text) for key, text in said)
    return draft


def _for_reviewer(report, by):
    stored = _locked(report)
    if not permissions.can_ask_to_respond(by, stored):
        raise PermissionDenied
    if not _stands(stored):
        raise ValidationError(_("This report does not stand: nobody responds to it."), code="status")
    return stored


def _for_respondent(respondent):
    report = _locked(respondent.report)
    stored = Respondent.objects.select_related("contact").get(pk=respondent.pk)
    stored.report = report
    if not may_write(stored):
        raise ValidationError(_("This link opens the response no more."), code="closed")
    return report


def _locked(report):
    """Return a report with its public edition, held as it is until the transaction ends."""
    stored = Report.objects.select_related("member").select_for_update(of=("self",)).get(pk=report.pk)
    if stored.current_id:
        stored.current = Edition.objects.get(pk=stored.current_id)
        stored.current.report = stored
    return stored
