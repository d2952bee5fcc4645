"""Reports in each state, reached the way people reach it: by the moves of the workflow."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from commitments.models import Side
from evaluations import bylines, consulting, drafts, reacting, remarks, responding, saving, workflow
from evaluations.choices import ReportKind
from evaluations.coherence import Flags
from evaluations.models import Edition, Justification, Report, Signature
from evaluations.questionnaire.schema import PromptKind
from evaluations.reading import Reading
from evaluations.signing import Signatures
from evaluations.succession import says_the_same

from .factories import (
    ActionPlanFactory,
    AssignmentFactory,
    CommitmentFactory,
    ContactFactory,
    EvaluatorFactory,
    UserFactory,
)
from .moulds import moulded

REASON = "The minutes bear it out."  # why a flagged answer stands
ENDED = "Everybody has answered."
RESPONSE = "The ministry published every contract in March, and says so in its gazette."
NOBODY_ASKED = "It was read in public before."
NEWS = "accountability_explanation"  # where a correction differs of which nothing else is told
# Words that stand nowhere else, so that a test can look for them.
PROSE = "The council published the ledger for {key}, page after page, in May."


def reviewer(**kwargs):
    """Return the account of a reviewer."""
    return _staff("reviewers", **kwargs)


def moderator(**kwargs):
    """Return the account of a moderator."""
    return _staff("moderators", **kwargs)


def _staff(group, **kwargs):
    user = UserFactory(is_staff=True, **kwargs)
    # A transactional test empties this table, too.
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    return user


def evaluator_for(member, **kwargs):
    """Return an evaluator with an account who may file for the member."""
    return AssignmentFactory(member=member, evaluator=EvaluatorFactory(**kwargs)).evaluator


def publishing_email(evaluator):
    """Return the evaluator, who has confirmed her email and shows it on her reports."""
    if evaluator.user:
        EmailAddress.objects.create(user=evaluator.user, email=evaluator.email, verified=True)
    evaluator.publishes_email = True
    evaluator.save()
    return evaluator


@moulded
def draft(*, commitment=None, evaluator=None):
    """Return the empty draft of an End of Commitment Report, started by an evaluator of the member."""
    commitment = commitment or CommitmentFactory()
    evaluator = evaluator or evaluator_for(commitment.member)
    return drafts.start(kind=ReportKind.END_OF_COMMITMENT, subject=commitment, by=evaluator.user, evaluator=evaluator)


@moulded
def draft_of_two():
    """Return a draft with every answer, of Inés Peña, who leads it, and Tomás Ruiz."""
    commitment = CommitmentFactory()
    lead, colleague = (evaluator_for(commitment.member, name=name) for name in ("Inés Peña", "Tomás Ruiz"))
    edition = answered(draft(commitment=commitment, evaluator=lead))
    bylines.add(edition, colleague, by=lead.user)
    return edition


def results_draft(*, plan=None, by=None):
    """Return the empty draft of a Results Report, started by a reviewer."""
    return drafts.start(kind=ReportKind.RESULTS, subject=plan or ActionPlanFactory(), by=by or reviewer())


def answered(edition, **answers):
    """Answer every required question, positively where there is a choice, justify what is flagged; return the edition.

    `answers` are columns with the values to take instead.
    """
    for prompt in edition.form.prompts:
        if prompt.kind is PromptKind.TEXT:
            setattr(edition, prompt.column, PROSE.format(key=prompt.key))
        elif prompt.kind is PromptKind.CODE:
            setattr(edition, prompt.column, _positive(prompt))
    for column, value in answers.items():
        setattr(edition, column, value)
    edition.save()
    return justified(edition)


def justified(edition):
    """Return an edition in which every flag that is raised is justified."""
    Justification.objects.bulk_create(
        Justification(
            edition=edition, answer_key=flag.key, rule=flag.number, mark=flag.mark, sentence=flag.sentence, text=REASON
        )
        for flag in Flags(Reading(edition)).open
    )
    return edition


def _positive(prompt):
    codes = [option.code for option in prompt.options]
    return next((code for code in ("complete", "all", "yes", "major") if code in codes), codes[0])


@moulded
def submitted(edition=None, **answers):
    """Return an edition that waits for review."""
    edition = signed(with_news(answered(edition or draft(), **answers)))
    workflow.perform(workflow.SUBMIT, edition, by=_author(edition))
    return edition


def with_news(edition):
    """Return an edition that says something else than the published one, in one answer where nothing differs."""
    if edition.predecessor_id and says_the_same(Reading(edition)):
        texts = [prompt.column for prompt in edition.form.prompts if prompt.kind is PromptKind.TEXT]
        column = NEWS if NEWS in texts else texts[0]
        setattr(edition, column, f"{getattr(edition, column)} So it says in May, too.")
        edition.save()
        justified(edition)
    return edition


def signed(edition):
    """Return an edition that everybody who is to sign it has signed as it stands."""
    signatures = Signatures(Edition.objects.get(pk=edition.pk))
    # Not by signing.sign, which reads all of it once more for each: half of the tests begin here.
    Signature.objects.bulk_create(
        Signature(edition=edition, evaluator=evaluator, digest=signatures.digest, by=evaluator.user)
        for evaluator in (signer.byline.evaluator for signer in signatures.missing)
    )
    return edition


@moulded
def returned(edition=None, *, reason="Say where the minutes are kept.", **answers):
    """Return an edition that came back to its evaluators."""
    return send_back(submitted(edition, **answers), reason=reason)


@moulded
def published(edition=None, **answers):
    """Return a published edition."""
    return publish(approved(edition, **answers))


@moulded
def approved(edition=None, **answers):
    """Return an edition that waits for its second reviewer."""
    return approve(submitted(edition, **answers))


def discarded(published, **answers):
    """Return the new edition of a published one that was begun by mistake, answered so, and discarded by a reviewer."""
    draft = drafts.correct(published.report, by=None, reason="A date was wrong.")
    Edition.objects.filter(pk=draft.pk).update(**answers)
    workflow.perform(workflow.DISCARD, draft, by=reviewer(), reason="It was begun by mistake.")
    return draft


def declared(person, edition):
    """Return a reviewer who has said of an edition that she has no tie; who has said something of it, as she is."""
    if not edition.declarations.filter(by=person).exists():
        edition.declarations.create(by=person)
    return person


def reviewer_of(edition, **kwargs):
    """Return the account of a reviewer who may decide about an edition under review."""
    return edition.declarations.create(by=reviewer(**kwargs)).by


def consulted(edition):
    """Return an edition that contacts have read, or of which it was said why nobody is asked."""
    if not edition.consultations.exists():
        # By nobody who gets mails: who decides is not the matter here.
        edition.consultations.create(by=UserFactory(), skipped_reason=NOBODY_ASKED)
    return edition


def asked(edition=None, *contacts, by=None, closes_on=None):
    """Return the consultation in which contacts of both sides, or these, read a submitted edition."""
    edition = edition or submitted()
    contacts = contacts or [
        ContactFactory(member=edition.report.member, side=Side.GOVERNMENT, name="Marta Ríos", role="Point of contact"),
        ContactFactory(member=edition.report.member, side=Side.CIVIL_SOCIETY, name="Tomasa Vega", organisation="Ojo"),
    ]
    person = declared(by, edition) if by else reviewer_of(edition)
    return consulting.open_consultation(edition, contacts, closes_on=closes_on, by=person)


def reaction(consultation, key="1.2", text="The ledger was published in June.", *, side=Side.GOVERNMENT, **more):
    """Let a contact of a side react to an answer, openly unless told otherwise; return the Reaction."""
    consulted = consultation.consulted_set.filter(side=side).first()
    return reacting.react(consulted, key, text, **{"is_confidential": False, **more})


def ended(consultation, *, by=None):
    """End a consultation before its time, as a reviewer without a tie; return it."""
    person = declared(by, consultation.edition) if by else reviewer_of(consultation.edition)
    consulting.end(consultation, reason=ENDED, by=person)
    consultation.refresh_from_db()
    return consultation


def dispose(found, kind="kept", reason="The minutes say May.", *, by=None, **more):
    """Say what became of a reaction, as a reviewer without a tie; return the Disposition."""
    person = declared(by, found.edition) if by else reviewer_of(found.edition)
    return consulting.dispose(found, kind, reason=reason, by=person, **more)


def respondent(report, *, by=None, **contact):
    """Return who was asked to respond to a published report for the government of its member."""
    known = {"name": "Marta Ríos", "role": "Point of contact", "side": Side.GOVERNMENT, "is_verified": True}
    asked = ContactFactory(member=report.member, **known | contact)
    return responding.ask(report, asked, by=by or reviewer())


def responded(report, parts=None, *, by=None):
    """Let the government respond to a published report, by answer key, and publish that; return the Response."""
    person = by or respondent(report)
    for key, text in (parts or {"": RESPONSE, "1.2": RESPONSE}).items():
        responding.write(person, key, text, opened=saving.token(responding.draft_of(report).get(key, "")))
    current = Edition.objects.get(pk=Report.objects.get(pk=report.pk).current_id)
    return responding.publish(person, shown=responding.digest(responding.draft_of(report), current))


def approve(edition, *, by=None):
    """Approve a submitted edition, without a tie, and return it; nobody was asked to read it before."""
    consulted(edition)
    workflow.perform(workflow.APPROVE, edition, by=declared(by, edition) if by else reviewer_of(edition))
    return edition


def publish(edition, *, by=None):
    """Publish an edition under review, as a second reviewer without a tie, and return it."""
    if not edition.is_approved:
        approve(edition)
    workflow.perform(workflow.PUBLISH, edition, by=declared(by, edition) if by else reviewer_of(edition))
    return edition


def scheduled(edition=None, *, at=None, by=None):
    """Return an edition that waits for its time, a day from now where none is told, by a second reviewer."""
    edition = edition if edition and edition.is_approved else approved(edition)
    person = declared(by, edition) if by else reviewer_of(edition)
    workflow.perform(workflow.SCHEDULE, edition, by=person, at=at or timezone.now() + timedelta(days=1))
    return edition


def declared_scheduled(person, edition=None):
    """Return an edition that somebody else scheduled, and of which this reviewer has said that she has no tie."""
    edition = scheduled(edition)
    declared(person, edition)
    return edition


def made_due(edition):
    """Let the time of a scheduled edition have come an hour ago; return the edition."""
    edition.scheduled_for = timezone.now() - timedelta(hours=1)
    edition.save(update_fields=["scheduled_for"])
    return edition


def send_back(edition, *, by=None, reason="See the remarks."):
    """Return an edition under review to its evaluators, as a reviewer without a tie; return the edition."""
    person = declared(by, edition) if by else reviewer_of(edition)
    workflow.perform(workflow.RETURN, edition, by=person, reason=reason)
    return edition


def period_over(report):
    """Let the public have been asked to comment on a report until a minute ago; return the report."""
    now = timezone.now()
    Report.objects.filter(pk=report.pk).update(
        comments_opened_at=now - timedelta(days=14),
        comments_close_at=now - timedelta(minutes=1),
        comments_opened_by=report.comments_opened_by or reviewer(),
    )
    return Report.objects.with_subjects().get(pk=report.pk)


def remark(edition, key="", text="Say where.", *, by=None, **more):
    """Remark on an answer, or on the whole, as a reviewer without a tie; return the Remark."""
    return remarks.open_remark(edition, key, text, by=declared(by, edition) if by else reviewer_of(edition), **more)


def imported(title="Copied", **answers):
    """Return an edition that was read from a page which had lost all but these answers."""
    subject = CommitmentFactory(title=title, problem="")
    edition = drafts.start(kind=ReportKind.END_OF_COMMITMENT, subject=subject, by=None)
    edition.source, edition.title = "https://example.org/copied/", f"End of Commitment Report – {title}"
    for column, value in answers.items():
        setattr(edition, column, value)
    edition.save()
    workflow.perform(workflow.PUBLISH_IMPORT, edition, by=None)
    return edition


def _author(edition):
    return edition.report.lead.user if edition.report.lead else edition.report.started_by


def resolve(found, *, by=None):
    """Resolve a remark, as a reviewer without a tie."""
    remarks.resolve(found, by=declared(by, found.edition) if by else reviewer_of(found.edition))


def rule(edition, flag, *, by=None, **more):
    """Rule on the sentence that justifies a flag, as a reviewer without a tie; return the Ruling."""
    person = declared(by, edition) if by else reviewer_of(edition)
    return remarks.rule(edition, flag, opened=saving.token(flag.text), by=person, **more)
