from datetime import timedelta
from zoneinfo import ZoneInfo

import lxml.html
import pytest
from django.core.paginator import InvalidPage
from django.utils import timezone
from django.utils.formats import date_format

from evaluations import comments
from evaluations.importers.parsed import ParsedComment
from evaluations.models import Comment
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.django_db


def told(entries):
    """Return the thread as nested lists of names; a notice is None."""
    return [
        (None if entry.is_hidden else entry.comment.name, told(entry.replies)) if entry.replies
        else (None if entry.is_hidden else entry.comment.name)
        for entry in entries
    ]  # fmt: skip


def reply(parent, name, **kwargs):
    return ApprovedCommentFactory(report=parent.report, parent=parent, name=name, **kwargs)


def test_thread_nests_three_deep_and_goes_on_flat(report):
    a = ApprovedCommentFactory(report=report, name="A")
    z = ApprovedCommentFactory(report=report, name="Z")
    b = reply(a, "B")
    c = reply(b, "C")
    f = reply(b, "F")
    d = reply(c, "D")
    reply(d, "E")
    reply(f, "G")
    reply(z, "Y")

    thread = comments.thread_of(report)

    assert told(thread.entries) == [("A", [("B", ["C", "D", "E", "F", "G"])]), ("Z", ["Y"])]
    deep = thread.entries[0].replies[0].replies
    assert [(e.comment.name, e.depth, e.is_deep, e.heading, e.answers.comment.name) for e in deep] == [
        ("C", 3, False, "h5", "B"),
        ("D", 4, True, "h5", "C"),
        ("E", 5, True, "h5", "D"),
        ("F", 3, False, "h5", "B"),
        ("G", 4, True, "h5", "F"),
    ]


def test_thread_shows_nothing_that_is_not_approved(report):
    for status in ("held", "rejected", "spam"):
        CommentFactory(report=report, status=status)

    thread = comments.thread_of(report)

    assert (thread.entries, thread.count) == ([], 0)


def test_a_comment_that_was_shown_leaves_a_notice_in_its_place(report):
    parent = ApprovedCommentFactory(report=report, name="A")
    middle = reply(parent, "B")
    last = reply(middle, "C")
    moderator = scenes.moderator()
    for comment in (parent, middle):
        comments.reject(comment, by=moderator, reason="Off the subject.")

    thread = comments.thread_of(report)
    assert (told(thread.entries), thread.count) == ([(None, [(None, ["C"])])], 1)
    assert thread.entries[0].html == ""

    comments.reject(last, by=moderator, reason="Off the subject.")

    thread = comments.thread_of(report)
    assert (told(thread.entries), thread.count) == ([(None, [(None, [None])])], 0)


@pytest.mark.parametrize(
    ("status", "notice", "answering"),
    [
        ("held", "A comment waits for a moderator again", "in reply to a comment that is not shown"),
        ("rejected", "A comment was removed by a moderator", "in reply to a removed comment"),
        ("spam", "A comment was removed by a moderator", "in reply to a removed comment"),
    ],
)
def test_only_what_a_moderator_removed_reads_so(client, report, status, notice, answering):
    parent = ApprovedCommentFactory(report=report)
    reply(parent, "A")
    Comment.objects.filter(pk=parent.pk).update(status=status)

    page = lxml.html.fromstring(client.get(report.get_absolute_url()).content)

    words = page.xpath("//*[contains(@class, 'comment-removed')] | //*[@class='comment']//p[@class='visually-hidden']")
    assert [" ".join(element.text_content().split()) for element in words] == [notice, f"Level 2, {answering}"]


def test_thread_begins_with_the_oldest_and_undated_imports_before_them(report):
    ApprovedCommentFactory(report=report, name="New")
    comments.adopt(report, [ParsedComment(name="Imported", text="Long ago.")])

    assert told(comments.thread_of(report).entries) == ["Imported", "New"]


@pytest.mark.parametrize("number", [1, 3, 200])
def test_thread_is_one_query(report, number, django_assert_num_queries):
    ApprovedCommentFactory.create_batch(number, report=report)

    with django_assert_num_queries(1):
        thread = comments.thread_of(report)

    assert thread.count == number


def line_of(report, length):
    """Return comments of which each answers the one before."""
    line = [ApprovedCommentFactory(report=report, name="1")]
    for number in range(2, length + 1):
        line.append(reply(line[-1], str(number)))
    return line


def names(entries):
    """Return the names in these entries and below them, in the order of the page."""
    return [name for entry in entries for name in (entry.comment.name, *names(entry.replies))]


@pytest.mark.parametrize("number", [1, 5])
def test_notices_of_what_waits_again_ask_for_nothing_more(report, number, django_assert_num_queries):
    for _each in range(number):
        comment, her = written(report)
        change(comment, "https://a.example https://b.example https://c.example", her)

    with django_assert_num_queries(1):
        entries = comments.thread_of(report).entries
        assert [(entry.is_hidden, entry.is_changed) for entry in entries] == [(True, True)] * number


def test_a_page_holds_twenty_threads(report):
    for number in range(1, 44):
        ApprovedCommentFactory(report=report, name=str(number))

    pages = [comments.thread_of(report, page=page) for page in (1, 2, 3, 4)]

    assert [names(page.entries) for page in pages] == [
        [str(number) for number in range(first, last)] for first, last in ((1, 21), (21, 41), (41, 44), (44, 44))
    ]
    assert [page.count for page in pages] == [43, 43, 43, 0]
    assert pages[0].paging.paginator.num_pages == 3


def test_the_newest_come_first_where_they_are_asked_for(report):
    for number in range(1, 24):
        ApprovedCommentFactory(report=report, name=str(number))

    pages = [comments.thread_of(report, page=page, newest_first=True) for page in (1, 2)]

    assert [names(page.entries) for page in pages] == [[str(number) for number in range(23, 3, -1)], ["3", "2", "1"]]


def test_a_page_holds_a_hundred_comments_and_threads_share_the_room(report):
    long = line_of(report, 150)
    short = ApprovedCommentFactory(report=report, name="short")
    for number in range(30):
        reply(short, f"short {number}")

    thread = comments.thread_of(report)

    first, second = thread.entries
    assert (len(names([first])), len(names([second]))) == (69, 31)
    assert names([first]) == [comment.name for comment in long[:69]]
    assert (first.unshown, second.unshown) == (81, 0)
    assert thread.count == 181


def test_the_rest_of_a_thread_is_on_pages_of_its_own(report):
    line = line_of(report, 230)
    ApprovedCommentFactory(report=report, name="another thread")
    line[0].report = report

    pages = [comments.branch_of(line[0], page=page) for page in (1, 2, 3)]

    assert [names(page.entries) for page in pages] == [
        [comment.name for comment in line[first:last]] for first, last in ((0, 100), (100, 200), (200, 230))
    ]
    goes_on = pages[1].entries[0]
    assert (goes_on.is_deep, goes_on.answers.comment.name) == (True, "100")
    with pytest.raises(InvalidPage):
        comments.branch_of(line[0], page=4)


def test_every_comment_is_found_where_it_is_said_to_stand(report):
    for _ in range(19):
        ApprovedCommentFactory(report=report)
    line = line_of(report, 130)
    beyond = reply(ApprovedCommentFactory(report=report), "on the second page")

    for comment in (*line[::9], line[-1], beyond):
        place = comments.place_of(Comment.objects.select_related("report__current").get(pk=comment.pk))
        page = (
            comments.branch_of(line[0], page=place.page) if place.root else comments.thread_of(report, page=place.page)
        )
        assert comment.name in names(page.entries)
    assert place == (2, None)


def test_threads_about_one_answer_are_kept_together_with_their_replies(report):
    about = ApprovedCommentFactory(report=report, name="about", answer_key="1.2")
    reply(about, "reply")
    ApprovedCommentFactory(report=report, name="whole")

    thread = comments.thread_of(report, answer_key="1.2")

    assert (names(thread.entries), thread.count) == (["about", "reply"], 2)
    assert {key: thread.beside(key) for key in ("1.2", "1.1")} == {"1.2": 2, "1.1": 0}


def test_counts_are_of_what_the_public_sees(report):
    shown = ApprovedCommentFactory(report=report, answer_key="1.2")
    for status in ("held", "rejected", "spam"):
        CommentFactory(report=report, answer_key="1.2", status=status)
    ApprovedCommentFactory(report=report, answer_key="1.2")
    comments.reject(shown, by=scenes.moderator(), reason="Off the subject.")

    thread = comments.thread_of(report)

    assert (thread.count, thread.beside("1.2")) == (1, 1)


def test_a_thread_a_thousand_deep_is_whole(report):
    line = line_of(report, 1000)
    line[0].report = report

    pages = [comments.branch_of(line[0], page=page) for page in range(1, 11)]

    assert [name for page in pages for name in names(page.entries)] == [comment.name for comment in line]


@pytest.mark.parametrize(
    ("verdict", "rule", "words"),
    [
        (comments.reject, "insult", "insults, threats or contempt"),
        (comments.reject, "", "off the subject, or against the law"),
        (comments.mark_spam, "", "advertising, or the same text in many places"),
    ],
)
def test_the_notice_says_when_and_against_which_rule(client, report, verdict, rule, words):
    comment = ApprovedCommentFactory(report=report)
    reply(comment, "A")
    moderator = scenes.moderator()

    decided = verdict(comment, by=moderator, reason="Private words.", rule=rule)

    page = client.get(report.get_absolute_url()).text
    day = f"{decided.decided_at:%-d %B %Y}"
    assert f"A comment was removed by a moderator on {day}: {words}" in page
    assert "Private words." not in page
    comments.approve(decided, by=moderator)
    assert words not in client.get(report.get_absolute_url()).text


def test_the_notice_names_the_day_of_the_removal_whatever_was_decided_since(client, report, monkeypatch):
    comment = ApprovedCommentFactory(report=report)
    reply(comment, "Ana")
    comments.reject(comment, by=scenes.moderator(), reason="Abuse.", rule="insult")
    removed_at = comment.decided_at
    comments.appeal(comments.appealable(comment), "It is no abuse.")
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: removed_at + timedelta(days=9))
        comments.reject(Comment.objects.get(pk=comment.pk), by=scenes.moderator(), reason="It is.", rule="insult")

    day = date_format(timezone.localtime(removed_at, ZoneInfo(report.member.time_zone)), "j F Y")
    for url in (report.get_absolute_url(), f"{comment.get_absolute_url()}thread/"):
        assert f"removed by a moderator on {day}: " in client.get(url).text
