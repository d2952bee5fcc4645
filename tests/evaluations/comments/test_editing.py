"""Authors change their comments, or withdraw them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from evaluations import comments, permissions
from evaluations.comments import Commenter, QueueName
from evaluations.models import Act, Comment, EarlierText, Report
from tests import scenes
from tests.evaluations.comments.guests import BROWSER, post
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, BadgeFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

LATE = timedelta(minutes=16)
IN_TIME = timedelta(minutes=14)


def earlier(comment):
    return [text.text for text in comment.earlier_texts.order_by("pk")]


def acts():
    return list(Act.objects.filter(role="commenter").order_by("pk").values_list("kind", "by"))


class TestInTime:
    def test_it_says_something_else_and_nothing_tells_so(self, report):
        comment, her = written(report, ago=IN_TIME, text="Wel done.")

        changed = change(comment, "Well done.", her)

        changed.refresh_from_db()
        assert (changed.text, changed.html, changed.status) == ("Well done.", "<p>Well done.</p>", "approved")
        assert (earlier(changed), changed.changed_at, changed.edited_at is not None) == ([], None, True)
        assert acts() == [("edit-comment", None)]

    def test_the_page_is_another_one_then(self, report):
        comment, her = written(report)
        before = Report.objects.get(pk=report.pk).page_changed_at

        change(comment, "Well done.", her)

        assert Report.objects.get(pk=report.pk).page_changed_at > before

    def test_what_was_answered_stays_readable_all_the_same(self, report):
        comment, her = written(report, text="It was built.")
        ApprovedCommentFactory(report=report, parent=comment)

        changed = change(comment, "It was not built.", her)

        assert earlier(changed) == ["It was built."]

    def test_a_held_answer_is_none_that_anybody_read(self, report):
        comment, her = written(report)
        CommentFactory(report=report, parent=comment)

        assert earlier(change(comment, "It was not built.", her)) == []

    def test_the_same_words_change_nothing(self, report):
        comment, her = written(report, ago=LATE, text="Well done.")

        same = change(comment, "Well done.", her)

        assert (same.edited_at, earlier(same), acts()) == (None, [], [])


class TestLater:
    def test_each_text_that_was_read_stays_readable_with_its_times(self, report):
        comment, her = written(report, ago=LATE, text="One.")

        for text in ("Two.", "Three."):
            comment = change(comment, text, her)

        texts = list(comment.earlier_texts.order_by("pk"))
        assert [text.text for text in texts] == ["One.", "Two."]
        assert [text.written_at for text in texts] == [comment.posted_at, texts[0].replaced_at]
        assert comment.changed_at == comment.edited_at == texts[1].replaced_at
        assert comment.is_approved

    def test_a_link_that_is_slipped_in_later_waits_for_a_moderator(self, report):
        comment, her = written(report, ago=LATE, text="See https://example.org/a")

        changed = change(comment, "See https://example.org/a and https://shop.example/b", her)

        assert (changed.status, changed.html) == ("held", "")
        assert changed.held_because == "Changed by its author. Its author added 1 link."
        assert earlier(changed) == ["See https://example.org/a"]
        assert acts() == [("edit-comment", None)]

    def test_so_does_one_that_takes_the_place_of_another_but_none_that_was_there(self, report):
        comment, her = written(report, ago=LATE, text="See https://example.org/a")

        same = change(comment, "See https://example.org/a, please", her)
        assert same.is_approved
        assert change(same, "See https://example.org/b", her).held_because.endswith("Its author added 1 link.")

    @pytest.mark.parametrize("was_changed_before", [False, True])
    def test_so_does_what_was_read_until_its_approval_was_taken_back(self, report, was_changed_before):
        comment, her = written(report, ago=LATE, factory=CommentFactory, text="It was built.")
        comment = change(comment, "It was built in May.", her) if was_changed_before else comment
        read, moderator = comment.text, scenes.moderator()
        approved = comments.approve(comment, by=moderator)
        ApprovedCommentFactory(report=report, parent=approved, text="It was.")
        comments.undo(approved.decisions.get().press, by=moderator)
        approved.refresh_from_db()

        changed = change(approved, "It was not built.", her)
        again = change(changed, "It was not built, they say.", her)

        assert (again.status, earlier(again)) == ("held", [read])

    def test_words_that_nobody_has_read_stand_under_no_approval(self, report):
        comment, her = written(report, factory=CommentFactory, text="Well done.")
        approved = comments.approve(comment, by=scenes.moderator(), reason="Fine.")

        changed = change(approved, "Shame on you.", her)

        assert (changed.status, changed.decided_by, changed.decision_reason) == ("approved", None, "")
        assert comments.comments_in(QueueName.NEW, of=scenes.moderator()).get() == changed

    def test_beside_a_badge_that_was_taken_back_new_words_wait(self, report):
        moderator = scenes.moderator()
        badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=moderator)
        comment, her = written(report, author=badge.account, name=badge.name, badge=badge, ago=LATE, text="We answer.")
        comments.pin(comment, by=moderator)
        comments.take_badge(badge, reason="She left.", by=moderator)

        changed = change(Comment.objects.get(), "We resign.", her)

        assert (changed.status, changed.pinned_at) == ("held", None)
        assert changed.held_because.startswith("Changed by its author. Its badge was taken back.")

    def test_too_many_links_wait_whenever(self, report):
        comment, her = written(report)

        changed = change(comment, "https://a.example https://b.example https://c.example", her)

        assert (changed.status, changed.held_because) == ("held", "Changed by its author. 3 links.")
        assert earlier(changed) == []

    def test_of_words_that_wait_nobody_has_decided_anything(self, report):
        comment, her = written(report, factory=CommentFactory, ago=LATE)
        approved = comments.approve(comment, by=scenes.moderator(), reason="Fine.")

        changed = change(approved, "See https://shop.example/b", her)

        assert (changed.decided_at, changed.decided_by, changed.decision_reason) == (None, None, "")
        assert Act.objects.filter(kind="approve-comment", words="Fine.").exists()

    def test_what_a_moderator_pinned_stays_pinned_and_readable_unless_it_waits(self, report):
        badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=scenes.moderator())
        comment, her = written(report, author=badge.account, name=badge.name, badge=badge, text="We answer.")
        pinned = comments.pin(comment, by=scenes.moderator())

        changed = change(pinned, "We answer this.", her)
        assert (changed.pinned_at is not None, earlier(changed)) == (True, ["We answer."])

        waiting = change(changed, "https://a.example https://b.example https://c.example", her)
        assert (waiting.status, waiting.pinned_at) == ("held", None)


class TestWaiting:
    def test_it_goes_on_waiting_and_says_why_it_waits_now_too(self, report):
        comment, her = written(report, factory=CommentFactory, held_because="First comment of this account.")

        changed = change(comment, "https://a.example https://b.example https://c.example", her)

        assert (changed.status, changed.shown_at) == ("held", None)
        assert changed.held_because == "First comment of this account. 3 links."
        assert (earlier(changed), acts()) == ([], [])

    def test_a_moderator_decides_about_no_words_that_she_did_not_see(self, report):
        comment, her = written(report, factory=CommentFactory, text="Well done.")
        seen = comments.state_of(comment)
        change(comment, "Shame on you.", her)

        with pytest.raises(ValidationError, match=r"Its author changed it on .*: read it as it is now") as refused:
            comments.approve(comment, by=scenes.moderator(), seen=seen)

        assert refused.value.code == "decided"
        assert Comment.objects.get(pk=comment.pk).status == "held"

    def test_an_author_changes_nothing_that_was_decided_since_she_looked(self, report):
        comment, her = written(report, factory=CommentFactory)
        seen = comments.state_of(comment)
        comments.approve(comment, by=scenes.moderator())

        with pytest.raises(ValidationError) as refused:
            comments.edit(comment, "Others.", by=her, seen=seen)

        assert refused.value.code == "changed"

    def test_a_machine_is_not_taught_by_what_it_may_change(self, report):
        spam, her = written(report, factory=CommentFactory, status="spam")

        assert change(spam, "Buy more.", her).status == "spam"


class TestWho:
    def test_nobody_else_changes_or_withdraws_it(self, report):
        comment, _her = written(report)
        others = [Commenter(), Commenter(UserFactory()), Commenter(scenes.moderator()), Commenter(browser=BROWSER)]

        for other in others:
            with pytest.raises(PermissionDenied):
                change(comment, "Others.", other)
            with pytest.raises(PermissionDenied):
                comments.withdraw(comment, by=other)

    def test_a_guest_by_her_browser_while_it_is_new_and_by_her_email_at_any_time(self, report):
        new = post(report)
        old = ApprovedCommentFactory(
            report=report, browser=BROWSER, email="Ana@example.org", posted_at=new.posted_at - LATE
        )
        browser, mailbox = Commenter(browser=BROWSER), Commenter(emails=frozenset({"ana@EXAMPLE.org"}))

        assert [who.wrote(one) for who in (browser, mailbox) for one in (new, old)] == [True, False, True, True]

    def test_an_account_under_a_guest_s_email_is_hers_who_confirmed_it_alone(self, report):
        comment = post(report)

        assert not Commenter(UserFactory(email="ana@example.org")).wrote(comment)

    def test_an_imported_comment_without_an_email_is_nobody_s(self, report):
        imported = ApprovedCommentFactory(report=report, email="", browser=None, imported=True, posted_at=None)

        assert not Commenter(UserFactory(), emails=frozenset({"ana@example.org"}), browser=BROWSER).wrote(imported)

    def test_what_was_withdrawn_stays_as_it_is(self, report):
        comment, her = written(report)
        comments.withdraw(comment, by=her)

        with pytest.raises(PermissionDenied):
            change(comment, "After all.", her)

    @pytest.mark.parametrize("verdict", [comments.reject, comments.mark_spam])
    def test_what_a_moderator_turned_down_stays_as_it_is(self, report, verdict):
        comment, her = written(report)
        verdict(comment, by=scenes.moderator(), reason="An insult.")

        assert not permissions.can_edit_comment(her, comment)
        with pytest.raises(PermissionDenied):
            comments.withdraw(comment, by=her)

    def test_under_a_closed_report_she_withdraws_but_changes_nothing_that_is_not_new(self, report):
        new, her = written(report, ago=IN_TIME)
        old, _her = written(report, ago=LATE, author=her.account)
        Report.objects.filter(pk=report.pk).update(
            comments_opened_at=new.posted_at - LATE,
            comments_close_at=new.posted_at + timedelta(minutes=1),
            comments_opened_by=scenes.reviewer(),
        )
        new, old = Comment.objects.order_by("pk")

        assert [permissions.can_edit_comment(her, one) for one in (new, old)] == [True, False]
        assert [permissions.can_withdraw_comment(her, one) for one in (new, old)] == [True, True]


class TestWithdrawing:
    def test_its_place_stays_and_its_words_are_read_by_nobody(self, client, report):
        comment, her = written(report, text="Never again.", ago=LATE)
        comment = change(comment, "Never said.", her)
        ApprovedCommentFactory(report=report, parent=comment, name="Eva", text="Why?")

        withdrawn = comments.withdraw(comment, by=her)

        page = client.get(report.get_absolute_url()).text
        assert (withdrawn.status, withdrawn.html) == ("withdrawn", "")
        assert "A comment was withdrawn by its author on" in page
        assert "in reply to a withdrawn comment" in page
        assert [words in page for words in ("Never said.", "Luz Prueba", "Why?")] == [False, False, True]
        assert client.get(comment.get_absolute_url() + "earlier/").status_code == 404
        assert acts()[-1] == ("withdraw-comment", None)

    def test_twice_is_once(self, report):
        comment, her = written(report)
        first = comments.withdraw(comment, by=her)

        assert comments.withdraw(comment, by=her).withdrawn_at == first.withdrawn_at
        assert acts() == [("withdraw-comment", None)]

    def test_nothing_is_left_to_decide(self, report):
        comment, her = written(report, factory=CommentFactory)
        seen = comments.state_of(comment)
        comments.withdraw(comment, by=her)

        with pytest.raises(ValidationError, match="Its author withdrew it on"):
            comments.approve(comment, by=scenes.moderator(), seen=seen)
        with pytest.raises(ValidationError, match="Its author withdrew it on"):
            comments.reject(Comment.objects.get(), by=scenes.moderator(), reason="No.")

    def test_it_is_pinned_no_more(self, report):
        badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=scenes.moderator())
        comment, her = written(report, author=badge.account, name=badge.name, badge=badge)
        comments.pin(comment, by=scenes.moderator())

        assert comments.withdraw(comment, by=her).pinned_at is None

    def test_the_page_moves_also_when_what_goes_had_waited_again(self, report):
        comment, her = written(report)
        change(comment, "https://a.example https://b.example https://c.example", her)
        before = Report.objects.get(pk=report.pk).page_changed_at

        comments.withdraw(comment, by=her)

        assert Report.objects.get(pk=report.pk).page_changed_at > before


class TestTheDatabase:
    def test_no_earlier_text_is_changed_or_deleted_whoever_asks(self, report):
        comment, her = written(report, ago=LATE)
        change(comment, "Others.", her)

        with pytest.raises(DatabaseError, match="of what a comment said earlier"), transaction.atomic():
            EarlierText.objects.update(text="Never.")
        with pytest.raises(DatabaseError, match="of what a comment said earlier"), transaction.atomic():
            EarlierText.objects.all().delete()
        comments.withdraw(comment, by=her)
        with pytest.raises(DatabaseError, match="of what a comment said earlier"), transaction.atomic():
            EarlierText.objects.all().delete()

    @pytest.mark.parametrize(
        "change",
        [
            {"text": ""},
            {"name": ""},
            {"status": "withdrawn"},
            {"withdrawn_at": "2026-01-01T00:00Z"},
            {"changed_at": "2026-01-01T00:00Z"},
            {"erased_at": "2026-01-01T00:00Z"},
        ],
    )
    def test_no_comment_is_half_of_something(self, report, change):
        written(report)

        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.update(**change)


def test_blank_lines_that_were_changed_move_the_page_as_well(report):
    comment, her = written(report, ago=LATE, text="One.\n\nTwo.", html="<p>One.</p><p>Two.</p>")
    before = Report.objects.get(pk=report.pk).page_changed_at

    changed = change(comment, "One.\n\n\nTwo.", her)

    assert changed.html == comment.html
    assert Report.objects.get(pk=report.pk).page_changed_at > before
