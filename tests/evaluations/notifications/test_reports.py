"""Who is told of what happens to a report, in whole mails."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from evaluations import bylines, consulting, drafts, reviewing, unlock_requests, withdrawing, workflow
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


def test_publishing_tells_the_evaluators_where(draft, django_capture_on_commit_callbacks):
    scenes.approved(draft)

    with django_capture_on_commit_callbacks(execute=True):
        scenes.publish(draft)

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
                "What was published cannot be changed any more. Should something turn out to be wrong, the lead of the "
                "report or a reviewer opens a new edition.\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("reviewer", "A reviewer opened a new edition of your published report, for you to write. This is why:"),
        ("lead", "Ana O'Farril & Co opened a new edition of your published report. This is why:"),
    ],
)
def test_a_new_edition_is_told_to_the_others_who_write_it(draft, who, told, django_capture_on_commit_callbacks):
    lead = draft.report.lead
    colleague = scenes.evaluator_for(draft.report.member, name="Berta", email="berta@example.org")
    for other in (colleague, EvaluatorFactory(user=UserFactory()), EvaluatorFactory(user=None)):  # one alone may write
        draft.add_byline(other)
    report = scenes.published(draft).report

    with django_capture_on_commit_callbacks(execute=True):
        drafts.correct(report, by={"reviewer": scenes.reviewer(), "lead": lead.user}[who], reason=REASON)

    body = (
        "Dear Berta,\n"
        "\n"
        f"{told}\n"
        "\n"
        f"{REASON}\n"
        "\n"
        "The published page stays as it is until the new edition is reviewed and published. Change what is needed, "
        "then submit it:\n"
        f"{SITE}/desk/{report.number}/\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    subject = f"A new edition is to be written: End of Commitment Report – {TITLE}"
    to_her = ([colleague.user.email], [], [], subject, body)
    to_lead = ([lead.user.email], [], [], subject, body.replace("Dear Berta", "Dear Ana O'Farril & Co"))
    assert sent() == ([to_lead, to_her] if who == "reviewer" else [to_her])


def test_that_a_new_edition_is_discarded_is_told_to_the_others_who_wrote_it(draft, django_capture_on_commit_callbacks):
    draft.add_byline(colleague := scenes.evaluator_for(draft.report.member, name="Berta"))
    published = scenes.published(draft)
    new = drafts.correct(published.report, by=(lead := draft.report.lead.user), reason="A date was wrong.")

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.DISCARD, new, by=lead, reason=REASON)

    (message,) = mail.outbox
    assert (message.to, message.subject[:28]) == ([colleague.user.email], "A new edition was discarded:")
    assert REASON in message.body
    assert f"{SITE}/desk/{new.report_id}/discarded/?edition={new.pk}" in message.body


def test_that_what_reviewers_write_is_discarded_is_told_to_who_opened_it_and_who_saved_it(
    django_capture_on_commit_callbacks,
):
    published = scenes.imported()
    opener, writer = scenes.reviewer(), scenes.reviewer()
    new = drafts.correct(published.report, by=opener, reason="A date was wrong.")
    Edition.objects.filter(pk=new.pk).update(saved_by=writer)

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(workflow.DISCARD, new, by=scenes.reviewer(), reason=REASON)

    assert [message.to for message in mail.outbox] == [[opener.email], [writer.email]]


def test_a_new_edition_that_nobody_here_writes_is_told_nobody(django_capture_on_commit_callbacks):
    imported = scenes.imported()

    with django_capture_on_commit_callbacks(execute=True):
        drafts.correct(imported.report, by=scenes.reviewer(), reason=REASON)
        drafts.correct(scenes.imported("Another").report, by=None, reason=REASON)

    assert sent() == []


def test_publishing_a_correction_says_so(draft, django_capture_on_commit_callbacks):
    published = scenes.published(draft)
    successor = drafts.correct(published.report, by=published.report.lead.user, reason="A date was wrong.")
    scenes.approved(successor)

    with django_capture_on_commit_callbacks(execute=True):
        scenes.publish(successor)

    told = mail.outbox[0].body.splitlines()[2]
    assert (
        told == "The new edition of your report is public. Earlier editions stay readable beside it. You find it here:"
    )


def send_back_approved(edition):
    scenes.send_back(scenes.approved(edition))


def take_off_the_schedule(edition):
    scenes.scheduled(edition)
    mail.outbox.clear()
    workflow.perform(workflow.UNSCHEDULE, edition, by=scenes.reviewer_of(edition), reason=REASON)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (send_back_approved, "A reviewer read the new edition of your report and returned it to you. The published"),
        (scenes.scheduled, "The reviewers have checked the new edition of your report. It will take the place"),
        (take_off_the_schedule, "The new edition of your report is not published at the time that we told you."),
    ],
    ids=["returned", "scheduled", "unscheduled"],
)
def test_of_a_correction_nobody_is_told_that_nothing_is_public(draft, step, told, django_capture_on_commit_callbacks):
    lead = scenes.published(draft).report.lead.user
    successor = drafts.correct(draft.report, by=lead, reason="A date was wrong.")

    with django_capture_on_commit_callbacks(execute=True):
        step(successor)

    last = [message.body.splitlines()[2] for message in mail.outbox if message.to == [lead.email]][-1]
    assert last.startswith(told)


@pytest.mark.parametrize("step", [workflow.RETURN, workflow.PUBLISH])
def test_results_report_is_told_of_to_whoever_submitted_it_last(step, django_capture_on_commit_callbacks):
    starter, first = scenes.reviewer(), scenes.reviewer()
    edition = scenes.submitted(scenes.results_draft(by=starter))
    scenes.send_back(edition, by=first, reason=REASON)
    submitter = scenes.reviewer(first_name="Ana", last_name="Ruiz")
    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=submitter)
    scenes.approve(edition)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(step, edition, by=scenes.declared(starter, edition), reason=REASON)

    assert [(message.to, message.body.splitlines()[0]) for message in mail.outbox] == [
        ([submitter.email], "Dear Ana Ruiz,")
    ]


@pytest.mark.parametrize("step", [workflow.RETURN, workflow.PUBLISH])
def test_imported_report_is_told_of_to_the_reviewer_who_corrected_it(step, django_capture_on_commit_callbacks):
    imported = scenes.imported()
    author = scenes.reviewer()
    correction = drafts.correct(imported.report, by=author, reason="A date was wrong.")
    correction.add_byline(EvaluatorFactory(user=None, email="imported@example.org"))
    scenes.answered(correction)
    workflow.perform(workflow.SUBMIT, scenes.signed(correction), by=author)
    scenes.approve(correction)

    with django_capture_on_commit_callbacks(execute=True):
        workflow.perform(step, correction, by=scenes.reviewer_of(correction), reason=REASON)

    assert [message.to for message in mail.outbox] == [[author.email]]


def test_nobody_is_told_of_what_she_did_herself(django_capture_on_commit_callbacks):
    author = scenes.reviewer()

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(scenes.results_draft(by=author))

    assert sent_but_receipts() == []
