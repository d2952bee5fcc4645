"""Who is told that a report was published, and of its new editions, in whole mails."""

import pytest
from django.core import mail

from evaluations import drafts, workflow
from evaluations.models import Edition
from tests import scenes
from tests.evaluations.notifications.mails import REASON, SITE, TITLE, sent, sent_but_receipts
from tests.factories import EvaluatorFactory, UserFactory

pytestmark = pytest.mark.django_db


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
