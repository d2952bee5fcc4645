"""What the headers of a report promise, and to whom."""

from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
from django.test import override_settings
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from evaluations import comments
from evaluations.models import Report
from evaluations.views.public.validity import last_modified
from tests import scenes
from tests.factories import (
    UserFactory,
)

pytestmark = pytest.mark.django_db


def long_ago(report):
    """Let the page have changed an hour ago, as only the database's own clock could."""
    with pgtrigger.ignore("evaluations.Report:report_page_changes"):
        Report.objects.filter(pk=report.pk).update(page_changed_at=timezone.now() - timedelta(hours=1))


def etag(client, url):
    return client.get(url).headers["ETag"]


@pytest.mark.parametrize("path", ["", "v1/", "report.json", "report.csv", "v1/report.json", "v1/report.csv"])
class TestForAnybody:
    def test_may_be_kept_and_is_asked_after(self, client, url, path):
        headers = client.get(url + path).headers

        assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert set(headers["Vary"].split(", ")) == {"Accept-Encoding", "Cookie"}
        assert "Set-Cookie" not in headers

    def test_who_has_it_is_told_so_by_one_query(self, client, url, path, django_assert_num_queries):
        known = etag(client, url + path)

        with django_assert_num_queries(1):
            response = client.get(url + path, HTTP_IF_NONE_MATCH=known)

        assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", known)

    def test_head_tells_the_same_without_the_page(self, client, url, path):
        got, head = client.get(url + path), client.head(url + path)

        assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", got.headers["ETag"])

    def test_signed_in_people_are_answered_alone(self, client, url, path):
        known = etag(client, url + path)
        client.force_login(UserFactory())

        response = client.get(url + path, HTTP_IF_NONE_MATCH=known)

        told = {name: response.headers.get(name) for name in ("Cache-Control", "ETag", "Last-Modified")}
        assert (response.status_code, told) == (
            200,
            {"Cache-Control": "private, no-store", "ETag": None, "Last-Modified": None},
        )


def test_a_period_of_public_comment_moves_them_when_it_ends(client, edition, url):
    """Nobody changes a row in that moment; the page says from then on that comments are closed."""
    report = comments.open_period(edition.report, by=scenes.reviewer())
    before = etag(client, url)
    with pgtrigger.ignore("evaluations.Report:report_page_changes"):
        close_at = timezone.now() - timedelta(seconds=5)
        opened_at = close_at - timedelta(days=14)
        Report.objects.filter(pk=report.pk).update(
            comments_opened_at=opened_at, comments_close_at=close_at, page_changed_at=opened_at
        )

    after = client.get(url, HTTP_IF_NONE_MATCH=before)

    assert after.status_code == 200
    assert parse_http_date(after.headers["Last-Modified"]) == int(close_at.timestamp())
    assert client.get(url, HTTP_IF_NONE_MATCH=after.headers["ETag"]).status_code == 304


class TestLastModified:
    @pytest.mark.parametrize(("later", "told"), [(0, False), (0.4, False), (0.5, True), (2, True)])
    def test_is_told_once_its_second_is_over(self, later, told):
        changed = datetime(2026, 11, 22, 3, 40, 7, 500_000, tzinfo=UTC)

        date = last_modified(changed, now=changed + timedelta(seconds=later))

        assert date == (int(changed.timestamp()) if told else None)

    def test_is_left_out_until_the_second_is_over_in_which_the_page_changed(self, client, url):
        with override_settings(RELEASED_AT=timezone.now() + timedelta(minutes=1)):
            assert "Last-Modified" not in client.get(url).headers

    def test_is_when_the_page_changed(self, client, edition, url):
        long_ago(edition.report)
        changed = Report.objects.get(pk=edition.report_id).page_changed_at

        with override_settings(RELEASED_AT=datetime(2020, 1, 1, tzinfo=UTC)):
            response = client.get(url)
            again = client.get(url, HTTP_IF_MODIFIED_SINCE=response.headers["Last-Modified"])
            earlier = client.get(url, HTTP_IF_MODIFIED_SINCE=http_date(changed.timestamp() - 1))

        assert parse_http_date(response.headers["Last-Modified"]) == int(changed.timestamp())
        assert (again.status_code, earlier.status_code) == (304, 200)

    def test_is_when_the_site_was_released_if_that_was_later(self, client, edition, url):
        long_ago(edition.report)
        released = timezone.now() - timedelta(minutes=10)

        with override_settings(RELEASED_AT=released):
            response = client.get(url)

        assert parse_http_date(response.headers["Last-Modified"]) == int(released.timestamp())


def test_a_release_moves_the_validator(client, url):
    before = etag(client, url)

    with override_settings(RELEASE="another"):
        assert etag(client, url) != before


def test_another_url_of_the_site_moves_the_validator(client, url):
    before = etag(client, url)

    with override_settings(SITE_URL="https://reports.example.org"):
        assert etag(client, url) != before


def test_compressed_pages_are_the_same_bytes_unless_they_are_one_person_s(client, edition, url):
    def compressed():
        return {client.get(url, headers={"Accept-Encoding": "gzip"}).content for _ in range(5)}

    public = compressed()
    client.force_login(edition.report.lead.user)

    assert len(public) == 1
    assert len(compressed()) > 1
