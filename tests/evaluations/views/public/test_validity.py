from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from evaluations import comments, workflow
from evaluations.choices import Standing
from evaluations.models import Evaluator, Report
from evaluations.views.public.validity import last_modified
from tests import scenes
from tests.factories import (
    ApprovedCommentFactory,
    CommentFactory,
    CommitmentFactory,
    EvaluatorFactory,
    MemberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return scenes.published()


@pytest.fixture
def url(edition):
    return edition.report.get_absolute_url()


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


def approve_a_comment(edition):
    comments.approve(CommentFactory(report=edition.report), by=scenes.moderator())


def remove_a_comment(edition):
    comment = edition.report.comments.first() or ApprovedCommentFactory(report=edition.report)
    comments.reject(comment, by=scenes.moderator(), reason="It names a child.")


def publish_her_email(edition):
    scenes.publishing_email(edition.report.lead)


def lose_the_account_s_email(edition):
    Evaluator.objects.update(email="")
    edition.report.lead.user.email = ""
    edition.report.lead.user.save()


def rename_the_member(edition):
    edition.report.member.name = "Renamed"
    edition.report.member.save()


def rename_the_plan(edition):
    edition.report.plan.title = "Renamed"
    edition.report.plan.save()


def rename_the_commitment(edition):
    edition.report.commitment.title = "Renamed"
    edition.report.commitment.save()


def by_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def approve_a_comment_by_sql(edition):
    CommentFactory(report=edition.report)
    by_sql("UPDATE evaluations_comment SET status = 'approved', html = '<p>Yes.</p>' WHERE status = 'held'")


def remove_a_comment_by_sql(edition):
    by_sql("UPDATE evaluations_comment SET status = 'spam'")


def delete_a_comment_by_sql(edition):
    by_sql("DELETE FROM evaluations_comment")


def move_a_comment_away(edition):
    other = scenes.published()
    edition.report.comments.update(report=other.report, edition=other)


def change_where_a_removed_comment_stands(edition):
    first = edition.report.comments.get()
    removed = CommentFactory(report=edition.report)
    ApprovedCommentFactory(report=edition.report, parent=removed)
    removed.posted_at = first.posted_at - timedelta(days=1)
    removed.save()


def list_another_edition_by_sql(edition):
    workflow.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
    by_sql(
        "UPDATE evaluations_edition SET status = 'published', number = 2, published_at = now(), title = 'Corrected'"
        " WHERE status = 'draft'"
    )


def rename_the_member_by_sql(edition):
    by_sql("UPDATE commitments_member SET name = 'Renamed'")


def rename_the_plan_by_sql(edition):
    by_sql("UPDATE commitments_actionplan SET title = 'Renamed'")


def rename_the_commitment_by_sql(edition):
    by_sql("UPDATE commitments_commitment SET title = 'Renamed', short_title = ''")


def withdraw_by_sql(edition):
    by_sql("UPDATE evaluations_report SET standing = 'withdrawn'")


def publish_a_new_edition(edition):
    draft = workflow.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
    scenes.published(draft, factors="Corrected.")


def withdraw(edition):
    edition.report.standing = Standing.WITHDRAWN
    edition.report.save()


@pytest.mark.parametrize(
    "change",
    [
        approve_a_comment,
        remove_a_comment,
        publish_her_email,
        lose_the_account_s_email,
        rename_the_member,
        rename_the_plan,
        rename_the_commitment,
        publish_a_new_edition,
        withdraw,
        approve_a_comment_by_sql,
        remove_a_comment_by_sql,
        delete_a_comment_by_sql,
        move_a_comment_away,
        change_where_a_removed_comment_stands,
        list_another_edition_by_sql,
        rename_the_member_by_sql,
        rename_the_plan_by_sql,
        rename_the_commitment_by_sql,
        withdraw_by_sql,
    ],
)
def test_what_changes_the_page_moves_the_validator(client, edition, url, change):
    ApprovedCommentFactory(report=edition.report)
    before = client.get(url)

    change(edition)

    after = client.get(url, HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.content != before.content


@pytest.mark.parametrize(
    "change",
    [
        approve_a_comment_by_sql,
        rename_the_member,
        rename_the_member_by_sql,
        rename_the_plan,
        rename_the_plan_by_sql,
        publish_a_new_edition,
    ],
)
def test_what_changes_a_results_report_moves_its_validator(client, change):
    report = scenes.published(scenes.results_draft()).report
    before = client.get(report.get_absolute_url())

    change(report.current)

    after = client.get(report.get_absolute_url(), HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.content != before.content


def test_a_release_moves_the_validator(client, url):
    before = etag(client, url)

    with override_settings(RELEASE="another"):
        assert etag(client, url) != before


def hold_a_comment(edition):
    CommentFactory(report=edition.report)


def reject_a_held_comment(edition):
    comments.reject(CommentFactory(report=edition.report), by=scenes.moderator(), reason="Advertisement.")


def write_a_new_draft(edition):
    draft = workflow.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
    scenes.answered(draft, factors="Not public yet.")


def sign_in(edition):
    account = edition.report.lead.user
    account.last_login = timezone.now()
    account.save()


def change_another_member(edition):
    MemberFactory().save()
    CommitmentFactory().save()
    EvaluatorFactory().save()


@pytest.mark.parametrize(
    "change", [hold_a_comment, reject_a_held_comment, write_a_new_draft, change_another_member, sign_in]
)
def test_what_the_page_does_not_show_leaves_the_validator(client, edition, url, change):
    before = client.get(url)

    change(edition)

    after = client.get(url)
    assert (after.headers["ETag"], after.content) == (before.headers["ETag"], before.content)
