"""Days that people read are those of the member's clocks; what machines read stays a moment."""

import json
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from commitments.models import Member
from evaluations import drafts, withdrawing
from evaluations.models import Edition, Report
from evaluations.record import findings, told_of
from tests import scenes
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """Return an edition of a member whose clocks showed another day than UTC when it was published."""
    edition = scenes.published()
    hour = edition.published_at.astimezone(UTC).hour
    zone = "Pacific/Kiritimati" if hour >= 10 else "Etc/GMT+12"  # fourteen hours before, twelve behind
    Member.objects.filter(pk=edition.report.member_id).update(time_zone=zone)
    return Edition.objects.select_related("report__member").get(pk=edition.pk)


def there(edition, moment):
    return moment.astimezone(ZoneInfo(edition.report.member.time_zone))


def in_words(edition, moment):
    day = there(edition, moment)
    assert day.date() != moment.astimezone(UTC).date()
    return date_format(day, "j F Y")


def test_the_page_the_history_and_the_lists_tell_the_day_there(client, edition):
    day, stamp = in_words(edition, edition.published_at), edition.published_at.astimezone(UTC)
    ApprovedCommentFactory(report=edition.report)
    report = edition.report
    pages = [report.get_absolute_url(), edition.get_absolute_url(), reverse("evaluations:history", args=[report.slug])]
    pages += [reverse("evaluations:report-list"), reverse("home")]

    for page in pages:
        told = client.get(page).text
        other = date_format(stamp, "j F Y")
        assert (day in told, other in told) == (True, False), page
    assert f'datetime="{stamp:%Y-%m-%dT%H:%M:%S}+0000"' in client.get(pages[0]).text


def test_so_do_citations(client, edition):
    day = there(edition, edition.published_at)
    url = edition.get_absolute_url()

    assert f"DA  - {day:%Y/%m/%d}" in client.get(f"{url}citation.ris").text
    assert f"year = {{{day.year}}}" in client.get(f"{url}citation.bib").text
    assert f"edition 1, {date_format(day, 'j F Y')}." in client.get(url).text


def test_so_does_the_year_by_which_lists_are_filtered(client, edition):
    year = there(edition, edition.published_at).year

    found = client.get(reverse("evaluations:report-list"), {"year": year})

    assert list(found.context["object_list"]) == [edition.report]


def test_and_when_it_was_withdrawn_or_compared(client, edition):
    draft = drafts.correct(edition.report, by=None, reason="A date was wrong.")
    scenes.published(draft)
    report = Report.objects.get(pk=edition.report_id)
    compared = client.get(reverse("evaluations:differences", args=[report.slug])).text
    assert f"Edition 1, {in_words(edition, edition.published_at)}" in compared

    withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())

    change = Report.objects.get(pk=report.pk).withdrawal
    assert f"Withdrawn on {in_words(edition, change.at)}" in client.get(report.get_absolute_url()).text
    table = client.get(f"{report.get_absolute_url()}report.csv").text
    assert f"{there(edition, change.at).date()}: It was sold." in table


def test_what_machines_read_stays_a_moment_and_what_is_sealed_holds(client, edition):
    data = json.loads(client.get(f"{edition.get_absolute_url()}report.json").text)

    assert data["edition"]["published_at"] == edition.published_at.astimezone(UTC).isoformat()
    assert list(findings(told_of(edition.report))) == []
