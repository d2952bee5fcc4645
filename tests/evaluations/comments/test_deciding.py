from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from evaluations import comments
from evaluations.models import Comment, Report
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.evaluations.comments.own import written
from tests.factories import ApprovedCommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_approving_renders_the_text_and_says_who_and_when(report):
    moderator = scenes.moderator()
    comment = post(report, text="Yes & no.\n\nhttps://example.org/?a=1&b=2.")

    comments.approve(comment, by=moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.decided_by, comment.decided_at is None) == ("approved", moderator, False)
    assert comment.html == (
        '<p>Yes &amp; no.</p><p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">'
        "https://example.org/?a=1&amp;b=2</a>.</p>"
    )


@pytest.mark.parametrize("decide", [comments.reject, comments.mark_spam])
def test_refusing_needs_a_reason(report, decide):
    comment = post(report)

    with pytest.raises(ValidationError) as refused:
        decide(comment, by=scenes.moderator(), reason=" ")

    assert (refused.value.code, Comment.objects.get().status) == ("reason", "held")


def test_what_its_author_has_withdrawn_nobody_decides_about(report):
    comment, her = written(report)
    withdrawn = comments.withdraw(comment, by=her)

    with pytest.raises(ValidationError) as refused:
        comments.mark_spam(withdrawn, by=scenes.moderator(), reason="It sells shoes.")

    assert (refused.value.code, Comment.objects.get().status) == ("decided", "withdrawn")


def test_what_is_taken_back_leaves_no_rendered_text(report):
    comment = ApprovedCommentFactory(report=report)

    comments.mark_spam(comment, by=scenes.moderator(), reason="It sells shoes.")

    comment.refresh_from_db()
    assert (comment.status, comment.html, comment.decision_reason) == ("spam", "", "It sells shoes.")


def test_only_moderators_decide(report):
    comment = post(report)

    for user in (AnonymousUser(), UserFactory(), scenes.reviewer(), report.lead.user):
        with pytest.raises(PermissionDenied):
            comments.approve(comment, by=user)
    assert Comment.objects.get().status == "held"


def test_moderator_does_not_decide_under_a_report_that_she_evaluated():
    moderator = scenes.moderator()
    draft = scenes.draft()
    draft.report.lead.user = moderator
    draft.report.lead.save()
    comment = post(scenes.published(draft).report)

    with pytest.raises(PermissionDenied):
        comments.approve(comment, by=moderator)


def test_second_moderator_is_told_who_decided():
    report = scenes.published().report
    comment = post(report)
    as_seen_by_the_second = Comment.objects.get(pk=comment.pk)
    comments.reject(comment, by=scenes.moderator(first_name="Rosa", last_name="Luz"), reason="Off the subject.")

    with pytest.raises(ValidationError) as refused:
        comments.approve(as_seen_by_the_second, by=scenes.moderator())

    assert refused.value.code == "decided"
    assert refused.value.messages[0].startswith("Rosa Luz rejected it on ")
    assert Comment.objects.get().status == "rejected"


def test_moderator_without_a_name_is_not_told_by_her_email():
    comment = post(scenes.published().report)
    moderator = scenes.moderator()
    comments.approve(comment, by=moderator)

    with pytest.raises(ValidationError) as refused:
        comments.approve(comment, by=scenes.moderator())

    assert refused.value.messages[0].startswith(f"account {moderator.pk} approved it on ")


def test_decision_carries_the_state_that_was_seen(report):
    comment = post(report)
    seen = comments.case_of(comment)
    comments.reject(comment, by=scenes.moderator(), reason="Off the subject.")
    comments.approve(comment, by=scenes.moderator())

    with pytest.raises(ValidationError) as refused:
        comments.mark_spam(Comment.objects.get(), by=scenes.moderator(), reason="It sells shoes.", seen=seen)

    assert refused.value.code == "decided"


def test_approving_twice_is_refused(report):
    comment = comments.approve(ApprovedCommentFactory(report=report), by=scenes.moderator(first_name="Luz"))

    with pytest.raises(ValidationError) as refused:
        comments.approve(comment, by=scenes.moderator())

    assert refused.value.messages[0].startswith("Luz approved it on ")


def test_page_changes_when_what_the_public_sees_changes_and_only_then(report):
    def changed():
        return Report.objects.get(pk=report.pk).page_changed_at

    moments = [changed()]
    comment = post(report)
    moments.append(changed())
    comments.approve(comment, by=scenes.moderator())
    moments.append(changed())
    comments.reject(comment, by=scenes.moderator(), reason="Off the subject.")
    moments.append(changed())
    comments.mark_spam(comment, by=scenes.moderator(), reason="It sells shoes.")
    moments.append(changed())

    assert [later > earlier for earlier, later in pairwise(moments)] == [
        False,
        True,
        True,
        True,  # the notice names another rule
    ]
