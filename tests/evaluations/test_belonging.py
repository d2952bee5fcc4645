"""What the database holds together of a report, its editions and its comments, whoever writes to it."""

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from commitments.models import Commitment, Member
from evaluations import drafts
from evaluations.models import Comment, Edition, Report
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Return a report with a published edition, a draft and a comment."""
    report = scenes.published().report
    ApprovedCommentFactory(report=report)
    drafts.correct(report, by=report.lead.user, reason="A date was wrong.")
    return Report.objects.get(pk=report.pk)


def stored():
    """Return every row that an attempt might change."""
    columns = ("pk", "kind", "member", "commitment", "action_plan", "current", "slug")
    return (
        list(Report.objects.order_by("pk").values_list(*columns)),
        list(Edition.objects.order_by("pk").values_list("pk", "report", "status", "number")),
        list(Comment.objects.order_by("pk").values_list("pk", "report", "edition", "parent", "posted_at", "shown_at")),
    )


def make_a_draft_current(report):
    Report.objects.filter(pk=report.pk).update(current=report.unpublished)


def make_an_edition_of_another_report_current(report):
    first = scenes.published()
    scenes.published(drafts.correct(first.report, by=first.report.lead.user, reason="A date was wrong."))
    Report.objects.filter(pk=report.pk).update(current=first)


def make_an_earlier_edition_current(report):
    first = report.current
    scenes.published(report.unpublished)
    Report.objects.filter(pk=report.pk).update(current=first)


def take_its_page_away(report):
    Report.objects.filter(pk=report.pk).update(current=None)


def give_it_another_commitment(report):
    commitment = CommitmentFactory(action_plan=report.commitment.action_plan)
    Report.objects.filter(pk=report.pk).update(commitment=commitment)


def give_its_commitment_another_member(report):
    Commitment.objects.filter(pk=report.commitment_id).update(member=MemberFactory(), action_plan=None)


def put_a_comment_on_a_draft(report):
    report.comments.update(edition=report.unpublished)


def put_a_comment_on_an_edition_of_another_report(report):
    report.comments.update(edition=scenes.published())


def move_a_comment_away(report):
    other = scenes.published()
    report.comments.update(report=other.report, edition=other)


def change_when_a_comment_was_posted(report):
    report.comments.update(posted_at=timezone.now())


def delete_a_comment(report):
    report.comments.all().delete()


def forget_that_a_comment_was_shown(report):
    report.comments.update(status="held", shown_at=None)


def let_a_comment_answer_itself(report):
    report.comments.update(parent=report.comments.get())


def write_a_comment_on_a_draft(report):
    ApprovedCommentFactory(report=report, edition=report.unpublished)


def write_a_comment_on_an_edition_of_another_report(report):
    ApprovedCommentFactory(report=report, edition=scenes.published())


def store_a_published_edition_at_once(report):
    Edition.objects.create(
        report=report,
        questionnaire=report.current.questionnaire,
        title="Written by nobody",
        status="published",
        number=7,
        published_at=timezone.now(),
    )


def publish_without_making_it_current(report):
    edition = scenes.submitted()  # of a report that was never published
    Edition.objects.filter(pk=edition.pk).update(status="published", number=1, published_at=timezone.now())


def publish_without_a_seal(report):
    edition = scenes.submitted(report.unpublished)
    Edition.objects.filter(pk=edition.pk).update(status="published", number=2, published_at=timezone.now())
    Report.objects.filter(pk=report.pk).update(current=edition)


REFUSED = {
    make_a_draft_current: "is not published",
    make_an_edition_of_another_report_current: "report_current_edition_is_its_own",
    make_an_earlier_edition_current: "gives way to a later one alone",
    take_its_page_away: "keeps a current edition",
    give_it_another_commitment: "keeps its subject",
    give_its_commitment_another_member: "keeps its subject",
    put_a_comment_on_a_draft: "is not published",
    put_a_comment_on_an_edition_of_another_report: "where, when and with which badge a comment was posted",
    move_a_comment_away: "where, when and with which badge a comment was posted",
    change_when_a_comment_was_posted: "where, when and with which badge a comment was posted",
    let_a_comment_answer_itself: "where, when and with which badge a comment was posted",
    delete_a_comment: "a comment that was shown",
    forget_that_a_comment_was_shown: "a comment that was shown",
    write_a_comment_on_a_draft: "is not published",
    write_a_comment_on_an_edition_of_another_report: "comment_is_on_an_edition_of_its_report",
    store_a_published_edition_at_once: "only one that is stored already",
    publish_without_making_it_current: "its report has no current one",
    publish_without_a_seal: "it has no seal",
}


def attempt_and_end(attempt, report):
    """Make the attempt and ask what the commit would ask."""
    attempt(report)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("attempt", "words"), REFUSED.items(), ids=[attempt.__name__ for attempt in REFUSED])
def test_database_refuses(report, attempt, words):
    before = stored()
    seals = [trigger.get_uri(model) for model, trigger in pgtrigger.registered()]

    with pytest.raises(DatabaseError, match=words), pgtrigger.ignore(*seals), transaction.atomic():
        attempt_and_end(attempt, report)

    assert stored() == before


def test_published_report_follows_the_name_of_its_member(report):
    Member.objects.filter(pk=report.member_id).update(name="Another Name")

    assert Report.objects.get(pk=report.pk).member.name == "Another Name"


def test_report_in_draft_follows_its_commitment_to_another_member():
    edition, member = scenes.draft(), MemberFactory()

    Commitment.objects.filter(pk=edition.report.commitment_id).update(member=member, action_plan=None)

    assert Report.objects.get(pk=edition.report_id).member == member
