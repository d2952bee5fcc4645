"""Who is told what about a report that is submitted, returned, approved or withdrawn, in whole mails."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from evaluations import bylines, consulting, reviewing, unlock_requests, withdrawing, workflow
from evaluations.conflicts import standing_conflicts
from evaluations.models import Byline, Edition, Evaluator
from tests import scenes
from tests.evaluations.notifications.mails import REASON, SITE, TITLE, sent, sent_but_receipts
from tests.factories import EvaluatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_submitting_tells_each_reviewer(draft, django_capture_on_commit_callbacks):
    scenes.answered(draft)
    scenes.reviewer(email="first@example.org")
    scenes.reviewer(email="second@example.org")
    scenes.reviewer(email="gone@example.org", is_active=False)
    scenes.reviewer(email="")
    scenes.moderator()

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.SUBMIT, scenes.signed(draft), by=draft.report.lead.user)

    subject = f"Waiting for review: End of Commitment Report – {TITLE}"
    body = (
        "A report was submitted:\n"
        "\n"
        f"End of Commitment Report – {TITLE}\n"
        "Toluca, Mexico\n"
        "Evaluators: Ana O'Farril & Co\n"
        "\n"
        "Read it as the public will, then approve it, or return it with a reason:\n"
        f"{SITE}/review/{draft.report.number}/\n"
        "\n"
        "You get this email because you review reports.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    assert sent_but_receipts() == [
        (["first@example.org"], [], [], subject, body),
        (["second@example.org"], [], [], subject, body),
    ]


def test_reviewer_who_evaluates_is_not_asked_to_review(draft, django_capture_on_commit_callbacks):
    reviewer = scenes.reviewer()
    evaluator = scenes.evaluator_for(draft.report.member, user=reviewer)
    Byline.objects.create(edition=draft, position=2, name=evaluator.name, evaluator=evaluator)

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(draft)

    assert sent_but_receipts() == []


def test_returning_tells_each_evaluator_with_an_account_why(draft, django_capture_on_commit_callbacks):
    draft.add_byline(EvaluatorFactory(name="Berta", user=UserFactory(email="berta@example.org")))
    draft.add_byline(EvaluatorFactory(user=None, email="imported@example.org"))
    draft.add_byline(EvaluatorFactory(user=UserFactory(is_active=False)))
    Byline.objects.create(edition=draft, position=5, name="Nobody we know")
    scenes.submitted(draft)
    lead = draft.report.lead.user

    with django_capture_on_commit_callbacks(execute=True):
        scenes.send_back(draft, reason=REASON)

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


def test_approving_tells_the_other_reviewers_who_may_publish(draft, django_capture_on_commit_callbacks):
    scenes.submitted(draft)
    first = scenes.reviewer(first_name="Rosa", last_name="Luna")
    scenes.reviewer(email="second@example.org")
    evaluator = scenes.evaluator_for(draft.report.member, user=scenes.reviewer())
    draft.add_byline(evaluator)

    with django_capture_on_commit_callbacks(execute=True):
        scenes.approve(draft, by=first)

    body = (
        "Rosa Luna has approved this report:\n"
        "\n"
        f"End of Commitment Report – {TITLE}\n"
        "Toluca, Mexico\n"
        "\n"
        "It takes a second reviewer: read it as the public will, then publish it, or return it with a reason:\n"
        f"{SITE}/review/{draft.report.number}/\n"
        "\n"
        "You get this email because you review reports.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    subject = f"Approved, to be published: End of Commitment Report – {TITLE}"
    assert sent() == [(["second@example.org"], [], [], subject, body)]


@pytest.mark.parametrize("against", [{"ties": ["member"], "words": "My cousin."}, {"organisation": "ojo & voz"}])
def test_who_may_not_decide_is_asked_to_only_once_she_is_exempt(draft, against, django_capture_on_commit_callbacks):
    Evaluator.objects.update(organisation="Ojo & Voz")
    scenes.submitted(draft)
    first, tied = scenes.reviewer(), scenes.reviewer(email="tied@example.org")
    reviewing.declare(draft, **against, by=tied)

    def told():
        with django_capture_on_commit_callbacks(execute=True):
            scenes.send_back(draft, by=first)
            scenes.submitted(draft)
        with django_capture_on_commit_callbacks(execute=True):
            scenes.approve(draft, by=first)
        found = [subject.partition(":")[0] for to, *_more, subject, _body in sent_but_receipts() if to == [tied.email]]
        mail.outbox.clear()
        return found

    assert told() == []

    [rule] = standing_conflicts(tied, draft)
    reviewing.exempt(draft, tied, rule, reason="Nobody else is there.", by=first)
    assert told() == ["Waiting for review", "Approved, to be published"]


def submit(draft):
    workflow.perform(workflow.SUBMIT, scenes.signed(draft), by=draft.report.lead.user)


def ask_to_unlock(draft):
    scenes.remark(draft, "1.2")
    scenes.send_back(draft)
    edition = Edition.objects.get(pk=draft.pk)
    unlock_requests.ask(edition, ["3"], "The lesson hangs on it.", by=draft.report.lead.user)


def end_a_consultation(draft):
    minute_ago = timezone.now() - timedelta(minutes=1)
    draft.consultations.create(by=UserFactory(), closes_at=minute_ago, receipt=draft.receipts.last())
    assert consulting.tell_of_those_over()


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (scenes.answered, submit),
        (scenes.submitted, scenes.approve),
        (scenes.submitted, end_a_consultation),
        (scenes.submitted, ask_to_unlock),
    ],
    ids=["submitted", "approved", "consultation over", "asked to unlock"],
)
def test_who_comes_to_a_tie_before_a_mail_leaves_is_asked_for_nothing(
    draft, before, step, django_capture_on_commit_callbacks
):
    before(draft)
    tied = scenes.reviewer(email="tied@example.org")
    with django_capture_on_commit_callbacks() as queued:
        step(draft)

    reviewing.declare(draft, ties=["member"], words="My cousin.", by=tied)
    for send in queued:
        send()

    assert [to for to, *_more in sent() if to == [tied.email]] == []


def take_off(draft, byline):
    bylines.remove(Edition.objects.get(pk=draft.pk), byline.pk, by=draft.report.lead.user)


def close_account(draft, byline):
    type(byline.evaluator.user).objects.filter(pk=byline.evaluator.user_id).update(is_active=False)


def return_it(draft):
    scenes.send_back(scenes.submitted(draft))


@pytest.mark.parametrize("away", [take_off, close_account])
def test_who_is_off_the_report_before_a_mail_leaves_reads_nothing_of_it(
    draft, away, django_capture_on_commit_callbacks
):
    bylines.add(draft, scenes.evaluator_for(draft.report.member, name="Berta"), by=draft.report.lead.user)
    with django_capture_on_commit_callbacks() as queued:
        return_it(draft)

    away(draft, draft.bylines.last())
    for send in queued:
        send()

    assert {(*to, subject.partition(":")[0]) for to, *_more, subject, _body in sent()} == {
        (draft.report.lead.user.email, "Receipt"),
        (draft.report.lead.user.email, "Please change"),
    }


def submit_again(draft):
    scenes.submitted(Edition.objects.get(pk=draft.pk))


def take_the_assignment(draft):
    draft.report.lead.assignments.all().delete()


@pytest.mark.parametrize("since", [submit_again, take_the_assignment])
def test_what_was_opened_is_told_while_it_is_open_to_who_asked(draft, since, django_capture_on_commit_callbacks):
    ask_to_unlock(scenes.submitted(draft))
    with django_capture_on_commit_callbacks() as queued:
        unlock_requests.grant(draft.unlock_requests.get(), by=scenes.reviewer_of(draft))

    with django_capture_on_commit_callbacks():
        since(draft)
    for send in queued:
        send()

    assert sent() == []


def test_that_a_report_can_be_approved_is_told_nobody_once_it_is_with_its_evaluators(
    draft, django_capture_on_commit_callbacks
):
    scenes.reviewer(email="second@example.org")
    scenes.submitted(draft)
    with django_capture_on_commit_callbacks() as queued:
        end_a_consultation(draft)

    with django_capture_on_commit_callbacks():
        scenes.send_back(draft)
    for send in queued:
        send()

    assert sent() == []


def test_a_return_is_told_nobody_once_the_report_is_public(draft, django_capture_on_commit_callbacks):
    scenes.submitted(draft)
    with django_capture_on_commit_callbacks() as queued:
        scenes.send_back(draft)
    scenes.published(draft)

    for send in queued:
        send()

    assert sent() == []


@pytest.mark.parametrize(("stands_again", "told"), [(False, ["Withdrawn"]), (True, [])])
def test_a_withdrawal_is_told_while_it_lasts(draft, stands_again, told, django_capture_on_commit_callbacks):
    report = scenes.published(draft).report
    with django_capture_on_commit_callbacks() as queued:
        withdrawing.withdraw(report, reason="Its figures were wrong.", by=scenes.reviewer())
    if stands_again:
        withdrawing.reinstate(report, reason="They were right.", by=scenes.reviewer())

    for send in queued:
        send()

    assert [subject.partition(":")[0] for *_whom, subject, _body in sent()] == told
