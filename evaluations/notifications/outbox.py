"""What becomes of each mail: entered with the change that it tells of, sent once, or failed in words.

Its row says how far it has come. Whoever is to send it claims the row first, so that of two workers one sends.
"""

import logging
import re
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import partial
from smtplib import SMTPException
from traceback import format_tb

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ..choices import MailKind, MailState
from ..models import Evaluator, Mail

logger = logging.getLogger(__name__)

_on_its_way = ContextVar("on_its_way", default=None)  # the mail whose task runs
# What is told of these is the mail server's, the network's or Django's; any other error may quote what it met.
_TOLD = (SMTPException, OSError, ObjectDoesNotExist, ImportError)
_EMAIL = re.compile(r"[^\s<>(){}\[\]'\",;:]+@[^\s<>(){}\[\]'\",;:]+")
_TO_NOBODY_KNOWN = {MailKind.COMPLAINT_ANSWERED}  # of which no row says to whom they go: who complains is not told
_SECRET = re.compile(r"\w+://\S+|\S*[\w:-]{30,}\S*")  # a link, or a token without its link


def enter(mail, ids, **known):
    """Write the row of a mail, as part of the change, and queue it for when that is committed."""
    row = Mail.objects.create(task=mail.module_path, arguments=list(ids), **known)
    _queue(row)


def _queue(mail):
    """Hand its key to the queue once the change is committed; a queue that fails keeps no other mail from it."""
    transaction.on_commit(partial(deliver.enqueue, mail.pk), robust=True)


@task
def deliver(mail_id):
    """Send one mail, unless it was sent, or another worker has it; how that ended stands in its row."""
    if mail := Mail.objects.due().claim(mail_id):
        _run(mail)


def send_again(mail):
    """Queue a mail that failed, or was interrupted, once more; raise ValidationError where it is neither any more."""
    with transaction.atomic():
        if not Mail.objects.stopped().filter(pk=mail.pk).update(state=MailState.WAITING):
            raise ValidationError(_why_not(Mail.objects.get(pk=mail.pk)))
        _queue(mail)


def _why_not(mail):
    if mail.state == MailState.SENT:
        words = _("“%(mail)s” was sent meanwhile.")
    elif mail.state == MailState.NEEDLESS:
        words = _("“%(mail)s” is not needed any more.")
    elif mail.task:
        words = _("“%(mail)s” is on its way.")
    else:
        words = _("“%(mail)s” cannot be sent again: its words are kept nowhere.")
    return words % {"mail": mail}


def send_unsent():
    """Send what failed, was interrupted, or never reached the queue; return the state that each of them came to.

    Two at once share the work: each mail is claimed first.
    """
    keys = list(Mail.objects.unsent().order_by("pk").values_list("pk", flat=True))
    claimed = (Mail.objects.unsent().claim(pk) for pk in keys)
    return [_run(mail) for mail in claimed if mail]


def hand_over(message, **known):
    """Give a message to the mail server, in the name of the mail whose task runs.

    One without, which leaves at once, gets a row of its own, and its error is raised once it is noted there.
    """
    if mail := _on_its_way.get():
        return _send(mail, message, **known)
    mail = Mail.objects.create(state=MailState.SENDING, tries=1, tried_at=Now())
    with _failure_noted(mail):
        return _send(mail, message, **known)


def _run(mail):
    """Let its task write and send a mail that was claimed, and return the state that it came to."""
    before = _on_its_way.set(mail)
    try:
        with suppress(Exception), _failure_noted(mail):  # it breaks no request, and no other mail
            import_string(mail.task).call(*mail.arguments)
            _end(mail, MailState.NEEDLESS)
    finally:
        _on_its_way.reset(before)
    return mail.state


def _send(mail, message, *, kind, report=None):
    _address(mail, message, kind=kind, report=report)
    message.send()
    _end(mail, MailState.SENT, sent_at=Now())
    _on_its_way.set(None)  # one row, one mail


def _address(mail, message, *, kind, report):
    """Write into the row what the message knows: before it is sent, so that a failure tells of whom."""
    mail.kind = kind if kind in MailKind.values else mail.kind
    mail.report_id = mail.report_id or report
    mail.subject = Truncator(_EMAIL.sub("…", message.subject)).chars(998)
    if mail.kind not in _TO_NOBODY_KNOWN:
        (mail.email,) = message.to
        _name(mail)
    mail.save(update_fields=["account", "email", "evaluator", "kind", "report", "subject"])


def _name(mail):
    """Write into the row whom the site knows by the email, where it names nobody yet."""
    if not (mail.account_id or mail.evaluator_id):
        mail.account = get_user_model().objects.filter(email__mailbox=mail.email).first()
        mail.evaluator = None if mail.account else Evaluator.objects.filter(email__mailbox=mail.email).first()


def _end(mail, state, **more):
    """Note once how the sending of a mail ended, unless another worker took it over; that it left, in any case."""
    if mail.state != MailState.SENDING:
        return
    mail.state = state  # first: what has left did not fail, even where that cannot be noted
    held = Mail.objects.filter(pk=mail.pk).exclude(state=MailState.SENT)
    if state != MailState.SENT:
        held = held.filter(state=MailState.SENDING, tries=mail.tries)
    held.update(state=state, **more)


@contextmanager
def _failure_noted(mail):
    try:
        yield
    except Exception as error:
        # Not the traceback as it prints itself: the error's own words may hold a secret.
        words, way = told(error), "".join(format_tb(error.__traceback__))
        logger.error("Mail %s: %s\n%s", mail.pk, words, way)
        _end(mail, MailState.FAILED, failure=words)
        raise


def told(error):
    """Tell an error in a line for staff, without emails, links and tokens; what may quote others only by its class."""
    name = type(error).__name__
    words = " ".join(str(error)[:2000].split()) if isinstance(error, _TOLD) else ""
    words = _SECRET.sub("…", _EMAIL.sub("…", words))
    return Truncator(f"{name}: {words}" if words else name).chars(300)
