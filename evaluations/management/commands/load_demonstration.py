"""Fill an empty database with reports in every state, so that a person can try the site at once."""

import tomllib
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commitments.models import ActionPlan, Commitment, Contact, Member, Milestone, PolicyArea
from evaluations import (
    comments,
    consulting,
    drafts,
    evidence,
    justifying,
    notifications,
    reacting,
    responding,
    reviewing,
    saving,
    signing,
    workflow,
)
from evaluations.choices import ReportKind, ReviewRule, Status
from evaluations.coherence import Flags
from evaluations.models import Assignment, Evaluator, Report
from evaluations.reading import Reading

SOURCE = settings.BASE_DIR / "fixtures" / "demonstration.toml"
ADMIN = "admin@example.org"
REVIEWER, MODERATOR = "reviewer@example.org", "moderator@example.org"


class Command(BaseCommand):
    """Load fixtures/demonstration.toml, by the same moves that people make."""

    help = _("Loads the demonstration data. Refuses to where there is any member, or where DEBUG is off.")

    def handle(self, *args, **options):
        """Load everything or nothing; raise CommandError where the database is not empty or DEBUG is off."""
        if not settings.DEBUG:
            raise CommandError(_("Demonstration data are made up: only where DEBUG is on."))
        if Member.objects.exists():
            raise CommandError(_("There are members already: demonstration data go into an empty database only."))
        # Nobody waits for these mails, and on the terminal they would hide the accounts.
        with notifications.nobody_told(), transaction.atomic():
            self.load(tomllib.loads(SOURCE.read_text(encoding="utf-8")))

    def load(self, data):
        """Make every row of the story, in the order in which they need each other."""
        self.accounts = {user.email: user for user in get_user_model().objects.all()}
        self.members = {row["name"]: self.add_member(**row) for row in data["member"]}
        self.plans = {row["title"]: self.add_plan(**row) for row in data["plan"]}
        self.commitments = {row["title"]: self.add_commitment(**row) for row in data["commitment"]}
        self.contacts = {row["name"]: self.add_contact(**row) for row in data["contact"]}
        self.evaluators = {row["account"]: self.add_evaluator(**row) for row in data["evaluator"]}
        for row in data["report"]:
            self.add_report(**row)
        facts = {"reports": len(data["report"]), "members": len(data["member"])}
        self.stdout.write(_("Reports loaded: %(reports)d, of so many members: %(members)d.") % facts)

    def account(self, email):
        """Return the account; raise CommandError where the demonstration accounts were not created."""
        if email not in self.accounts:
            said = _("There is no account %(email)s: run create_demonstration_accounts first.")
            raise CommandError(said % {"email": email})
        return self.accounts[email]

    def add_member(self, **fields):
        return Member.objects.create(slug=slugify(fields["name"]), **fields)

    def add_plan(self, *, member, title, **fields):
        return ActionPlan.objects.create(member=self.members[member], title=title, slug=slugify(title), **fields)

    def add_commitment(self, *, plan, policy_areas=(), milestones=(), **fields):
        """Create the commitment with its milestones and policy areas."""
        plan = self.plans[plan]
        name = fields.get("short_title") or fields["title"]
        slug = slugify(f"{fields.get('ogp_id', plan.member.name)} {name}")
        commitment = Commitment.objects.create(action_plan=plan, member=plan.member, slug=slug, **fields)
        for area in policy_areas:
            commitment.policy_areas.add(PolicyArea.objects.get_or_create(name=area, slug=slugify(area))[0])
        for position, title in enumerate(milestones, start=1):
            Milestone.objects.create(commitment=commitment, position=position, title=title)
        return commitment

    def add_contact(self, *, member, **fields):
        return Contact.objects.create(member=self.members[member], **fields)

    def add_evaluator(self, *, account, members, **fields):
        """Create the evaluator behind an account, of the same name, and assign her."""
        user = self.account(account)
        evaluator = Evaluator.objects.create(user=user, name=user.get_full_name(), email=account, **fields)
        for member in members:
            Assignment.objects.create(evaluator=evaluator, member=self.members[member])
        return evaluator

    def add_report(
        self,
        *,
        answers,
        status,
        evidence=(),
        justifications=(),
        comments=(),
        reason="",
        exemption="",
        reactions=(),
        nobody_asked="",
        response=None,
        **subject,
    ):
        """Start the report, answer it, justify what is flagged, let contacts read it, and move it to its status."""
        edition = self.start(**subject)
        for key, value in answers.items():
            setattr(edition, edition.form.prompt(key).column, value.strip() if isinstance(value, str) else value)
        edition.save()
        for row in evidence:
            self.add_evidence(edition, **row)
        for row in justifications:
            self.justify(edition, **row)
        self.submit(edition, to=status)
        self.consult(edition, reactions, nobody_asked)
        self.move(edition, to=status, reason=reason, exemption=exemption)
        if response:
            self.respond(edition.report, **response)
        for row in comments:
            self.add_comment(edition.report, **row)

    def start(self, *, commitment="", plan="", evaluators=(), language="en"):
        """Start the report with its evaluators in their order, and return its draft."""
        if plan:
            by = self.account(REVIEWER)
            return drafts.start(kind=ReportKind.RESULTS, subject=self.plans[plan], by=by, language=language)
        lead, *others = [self.evaluators[account] for account in evaluators]
        edition = drafts.start(
            kind=ReportKind.END_OF_COMMITMENT,
            subject=self.commitments[commitment],
            by=lead.user,
            evaluator=lead,
            language=language,
        )
        for evaluator in others:
            edition.add_byline(evaluator)
        return edition

    def add_evidence(self, edition, *, key, text="", reason="", **source):
        """Bind to the answer what the row tells: a table, stored as a file, why there is no evidence, or a source."""
        prompt = edition.form.taking_files(key)
        by = edition.report.lead.user if edition.report.lead else edition.report.started_by
        if text:
            file = ContentFile(text.lstrip().encode(), source["name"])
            evidence.attach(edition, prompt, file, content_type="text/csv", by=by)
        elif reason:
            evidence.say_none(edition, prompt, reason.strip(), by=by)
        else:
            cited = evidence.Source(**{name: words.strip() for name, words in source.items()})
            evidence.cite(edition, prompt, cited, by=by)

    def justify(self, edition, *, rule, key, text):
        """Say why an answer stands that a rule of coherence speaks against."""
        raised = {(flag.number, flag.key): flag for flag in Flags(Reading(edition)).raised}
        flag = raised[rule, key]
        sentence = justifying.Sentence(mark=flag.mark, opened="", text=text)
        justifying.justify(edition, {flag.name: sentence}, by=edition.report.lead.user)

    def submit(self, edition, *, to):
        """Sign and submit the draft, unless it is to stay one."""
        if to == Status.DRAFT:
            return
        for signer in signing.Signatures(edition).missing:
            signing.sign(edition, shown=signing.digest(edition), by=signer.byline.evaluator.user)
        # Nobody decides about what she submitted: of a Results Report the administrator does that.
        lead = edition.report.lead
        workflow.perform(workflow.SUBMIT, edition, by=lead.user if lead else self.account(ADMIN))

    def consult(self, edition, reactions, nobody_asked):
        """Let the member's contacts react to what was submitted, and deal with that; or say why nobody is asked."""
        by = self.account(REVIEWER)
        if reactions or nobody_asked:
            reviewing.declare(edition, by=by)
        if nobody_asked:
            consulting.skip(edition, reason=nobody_asked.strip(), by=by)
        if not reactions:
            return
        consultation = consulting.open_consultation(edition, edition.report.member.contacts.all(), by=by)
        asked = {one.name: one for one in consultation.consulted_set.all()}
        said = [self.react(asked[row["contact"]], **row) for row in reactions]
        consulting.end(consultation, reason=_("Everybody who wished to react had done so."), by=by)
        for reaction, row in zip(said, reactions, strict=True):
            consulting.dispose(reaction, row["disposition"], reason=row["reason"].strip(), by=by)

    def react(self, consulted, *, text, key="", is_confidential=False, **_more):
        return reacting.react(consulted, key, text.strip(), is_confidential=is_confidential)

    def respond(self, report, *, contact, parts):
        """Let a contact of the government respond to a published report."""
        report = Report.objects.select_related("member", "current").get(pk=report.pk)
        asked = report.member.contacts.get(name=contact)
        respondent = responding.ask(report, asked, by=self.account(REVIEWER))
        for part in parts:
            responding.write(respondent, part.get("key", ""), part["text"], opened=saving.NOTHING)
        responding.publish(respondent, shown=responding.digest(responding.draft_of(report), report.current))

    def move(self, edition, *, to, reason, exemption):
        """Make the moves that lead from what was submitted to the status."""
        reviewer, second = self.account(REVIEWER), self.account(ADMIN)
        if to in (Status.RETURNED, Status.APPROVED, Status.PUBLISHED):
            reviewing.declare(edition, by=reviewer)
        if to == Status.RETURNED:
            workflow.perform(workflow.RETURN, edition, by=reviewer, reason=reason)
        if to in (Status.APPROVED, Status.PUBLISHED):
            workflow.perform(workflow.APPROVE, edition, by=reviewer)
        if to == Status.PUBLISHED:
            self.publish(edition, by=reviewer if edition.submission.by == second else second, exemption=exemption)

    def publish(self, edition, *, by, exemption):
        """Publish, as a second reviewer; where she is the first, too, by an exemption that an administrator gives."""
        reviewing.declare(edition, by=by)
        if exemption:
            rule = ReviewRule.SAME_PERSON
            reviewing.exempt(edition, by, rule, reason=exemption.strip(), by=self.account(ADMIN))
        workflow.perform(workflow.PUBLISH, edition, by=by)

    def add_comment(self, report, *, name, text, status, account="", replies=(), parent=None):
        """Post the comment, decide about it, and then add its replies."""
        author = self.account(account) if account else None
        email = account or f"{slugify(name)}@example.org"
        person = {"name": name, "email": email, "author": author, "browser": uuid4()}
        comment = comments.post(report, text=text.strip(), parent=parent, **person)
        if status == "approved" and not comment.is_approved:
            comments.approve(comment, by=self.account(MODERATOR))
        elif status == "rejected":
            comments.reject(comment, by=self.account(MODERATOR), reason="Off the subject.")
        elif status == "spam":
            comments.mark_spam(comment, by=self.account(MODERATOR), reason="Advertising.")
        for reply in replies:
            self.add_comment(report, parent=comment, **reply)
