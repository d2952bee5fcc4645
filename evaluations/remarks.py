"""Remarks: what reviewers say of single answers, what is said back, and what becomes of a wording that they suggest."""

from functools import cached_property

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import conflicts, permissions, saving, trail
from .acts import ActKind
from .choices import SuggestionOutcome
from .coherence import Flags
from .models import Remark, RemarkReply, Ruling
from .questionnaire.schema import PromptKind
from .reading import Reading
from .saving import storable
from .under_review import locked, refuse_unless_under_review, refuse_unless_with_reviewers


class Remarks:
    """The remarks of an edition as they are read, each with its replies, the oldest first."""

    def __init__(self, edition):
        self.edition = edition

    @cached_property
    def all(self):
        people = ("by__evaluator", "resolved_by__evaluator")
        replies = Prefetch("replies", RemarkReply.objects.select_related("by__evaluator"))
        return list(self.edition.remark_set.select_related(*people).prefetch_related(replies))

    @property
    def open(self):
        return [remark for remark in self.all if remark.is_open]

    def beside(self, key):
        """Return the remarks on one answer; of the key "" those on the whole."""
        return [remark for remark in self.all if remark.answer_key == key]

    @property
    def on_the_whole(self):
        return self.beside("")


@transaction.atomic
def open_remark(edition, key, text, *, suggestion="", by):
    """Say something of an answer of a submitted edition, or of the whole (`key` is ""); return the Remark.

    `suggestion` is a wording for an answer in words. Raises PermissionDenied where `by` may not review the edition,
    ValidationError where she has not said whether she has a tie (code "undeclared"), it is not with its reviewers (code
    "status"), the form asks for nothing under the key (code "key"), nothing is said (code "text"), or nothing in words
    stands under the key (code "suggestion").
    """
    stored = locked(edition)
    _refuse_unless_reviewer(by, stored)
    refuse_unless_with_reviewers(stored)
    conflicts.refuse_undeclared(by, stored)
    if key and key not in stored.form.keys:
        raise ValidationError(_("There is no such answer in this report."), code="key")
    text, suggestion = _said(text or (suggestion and str(_("I suggest this wording.")))), storable(suggestion)
    if suggestion and not is_worded(stored.form, key):
        raise ValidationError(_("A wording can be suggested for an answer in words alone."), code="suggestion")
    remark = Remark.objects.create(
        edition=stored, answer_key=key, round=stored.round, text=text, suggestion=suggestion, by=by
    )
    _note(ActKind.REMARK, stored, remark, by=by)
    return remark


@transaction.atomic
def reply(remark, text, *, by):
    """Say something back, while the edition is under review; return the RemarkReply.

    Raises PermissionDenied where `by` neither writes nor reviews the edition, ValidationError where it is public by
    now or was discarded (code "status"), or nothing is said (code "text").
    """
    stored = locked(remark.edition)
    if not permissions.can_reply_to_remarks(by, stored):
        raise PermissionDenied
    _refuse_once_ended(stored)
    return _reply(ActKind.REPLY, stored, remark, text, by=by)


@transaction.atomic
def resolve(remark, *, by):
    """Let a remark hold back nothing any more; twice is as good as once.

    Any reviewer who may review the edition does it, for who made the remark may be away. Raises PermissionDenied
    where `by` may not, ValidationError where she has not said whether she has a tie (code "undeclared"), or where the
    edition is public by now or was discarded (code "status").
    """
    stored = locked(remark.edition)
    _refuse_unless_reviewer(by, stored)
    _refuse_once_ended(stored)
    conflicts.refuse_undeclared(by, stored)
    if Remark.objects.open().filter(pk=remark.pk).update(resolved_at=timezone.now(), resolved_by=by):
        _note(ActKind.RESOLVE, stored, remark, by=by)


@transaction.atomic
def accept(remark, *, opened, by):
    """Put the suggested wording in the place of the answer that was shown with it.

    `opened` is the token of that answer. Raises what `saving.save` raises, and ValidationError where the suggestion
    was decided about (code "decided"), or the answer has changed since or is locked (code "moved").
    """
    stored = locked(remark.edition)
    _decide(remark, SuggestionOutcome.ACCEPTED)
    column = stored.form.prompt(remark.answer_key).column
    save = saving.save(stored, {column: remark.suggestion}, opened={column: opened}, by=by)
    # Not by its outcome: what read so already when she opened it counts as unchanged, whatever is stored since.
    if saving.token(getattr(save.edition, column)) != saving.token(remark.suggestion):
        raise ValidationError(
            _("The answer has changed since this was shown. Read it again beside the suggestion."), code="moved"
        )
    _note(ActKind.ACCEPT_SUGGESTION, stored, remark, by=by)


@transaction.atomic
def decline(remark, text, *, by):
    """Leave the answer as it is, and say why; return the RemarkReply.

    Raises PermissionDenied where `by` does not write the edition, ValidationError where it is not open (code
    "status"), the suggestion was decided about (code "decided") or no reason is given (code "text").
    """
    stored = saving.locked(locked(remark.edition), by=by)
    _decide(remark, SuggestionOutcome.DECLINED)
    return _reply(ActKind.DECLINE_SUGGESTION, stored, remark, text, by=by)


@transaction.atomic
def rule(edition, flag, *, opened, accepts, reason="", by):
    """Say of the sentence that justifies a flag of a submitted edition whether it holds; return the Ruling.

    `opened` is the token of the sentence that was shown. Raises PermissionDenied where `by` may not review the edition,
    ValidationError where she has not said whether she has a tie (code "undeclared"), it is not with its reviewers (code
    "status"), another sentence stands there by now, or none (code "moved"), or a sentence is not accepted without a
    reason (code "text").
    """
    stored = locked(edition)
    _refuse_unless_reviewer(by, stored)
    refuse_unless_with_reviewers(stored)
    conflicts.refuse_undeclared(by, stored)
    flag = _as_it_stands(flag, stored, opened)
    ruling = Ruling.objects.create(
        edition=stored,
        answer_key=flag.key,
        rule=flag.number,
        mark=flag.mark,
        sentence=flag.text,
        accepts=accepts,
        reason=storable(reason) if accepts else _said(reason),
        by=by,
    )
    _note(ActKind.ACCEPT_JUSTIFICATION if accepts else ActKind.REFUSE_JUSTIFICATION, stored, ruling, by=by)
    return ruling


def _as_it_stands(flag, edition, opened):
    """Return a flag with the sentence that justifies it now, where that is the one that was shown."""
    for one in Flags(Reading(edition)).beside(flag.key):
        if (one.number, one.mark) == (flag.number, flag.mark) and saving.token(one.text) == opened:
            return one
    raise ValidationError(
        _("The reason has changed since this was shown. Read it again, and say whether it holds."), code="moved"
    )


def is_worded(form, key):
    """Whether an answer in words stands under this key."""
    prompt = form.by_key.get(key)
    return prompt is not None and prompt.kind is PromptKind.TEXT


def _reply(kind, edition, remark, text, *, by):
    said = RemarkReply.objects.create(remark=remark, text=_said(text), by=by)
    trail.record(kind, edition, by=by, row=said.pk, answer_key=remark.answer_key)
    return said


def _note(kind, edition, row, *, by):
    """Keep in the audit trail what was done with a remark, or with what was said of a flag."""
    trail.record(kind, edition, by=by, row=row.pk, answer_key=row.answer_key)


def _refuse_unless_reviewer(user, edition):
    if not permissions.can_review(user, edition):
        raise PermissionDenied


def _refuse_once_ended(edition):
    if edition.is_published:
        raise ValidationError(_("The report is public by now: nothing is added to its remarks."), code="status")
    refuse_unless_under_review(edition)  # what was discarded stays as it was, too


def _decide(remark, outcome):
    undecided = Remark.objects.filter(pk=remark.pk, suggestion_outcome="").exclude(suggestion="")
    if not undecided.update(suggestion_outcome=outcome):
        raise ValidationError(_("There is no suggestion here that is still to be decided about."), code="decided")


def _said(text):
    text = storable(text)
    if not text:
        raise ValidationError(_("Say it in words."), code="text")
    return text
