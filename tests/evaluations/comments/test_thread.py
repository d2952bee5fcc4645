import lxml.html
import pytest

from evaluations import comments
from evaluations.importers.parsed import ParsedComment
from evaluations.models import Comment
from tests import scenes
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


def test_removed_comment_leaves_a_notice_while_it_has_visible_replies(report):
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
    assert (told(thread.entries), thread.count) == ([], 0)


@pytest.mark.parametrize(
    ("status", "notice", "answering"),
    [
        ("held", "A comment that is not shown", "in reply to a comment that is not shown"),
        ("rejected", "A comment was removed by a moderator", "in reply to a removed comment"),
        ("spam", "A comment was removed by a moderator", "in reply to a removed comment"),
    ],
)
def test_only_what_a_moderator_removed_reads_so(client, report, status, notice, answering):
    reply(CommentFactory(report=report, status=status), "A")

    page = lxml.html.fromstring(client.get(report.get_absolute_url()).content)

    words = page.xpath("//*[contains(@class, 'comment-removed')] | //*[@class='comment']//p[@class='visually-hidden']")
    assert [element.text_content().strip() for element in words] == [notice, answering]


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


def test_thread_a_thousand_deep_is_whole(report):
    parent = None
    for _ in range(1000):
        parent = Comment(
            report=report, edition=report.current, parent=parent, name="A", text="a", html="a", status="approved"
        )
        parent.save()

    thread = comments.thread_of(report)

    assert (thread.count, len(thread.entries[0].replies[0].replies)) == (1000, 998)
