"""One report in one state, and everybody who may come to look at it."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from evaluations import bylines, comments, drafts, invitations, redacting, responding, withdrawing
from evaluations.models import (
    AssignmentRequest,
    Byline,
    Evidence,
    Invitation,
    Receipt,
    Reminder,
    Report,
    UnlockRequest,
)
from evaluations.own_links import token_of, token_of_complaint, token_of_decision
from evaluations.questionnaire.schema import PromptKind
from evaluations.saving import token
from evaluations.views.confirming import waiting_url
from tests import scenes
from tests.evaluations.comments.own import approve_as_read
from tests.evaluations.following import followers
from tests.factories import (
    ApprovedCommentFactory,
    BadgeFactory,
    CommentFactory,
    CommitmentFactory,
    ContactFactory,
    EvaluatorFactory,
    EvidenceFactory,
    MemberFactory,
    MilestoneFactory,
    PolicyAreaFactory,
    UserFactory,
)

CONFIDENTIAL = "The treasurer keeps a second ledger."  # said by a contact, not for the public
UNCONFIRMED = "Ask his brother where the ledger went."  # written by a guest, of whom nobody knows who she is
DISCARDED = "The mayor begged us to leave the ledger out."  # in a new edition that was discarded: for its writers
PLANNED = "The minister shall deny that there was a ledger."  # in the draft of a response: for the government alone
STATES = ("draft", "submitted", "returned", "scheduled", "published", "correction", "withdrawn")
RESULTS = "results"  # the draft of a Results Report
WORLDS = (*STATES, RESULTS)
ROLES = (
    "anonymous",
    "stranger",
    "lead",
    "co-evaluator",
    "other",  # an evaluator of the same member who is not on the report
    "far",  # an evaluator of another member
    "reviewer",
    "moderator",
    "admin",
    "guest",  # who accepted an invitation to the report, and is not assigned to its member
    "former",  # an evaluator of the member who was taken off the report
)


class World:
    """An End of Commitment Report in a state, or the draft of a Results Report, and an account for each role."""

    def __init__(self, state):
        self.commitment = commitment = CommitmentFactory(title="Publish every contract")
        member = commitment.member
        ContactFactory(member=member)
        MilestoneFactory(commitment=commitment)
        commitment.policy_areas.add(PolicyAreaFactory())
        lead, co_evaluator = scenes.evaluator_for(member), scenes.evaluator_for(member)
        self.people = {
            "stranger": UserFactory(),
            "lead": lead.user,
            "co-evaluator": co_evaluator.user,
            "other": scenes.evaluator_for(member).user,
            "far": scenes.evaluator_for(MemberFactory()).user,
            "reviewer": scenes.reviewer(),
            "moderator": scenes.moderator(),
            "admin": UserFactory(is_staff=True, is_superuser=True),
            "guest": EvaluatorFactory().user,
            "former": scenes.evaluator_for(member).user,
        }
        draft = self._start_results() if state == RESULTS else self._start(lead, co_evaluator)
        self.form = draft.form
        self.evidence = self._add_evidence(draft)
        self.question = next(question for question in draft.form.questions if question.evidence)
        self.edition = self._bring_to(state, draft)
        self.report = Report.objects.get(pk=draft.report_id)
        AssignmentRequest.objects.create(user=self.people["stranger"], member=member, name="Somebody")
        invitation = Invitation.objects.create(report=self.report, email="guest@example.org", invited_by=lead.user)
        self.invitation_token = invitation.token
        due_on = timezone.localdate()
        reminder = Reminder.objects.create(
            commitment=commitment, evaluator=lead, kind="two-weeks-before", due_on=due_on
        )
        self.reminder_token = reminder.token
        imported = scenes.imported(factors="It was said.").report
        redacting.redact(imported, ["/answers/1.2"], reason="It was forbidden.", by=self.people["admin"])
        BadgeFactory(account=self.people["stranger"], member=member, given_by=self.people["moderator"])
        self.follow_token = followers.guest(member).token
        self.receipt_key = Receipt.objects.values_list("pk", flat=True).first() or 4711

    def _start(self, lead, co_evaluator):
        draft = scenes.draft(commitment=self.commitment, evaluator=lead)
        Byline.objects.create(edition=draft, position=2, name=co_evaluator.name, evaluator=co_evaluator)
        self._let_join_and_take_off(draft, by=lead.user)
        return draft

    def _let_join_and_take_off(self, draft, *, by):
        guest, former = self.people["guest"], self.people["former"]
        invitation = invitations.invite(draft, by=by, email=guest.email)
        invitations.accept(invitation, by=guest, name="")
        byline = bylines.add(draft, former.evaluator, by=by)
        bylines.remove(draft, byline.pk, by=by)

    def _start_results(self):
        return scenes.results_draft(plan=self.commitment.action_plan, by=self.people["reviewer"])

    def _add_evidence(self, draft):
        key = next(prompt.key for prompt in draft.form.prompts if prompt.kind is PromptKind.FILES)
        return EvidenceFactory(edition=draft, answer_key=key, is_file=True)

    def _bring_to(self, state, draft):
        if state in (RESULTS, "draft"):
            return scenes.answered(draft)
        if state in ("submitted", "returned"):
            return self._review(state, scenes.submitted(draft))
        heard = self._ask_contacts(scenes.submitted(draft), is_over=True)
        scenes.dispose(self.reaction, "out-of-scope", "The ledger is not of this report.")
        if state == "scheduled":
            return scenes.scheduled(scenes.approve(heard))
        edition = scenes.publish(heard)
        self._let_respond(edition)
        self.comment_key = ApprovedCommentFactory(report=edition.report).pk
        self._let_the_stranger_write(edition.report)
        CommentFactory(report=edition.report)
        self._let_a_guest_write(Report.objects.get(pk=edition.report_id))
        if state == "correction":
            scenes.discarded(edition, lessons=DISCARDED)
            correction = drafts.correct(edition.report, by=self.people["lead"], reason="A date was wrong.")
            self.evidence = self._add_evidence(correction)  # which is hidden, beside the published edition's
            return correction
        if state == "withdrawn":
            withdrawing.withdraw(edition.report, reason="It was sold.", by=self.people["reviewer"])
        return edition

    @property
    def words(self):
        """Return, by route, what is sent by somebody who opened the first section when nothing was stored yet."""
        answer = {self.prompt.anchor: "Nobody-else-says-so.", f"opened-{self.prompt.anchor}": ""}
        return {
            "evaluations:edit-section": answer,
            "evaluations:autosave": answer,
            "evaluations:compare": answer,
            "evaluations:invitation": {"accept": "1", "name": "Ana Prueba"},
        }

    @property
    def prompt(self):
        """Return the first answer in words of the first section."""
        return next(prompt for prompt in self.form.sections[0].prompts if prompt.kind is PromptKind.TEXT)

    @property
    def text(self):
        """Return what is stored under it."""
        return getattr(self.edition, self.prompt.column)

    def _review(self, state, edition):
        """Let a reviewer remark on the whole of a submitted edition, and return it, if that is its state."""
        remark = scenes.remark(edition, "", "Say where the minutes are kept.", by=self.people["reviewer"])
        self.remark_key = remark.pk
        self._ask_contacts(edition, is_over=state == "returned")
        if state == "returned":
            scenes.send_back(edition, by=self.people["reviewer"], reason="See the remark.")
            # Nothing is closed here: the remark was on the whole. The row is one that could leak.
            asked = {"keys": ["2.2"], "reason": "Nobody else may read this.", "by": self.people["lead"]}
            self.unlock_request_key = UnlockRequest.objects.create(edition=edition, **asked).pk
        return edition

    def _ask_contacts(self, edition, *, is_over):
        """Let contacts read a submitted edition, and one of them say what the public never reads."""
        consultation = scenes.asked(edition, by=self.people["reviewer"])
        self.reaction = scenes.reaction(consultation, self.prompt.key, CONFIDENTIAL, is_confidential=True)
        self.reaction_key, self.consulted_key = self.reaction.pk, self.reaction.consulted_id
        self.consulted_token = self.reaction.consulted.token
        if is_over:
            scenes.ended(consultation, by=self.people["reviewer"])
        return edition

    def _let_respond(self, edition):
        """Let the government respond to a published edition, and write more that it does not publish yet."""
        respondent = scenes.respondent(edition.report, by=self.people["reviewer"])
        scenes.responded(edition.report, {"": "We thank the evaluators."}, by=respondent)
        responding.write(respondent, self.prompt.key, PLANNED, opened=token(""))
        self.respondent_key, self.respondent_token = respondent.pk, respondent.token

    def _let_a_guest_write(self, report):
        said = {"name": "Somebody", "email": "somebody@example.org", "text": UNCONFIRMED}
        unconfirmed = comments.keep_unconfirmed(report, **said)
        self.confirm_key, self.waiting_key = unconfirmed.token, waiting_url(unconfirmed).split("/")[-2]

    def _let_the_stranger_write(self, report):
        """Let the stranger, and a guest, say something, and the stranger something else a day later."""
        commenter, yesterday = comments.Commenter(self.people["stranger"]), timezone.now() - timedelta(days=1)
        hers = {"author": commenter.account, "email": "", "browser": None, "posted_at": yesterday}
        comment = approve_as_read(ApprovedCommentFactory(report=report, **hers))
        comments.edit(comment, "Other words.", by=commenter, seen=comments.state_of(comment))
        self.own_comment_key, self.own_token = comment.pk, token_of(ApprovedCommentFactory(report=report))
        complaint = comments.complain(ApprovedCommentFactory(report=report), rule="insult", text="It names him.")
        removed = comments.reject(
            ApprovedCommentFactory(report=report), by=scenes.moderator(), reason="It names him.", rule="private"
        )
        self.complaint_token = token_of_complaint(complaint)
        self.decision_token = token_of_decision(removed.decisions.get())

    decision_token = complaint_token = "none"  # in the links to a decision, and to a complaint, where there is one
    own_comment_key = 4711  # the stranger's, which she changed, where there is one
    own_token = "none"  # in the link to what a guest wrote
    confirm_key = waiting_key = "none"  # in the links to what a guest wrote, where one did
    respondent_key, respondent_token = 4711, "none"  # who responds for the government, where somebody does
    reaction_key = consulted_key = 4711  # a reaction's, and who made it, where there is one
    consulted_token = "none"
    comment_key = 4711  # an approved comment's, where there is one
    remark_key = 4711  # a remark's, where there is one
    unlock_request_key = 4711  # a request's to open more, where there is one

    def object_of(self, model):
        """Return a row of a model for its admin pages; a number that no row has where there is none."""
        own = {Report: self.report, Evidence: self.evidence, get_user_model(): self.people["stranger"]}
        row = own.get(model) or model._default_manager.order_by("pk").first()
        return row.pk if row else 4711
