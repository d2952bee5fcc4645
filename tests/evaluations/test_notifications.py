"""Whole mails: to whom, what is in them, what never is, and that they leave only with what they tell of."""

import pytest
from django.core import mail
from django.core.mail import BadHeaderError
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from evaluations import assignments, bylines, notifications, workflow
from evaluations.models import AssignmentRequest, Byline
from tests import scenes
from tests.factories import CommitmentFactory, EvaluatorFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

SITE = "https://reports.example.org"
# What plain text must carry as it was typed.
TITLE = "Publish “every” contract & budget <line> of O'Farril's \"office\""
REASON = "Who said \"no\" & why?\n\n<b>Name</b> O'Farril's source."


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def member():
    return MemberFactory(name="Toluca", country="Mexico")


@pytest.fixture
def draft(member):
    lead = scenes.evaluator_for(member, name="Ana O'Farril & Co", email="private@example.org")
    return scenes.draft(commitment=CommitmentFactory(member=member, title=TITLE), evaluator=lead)


def sent():
    return [(message.to, message.cc, message.bcc, message.subject, message.body) for message in mail.outbox]


def test_submitting_tells_each_reviewer(draft, django_capture_on_commit_callbacks):
    scenes.answered(draft)
    scenes.reviewer(email="first@example.org")
    scenes.reviewer(email="second@example.org")
    scenes.reviewer(email="gone@example.org", is_active=False)
    scenes.reviewer(email="")
    scenes.moderator()

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.SUBMIT, draft, by=draft.report.lead.user)

    subject = f"Waiting for review: End of Commitment Report – {TITLE}"
    body = (
        "A report was submitted:\n"
        "\n"
        f"End of Commitment Report – {TITLE}\n"
        "Toluca, Mexico\n"
        "Evaluators: Ana O'Farril & Co\n"
        "\n"
        "Read it as the public will, then publish it, or return it with a reason:\n"
        f"{SITE}/review/{draft.report.number}/\n"
        "\n"
        "You get this email because you review reports.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    assert sent() == [
        (["first@example.org"], [], [], subject, body),
        (["second@example.org"], [], [], subject, body),
    ]


def test_reviewer_who_evaluates_is_not_asked_to_review(draft, django_capture_on_commit_callbacks):
    reviewer = scenes.reviewer()
    evaluator = scenes.evaluator_for(draft.report.member, user=reviewer)
    Byline.objects.create(edition=draft, position=2, name=evaluator.name, evaluator=evaluator)

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(draft)

    assert sent() == []


def test_returning_tells_each_evaluator_why(draft, django_capture_on_commit_callbacks):
    known_by_email = EvaluatorFactory(user=None, name="Berta", email="berta@example.org")
    known_by_name = EvaluatorFactory(user=None, email="")
    for position, evaluator in ((2, known_by_email), (3, known_by_name)):
        Byline.objects.create(edition=draft, position=position, name=evaluator.name, evaluator=evaluator)
    Byline.objects.create(edition=draft, position=4, name="Nobody we know")
    scenes.submitted(draft)
    lead = draft.report.lead.user

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.RETURN, draft, by=scenes.reviewer(), reason=REASON)

    def body(name):
        return (
            f"Dear {name},\n"
            "\n"
            "A reviewer read your report and returned it to you. Nothing of it is public, and nothing you wrote is "
            "lost. This is why:\n"
            "\n"
            f"{REASON}\n"
            "\n"
            "Change what is needed, then submit it again:\n"
            f"{SITE}/desk/{draft.report.number}/\n"
            "\n"
            "-- \n"
            "Open Government Reports\n"
            f"{SITE}\n"
        )

    subject = f"Please change: End of Commitment Report – {TITLE}"
    assert sent() == [
        ([lead.email], [], [], subject, body("Ana O'Farril & Co")),
        (["berta@example.org"], [], [], subject, body("Berta")),
    ]


def test_being_put_on_a_report_tells_the_evaluator(draft, member, django_capture_on_commit_callbacks):
    other = scenes.evaluator_for(member, name="Berta")

    with django_capture_on_commit_callbacks(execute=True):
        bylines.add(draft, other, by=draft.report.lead.user)

    body = (
        "Dear Berta,\n"
        "\n"
        "Ana O'Farril & Co named you as an evaluator on this report:\n"
        "\n"
        f"End of Commitment Report – {TITLE}\n"
        "\n"
        "Read it, and change it until it is submitted:\n"
        f"{SITE}/desk/{draft.report.number}/\n"
        "\n"
        "If you should not be named on it, ask Ana O'Farril & Co to take you off.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    assert sent() == [
        ([other.user.email], [], [], f"You are an evaluator on: End of Commitment Report – {TITLE}", body)
    ]


def test_who_was_taken_off_before_the_mail_left_hears_nothing(draft, member):
    byline = bylines.add(draft, scenes.evaluator_for(member), by=draft.report.lead.user)
    bylines.remove(draft, byline.pk, by=draft.report.lead.user)

    notifications.mail_named_evaluator.call(byline.pk)

    assert sent() == []


def test_who_has_no_email_is_put_on_a_report_in_silence(draft, member, django_capture_on_commit_callbacks):
    unknown = scenes.evaluator_for(member, user=None, email="")

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        bylines.add(draft, unknown, by=draft.report.lead.user)

    assert (callbacks, sent()) == ([], [])


def test_publishing_tells_the_evaluators_where(draft, django_capture_on_commit_callbacks):
    scenes.submitted(draft)

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.PUBLISH, draft, by=scenes.reviewer())

    assert sent() == [
        (
            [draft.report.lead.user.email],
            [],
            [],
            f"Published: End of Commitment Report – {TITLE}",
            (
                "Dear Ana O'Farril & Co,\n"
                "\n"
                "Your report is public. You find it here:\n"
                f"{SITE}/reports/publish-every-contract-budget-line-of-ofarrils-office/\n"
                "\n"
                "What was published cannot be changed any more. Should something turn out to be wrong, "
                "start a correction "
                "from your desk; it becomes a new edition.\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]


def test_publishing_a_correction_says_so(draft, django_capture_on_commit_callbacks):
    published = scenes.published(draft)
    successor = workflow.correct(published.report, by=published.report.lead.user, reason="A date was wrong.")
    scenes.submitted(successor)

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.PUBLISH, successor, by=scenes.reviewer())

    told = mail.outbox[0].body.splitlines()[2]
    assert (
        told == "The new edition of your report is public. Earlier editions stay readable beside it. You find it here:"
    )


def test_results_report_comes_back_to_whoever_started_it(django_capture_on_commit_callbacks):
    author = scenes.reviewer(first_name="Ana", last_name="Ruiz")
    edition = scenes.submitted(scenes.results_draft(by=author))

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.RETURN, edition, by=scenes.reviewer(), reason=REASON)

    assert [(message.to, message.body.splitlines()[0]) for message in mail.outbox] == [
        ([author.email], "Dear Ana Ruiz,")
    ]


def test_nobody_is_told_of_what_she_did_herself(django_capture_on_commit_callbacks):
    author = scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        edition = scenes.submitted(scenes.results_draft(by=author))
        workflow.perform(workflow.PUBLISH, edition, by=author)

    assert sent() == []


@pytest.fixture
def request_for_toluca(member):
    person = UserFactory(email="asks@example.org")
    return AssignmentRequest.objects.create(
        user=person, member=member, name="Ana O'Farril", organisation="Ojo & Voz", message="I <know> the “city”.\n\nAna"
    )


def test_request_for_an_assignment_is_told_to_those_who_grant_it(
    request_for_toluca, django_capture_on_commit_callbacks
):
    UserFactory(email="admin@example.org", is_superuser=True)
    scenes.reviewer(email="reviewer@example.org")
    scenes.moderator()

    with django_capture_on_commit_callbacks(execute=True):
        notifications.tell_staff_of_request(request_for_toluca)

    subject = "Ana O'Farril asks to evaluate for Toluca, Mexico"
    body = (
        "Ana O'Farril asks to be assigned to Toluca, Mexico, to file reports on its commitments.\n"
        "Organisation: Ojo & Voz\n"
        "\n"
        "I <know> the “city”.\n"
        "\n"
        "Ana\n"
        "\n"
        "Grant or decline the request here:\n"
        f"{SITE}/admin/evaluations/assignmentrequest/{request_for_toluca.pk}/change/\n"
        "\n"
        "You get this email because you may decide about assignments.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    assert sorted(sent()) == [
        (["admin@example.org"], [], [], subject, body),
        (["reviewer@example.org"], [], [], subject, body),
    ]


def test_granted_request_is_told_to_the_person(request_for_toluca, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assignments.grant(request_for_toluca, by=scenes.reviewer())

    assert sent() == [
        (
            ["asks@example.org"],
            [],
            [],
            "You may now file reports for Toluca, Mexico",
            (
                "Dear Ana O'Farril,\n"
                "\n"
                "You were assigned to Toluca, Mexico and may file End of Commitment Reports on its "
                "commitments. They wait "
                "on your desk:\n"
                f"{SITE}/desk/\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]


def test_declined_request_is_told_with_its_reason(request_for_toluca, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assignments.decline(request_for_toluca, by=scenes.reviewer(), reason=REASON)

    assert sent() == [
        (
            ["asks@example.org"],
            [],
            [],
            "Your request to evaluate for Toluca, Mexico",
            (
                "Dear Ana O'Farril,\n"
                "\n"
                "You asked to be assigned to Toluca, Mexico. The request was declined, for this reason:\n"
                "\n"
                f"{REASON}\n"
                "\n"
                "You may ask again, or for another member:\n"
                f"{SITE}/desk/ask/\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]


def test_reader_writes_to_an_evaluator(draft):
    edition = scenes.published(draft)
    mail.outbox.clear()

    notifications.forward(edition.bylines.get(), name="Eva & Max", email="reader@example.org", message=REASON)

    assert [message.reply_to for message in mail.outbox] == [["reader@example.org"]]
    assert sent() == [
        (
            [draft.report.lead.user.email],
            [],
            [],
            f"A reader writes about “End of Commitment Report – {TITLE}”",
            (
                "Dear Ana O'Farril & Co,\n"
                "\n"
                "Eva & Max read your report and writes to you:\n"
                "\n"
                f"{REASON}\n"
                "\n"
                "The reader does not know your email. If you answer this email, your answer goes to the "
                "reader, who then "
                "sees it.\n"
                "\n"
                "The report:\n"
                f"{SITE}/reports/publish-every-contract-budget-line-of-ofarrils-office/\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]


def test_evaluator_without_any_email_cannot_be_written_to(draft):
    draft.bylines.create(position=2, name="Nobody we know")
    draft.bylines.create(position=3, name="Berta", evaluator=EvaluatorFactory(user=None, email=""))

    can = [notifications.can_be_written_to(byline) for byline in draft.bylines.order_by("position")]

    assert can == [True, False, False]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_no_name_begins_a_new_line(draft, ending):
    edition = scenes.published(draft)
    mail.outbox.clear()
    evil = f"Eva{ending}Bcc: all@example.org{ending}{ending}Dear friend, click here"

    notifications.forward(edition.bylines.get(), name=evil, email="reader@example.org", message="Hello")

    (message,) = mail.outbox
    assert (
        message.body.splitlines()[2]
        == "Eva Bcc: all@example.org Dear friend, click here read your report and writes to you:"
    )
    assert message.recipients() == [draft.report.lead.user.email]
    assert "Bcc" not in message.message()


def test_no_email_begins_a_new_header(draft):
    edition = scenes.published(draft)
    mail.outbox.clear()

    with pytest.raises(BadHeaderError):
        notifications.forward(
            edition.bylines.get(), name="Eva", email="reader@example.org\nBcc: all@example.org", message="Hello"
        )

    assert mail.outbox == []


def test_title_of_several_lines_is_a_subject_of_one(member, django_capture_on_commit_callbacks):
    commitment = CommitmentFactory(member=member, title="Open\nBcc: all@example.org\n\ncontracts")
    scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(scenes.draft(commitment=commitment))

    assert [message.subject for message in mail.outbox] == [
        "Waiting for review: End of Commitment Report – Open Bcc: all@example.org contracts"
    ]


def test_no_mail_leaves_before_the_commit(draft, django_capture_on_commit_callbacks):
    scenes.reviewer()

    with django_capture_on_commit_callbacks() as callbacks:
        scenes.submitted(draft)

    assert (len(callbacks), sent()) == (1, [])


def test_no_mail_tells_of_what_was_rolled_back(draft, django_capture_on_commit_callbacks):
    scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        scenes.submitted(draft)
        transaction.set_rollback(True)

    assert (callbacks, sent()) == ([], [])


def test_no_mail_holds_a_private_email(draft, django_capture_on_commit_callbacks):
    scenes.reviewer(email="first@example.org")
    scenes.reviewer(email="second@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        scenes.published(draft)
        notifications.forward(draft.bylines.get(), name="Eva", email="reader@example.org", message="Hello")

    assert len(mail.outbox) == 4
    for message in mail.outbox:
        assert len(message.to) == 1
        assert "@example.org" not in message.body.replace(f"{SITE}", "")
        assert "@" not in message.subject


def test_mailbox_that_fails_keeps_no_other_from_being_told(draft, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "tests.evaluations.mailboxes.RefusesFirst"
    scenes.reviewer(email="first@example.org")
    scenes.reviewer(email="second@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(draft)

    assert [message.to for message in mail.outbox] == [["second@example.org"]]


def test_the_queue_holds_ids_and_no_words(draft, request_for_toluca, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    another = AssignmentRequest.objects.create(user=UserFactory(), member=request_for_toluca.member, name="Eve")
    scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        notifications.tell_staff_of_request(request_for_toluca)
        assignments.decline(request_for_toluca, by=scenes.reviewer(), reason=REASON)
        assignments.grant(another, by=scenes.reviewer(), reason=REASON)
        scenes.returned(draft, reason=REASON)
        scenes.published(draft)

    queued = [argument for task in DBTaskResult.objects.all() for argument in task.args_kwargs["args"]]
    assert [argument for argument in queued if not isinstance(argument, int)] == ["returned", "published"]
    assert {task.task_path.rpartition(".")[2] for task in DBTaskResult.objects.all()} == {
        "mail_evaluator",
        "mail_person_of_decision",
        "mail_reviewer",
        "mail_staff_of_request",
    }
    assert mail.outbox == []
