import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from evaluations import comments, drafts
from evaluations.choices import CommentStatus
from evaluations.models import Comment, Report
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.evaluations.comments.own import approve_as_read
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def known_person(report):
    """Return an account that has an approved comment."""
    author = UserFactory()
    approve_as_read(ApprovedCommentFactory(report=report, author=author))
    return author


def test_guest_waits_for_a_moderator(report):
    comment = post(report)

    comment.refresh_from_db()
    assert (comment.status, comment.html, comment.held_because) == ("held", "", "From a guest.")


def test_account_without_an_approved_comment_waits(report):
    comment = post(report, author=UserFactory())

    assert (comment.status, comment.held_because) == ("held", "First comment of this account.")


def test_known_person_appears_at_once_and_her_email_is_not_stored(report):
    comment = post(report, author=known_person(report))

    comment.refresh_from_db()
    assert (comment.status, comment.html, comment.held_because, comment.email) == (
        "approved",
        "<p>Well done.</p>",
        "",
        "",
    )


def test_person_whose_approved_comment_was_taken_back_waits_again(report):
    author = known_person(report)
    comments.reject(author.comments.get(), by=scenes.moderator(), reason="Off the subject.")

    assert post(report, author=author).status == CommentStatus.HELD


def test_two_links_hold_nobody_and_three_hold_anybody(report):
    author = known_person(report)

    statuses = [
        (comment.status, comment.held_because)
        for comment in (
            post(report, author=author, text="https://example.org/a https://www.example.org/b"),
            post(report, author=author, text="http://example.org HTTPS://example.org/b www.example.org"),
        )
    ]

    assert statuses == [("approved", ""), ("held", "3 links.")]


def test_hasty_comment_waits_and_trapped_one_is_kept_as_spam(report):
    author = known_person(report)

    hasty = post(report, author=author, text="One.", hasty=True)
    trapped = post(report, author=author, text="Two.", trapped=True)

    assert (hasty.status, hasty.held_because) == ("held", "Sent sooner than people type.")
    assert (trapped.status, trapped.held_because) == ("spam", "The field for machines was filled in.")


def test_comment_keeps_the_edition_that_was_current(report):
    first = report.current
    before = post(report, text="Before.")
    draft = drafts.correct(report, by=report.lead.user, reason="A date was wrong.")
    scenes.published(draft)

    after = post(Report.objects.get(pk=report.pk), text="After.")

    before.refresh_from_db()
    assert (before.edition, after.edition) == (first, draft)


def test_unpublished_and_withdrawn_reports_take_no_comment(report):
    Report.objects.filter(pk=report.pk).update(standing="withdrawn")

    for closed in (report, scenes.submitted().report):
        with pytest.raises(PermissionDenied):
            post(closed)
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("status", ["held", "rejected", "spam"])
def test_only_an_approved_comment_is_answered(report, status):
    parent = CommentFactory(report=report, status=status)

    with pytest.raises(ValidationError) as refused:
        post(report, parent=parent)

    assert refused.value.code == "parent"


def test_comment_of_another_report_is_not_answered(report):
    parent = ApprovedCommentFactory(report=scenes.published().report)

    with pytest.raises(ValidationError) as refused:
        post(report, parent=parent)

    assert refused.value.code == "parent"


def test_comment_on_an_answer_names_one_that_the_form_has(report):
    assert post(report, answer_key="2.1.1").answer_key == "2.1.1"
    with pytest.raises(ValidationError) as refused:
        post(report, answer_key="9.9")
    assert refused.value.code == "answer"


def test_same_words_of_the_same_person_in_the_same_place_are_stored_once(report):
    parent = ApprovedCommentFactory(report=report)
    author = UserFactory()

    first = post(report, parent=parent)

    assert post(report, parent=parent, email="ANA@example.org") == first
    others = [
        post(report),
        post(report, parent=parent, name="Eva"),
        post(report, parent=parent, text="Well done!"),
        post(report, parent=parent, author=author),
    ]
    assert len({first, *others}) == 5
    assert post(report, parent=parent, author=author) == others[-1]


def test_same_words_are_stored_again_after_a_while(report):
    earlier = timezone.now() - comments.posting.SENT_TWICE
    first = CommentFactory(report=report, name="Ana", email="ana@example.org", text="Well done.", posted_at=earlier)

    assert post(report) != first


def test_same_words_are_stored_again_once_she_has_withdrawn_them(report):
    author = UserFactory()
    first = post(report, author=author)
    comments.withdraw(first, by=comments.Commenter(author))

    again = post(report, author=author)

    assert (again != first, again.status) == (True, "held")
