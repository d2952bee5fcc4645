from itertools import pairwise

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from evaluations import comments, workflow
from evaluations.choices import CommentStatus
from evaluations.models import Comment, Report
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return scenes.published().report


def post(report, **kwargs):
    return comments.post(report, **{"name": "Ana", "email": "ana@example.org", "text": "Well done."} | kwargs)


def known_person(report):
    """Return an account that has an approved comment."""
    author = UserFactory()
    ApprovedCommentFactory(report=report, author=author)
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
    draft = workflow.correct(report, by=report.lead.user, reason="A date was wrong.")
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


def test_same_words_are_stored_again_after_a_while(report, monkeypatch):
    first = post(report)
    Comment.objects.update(posted_at=first.posted_at - comments.posting.SENT_TWICE)

    assert post(report) != first


def test_imported_comment_is_adopted_once_without_email_or_date(report):
    first = comments.adopt(report, name="Ana", text="See https://example.org")
    reply = comments.adopt(report, name="Eva", text="Thank you.", parent=first)

    assert comments.adopt(report, name="Ana", text="See https://example.org") == first
    assert list(Comment.objects.values_list("pk", "parent", "status", "email", "posted_at", "imported")) == [
        (first.pk, None, "approved", "", None, True),
        (reply.pk, first.pk, "approved", "", None, True),
    ]


# Deciding


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
    seen = comments.state_of(comment)
    comments.reject(comment, by=scenes.moderator(), reason="Off the subject.")
    comments.approve(comment, by=scenes.moderator())

    with pytest.raises(ValidationError) as refused:
        comments.mark_spam(Comment.objects.get(), by=scenes.moderator(), reason="It sells shoes.", seen=seen)

    assert refused.value.code == "decided"


def test_approving_twice_is_refused(report):
    comment = ApprovedCommentFactory(report=report)

    with pytest.raises(ValidationError) as refused:
        comments.approve(comment, by=scenes.moderator())

    assert refused.value.messages == ["It is approved without a decision of anybody."]


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
        False,
    ]


# The thread


def told(entries):
    """Return the thread as nested lists of names; a notice is None."""
    return [
        (None if entry.is_removed else entry.comment.name, told(entry.replies)) if entry.replies
        else (None if entry.is_removed else entry.comment.name)
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


def test_thread_begins_with_the_oldest_and_undated_imports_before_them(report):
    ApprovedCommentFactory(report=report, name="New")
    comments.adopt(report, name="Imported", text="Long ago.")

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


# Rendering

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https:/x",
    "[x](javascript:alert(1))",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "</p></article><style>*{display:none}</style>",
    "<p style=position:fixed>",
    "<!--><img src=x onerror=alert(1)>-->",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "{{ 7*7 }} {% now 'Y' %} ${7*7}",
    "<a href=//example.org target=_blank>",
]


def read(html):
    """Return the text of the HTML, and the tags in it."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return "".join(tree.itertext()), {element.tag for element in tree.iter()} - {"DOCUMENT_FRAGMENT"}


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_comes_out_as_text(text):
    assert read(comments.render(text)) == (text, {"p"})


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/\"onmouseover='alert(1)'",
        "https://example.org/'onmouseover=alert(1)",
        "https://example.org/<script>alert(1)</script>",
        "https://[broken",
    ],
)
def test_links_carry_nothing_but_where_they_lead(text):
    words, tags = read(comments.render(text))
    tree = html5lib.parseFragment(comments.render(text), namespaceHTMLElements=False)

    assert (words, tags <= {"p", "a"}) == (text, True)
    assert all(set(link.attrib) == {"href", "rel"} for link in tree.iter("a"))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a)", "https://example.org/a"),
        ("https://example.org/wiki/A_(b)", "https://example.org/wiki/A_(b)"),
        ("HTTP://EXAMPLE.ORG?", "HTTP://EXAMPLE.ORG"),
        ("“https://example.org/a”", "https://example.org/a"),
    ],
)
def test_url_ends_where_the_sentence_does(text, url):
    tree = html5lib.parseFragment(comments.render(text), namespaceHTMLElements=False)

    assert [link.text for link in tree.iter("a")] == [url]


def test_blank_lines_part_paragraphs_and_line_ends_break_lines():
    assert comments.render("One\r\ntwo\r\n \r\n\r\nthree\x00\n") == "<p>One<br>two</p><p>three</p>"


@given(st.text())
def test_whatever_is_typed_brings_no_tag_of_its_own(text):
    assert read(comments.render(text))[1] <= {"p", "br", "a"}


@given(st.lists(st.sampled_from([*HOSTILE, "https://example.org/", "\n\n", "'", '"', ")", " "])).map("".join))
def test_mixtures_of_markup_bring_no_tag_of_their_own(text):
    assert read(comments.render(text))[1] <= {"p", "br", "a"}
