"""The feeds of a thread, a report and a member: what the public sees, and nothing else."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import etree

from evaluations import comments, drafts, withdrawing
from evaluations.models import Comment
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def urls_of(report, root=None):
    root = root or ApprovedCommentFactory(report=report, name="First")
    return {
        "report": reverse("evaluations:feed-of-report", args=[report.slug]),
        "thread": reverse("evaluations:feed-of-thread", args=[report.slug, root.pk]),
        "member": reverse("evaluations:feed-of-member", args=[report.member.slug]),
    }


def read(client, url):
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(response.content)


def texts(feed, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.findall(f"{ATOM}entry")]


def by(name, report):
    return f"{name} on “{report.current.title}”"


def test_a_report_tells_comments_and_what_was_done_the_newest_first(client, report):
    urls = urls_of(report)
    title = report.current.title
    scenes.responded(report)
    draft = drafts.correct(report, by=report.current.bylines.first().evaluator.user, reason="A date was wrong.")
    scenes.published(draft)
    comments.open_period(report, by=scenes.reviewer())
    day = type(report).objects.get(pk=report.pk).last_day_for_comment

    feed = read(client, urls["report"])

    assert texts(feed, "title") == [
        f"Open for public comment until {day.day} {day:%B %Y}: {title}",
        f"Edition 2 of “{title}”",
        f"The government has responded to “{title}”",
        by("First", report),
        f"Published: {title}",
    ]
    assert texts(feed, "summary") == [
        None,  # the title says it all
        "<p>Correction: A date was wrong.</p>",
        f"<p>{scenes.RESPONSE}</p>",
        Comment.objects.get().html,
        None,
    ]
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == [
        f"{settings.SITE_URL}{report.get_absolute_url()}",
        f"{settings.SITE_URL}{urls['report']}",
    ]


def test_a_thread_tells_its_comments_alone(client, report):
    urls = urls_of(report)
    root = report.comments.get()
    ApprovedCommentFactory(report=report, parent=root, name="Reply")
    ApprovedCommentFactory(report=report, name="Elsewhere")

    assert texts(read(client, urls["thread"]), "title") == [by("Reply", report), by("First", report)]


def test_a_member_tells_its_reports_and_no_comments(client, report):
    urls = urls_of(report)
    scenes.published()  # another member's

    assert texts(read(client, urls["member"]), "title") == [f"Published: {report.current.title}"]


def test_what_is_held_removed_or_withdrawn_is_in_no_feed(client, report):
    root = ApprovedCommentFactory(report=report, name="First")
    urls = urls_of(report, root)
    moderator = scenes.moderator()
    for status in ("held", "rejected", "spam"):
        CommentFactory(report=report, parent=root, status=status, name="Secret-name", text="Secret-words")
    undone = comments.approve(CommentFactory(report=report, parent=root, text="Secret-words"), by=moderator)
    comments.undo(undone.decisions.get().press, by=moderator)
    removed = ApprovedCommentFactory(report=report, parent=root, text="Secret-words")
    comments.reject(removed, by=moderator, reason="Abuse.")
    withdrawn, commenter = written(report, parent=root, name="Secret-name", text="Secret-words")
    comments.withdraw(withdrawn, by=commenter)
    comments.keep_unconfirmed(report, name="Secret-name", email="a@example.org", text="Secret-words", parent=root)
    scenes.respondent(report)
    drafts.correct(report, by=report.current.bylines.first().evaluator.user, reason="Secret-words")

    for url in urls.values():
        assert re.findall("Secret", client.get(url).content.decode()) == []
    assert texts(read(client, urls["thread"]), "title") == [by("First", report)]


@pytest.mark.parametrize("what", ["report", "thread", "member"])
def test_the_feed_of_what_was_withdrawn_answers_and_says_so(client, report, what):
    urls = urls_of(report)
    withdrawing.withdraw(report, reason="It was <sold>.", by=scenes.reviewer())
    title = report.current.title

    feed = read(client, urls[what])

    expected = {
        "report": [f"Withdrawn: {title}", by("First", report), f"Published: {title}"],
        "thread": [by("First", report)],
        "member": [f"Withdrawn: {title}"],
    }
    assert texts(feed, "title") == expected[what]
    assert what == "thread" or texts(feed, "summary")[0] == "<p>It was &lt;sold&gt;.</p>"


def test_an_entry_keeps_its_id_and_tells_when_it_changed(client, report):
    comment, commenter = written(report)
    urls = urls_of(report, comment)
    (before,) = texts(read(client, urls["thread"]), "id")
    comment = change(comment, "Other words.", commenter)

    for what in ("thread", "report"):
        feed = read(client, urls[what])
        told = [texts(feed, name)[0] for name in ("id", "published", "updated")]
        assert told == [before, comment.shown_at.isoformat(), comment.edited_at.isoformat()]
    assert feed.findtext(f"{ATOM}updated") == comment.edited_at.isoformat()
    assert before == f"{settings.SITE_URL}{report.get_absolute_url()}#comment-{comment.pk}"


def test_an_entry_tells_that_its_author_was_erased(client, report):
    comment, commenter = written(report, name="Luz Prueba")
    urls = urls_of(report, comment)
    comments.erase(commenter)
    comment.refresh_from_db()

    for what in ("thread", "report"):
        feed = read(client, urls[what])
        told = [texts(feed, name)[0] for name in ("title", f"author/{ATOM}name", "updated")]
        assert told == [by("former commenter", report), "former commenter", comment.erased_at.isoformat()]


def test_ids_are_unique_and_the_number_of_entries_is_bounded(client, report):
    root = ApprovedCommentFactory(report=report)
    ApprovedCommentFactory.create_batch(32, report=report, parent=root)

    for what in ("report", "thread"):
        ids = texts(read(client, urls_of(report, root)[what]), "id")
        assert len(ids) == len(set(ids)) == 30


def test_no_typed_sign_breaks_a_feed(client, report):
    ApprovedCommentFactory(
        report=report, name="Ana\x0b", text="The\x08 <b>ledger</b>\x1f", html="<p>The\x08 ledger\x1f</p>"
    )

    feed = read(client, urls_of(report)["report"])

    assert texts(feed, "title")[1] == by("Ana", report)
    assert texts(feed, f"author/{ATOM}name")[1] == "Ana"
    assert texts(feed, "summary")[1] == "<p>The ledger</p>"


def test_a_feed_without_entries_is_not_new_each_time(client):
    feed = read(client, reverse("evaluations:feed-of-member", args=[MemberFactory().slug]))

    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_feeds_of_reports_are_asked_after_without_being_made(client, report, django_assert_num_queries):
    for what in ("report", "thread"):
        url = urls_of(report)[what]
        etag = client.get(url)["ETag"]

        with django_assert_num_queries(1):
            assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
        ApprovedCommentFactory(report=report)
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_what_there_is_not_has_no_feed(client, report):
    hidden = scenes.submitted().report
    reply = ApprovedCommentFactory(report=report, parent=ApprovedCommentFactory(report=report))
    other = ApprovedCommentFactory(report=scenes.published().report)
    held = CommentFactory(report=report)

    urls = [
        f"/reports/{hidden.slug or 'hidden'}/feed/",
        *(reverse("evaluations:feed-of-thread", args=[report.slug, one.pk]) for one in (reply, other, held)),
        "/members/nowhere/feed/",
    ]
    assert [client.get(url).status_code for url in urls] == [404] * 5


def test_no_feed_has_an_email(client, report):
    urls = urls_of(report)
    scenes.responded(report)

    for url in urls.values():
        assert re.findall("@", client.get(url).content.decode()) == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("what", "queries"), [("report", 6), ("thread", 3), ("member", 4)])
def test_queries_do_not_grow(client, report, what, queries, rows, django_assert_num_queries):
    root = ApprovedCommentFactory(report=report)
    ApprovedCommentFactory.create_batch(rows, report=report, parent=root)
    for _one in range(rows):
        withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())
        withdrawing.reinstate(report, reason="It was not.", by=scenes.reviewer())
    url = urls_of(report, root)[what]

    with django_assert_num_queries(queries):
        client.get(url)
