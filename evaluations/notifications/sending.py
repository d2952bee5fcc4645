"""How a mail leaves: after the change that it tells of is committed, by id alone, to one person, as plain text."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse

from .. import permissions
from ..models import Evaluator
from . import outbox

REVIEWERS = Q(groups__name=permissions.REVIEWERS)
_is_silent = ContextVar("is_silent", default=False)


@contextmanager
def nobody_told():
    """Queue no mail of what happens meanwhile: for what is made up, or happened long ago."""
    before = _is_silent.set(True)
    try:
        yield
    finally:
        _is_silent.reset(before)


def later(mail, *ids, kind="", to=None, report=None):
    """Queue one mail once the change is committed: a change that is rolled back tells nobody.

    `mail` is the task that writes it anew from the ids, as often as it is tried. The rest is what the outbox shows
    until then: which mail it is (MailKind), to whom it goes (an account, an evaluator or an email), and the key of the
    report that it is about.
    """
    if not _is_silent.get():
        outbox.enter(mail, ids, kind=kind, report_id=report, **_recipient(to))


def _recipient(to):
    """Return what the outbox keeps of an account, an evaluator, an email, or of nobody who is known yet."""
    if to is None or isinstance(to, str):
        return {"email": to or ""}
    if not isinstance(to, Evaluator):
        return {"account": to, "email": to.email}
    return {"account": to.user, "evaluator": None if to.user_id else to, "email": email_of(to)}


def people(who, but=()):
    """Return the accounts that can be written to, each once; none of those whose keys are in `but`."""
    reachable = get_user_model().objects.filter(who, is_active=True).exclude(email="").exclude(pk__in=but)
    return reachable.distinct().order_by("pk")


def may_still_decide(person_id, edition, *, but=()):
    """Whether a reviewer is still one who decides about an edition: she may have come to a tie since she was to hear.

    `but` are the keys of those who have done their part.
    """
    return permissions.reviewers_besides(edition, but).filter(pk=person_id).exists()


def email_by_id(person_id):
    """Return the email of an account, for a mail that was queued with its id alone."""
    return get_user_model().objects.values_list("email", flat=True).get(pk=person_id)


def email_of(evaluator):
    """Return where an evaluator gets mail, or ""; it is shown to nobody."""
    if evaluator is None:
        return ""
    if evaluator.user_id and not evaluator.user.is_active:
        return ""
    return evaluator.user.email if evaluator.user_id and evaluator.user.email else evaluator.email


def send(template, to, context, *, prose="", report=None, **headers):
    """Send one plain mail to one person, and nothing where `to` is blank: the template's first line is its subject.

    Plain text needs no escaping; what stands in the context is brought to one line, so that no name can begin a new
    one. `prose` is what a person wrote, as she wrote it. `report`, a key, is for the outbox, where `later` told none.
    """
    lines = {name: _one_line(value) if isinstance(value, str) else value for name, value in context.items()}
    lines |= {"prose": prose.strip(), "site_url": settings.SITE_URL}
    text = get_template(f"evaluations/emails/{template}.txt").template.render(Context(lines, autoescape=False))
    subject, _blank, body = text.strip().partition("\n")
    message = EmailMessage(_one_line(subject), body.strip() + "\n", to=[to], **headers)
    if to:
        outbox.hand_over(message, kind=template, report=report)


def _one_line(text):
    return " ".join(text.split())


def url_of(name, *args):
    """Return the whole URL of a page, as a mail has to tell it."""
    return settings.SITE_URL + reverse(name, args=args)
