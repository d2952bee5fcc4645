"""Where a reviewer chooses the time of a publication, and takes it back."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import scenes
from tests.evaluations.views.review.visits import REASON, approved_for, decide, page, seen, words_of

pytestmark = pytest.mark.django_db

ZONE = "America/Santiago"  # its clocks change
SOON = (timezone.now() + timedelta(days=40)).replace(hour=12, minute=0, second=0, microsecond=0)


def in_santiago(reviewer):
    edition = approved_for(reviewer)
    type(edition.report.member).objects.update(time_zone=ZONE)
    return edition


def schedule(client, edition, at, **more):
    return decide(client, edition, "schedule", seen=seen(client, edition), at=at, **more)


def tomorrow(hour):
    return f"{timezone.now() + timedelta(days=1):%Y-%m-%d}T{hour}"


class TestSchedule:
    @pytest.mark.parametrize("between", ["T", " "])
    def test_takes_the_time_as_clocks_show_it_where_the_member_is(self, client, reviewer, between):
        edition = in_santiago(reviewer)
        local = SOON.astimezone(ZoneInfo(ZONE))

        response = schedule(client, edition, f"{local:%Y-%m-%d}{between}{local:%H:%M}")

        assert (response.status_code, response.url) == (302, reverse("evaluations:review-queue"))
        edition.refresh_from_db()
        assert (edition.status, edition.scheduled_for) == ("scheduled", SOON)
        assert edition.scheduling.by == reviewer
        queue = words_of(client.get(response.url))
        assert "is scheduled. Its evaluators are told when it will be public." in queue
        told = f"To be published on {local.day} {local:%B %Y, %H:%M} ({ZONE})."
        assert told in queue
        assert told in words_of(client.get(page(edition)))

    @pytest.mark.parametrize(
        ("at", "told"),
        [
            ("", "Say when it is to be published."),
            ("soon", "Write day and time in figures, as in 2027-01-31 09:00."),
            ("2027-01-31", "Write day and time in figures, as in 2027-01-31 09:00."),
            ("2027-W05", "Write day and time in figures, as in 2027-01-31 09:00."),
            ("2027-01-31T09:00+05:00", "Write day and time in figures, as in 2027-01-31 09:00."),
            ("2020-01-01T09:00", "This time has passed. Choose one to come, or publish the report now."),
            ("9999-01-01T09:00", "Choose a time within a year."),
        ],
    )
    def test_a_time_that_is_none_is_refused_beside_its_field(self, client, reviewer, at, told):
        edition = in_santiago(reviewer)

        response = schedule(client, edition, at)

        form = response.context["schedule_form"]
        assert response.status_code == 422
        assert form.errors == {"at": [told]}
        assert form["at"].value() == at
        assert response.context["problems"] == []
        assert '<details id="schedule" name="decision" open>' in response.text
        edition.refresh_from_db()
        assert edition.status == "approved"

    def test_an_hour_that_the_clocks_skip_is_refused(self, client, reviewer):
        edition = in_santiago(reviewer)

        response = schedule(client, edition, skipped_hour())

        told = "On this day the clocks change there, and they skip this hour or show it twice. Choose another one."
        assert response.context["schedule_form"].errors == {"at": [told]}

    def test_who_approved_it_schedules_nothing(self, client, reviewer):
        edition = scenes.approved()
        approver = Client()
        approver.force_login(edition.approval.by)

        response = schedule(approver, edition, tomorrow("09:00"))

        assert response.status_code == 403
        assert "You approved this report: another reviewer publishes it." in words_of(response)

    def test_a_decision_on_what_has_moved_on_changes_nothing_and_keeps_the_time(self, client, reviewer):
        edition = in_santiago(reviewer)
        at_first = seen(client, edition)
        scenes.send_back(edition)

        response = decide(client, edition, "schedule", seen=at_first, at=tomorrow("09:00"))

        assert response.status_code == 409
        assert tomorrow("09:00") in response.text
        edition.refresh_from_db()
        assert edition.status == "returned"

    def test_a_new_edition_wants_its_reason_here_as_well(self, client, reviewer):
        edition = in_santiago(reviewer)
        type(edition).objects.filter(pk=edition.pk).update(predecessor=scenes.published())

        assert "reason" in client.get(page(edition)).context["schedule_form"].fields
        assert schedule(client, edition, tomorrow("09:00")).status_code == 422
        schedule(client, edition, tomorrow("09:00"), reason="A date was wrong.")

        edition.refresh_from_db()
        assert (edition.status, edition.change_reason) == ("scheduled", "A date was wrong.")


def skipped_hour():
    """Return the hour, as it would be written, that the clocks skip there in the year to come."""
    zone = ZoneInfo(ZONE)
    for day in range(1, 366):
        day_to_come = timezone.now() + timedelta(days=day)
        midnight = day_to_come.replace(hour=0, minute=30, second=0, microsecond=0, tzinfo=zone)
        if midnight.astimezone(UTC).astimezone(zone).hour != midnight.hour:
            return f"{midnight:%Y-%m-%dT%H:%M}"
    raise LookupError(ZONE)


class TestUnschedule:
    def test_needs_a_reason(self, client, reviewer):
        edition = scenes.declared_scheduled(reviewer)

        response = decide(client, edition, "unschedule", seen=seen(client, edition), reason=" ")

        assert response.status_code == 422
        assert list(response.context["unschedule_form"].errors) == ["reason"]
        edition.refresh_from_db()
        assert edition.status == "scheduled"

    def test_any_reviewer_takes_it_off_and_it_waits_as_approved_by_who_approved_it(self, client, reviewer):
        edition = scenes.declared_scheduled(reviewer)
        approval = edition.approval

        response = decide(client, edition, "unschedule", seen=seen(client, edition), reason=REASON)

        edition = type(edition).objects.get(pk=edition.pk)
        assert (edition.status, edition.scheduled_for, edition.approval) == ("approved", None, approval)
        assert edition.moves.get(name="unschedule").reason == REASON
        assert "is off the schedule. Who wrote it gets your reason by email." in words_of(client.get(response.url))


def test_who_wrote_it_reads_on_the_desk_when_it_will_be_public(client):
    edition = scenes.scheduled(at=SOON)
    client.force_login(edition.report.lead.user)

    for name, arguments in (("desk", []), ("task-list", [edition.report_id])):
        response = client.get(reverse(f"evaluations:{name}", args=arguments))
        assert f"To be published on {SOON.day} {SOON:%B %Y, %H:%M} (UTC)." in words_of(response)


def test_nobody_else_learns_that_it_is_scheduled(client):
    edition = scenes.scheduled()
    member = edition.report.member

    for url in ("/", "/reports/", "/reports/feed/", "/sitemap.xml", member.get_absolute_url()):
        assert "To be published" not in client.get(url).text
        assert edition.title not in client.get(url).text
