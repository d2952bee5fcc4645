"""A parsed page as a published report: a first edition, or a successor with the blanks filled.

What an evaluator wrote here is never touched: neither her drafts nor any edition that is not itself imported. Nor is
a report of which something was redacted.
"""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from .. import comments, drafts, workflow
from ..choices import EvidenceKind, ReportKind
from ..models import Byline, Evaluator, Evidence, Report
from ..overview import title_of
from ..questionnaire.schema import PromptKind
from .merging import language_of, merge, values_of
from .subjects import find_commitment, find_plan
from .text import cut_at_word, fold, is_cut, same_words

PUBLISHED, COMPLETED, UNCHANGED, NOT_TOUCHED = "published", "completed", "unchanged", "not-touched"
_LONGEST_NAME = Evidence._meta.get_field("name").max_length


@dataclass
class Outcome:
    """What storing a page did: one of the four words above, and the keys at which the page says something else."""

    what: str
    report: Report
    differing: list[str] = field(default_factory=list)
    new_comments: int = 0
    has_comments: bool = False  # the page's, whether new or in already

    @property
    def is_use(self):
        """Whether anything of the page is in the database, now or since an earlier import."""
        return self.what != NOT_TOUCHED or self.has_comments


def store(parsed, *, source):
    """Store the report and return the Outcome; `source` names the page for its readers.

    Storing the same page twice changes nothing. Raises ValidationError where the page does not say what it is about or
    holds more than can be kept. The caller makes it atomic.
    """
    is_results = parsed.kind == ReportKind.RESULTS
    subject = find_plan(parsed) if is_results else find_commitment(parsed)
    lookup = {"action_plan" if is_results else "commitment": subject}
    report = Report.objects.filter(**lookup).select_related("current").first()
    outcome = _complete(report, parsed, source) if report else _publish(subject, parsed, source)
    if outcome.report.current_id:
        outcome.new_comments = len(comments.adopt(outcome.report, parsed.comments))
        outcome.has_comments = bool(parsed.comments)
    return outcome


def _publish(subject, parsed, source):
    edition = drafts.start(kind=parsed.kind, subject=subject, by=None, language=language_of(parsed))
    for column, value in values_of(edition.form, parsed).items():
        setattr(edition, column, value)
    edition.member_title = edition.member_title or subject.member.title
    if not edition.title or is_cut(edition.title):
        edition.title = title_of(edition.report)
    _add_bylines(edition, parsed)
    _add_evidence(edition, parsed)
    _make_public(edition, source)
    return Outcome(PUBLISHED, edition.report)


def _make_public(edition, source):
    edition.source = cut_at_word(source, edition._meta.get_field("source").max_length)
    edition.clean_fields()
    edition.save()
    workflow.perform(workflow.PUBLISH_IMPORT, edition, by=None)


def _complete(report, parsed, source):
    """Publish a successor of an imported edition where the page has more to say; keep what is stored otherwise."""
    current = report.current
    # Nor what was redacted: the page may still say it.
    is_ours = current is None or not current.is_imported or report.unpublished or report.is_withdrawn
    if is_ours or report.redactions.exists():
        return Outcome(NOT_TOUCHED, report)
    merged = merge(current, parsed)
    bylines = list(current.bylines.select_related("evaluator"))
    adds_people = not bylines and bool(parsed.evaluators)
    adds_evidence = _adds_evidence(current, parsed, merged)
    if bylines and parsed.evaluators:
        merged.differing += [] if _same_people(bylines, parsed.evaluators) else ["evaluators"]
        _learn_emails(bylines, parsed.evaluators)
    if not (merged.columns or adds_people or adds_evidence):
        return Outcome(UNCHANGED, report, merged.differing)
    draft = drafts.correct(report, by=None, reason=_("A more complete copy of the page was imported."))
    for column, value in merged.columns.items():
        setattr(draft, column, value)
    if adds_people:
        _add_bylines(draft, parsed)
    if adds_evidence:
        _add_evidence(draft, parsed)
    _make_public(draft, source)
    return Outcome(COMPLETED, draft.report, merged.differing)


# People -------------------------------------------------------------------------------------------------------------


def _add_bylines(edition, parsed):
    named = set()
    for position, person in enumerate(parsed.evaluators, start=1):
        evaluator = _evaluator(person, edition.report.member)
        if evaluator.pk in named:
            continue
        named.add(evaluator.pk)
        byline = Byline(edition=edition, position=position, evaluator=evaluator)
        byline.name, byline.organisation = person.name, person.organisation
        byline.clean_fields()
        byline.save()


def _evaluator(person, member):
    """Return the evaluator of this e-mail; without one, an imported evaluator of this name and member; or a new one.

    Nobody with an account is taken for an author on account of a name, nor of an e-mail but the one she signs in with:
    what her details say is checked by nobody.
    """
    is_hers = Q(user__email__mailbox=person.email) | Q(user=None, email__mailbox=person.email)
    known = Evaluator.objects.filter(is_hers).first() if person.email else None
    if known is None:
        imported = Evaluator.objects.filter(user=None, bylines__edition__report__member=member).distinct()
        known = next((one for one in imported if _is_same(one, person)), None)
    if known is None:
        known = Evaluator(name=person.name, organisation=person.organisation, email=person.email)
        known.full_clean()
        known.save()
    return known


def _is_same(evaluator, person):
    return same_words(evaluator.name, person.name) and (not evaluator.email or not person.email)


def _same_people(bylines, people):
    return [fold(line.name) for line in bylines] == [fold(person.name) for person in people]


def _learn_emails(bylines, people):
    """Keep the private e-mails that an earlier copy had masked."""
    for line in bylines:
        person = next((one for one in people if same_words(one.name, line.name)), None)
        if line.evaluator and line.evaluator.user_id is None and person and person.email and not line.evaluator.email:
            line.evaluator.email = person.email
            line.evaluator.full_clean()
            line.evaluator.save(update_fields=["email"])


# Evidence -----------------------------------------------------------------------------------------------------------


def _evidence_lines(form, parsed):
    """Return key and line of each piece of evidence that the page names."""
    keys = [prompt.key for prompt in form.prompts if prompt.kind is PromptKind.FILES and prompt.key in parsed.answers]
    return [(key, line.strip()) for key in keys for line in parsed.answers[key].split("\n") if line.strip()]


def _adds_evidence(edition, parsed, merged):
    """Whether the page has the evidence that the edition lacks; where both have some, name the answers that differ.

    As with any text, that of a page in another language is neither taken nor compared.
    """
    lines = _evidence_lines(edition.form, parsed) if parsed.language == edition.language else []
    stored = {(one.answer_key, fold(one.quotation or one.name)) for one in edition.evidence_set.all()}
    if stored:
        merged.differing += dict.fromkeys(key for key, line in lines if (key, fold(line)) not in stored)
    return bool(lines) and not stored


def _add_evidence(edition, parsed):
    """Keep the evidence as it is named: the files themselves do not come with a page."""
    for position, (key, line) in enumerate(_evidence_lines(edition.form, parsed), start=1):
        Evidence.objects.create(
            edition=edition,
            answer_key=key,
            position=position,
            kind=EvidenceKind.QUOTATION,
            name=cut_at_word(line, _LONGEST_NAME),
            quotation=line,
        )
