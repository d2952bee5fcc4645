"""Days that reviewers read are those of the member's clocks, on every page the same."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from commitments.models import Member
from tests import scenes

pytestmark = pytest.mark.django_db


def elsewhere(report):
    """Let a report be of a member whose clocks show another day now; return the day in UTC, and the one there."""
    now = timezone.now()
    zone = "Pacific/Kiritimati" if now.astimezone(UTC).hour >= 10 else "Etc/GMT+12"
    Member.objects.filter(pk=report.member_id).update(time_zone=zone)
    return [date_format(now.astimezone(ZoneInfo(name)), "j F Y") for name in ("UTC", zone)]


def test_of_a_reaction(client):
    consultation = scenes.asked()
    utc, there = elsewhere(consultation.edition.report)
    scenes.reaction(consultation)
    scenes.ended(consultation)
    client.force_login(scenes.reviewer_of(consultation.edition))

    told = client.get(reverse("evaluations:review-consultation", args=[consultation.edition.report_id])).text

    assert (there in told, utc in told) == (True, False)


def test_of_what_waits_in_the_queue(client):
    utc, there = elsewhere(scenes.submitted().report)
    client.force_login(scenes.reviewer())

    told = client.get(reverse("evaluations:review-queue")).text

    assert (there in told, utc in told) == (True, False)
