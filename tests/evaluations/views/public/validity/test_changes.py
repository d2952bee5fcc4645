"""What changes a page moves its validator, and nothing else does."""

import pytest
from django.db import connection
from django.utils import timezone

from evaluations import comments, drafts, record
from evaluations.choices import Standing
from evaluations.models import Evaluator
from tests import scenes
from tests.factories import (
    ApprovedCommentFactory,
    CommentFactory,
    CommitmentFactory,
    EvaluatorFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db


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


def list_another_edition_by_sql(edition):
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
    by_sql(
        "UPDATE evaluations_edition SET status = 'published', number = 2, published_at = now(), title = 'Corrected'"
        " WHERE status = 'draft'"
    )
    record.seal(draft)  # else the database would refuse it at the commit


def rename_the_member_by_sql(edition):
    by_sql("UPDATE commitments_member SET name = 'Renamed'")


def rename_the_plan_by_sql(edition):
    by_sql("UPDATE commitments_actionplan SET title = 'Renamed'")


def rename_the_commitment_by_sql(edition):
    by_sql("UPDATE commitments_commitment SET title = 'Renamed', short_title = ''")


def withdraw_by_sql(edition):
    by_sql("UPDATE evaluations_report SET standing = 'withdrawn'")


def publish_a_new_edition(edition):
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
    scenes.published(draft, factors="Corrected.")


def open_for_public_comment(edition):
    comments.open_period(edition.report, by=scenes.reviewer())


def end_the_period_of_public_comment(edition):
    scenes.period_over(edition.report)


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
        open_for_public_comment,
        end_the_period_of_public_comment,
        approve_a_comment_by_sql,
        remove_a_comment_by_sql,
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


def turn_it_down_on_appeal_for_another_reason(comment):
    comments.appeal(comments.appealable(comment), "It is about the report.")
    comment.refresh_from_db()
    comments.reject(comment, by=scenes.moderator(), reason="It names a child.", rule="private")


def mark_it_as_spam(comment):
    comments.mark_spam(comment, by=scenes.moderator(), reason="It sells shoes.")


@pytest.mark.parametrize("change", [turn_it_down_on_appeal_for_another_reason, mark_it_as_spam])
def test_the_rule_that_a_notice_names_moves_it_and_so_does_undoing(client, edition, url, change):
    comment = ApprovedCommentFactory(report=edition.report)
    comments.reject(comment, by=scenes.moderator(), reason="Off it.", rule="other")
    pages = [client.get(url)]

    change(comment)
    pages.append(client.get(url, HTTP_IF_NONE_MATCH=pages[-1].headers["ETag"]))
    decision = comment.decisions.last()
    comments.undo(decision.press, by=decision.by)
    pages.append(client.get(url, HTTP_IF_NONE_MATCH=pages[-1].headers["ETag"]))

    assert ["off the subject" in page.text for page in pages] == [True, False, True]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evaluations_comment SET removed_for = 'private'",
        "UPDATE evaluations_comment SET decided_at = decided_at - interval '3 days'",
    ],
)
def test_so_does_what_a_notice_tells_whoever_changes_it(client, edition, url, change):
    ApprovedCommentFactory(report=edition.report)
    by_sql("UPDATE evaluations_comment SET status = 'rejected', html = '', removed_for = 'other', decided_at = now()")
    before = client.get(url)

    by_sql(change)

    after = client.get(url, HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert after.status_code == 200
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


def hold_a_comment(edition):
    CommentFactory(report=edition.report)


def reject_a_held_comment(edition):
    comments.reject(CommentFactory(report=edition.report), by=scenes.moderator(), reason="Advertisement.")


def write_a_new_draft(edition):
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
    scenes.answered(draft, factors="Not public yet.")


def _colleague_of_a_draft(edition):
    draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A figure.")
    colleague = scenes.evaluator_for(edition.report.member)
    draft.add_byline(colleague)
    return colleague


def publish_the_email_of_who_stands_on_a_draft_alone(edition):
    scenes.publishing_email(_colleague_of_a_draft(edition))


def change_the_account_of_who_stands_on_a_draft_alone(edition):
    account = _colleague_of_a_draft(edition).user
    account.email = "another@example.org"
    account.save()


def sign_in(edition):
    account = edition.report.lead.user
    account.last_login = timezone.now()
    account.save()


def change_another_member(edition):
    MemberFactory().save()
    CommitmentFactory().save()
    EvaluatorFactory().save()


@pytest.mark.parametrize(
    "change",
    [
        hold_a_comment,
        reject_a_held_comment,
        write_a_new_draft,
        publish_the_email_of_who_stands_on_a_draft_alone,
        change_the_account_of_who_stands_on_a_draft_alone,
        change_another_member,
        sign_in,
    ],
)
def test_what_the_page_does_not_show_leaves_the_validator(client, edition, url, change):
    before = client.get(url)

    change(edition)

    after = client.get(url)
    assert (after.headers["ETag"], after.content) == (before.headers["ETag"], before.content)
