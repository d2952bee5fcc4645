"""What the tests of a consultation share."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluations.models import Consultation, Consulted
from tests import scenes
from tests.factories import ContactFactory


def code_of(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except PermissionDenied:
        return "permission"
    except ValidationError as error:
        return error.code or error.error_list[0].code
    return ""


def past(edition, **more):
    """Return a consultation whose time is over, with both contacts asked."""
    known = {"receipt": edition.receipts.last(), "by": scenes.reviewer(), **more}
    before = timezone.now() - timedelta(minutes=1)
    consultation = Consultation.objects.create(edition=edition, closes_at=before, **known)
    for side in ("government", "civil-society"):
        contact = ContactFactory(member=edition.report.member, side=side)
        who = {"side": side, "name": contact.name, "person": contact.person}
        Consulted.objects.create(consultation=consultation, contact=contact, **who)
    return consultation
