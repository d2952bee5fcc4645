"""One valid row of each model, with nothing set that a test does not ask for."""

from uuid import uuid4

import factory
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from commitments import models as commitments
from evaluations import models as evaluations
from evaluations.choices import CommentStatus, EvidenceKind


def stored(content=b"%PDF-1.4\n%%EOF\n"):
    """Return the stored file that holds these bytes."""
    return evaluations.StoredFile.objects.store(ContentFile(content))


class UserFactory(DjangoModelFactory):
    """An account that signs in with its e-mail and the password "commitment"."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence("user-{}".format)
    email = factory.LazyAttribute("{0.username}@example.org".format)
    password = factory.django.Password("commitment")


class MemberFactory(DjangoModelFactory):
    """A local member; `national=True` makes it the country itself."""

    class Meta:
        model = commitments.Member

    class Params:
        national = factory.Trait(
            level=commitments.Level.NATIONAL,
            name=factory.SelfAttribute("country"),
            country=factory.Sequence("Country {}".format),
        )

    name = factory.Sequence("Place {}".format)
    country = "Mexico"
    slug = factory.Sequence("member-{}".format)
    level = commitments.Level.LOCAL


class ContactFactory(DjangoModelFactory):
    """Somebody in the government of a member, with a private e-mail."""

    class Meta:
        model = commitments.Contact

    member = factory.SubFactory(MemberFactory)
    side = commitments.Side.GOVERNMENT
    name = factory.Sequence("Contact {}".format)
    email = factory.Sequence("contact-{}@example.org".format)


class ActionPlanFactory(DjangoModelFactory):
    """A plan of a local member for 2021 – 2022."""

    class Meta:
        model = commitments.ActionPlan

    member = factory.SubFactory(MemberFactory)
    title = factory.Sequence("Action plan – Place {}, Mexico, 2021 – 2022".format)
    slug = factory.Sequence("action-plan-{}".format)
    start_year = 2021
    end_year = 2022


class PolicyAreaFactory(DjangoModelFactory):
    """A subject."""

    class Meta:
        model = commitments.PolicyArea

    name = factory.Sequence("Policy area {}".format)
    slug = factory.Sequence("policy-area-{}".format)


class CommitmentFactory(DjangoModelFactory):
    """A commitment of a plan. Name the member, the plan or neither: they agree. None for no plan."""

    class Meta:
        model = commitments.Commitment

    action_plan = factory.SubFactory(ActionPlanFactory)
    member = factory.Maybe(
        "action_plan",
        yes_declaration=factory.SelfAttribute("action_plan.member"),
        no_declaration=factory.SubFactory(MemberFactory),
    )
    title = factory.Sequence("Commitment {}".format)
    slug = factory.Sequence("commitment-{}".format)
    problem = "Nobody can see how the money is spent."
    action = "Publish every contract within thirty days."

    @classmethod
    def _generate(cls, strategy, params):
        """Give a commitment of a named member a plan of that member."""
        if "member" in params and "action_plan" not in params:
            params = {"action_plan__member": params["member"], **params}
        return super()._generate(strategy, params)


class MilestoneFactory(DjangoModelFactory):
    """A step of a commitment."""

    class Meta:
        model = commitments.Milestone

    commitment = factory.SubFactory(CommitmentFactory)
    position = factory.Sequence(int)
    title = factory.Sequence("Milestone {}".format)


class EvaluatorFactory(DjangoModelFactory):
    """An evaluator with an account. `user=None` for one who is only known by name."""

    class Meta:
        model = evaluations.Evaluator

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence("Evaluator {}".format)
    organisation = "Observatorio Ejemplo"
    email = factory.Sequence("evaluator-{}@example.org".format)


class AssignmentFactory(DjangoModelFactory):
    """An evaluator may file for a member."""

    class Meta:
        model = evaluations.Assignment

    evaluator = factory.SubFactory(EvaluatorFactory)
    member = factory.SubFactory(MemberFactory)


class EvidenceFactory(DjangoModelFactory):
    """A link that backs the last answer of Section 1. Name the edition; `is_file=True` makes it a PDF."""

    class Meta:
        model = evaluations.Evidence

    class Params:
        is_file = factory.Trait(
            kind=EvidenceKind.FILE,
            name="minutes.pdf",
            url="",
            stored_file=factory.LazyFunction(stored),
            content_type="application/pdf",
        )

    answer_key = "1.3.evidence"
    position = factory.LazyAttribute(lambda row: row.edition.evidence_set.filter(answer_key=row.answer_key).count() + 1)
    kind = EvidenceKind.LINK
    name = "Minutes"
    url = "https://example.org/minutes"


class BadgeFactory(DjangoModelFactory):
    """A government's badge. Name the account, the member, and who gave it."""

    class Meta:
        model = evaluations.Badge

    account = member = given_by = None
    kind = "government"
    name = "Marta Ríos"
    reason = "Her ministry wrote to us."


class CommentFactory(DjangoModelFactory):
    """A held comment of a guest, each from a browser of her own. Name the report."""

    class Meta:
        model = evaluations.Comment

    report = None
    edition = factory.SelfAttribute("report.current")
    name = factory.Sequence("Guest {}".format)
    email = factory.Sequence("guest-{}@example.org".format)
    browser = factory.LazyFunction(uuid4)
    text = factory.Sequence("Comment number {}.".format)


class ApprovedCommentFactory(CommentFactory):
    """A comment that the public sees."""

    status = CommentStatus.APPROVED
    html = factory.LazyAttribute("<p>{0.text}</p>".format)
