"""What has to hold for a move. Each guard takes edition and attempt, and raises ValidationError where it does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from . import coherence, conflicts, permissions, reactions, signing, succession
from .choices import ChangeClass, ReviewRule
from .models import Edition
from .reading import Reading

LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What somebody brings who makes a move: the reason, the digest of the text that she was shown, the time, if any.

    What guards and effect ask of the edition is read once; the edition is locked.
    """

    edition: Edition
    by: object
    reason: str
    shown: str | None
    at: datetime | None = None

    @cached_property
    def reading(self):
        return Reading(self.edition)

    @cached_property
    def flags(self):
        return coherence.Flags(self.reading)

    @cached_property
    def signatures(self):
        return signing.Signatures(self.edition, reading=self.reading)


def nothing_is_missing(edition, attempt):
    """Want every answer that is asked for."""
    prompts = attempt.reading.missing_prompts
    if prompts:
        raise ValidationError(
            [
                ValidationError(
                    _("There is no answer yet: %(question)s"),
                    code="missing",
                    params={"question": p.label, "key": p.key},
                )
                for p in prompts
            ]
        )


def no_flag_is_open(edition, attempt):
    """Want each flag to be mended, or justified."""
    for flag in attempt.flags.open:
        raise ValidationError(
            _("An answer is to be changed, or justified in a sentence: %(sentence)s"),
            code="flags",
            params={"sentence": flag.sentence},
        )


def no_remark_is_open(edition, attempt):
    """Want every remark to be resolved."""
    if count := edition.remark_set.open().count():
        raise ValidationError(
            ngettext(
                "A remark is still open. Resolve it, or send the report back.",
                "%(count)d remarks are still open. Resolve them, or send the report back.",
                count,
            ),
            code="remarks",
            params={"count": count},
        )


def no_reason_is_refused(edition, attempt):
    """Want no reviewer to have refused, as her last word, why an answer stands."""
    for flag in attempt.flags.raised:
        if flag.is_refused:
            raise ValidationError(
                _("A reviewer did not accept why this is so. Send it back, or accept the reason: %(sentence)s"),
                code="refused",
                params={"sentence": flag.sentence},
            )


def nobody_reads_it(edition, attempt):
    """Want no contact to be reading what would change under her eyes."""
    if edition.consultations.open().exists():
        raise _consultation(
            _("Contacts of the member are reading this. Wait until that is over, or end it for a reason.")
        )


def tells_of_a_redaction(edition, attempt):
    """Nothing else is published without its reviewers."""
    if edition.change_class != ChangeClass.REDACTION:
        raise ValidationError(_("This edition tells of no redaction."), code="status")


def follows_a_published_one(edition, attempt):
    """Want a new edition of what is published: the first one is all that there is of its report."""
    if edition.predecessor_id is None:
        raise ValidationError(_("This is the first edition of the report: only a new one is discarded."), code="status")


def contacts_were_heard(edition, attempt):
    """Want contacts of the member to have read the edition, and each reaction to have led to something.

    Or a reason why nobody was asked, which the public reads.
    """
    nobody_reads_it(edition, attempt)
    if not edition.consultations.standing().exists():
        raise _consultation(_("Ask contacts of the member to read this first, or say why nobody is asked."))
    reactions_were_dealt_with(edition, attempt)
    for reaction in reactions.unchanged(attempt.reading):
        raise _consultation(
            _("It is said of a reaction that the report was changed, and it reads as it did: %(about)s"),
            about=reactions.about(attempt.reading.form, reaction.answer_key),
        )


def reactions_were_dealt_with(edition, attempt):
    """Want it to be said of each reaction what became of it, for whoever reacted was promised that."""
    if count := edition.reaction_set.undisposed().count():
        message = ngettext(
            "Of one reaction nobody has said yet what became of it.",
            "Of %(count)d reactions nobody has said yet what became of them.",
            count,
        )
        raise ValidationError(message, code="consultation", params={"count": count})


def _consultation(message, **params):
    return ValidationError(message, code="consultation", params=params)


def is_what_was_shown(edition, attempt):
    """Want the text to be the one that she was shown, where she was shown one."""
    if attempt.shown is not None:
        signing.refuse_unless(edition, attempt.shown, reading=attempt.reading)


def says_something_new(edition, attempt):
    """Want a correction or an update to say something else than the published edition."""
    changes = edition.change_class in (ChangeClass.CORRECTION, ChangeClass.UPDATE)
    if changes and succession.says_the_same(attempt.reading) and not _signs_otherwise(edition, attempt):
        raise ValidationError(
            _("Nothing differs from the published edition. A new one is submitted once it says something else."),
            code="unchanged",
        )


def _signs_otherwise(edition, attempt):
    """Whether others sign it than signed the published edition, which the public reads beside their names.

    One that tells of a redaction bears no signature: whoever signs what is left signs something new.
    """
    bylines, signatures = edition.report.current.bylines.all(), attempt.signatures
    lacked = {byline.name for byline in bylines if byline.lacks_signature}
    signed = {byline.name for byline in bylines if byline.signed_at}
    missing = {signer.byline.name for signer in signatures.missing}
    signs = {signer.byline.name for signer in signatures.signers} - missing
    return lacked != missing or not signs <= signed


def everybody_has_signed(edition, attempt):
    """Want every signature, or a reason from who leads the report."""
    missing = [signer.byline.name for signer in attempt.signatures.missing]
    if not missing:
        return
    if not attempt.reason:
        raise _unsigned(missing, _("Without the signature of %(names)s the report is submitted only with a reason."))
    if not permissions.can_submit_unsigned(attempt.by, edition):
        raise _unsigned(missing, _("Without the signature of %(names)s only the lead submits the report."))


def _unsigned(missing, message):
    return ValidationError(message, code="unsigned", params={"names": get_text_list(missing, _("and"))})


def is_the_signed_text(edition, attempt):
    """Want the text to be the one that was signed."""
    signed = edition.bylines.filter(signed_at__isnull=False).values_list("evaluator", flat=True)
    if not signed:
        return
    holding = edition.signatures.filter(digest=attempt.signatures.digest).values_list("evaluator", flat=True)
    if not set(signed) <= set(holding):
        raise ValidationError(
            _("The text was changed after it was signed. Send it back, so that its evaluators sign it again."),
            code="unsigned",
        )


def approval_holds(edition, attempt):
    """Want who approved it to have no tie by now: she may have remembered one, or come to one, since."""
    if permissions.has_evaluated(edition.approval.by, edition.report):  # her account was linked to an evaluator since
        raise ValidationError(
            _("Who approved this report is one of its evaluators. Send it back, so that another reviewer approves it."),
            code="tied",
        )
    if conflicts.standing_conflicts(edition.approval.by, edition) - {ReviewRule.SAME_PERSON}:
        raise ValidationError(
            _("Who approved this report has declared a tie since. Exempt her, for a reason, or send the report back."),
            code="tied",
        )


def schedule_holds(edition, attempt):
    """Want who scheduled it to be one who may publish it still: it is published in her name."""
    if not permissions.can_publish(edition.scheduling.by, edition):
        raise ValidationError(
            _("Who scheduled this report may not publish it any more. Another reviewer publishes it."), code="tied"
        )


def time_is_to_come(edition, attempt):
    """Want a time in the future, and one that somebody who schedules it now may still be answerable for."""
    now = timezone.now()
    if attempt.at is None or attempt.at <= now:
        raise ValidationError(_("This time has passed. Choose one to come, or publish the report now."), code="time")
    if attempt.at > now + LONGEST_WAIT:
        raise ValidationError(_("Choose a time within a year."), code="time")


def time_has_come(edition, attempt):
    """Want the time for which it is scheduled to have come."""
    if edition.scheduled_for > timezone.now():
        raise ValidationError(_("Its time has not come yet."), code="early")


def report_stands(edition, attempt):
    """Want the report not to be withdrawn: what nobody may rely on gets no new edition."""
    if edition.report.is_withdrawn:
        raise ValidationError(_("The report is withdrawn. Let it stand again first, and say why."), code="withdrawn")


def says_why(edition, attempt):
    """Want a new edition to have a reason that the public reads."""
    if edition.predecessor_id and not (edition.change_reason or attempt.reason):
        raise ValidationError(_("Say why there is a new edition, in words that the public will read."), code="reason")


def translates_into_another_language(edition, attempt):
    """Want what is called a translation to be in another language than the edition that it follows."""
    if edition.change_class == ChangeClass.TRANSLATION and edition.language == edition.predecessor.language:
        raise ValidationError(
            _("A translation is in another language than the published edition. Choose its language in the Overview."),
            code="language",
        )


def has_declared(edition, attempt):
    """Want a reviewer to have said whether she has a tie."""
    if attempt.by is not None:
        conflicts.refuse_undeclared(attempt.by, edition)
