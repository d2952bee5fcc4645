"""What was scheduled is published at its time, once, or its reviewers hear why not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from evaluations import drafts, reviewing, scheduling, withdrawing, workflow
from evaluations.choices import ReviewRule
from evaluations.models import Edition, Move, Report
from tests import scenes
from tests.at_once import at_once
from tests.evaluations.coherence.raising import flag_of

pytestmark = pytest.mark.django_db

IN_ADVANCE = timedelta(days=3)


def due(**answers):
    return scenes.made_due(scenes.scheduled(scenes.approved(**answers)))


def test_it_is_published_once_its_time_has_come():
    edition = due()
    last = edition.scheduling

    [move] = scheduling.publish_due()

    edition.refresh_from_db()
    assert (edition.status, edition.number, edition.scheduled_for) == ("published", 1, None)
    assert Report.objects.get().current == edition
    assert (move.name, move.from_status, move.by) == ("publish-scheduled", "scheduled", None)
    assert last.by != edition.moves.get(name="approve").by
    call_command("verify_record")


def test_nothing_is_published_before_its_time():
    edition = scenes.scheduled()

    assert scheduling.publish_due() == []
    edition.refresh_from_db()
    assert edition.status == "scheduled"


def test_a_second_run_finds_nothing_to_do():
    due()
    scheduling.publish_due()

    assert scheduling.publish_due() == []
    assert Move.objects.filter(name="publish-scheduled").count() == 1


def test_a_later_time_that_was_chosen_meanwhile_holds():
    edition = due()
    found = Edition.objects.get(pk=edition.pk)
    Edition.objects.filter(pk=edition.pk).update(scheduled_for=timezone.now() + IN_ADVANCE)

    with pytest.raises(ValidationError) as refusal:
        workflow.perform(workflow.PUBLISH_SCHEDULED, found, by=None)

    assert refusal.value.code == "early"


@pytest.mark.django_db(transaction=True)
def test_of_two_that_publish_at_once_one_does():
    edition = due()

    results = at_once(scheduling.publish_due, scheduling.publish_due)

    assert sorted(map(len, results)) == [0, 1]
    assert list(Edition.objects.values_list("pk", "status", "number")) == [(edition.pk, "published", 1)]
    assert Move.objects.filter(to_status="published").count() == 1


def leave_a_remark_open(edition):
    scenes.remark(edition, "1.1", "Say which ones.")


def refuse_a_reason(edition):
    scenes.rule(edition, flag_of(edition, 1), accepts=False, reason="It names no milestone.")


def lose_an_answer(edition):
    Edition.objects.filter(pk=edition.pk).update(lessons="")


def let_the_approver_have_a_tie(edition):
    edition.declarations.create(by=edition.approval.by, ties=["member"], words="My brother works there.")


def let_the_scheduler_have_a_tie(edition):
    edition.declarations.create(by=edition.scheduling.by, ties=["evaluator"], words="We are related.")


def dismiss_the_scheduler(edition):
    edition.scheduling.by.groups.clear()


HINDRANCES = {
    leave_a_remark_open: "A remark is still open. Resolve it, or send the report back.",
    refuse_a_reason: "A reviewer did not accept why this is so. Send it back, or accept the reason: ",
    lose_an_answer: "There is no answer yet: 3. Provide at least one lesson or reflection",
    let_the_approver_have_a_tie: (
        "Who approved this report has declared a tie since. Exempt her, for a reason, or send the report back."
    ),
    dismiss_the_scheduler: "Who scheduled this report may not publish it any more. Another reviewer publishes it.",
    let_the_scheduler_have_a_tie: (
        "Who scheduled this report may not publish it any more. Another reviewer publishes it."
    ),
}


@pytest.mark.parametrize("hinder", HINDRANCES, ids=lambda hinder: hinder.__name__)
def test_what_is_not_fit_by_then_is_taken_off_the_schedule_and_its_reviewers_hear_why(
    hinder, django_capture_on_commit_callbacks
):
    edition = due(level_of_progress="limited", as_planned="all")
    hinder(edition)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        [move] = scheduling.publish_due()

    edition.refresh_from_db()
    assert (edition.status, edition.scheduled_for, Report.objects.get().current) == ("approved", None, None)
    assert (move.name, move.by) == ("unschedule", None)
    assert move.reason.startswith(HINDRANCES[hinder])
    assert scheduling.publish_due() == []
    to_reviewers = [message for message in mail.outbox if message.subject.startswith("Could not be published: ")]
    assert [edition.approval.by.email] in [message.to for message in to_reviewers]
    assert all(move.reason in message.body for message in to_reviewers)
    # Who declared what is the reviewers' own affair.
    [to_lead] = [message for message in mail.outbox if message.to == [edition.report.lead.user.email]]
    assert move.reason not in to_lead.body
    assert "Something is left for them to settle first." in to_lead.body


def test_a_withdrawn_report_gets_no_edition_at_its_time():
    first = scenes.published()
    edition = scenes.made_due(
        scenes.scheduled(scenes.approved(drafts.correct(first.report, by=scenes.reviewer(), reason="A date.")))
    )
    withdrawing.withdraw(first.report, reason="The ledger was forged.", by=scenes.reviewer_of(first))

    [move] = scheduling.publish_due()

    assert move.reason == "The report is withdrawn. Let it stand again first, and say why."
    edition.refresh_from_db()
    assert edition.status == "approved"


def test_one_that_is_held_back_holds_back_no_other():
    held, fit = due(), due()
    leave_a_remark_open(held)

    moves = scheduling.publish_due()

    assert [(move.edition, move.name) for move in moves] == [(held, "unschedule"), (fit, "publish-scheduled")]


def test_the_exemption_of_who_scheduled_it_is_sealed_with_it():
    edition = scenes.approved()
    approver, other = edition.approval.by, scenes.reviewer_of(edition)
    reviewing.exempt(edition, approver, ReviewRule.SAME_PERSON, reason="She is alone this week.", by=other)

    scenes.made_due(scenes.scheduled(edition, by=approver))
    scheduling.publish_due()

    edition.refresh_from_db()
    assert edition.exempted == [{"rule": "same-person", "reason": "She is alone this week."}]


@pytest.mark.parametrize("at", [None, timedelta(0), timedelta(days=-1), timedelta(days=367)])
def test_the_time_is_one_to_come_within_a_year(at):
    edition = scenes.approved()

    with pytest.raises(ValidationError) as refusal:
        workflow.perform(
            workflow.SCHEDULE, edition, by=scenes.reviewer_of(edition), at=at if at is None else timezone.now() + at
        )

    assert refusal.value.code == "time"
    assert Edition.objects.get().status == "approved"


@pytest.mark.parametrize(("scene", "at"), [(scenes.scheduled, None), (scenes.draft, timezone.now())])
def test_database_wants_a_time_of_what_is_scheduled_and_of_nothing_else(scene, at):
    edition = scene()

    with pytest.raises(IntegrityError, match="edition_scheduled_has_a_time"):
        Edition.objects.filter(pk=edition.pk).update(scheduled_for=at)


def test_sending_it_back_takes_it_off_the_schedule():
    edition = scenes.send_back(scenes.scheduled())

    edition.refresh_from_db()
    assert (edition.status, edition.scheduled_for) == ("returned", None)


def test_publishing_it_now_does_not_wait():
    edition = scenes.scheduled()

    workflow.perform(workflow.PUBLISH, edition, by=scenes.reviewer_of(edition))

    edition.refresh_from_db()
    assert (edition.status, edition.scheduled_for) == ("published", None)
    assert scheduling.publish_due() == []


class TestMails:
    def test_evaluators_hear_the_time_as_their_clocks_show_it(self, django_capture_on_commit_callbacks):
        edition = scenes.approved()
        type(edition.report.member).objects.update(time_zone="America/Mexico_City")
        at = (timezone.now() + IN_ADVANCE).replace(hour=15, minute=0)

        with django_capture_on_commit_callbacks(execute=True):
            scenes.scheduled(edition, at=at)

        [message] = mail.outbox
        assert message.to == [edition.report.lead.user.email]
        assert message.subject == f"To be published: {edition.title}"
        assert f"{at:%B} {at.year}, 09:00 (America/Mexico_City)" in message.body

    def test_evaluators_and_the_other_reviewers_hear_that_the_time_does_not_hold_and_why(
        self, django_capture_on_commit_callbacks
    ):
        edition = scenes.scheduled()
        scheduler = edition.scheduling.by

        with django_capture_on_commit_callbacks(execute=True):
            reviewer = scenes.reviewer_of(edition)
            workflow.perform(workflow.UNSCHEDULE, edition, by=reviewer, reason="The minister asked.")

        told = {message.to[0]: message for message in mail.outbox}
        assert set(told) == {user.email for user in (edition.report.lead.user, edition.approval.by, scheduler)}
        assert told[edition.report.lead.user.email].subject == f"Not published yet: {edition.title}"
        assert told[scheduler.email].subject == f"Taken off the schedule: {edition.title}"
        assert all("The minister asked." in message.body for message in told.values())
