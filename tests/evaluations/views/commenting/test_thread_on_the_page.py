"""The thread on the page that everybody reads."""

import re

import pytest
from django.urls import reverse

from evaluations import comments
from evaluations.models import Report
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.evaluations.comments.hostile import HOSTILE
from tests.evaluations.views.commenting.forms import url_of
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_hostile_comments_stand_on_the_page_as_text(client, report):
    moderator = scenes.moderator()
    for text in HOSTILE:
        comment = post(report, name=text[:100], text=text)
        comments.approve(comment, by=moderator)

    page = client.get(report.get_absolute_url()).content.decode()

    thread = page[page.index('id="comments"') : page.index("</section>", page.index('id="comments"'))]
    comments_alone = re.sub(r'<p class="thread-order.*?</p>', "", thread, flags=re.DOTALL)
    expected = {"h2", "ol", "li", "article", "div", "h3", "bdi", "a", "time", "p"}
    assert set(re.findall(r"<(\w+)", comments_alone)) == expected


@pytest.mark.parametrize(("number", "words"), [(0, "No comments yet"), (1, "Comments (1)"), (3, "Comments (3)")])
def test_thread_says_how_many_there_are(client, report, number, words):
    ApprovedCommentFactory.create_batch(number, report=report)
    CommentFactory(report=report)

    page = client.get(report.get_absolute_url()).content.decode()

    assert words in page


def test_report_page_holds_no_form_and_no_token(client, report):
    ApprovedCommentFactory(report=report)

    response = client.get(report.get_absolute_url())

    page = response.content.decode()
    assert ("csrfmiddlewaretoken" in page, 'method="post"' in page, dict(response.cookies)) == (False, False, {})


def test_withdrawn_report_offers_no_reply(client, report):
    ApprovedCommentFactory(report=report)
    Report.objects.update(standing="withdrawn")

    page = client.get(report.get_absolute_url()).content.decode()

    assert (url_of(report) in page, "comments are closed" in page) == (False, True)


def test_what_is_not_approved_is_seen_by_nobody_but_moderators(client, report):
    words = ("Unseenname", "unseen@example.org", "Unseentext")
    shown = ApprovedCommentFactory(report=report, email="shown@example.org")
    for status in ("held", "rejected", "spam"):
        for parent in (None, shown):
            CommentFactory(report=report, parent=parent, status=status, name=words[0], email=words[1], text=words[2])
    slug, member, plan = report.slug, report.member, report.plan
    paths = [
        "/",
        reverse("evaluations:report-list"),
        reverse("evaluations:report-feed"),
        reverse("evaluations:report", args=[slug]),
        reverse("evaluations:edition", args=[slug, 1]),
        reverse("evaluations:report-json", args=[slug]),
        reverse("evaluations:report-csv", args=[slug]),
        url_of(report),
        url_of(report, shown),
        member.get_absolute_url(),
        plan.get_absolute_url(),
        report.commitment.get_absolute_url(),
        "/sitemap.xml",
        reverse("admin:evaluations_report_changelist"),
        reverse("admin:evaluations_report_change", args=[report.pk]),
        reverse("admin:evaluations_comment_changelist"),
        reverse("admin:evaluations_comment_changelist") + "?status=all",
    ]

    for user in (None, UserFactory(), report.lead.user, scenes.reviewer()):
        if user:
            client.force_login(user)
        for path in paths:
            page = client.get(path).content.decode()
            assert [word for word in (*words, "shown@example.org") if word in page] == [], path
    assert report.comments.count() == 7
    assert Report.objects.with_comment_count().get(pk=report.pk).comment_count == 1
