import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations import drafts, reminders, workflow
from evaluations.models import Reminder, ReminderStop
from tests import scenes
from tests.factories import CommitmentFactory, EvaluatorFactory, MemberFactory

pytestmark = pytest.mark.django_db

ENDED, DUE = date(2022, 2, 28), date(2022, 3, 28)


@pytest.fixture
def commitment():
    return CommitmentFactory(completed_on=ENDED, title="Open the ledgers")


@pytest.fixture
def evaluator(commitment):
    return scenes.evaluator_for(commitment.member)


@pytest.fixture
def on(monkeypatch):
    """Return a function that sends the reminders of a day of March 2022, and returns their kinds."""

    def send(day, *, month=3, hour=12):
        monkeypatch.setattr(timezone, "now", lambda: datetime(2022, month, day, hour, tzinfo=UTC))
        known = set(Reminder.objects.values_list("pk", flat=True))
        reminders.send()
        return [reminder.kind for reminder in Reminder.objects.exclude(pk__in=known)]

    return send


def test_each_is_sent_once_on_its_day(evaluator, on):
    told = {(day, month): on(day, month=month) for month, day in [(3, 13), (3, 14), (3, 15), (3, 25), (3, 26), (3, 27),
            (3, 29), (4, 3), (4, 4), (4, 5)]}  # fmt: skip

    assert {when: kinds for when, kinds in told.items() if kinds} == {
        (14, 3): ["two-weeks-before"],
        (26, 3): ["two-days-before"],
        (4, 4): ["one-week-after"],
    }


def test_of_a_due_date_that_has_moved_is_told_once_more(commitment, evaluator, on):
    assert on(14) == ["two-weeks-before"]
    commitment.completed_on = date(2022, 3, 30)
    commitment.save()

    assert [reminders_on(on, day) for day in (15, 16, 17)] == [[], [date(2022, 4, 30)], []]


def reminders_on(on, day):
    """Return the due dates that were told anew on a day of April."""
    before = dict(Reminder.objects.values_list("pk", "sent_at"))
    on(day, month=4)
    return [one.due_on for one in Reminder.objects.all() if before.get(one.pk) != one.sent_at]


def test_what_is_late_is_sent_while_it_says_something(evaluator, on):
    assert [on(20), on(28), on(20, month=4)] == [["two-weeks-before"], ["two-days-before"], ["one-week-after"]]


def test_what_is_long_past_is_never_sent(evaluator, on):
    assert on(1, month=6) == []


def test_the_day_is_that_of_the_member(on):
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        member = MemberFactory(time_zone=zone)
        CommitmentFactory(member=member, completed_on=ENDED)
        scenes.evaluator_for(member)

    on(13, hour=11)

    assert [reminder.commitment.member.time_zone for reminder in Reminder.objects.all()] == ["Pacific/Kiritimati"]


def test_a_draft_is_for_whoever_stands_on_it(commitment, evaluator, on):
    scenes.draft(commitment=commitment, evaluator=scenes.evaluator_for(commitment.member, name="Luz"))

    on(14)

    assert [reminder.evaluator.name for reminder in Reminder.objects.all()] == ["Luz"]


def test_who_may_no_longer_write_the_draft_is_not_reminded(commitment, evaluator, on):
    draft = scenes.draft(commitment=commitment, evaluator=evaluator)
    draft.add_byline(scenes.evaluator_for(commitment.member))
    draft.add_byline(EvaluatorFactory(user=None, email="imported@example.org"))
    draft.bylines.get(position=2).evaluator.assignments.all().delete()

    on(14)

    assert [reminder.evaluator for reminder in Reminder.objects.all()] == [evaluator]


@pytest.mark.parametrize("scene", [scenes.submitted, scenes.published])
def test_who_has_filed_is_not_reminded(commitment, evaluator, on, scene):
    scene(scenes.draft(commitment=commitment, evaluator=evaluator))

    assert on(14) == []


def test_who_has_no_open_account_is_not_reminded(evaluator, on):
    evaluator.user.is_active = False
    evaluator.user.save()

    assert on(14) == []


def test_a_country_is_not_asked(on):
    member = MemberFactory(national=True)
    CommitmentFactory(member=member, completed_on=ENDED)
    scenes.evaluator_for(member)

    assert on(14) == []


def test_the_mail_says_what_when_and_how_to_stop(commitment, evaluator, on, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        on(14)

    [message] = mail.outbox
    stop = f"http://127.0.0.1:8000{link(Reminder.objects.get())}"
    assert (message.to, message.subject) == ([evaluator.user.email], "Due on 28 March 2022: Open the ledgers")
    assert f"/desk/start/?commitment={commitment.pk}\n" in message.body
    assert f"\n{stop}\n" in message.body
    assert (message.extra_headers["List-Unsubscribe"], message.extra_headers["List-Unsubscribe-Post"]) == (
        f"<{stop}>",
        "List-Unsubscribe=One-Click",
    )


def started(commitment, evaluator):
    return scenes.draft(commitment=commitment, evaluator=evaluator)


@pytest.mark.parametrize(
    ("begun", "told", "url"),
    [
        (lambda *who: None, "was due on 28 March 2022, and has not been submitted:", "/desk/start/?commitment={}"),
        (started, "was due on 28 March 2022, and has not been submitted:", "/desk/{}/"),
        (
            lambda *who: scenes.returned(started(*who)),
            "was due on 28 March 2022; a reviewer sent it back, and it has not been submitted again:",
            "/desk/{}/",
        ),
    ],
)
def test_the_mail_of_what_is_overdue_says_how_it_stands(
    commitment, evaluator, on, begun, told, url, django_capture_on_commit_callbacks
):
    edition = begun(commitment, evaluator)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        on(4, month=4)

    [message] = mail.outbox
    assert message.subject == "Overdue since 28 March 2022: Open the ledgers"
    assert told in message.body
    assert f"8000{url.format(edition.report_id if edition else commitment.pk)}\n" in message.body


def link(reminder):
    return reverse("evaluations:stop-reminders", args=[reminder.token])


def corrected(commitment, evaluator):
    report = scenes.published(scenes.draft(commitment=commitment, evaluator=evaluator)).report
    drafts.correct(report, by=evaluator.user, reason="A number was wrong.")


def test_what_is_sent_late_tells_what_is_true_by_then(commitment, evaluator, on, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        on(26)
    commitment.completed_on = date(2022, 2, 21)
    commitment.save()
    on(29)

    for mail_it in queued:
        mail_it()

    [message] = mail.outbox
    assert message.subject == "Overdue since 21 March 2022: Open the ledgers"
    assert "was due on 21 March 2022, and has not been submitted:" in message.body


@pytest.mark.parametrize("since", ["stopped", "filed", "begun by another", "taken off", "corrected"])
def test_what_happened_since_it_was_queued_keeps_the_mail_back(
    commitment, evaluator, on, since, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as queued:
        on(14)
    other = scenes.evaluator_for(commitment.member)
    {
        "stopped": lambda: reminders.stop(Reminder.objects.get().token),
        "filed": lambda: scenes.submitted(scenes.draft(commitment=commitment, evaluator=evaluator)),
        "begun by another": lambda: scenes.draft(commitment=commitment, evaluator=other),
        "taken off": lambda: evaluator.assignments.all().delete(),
        "corrected": lambda: corrected(commitment, evaluator),
    }[since]()
    mail.outbox.clear()

    for mail_it in queued:
        mail_it()

    assert mail.outbox == []


class TestStopping:
    @pytest.fixture
    def reminder(self, commitment, evaluator):
        return Reminder.objects.create(commitment=commitment, evaluator=evaluator, kind="two-weeks-before", due_on=DUE)

    def test_opening_the_link_stops_nothing(self, reminder, on):
        page = Client().get(link(reminder))

        assert (page.status_code, "Open the ledgers" in page.text) == (200, True)
        assert on(26) == ["two-days-before"]

    def test_the_button_stops_those_of_this_report_alone(self, reminder, evaluator, on):
        other = CommitmentFactory(member=reminder.commitment.member, completed_on=ENDED, title="Another")

        page = Client().post(link(reminder))

        on(26)
        assert "The reminders are stopped" in page.text
        assert [sent.commitment for sent in Reminder.objects.exclude(pk=reminder.pk)] == [other]

    def test_a_mail_program_stops_them_without_a_cookie_and_twice_is_as_good_as_once(self, reminder):
        strict = Client(enforce_csrf_checks=True)

        statuses = [strict.post(link(reminder), {"List-Unsubscribe": "One-Click"}).status_code for _time in range(2)]

        assert (statuses, ReminderStop.objects.count()) == ([200, 200], 1)

    @pytest.mark.parametrize("token", ["nonsense", "WzEsMV0:1vabcd:forged"])
    def test_a_link_that_was_made_up_stops_nothing(self, reminder, token):
        statuses = [getattr(Client(), act)(f"/reminders/{token}/stop/").status_code for act in ("get", "post")]

        assert (statuses, ReminderStop.objects.count()) == ([404, 404], 0)


@pytest.mark.django_db(transaction=True)
def test_two_machines_at_once_send_each_once(commitment, monkeypatch):
    for _number in range(5):
        scenes.evaluator_for(commitment.member)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2022, 3, 14, 12, tzinfo=UTC))

    def run(_machine):
        try:
            return reminders.send()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as machines:
        counts = list(machines.map(run, range(2)))

    assert (sum(counts), Reminder.objects.count(), len(mail.outbox)) == (5, 5, 5)


def test_the_command_says_how_many(evaluator, on, capsys):
    on(1)  # the day, and none is due

    call_command("send_reminders")

    assert capsys.readouterr().out == "Reminders queued: 0.\n"


def submitted_again(edition):
    edition = scenes.returned(edition)
    workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)


@pytest.mark.parametrize("scene", [scenes.submitted, scenes.returned, submitted_again, scenes.approved])
def test_the_member_page_tells_what_is_filed_and_not_where_in_the_review_it_is(commitment, evaluator, scene):
    scene(scenes.draft(commitment=commitment, evaluator=evaluator))

    page = Client().get(commitment.member.get_absolute_url()).text

    assert "due on 28 March 2022; filed, and in review" in page
    assert "overdue" not in page


def test_the_member_page_tells_what_is_overdue(commitment, evaluator):
    scenes.answered(scenes.draft(commitment=commitment, evaluator=evaluator))

    page = Client().get(commitment.member.get_absolute_url()).text

    assert "overdue since 28 March 2022" in page
    assert "filed" not in page.partition("overdue since")[2][:200]


@pytest.mark.parametrize(("many", "said"), [(50, None), (51, "1 more is due."), (53, "3 more are due.")])
def test_the_member_page_says_how_many_more_are_due(commitment, evaluator, many, said):
    CommitmentFactory.create_batch(many - 1, member=commitment.member, completed_on=commitment.completed_on)

    page = Client().get(commitment.member.get_absolute_url()).text

    assert (page.count("overdue since"), re.findall(r"\d+ more (?:is|are) due\.", page)) == (50, [said] * bool(said))
