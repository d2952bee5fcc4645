"""The consultation on an edition before it is published, by its reviewers: whom they ask, and what becomes of answers.

That contacts of government and civil society read a draft is OGP's own practice (its pre-publication review); that
every reaction gets a disposition which the public reads is this project's rule.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.clocks import end_of, today_at
from commitments.models import Contact

from . import conflicts, notifications, permissions, reactions, trail
from .acts import ActKind
from .choices import Status
from .models import Consultation, Consulted, Disposition, Reaction
from .saving import storable
from .under_review import locked, refuse_unless_under_review, refuse_unless_with_reviewers

LONGEST = 90  # days of one window


def last_day(member):
    """Return the day at whose end a consultation that is opened today closes, where nobody says otherwise."""
    return today_at(member) + timedelta(days=settings.CONSULTATION_DAYS)


@transaction.atomic
def open_consultation(edition, contacts, *, by, closes_on=None):
    """Ask contacts of the member to read what was submitted, until the end of a day there; return the Consultation.

    Each gets a link of her own by email. Raises PermissionDenied where `by` may not, ValidationError where the edition
    does not wait for its first reviewer or is being read already (code "status"), she has not said whether she has a
    tie (code "undeclared"), the day is none to come or too far (code "date"), or a contact cannot be asked (code
    "contacts").
    """
    stored = _for_reviewer(edition, by)
    refuse_unless_with_reviewers(stored)
    if stored.status != Status.SUBMITTED or stored.consultations.open().exists():
        raise ValidationError(
            _("Contacts are asked while a report waits to be approved, once at a time."), code="status"
        )
    member = stored.report.member
    closes_on = closes_on or last_day(member)
    if not today_at(member) < closes_on <= today_at(member) + timedelta(days=LONGEST):
        raise ValidationError(
            _("Choose a day after today, within %(most)d days."), code="date", params={"most": LONGEST}
        )
    receipt = stored.receipts.order_by("pk").last()
    consultation = Consultation.objects.create(
        edition=stored, receipt=receipt, by=by, closes_at=end_of(closes_on, member)
    )
    _ask(consultation, contacts, by=by)
    trail.record(ActKind.OPEN_CONSULTATION, stored, by=by, row=consultation.pk)
    return consultation


@transaction.atomic
def ask(consultation, contacts, *, by):
    """Ask more contacts in a consultation that is open, or anew where a link was revoked.

    Raises what `open_consultation` raises. The link of somebody in whose place one of them is a contact now is revoked.
    """
    stored = _for_reviewer(consultation.edition, by)
    _ask(_open(consultation), contacts, by=by)
    trail.record(ActKind.ASK_CONTACTS, stored, by=by, row=consultation.pk)


@transaction.atomic
def revoke(consulted, *, by, is_hers=True):
    """Kill the link of a contact; what she said stands.

    Unless `is_hers` is false: then somebody else had the link, and all that came by it is taken back. So it is also of
    a link that was revoked before, and when the consultation is over, until the edition is published. Raises
    PermissionDenied, ValidationError as `end` does.
    """
    edition = _for_reviewer(consulted.consultation.edition, by)
    if is_hers:
        _open(consulted.consultation)
    else:
        refuse_unless_under_review(edition)
    _revoke(Consulted.objects.filter(pk=consulted.pk), by=by)
    for reaction in [] if is_hers else Reaction.objects.standing().filter(consulted=consulted):
        reaction.taken_back_at = timezone.now()
        reaction.save(update_fields=["taken_back_at"])
        trail.record(ActKind.TAKE_BACK_REACTION, edition, by=by, row=reaction.pk, answer_key=reaction.answer_key)


@transaction.atomic
def end(consultation, *, reason, by):
    """End a consultation before its time, for a reason that the public reads.

    Raises PermissionDenied where `by` may not, ValidationError where it is over (code "status"), she has not said
    whether she has a tie (code "undeclared") or there is no reason (code "reason").
    """
    edition = _for_reviewer(consultation.edition, by)
    stored = _open(consultation)
    stored.ended_reason = _said(reason)
    stored.ended_at = stored.told_at = timezone.now()  # who ends it sees what there is
    stored.ended_by = by
    stored.save(update_fields=["ended_at", "ended_by", "ended_reason", "told_at"])
    trail.record(ActKind.END_CONSULTATION, edition, by=by, row=stored.pk)


@transaction.atomic
def skip(edition, *, reason, by):
    """Ask nobody about an edition, for a reason that the public reads; return the Consultation that says so.

    Raises PermissionDenied where `by` may not, ValidationError where the edition is not with its reviewers or somebody
    has read it, or can (code "status"), she has not said whether she has a tie (code "undeclared"), or there is no
    reason (code "reason").
    """
    stored = _for_reviewer(edition, by)
    refuse_unless_with_reviewers(stored)
    if stored.consultations.standing().exists():
        raise ValidationError(_("Contacts were asked already, or it was said why not."), code="status")
    skipped = Consultation.objects.create(edition=stored, skipped_reason=_said(reason), by=by)
    trail.record(ActKind.SKIP_CONSULTATION, stored, by=by, row=skipped.pk)
    return skipped


@transaction.atomic
def dispose(reaction, kind, *, reason="", withholds=False, by):
    """Say what became of a reaction (a code of DispositionKind), and why; return the Disposition. The last word counts.

    What was changed in an answer is shown to the public by itself; of the report as a whole it is said in words, and so
    it is where a redaction took out what the answer said.
    `withholds`: the public does not read what a changed answer said before. Raises PermissionDenied where `by` may not,
    ValidationError where the edition is not under review, contacts still read it, or the reaction was taken back (code
    "status"), she has not said whether she has a tie (code "undeclared"), or there is no reason where one is wanted
    (code "reason").
    """
    stored = _for_reviewer(reaction.edition, by)
    refuse_unless_under_review(stored)
    found = Reaction.objects.select_related("consulted__consultation__receipt", "edition__report").get(pk=reaction.pk)
    if found.consulted.consultation.is_open or found.taken_back_at:
        raise ValidationError(_("Say what becomes of a reaction when the consultation is over."), code="status")
    reason = storable(reason)
    if reactions.wants_words(found, kind, withholds=withholds):
        _said(reason)
    said = {"kind": kind, "reason": reason, "withholds": withholds, "by": by, "at": timezone.now()}
    disposition, _is_new = Disposition.objects.update_or_create(reaction=reaction, defaults=said)
    # The next word takes the place of this one: what it was stands in the trail alone, less the words.
    known = {"row": reaction.pk, "answer_key": reaction.answer_key}
    trail.record(ActKind.DISPOSE, stored, by=by, words=str(disposition.get_kind_display()), **known)
    return disposition


def tell_of_those_over():
    """Tell reviewers, once, of each consultation whose time is over; return those that were told of now."""
    over = Consultation.objects.over().filter(told_at=None).exclude(edition__status=Status.PUBLISHED)
    return [one for one in over.select_related("edition__report").order_by("closes_at") if _tell(one)]


@transaction.atomic
def _tell(consultation):
    """Whether nobody else told of it: of two commands at once one does."""
    is_first = Consultation.objects.filter(pk=consultation.pk, told_at=None).update(told_at=timezone.now())
    if is_first:
        notifications.tell_reviewers_of_consultation(consultation)
    return bool(is_first)


def _for_reviewer(edition, user):
    stored = locked(edition)
    if not permissions.can_review(user, stored):
        raise PermissionDenied
    conflicts.refuse_undeclared(user, stored)
    return stored


def _open(consultation):
    stored = Consultation.objects.select_related("edition__report__member").get(pk=consultation.pk)
    if not stored.is_open:
        raise ValidationError(_("This consultation is over."), code="status")
    return stored


def _ask(consultation, contacts, *, by):
    member = consultation.edition.report.member
    links = consultation.consulted_set.all()
    asked = set(links.standing().values_list("contact", flat=True))
    found = list(Contact.objects.filter(pk__in=[contact.pk for contact in contacts], member=member).exclude(email=""))
    if not found or len(found) < len(contacts) or asked & {contact.pk for contact in found}:
        raise ValidationError(
            _("Choose contacts of the member who have an email and were not asked yet."), code="contacts"
        )
    _revoke(links.filter(contact__in=found), by=by)  # of those in whose place somebody else is a contact now
    last = reactions.last_links(links)
    before = {one.contact_id: last[one.pk] for one in links.of_the_same_people().order_by("pk")}
    for contact in found:
        known = {name: getattr(contact, name) for name in ("side", "name", "role", "organisation", "person")}
        known["instead_of_id"] = before.get(contact.pk)
        one = Consulted.objects.create(consultation=consultation, contact=contact, **known)
        notifications.tell_consulted(one)


def _revoke(links, *, by):
    for one in links.filter(revoked_at=None).select_related("consultation__edition__report"):
        Consulted.objects.filter(pk=one.pk).update(revoked_at=timezone.now())
        trail.record(ActKind.REVOKE_LINK, one.consultation.edition, by=by, row=one.pk)


def _said(reason):
    reason = storable(reason)
    if not reason:
        raise ValidationError(_("Say why, in words that the public will read."), code="reason")
    return reason
