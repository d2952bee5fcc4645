"""Authors are told what was decided about their comments and why: once, and not too early."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from evaluations import comments
from evaluations.models import Comment, Decision, Mail
from tests import scenes
from tests.evaluations.comments import guests
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory
from tests.pages import text_of

from .decided import held

pytestmark = pytest.mark.django_db


class TestTheAuthor:
    def test_she_is_told_that_it_is_published(self, report, moderator, inform, settings):
        comment = comments.approve(held(report), by=moderator)

        (message,) = inform()

        assert message.to == ["ana@example.org"]
        assert message.subject == f"Your comment is published: {report.current.title}"
        assert (
            f"> It was never built.\n\nIt is published.\n{settings.SITE_URL}{comment.get_absolute_url()}"
            in message.body
        )

    def test_she_is_told_the_rule_and_the_reason_and_where_to_appeal(self, report, moderator, inform, client, settings):
        comments.reject(held(report), by=moderator, reason="Names\na neighbour.", rule="private")

        (message,) = inform()

        assert message.subject == f"Your comment is not published: {report.current.title}"
        assert "Against which of the comment rules it is: private data of other people" in message.body
        assert "The reason, in the words of the moderator: Names a neighbour." in message.body
        page = client.get(message.body.split(settings.SITE_URL)[1].split()[0])
        assert (page.status_code, "Why is the decision wrong?" in page.content.decode()) == (200, True)

    def test_of_what_was_shown_the_subject_says_that_it_is_removed(self, report, moderator, inform):
        comments.reject(ApprovedCommentFactory(report=report), by=moderator, reason="Abuse.", rule="insult")

        (message,) = inform()

        assert message.subject == f"Your comment is removed: {report.current.title}"
        assert "It is removed from the page." in message.body

    def test_who_decided_is_not_told(self, report, moderator, inform):
        comments.reject(held(report), by=moderator, reason="Abuse.", rule="insult")

        (message,) = inform()

        assert "Marta" not in message.body
        assert "Secreta" not in message.body

    def test_nobody_is_told_within_the_hour(self, report, moderator, inform):
        comments.approve(held(report), by=moderator)

        assert inform(hours=0.98) == []

    def test_what_was_undone_is_never_told(self, report, moderator, inform):
        comment = comments.approve(held(report), by=moderator)

        comments.undo(Decision.objects.get().press, by=moderator)

        assert inform() == []
        assert comment.decisions.get().told_at is None

    def test_it_is_told_once(self, report, moderator, inform):
        comments.approve(held(report), by=moderator)

        assert (len(inform()), len(inform()), len(inform(hours=99))) == (1, 0, 0)

    def test_of_two_decisions_the_last_is_told(self, report, moderator, inform):
        comment = comments.reject(held(report), by=moderator, reason="Abuse.", rule="insult")
        comments.approve(comment, by=scenes.moderator())

        (message,) = inform()

        assert "It is published." in message.body
        assert "Abuse." not in message.body
        assert not Decision.objects.filter(told_at=None).exists()

    def test_nothing_is_told_while_a_later_one_can_be_undone(self, report, moderator, inform, monkeypatch):
        comment = comments.reject(held(report), by=moderator, reason="Abuse.", rule="insult")
        later = timezone.now() + timedelta(minutes=50)
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: later)
            comment = comments.approve(comment, by=moderator)
            comments.reject(comment, by=moderator, reason="It sells shoes.", rule="advertising")

        assert inform() == []

        (message,) = inform(hours=2)
        assert ("It sells shoes." in message.body, "Abuse." in message.body) == (True, False)

    def test_what_stands_is_told_though_a_later_one_was_undone(self, report, moderator, inform):
        comment = comments.reject(held(report), by=moderator, reason="Abuse.", rule="insult")
        comments.approve(comment, by=moderator)
        comments.undo(Decision.objects.get(status="approved").press, by=moderator)

        (message,) = inform()

        assert "Abuse." in message.body

    def test_that_a_moderator_left_what_was_shown_is_no_news(self, report, moderator, inform):
        comments.approve(ApprovedCommentFactory(report=report), by=moderator)

        assert inform() == []

    def test_that_it_is_published_is_told_also_where_another_left_it_since(self, report, moderator, inform):
        comment = comments.approve(held(report), by=moderator)
        comments.complain(comment, rule="insult")
        comments.approve(Comment.objects.get(), by=scenes.moderator())

        (message,) = inform()

        assert "It is published." in message.body

    def test_what_is_shown_again_before_she_was_told_is_no_news(self, report, moderator, inform):
        comment = comments.reject(ApprovedCommentFactory(report=report), by=moderator, reason="Abuse.", rule="insult")
        comments.approve(comment, by=scenes.moderator())

        assert inform() == []

    def test_what_she_withdrew_is_not_told_as_published(self, report, moderator, inform):
        comment, her = written(report, factory=CommentFactory)
        comments.approve(comment, by=moderator)
        comments.withdraw(Comment.objects.get(), by=her)

        assert inform() == []

    def test_nor_is_what_is_held_again_by_her_change(self, report, moderator, inform):
        comment, her = written(report, ago=timedelta(days=1), factory=CommentFactory)
        comments.approve(comment, by=moderator)
        comment = change(Comment.objects.get(), "See https://spam.example", her)

        assert comment.status == "held"
        assert inform() == []

    def test_what_is_published_after_her_change_is_told_though_it_was_left_before(self, report, moderator, inform):
        author = UserFactory(email="luz@example.org")
        long_ago = timezone.now() - timedelta(days=1)
        comment = ApprovedCommentFactory(report=report, author=author, email="", browser=None, posted_at=long_ago)
        comments.approve(comment, by=moderator)
        comment = change(Comment.objects.get(), "See https://gazette.example", comments.Commenter(author))
        assert comment.status == "held"
        comments.approve(comment, by=moderator)

        (message,) = inform()

        assert "> See https://gazette.example\n\nIt is published." in message.body

    def test_what_she_changed_and_is_shown_is_told(self, report, moderator, inform):
        comment, her = written(report, factory=CommentFactory)
        comments.approve(comment, by=moderator)
        change(Comment.objects.get(), "It was built in May.", her)

        (message,) = inform()

        assert "> It was built in May.\n\nIt is published." in message.body

    def test_of_many_decisions_one_mail_tells(self, report, moderator, inform):
        for number in range(22):
            comment = held(report, posted_at=timezone.now() - timedelta(minutes=number))
            comments.mark_spam(comment, by=moderator, reason="It sells shoes.")

        messages = inform()

        assert [one.subject for one in messages] == [
            "What was decided about 20 comments of yours",
            "What was decided about 2 comments of yours",
        ]
        assert messages[0].body.count("It sells shoes.") == 20

    def test_an_account_is_written_to_at_its_address(self, report, moderator, inform):
        comments.approve(held(report, author=UserFactory(email="luz@example.org")), by=moderator)
        comments.approve(held(report, author=UserFactory(email="gone@example.org", is_active=False)), by=moderator)

        assert [one.to for one in inform()] == [["luz@example.org"]]

    def test_whoever_was_erased_meanwhile_is_told_nothing(self, report, moderator, inform):
        comment, her = written(report, author=UserFactory(email="luz@example.org"))
        comments.reject(comment, by=moderator, reason="Abuse.", rule="insult")
        comments.erase(her)

        assert inform() == []
        assert not Mail.objects.filter(email="luz@example.org").exists()

    def test_authors_of_an_imported_page_asked_for_no_mail(self, report, moderator, inform):
        comments.reject(held(report, imported=True), by=moderator, reason="Abuse.", rule="insult")

        assert inform() == []

    def test_it_is_in_the_language_in_which_she_read_the_site(self, report, moderator, inform, settings):
        settings.LANGUAGES = [("en", "English"), ("es", "Español")]
        with override("es"):
            comment = guests.post(report)
        comments.reject(comment, by=moderator, reason="Abuse.", rule="insult")

        (message,) = inform()

        last_day = localtime(Decision.objects.get().appeal_until, ZoneInfo(report.member.time_zone))
        with override("es"):
            assert date_format(last_day, "j F Y") in message.body

    @pytest.mark.parametrize(("zone", "day"), [("Pacific/Kiritimati", "31 May 2026"), ("America/Lima", "30 May 2026")])
    def test_mail_and_page_name_one_last_day(self, report, moderator, inform, client, monkeypatch, settings, zone, day):
        settings.APPEAL_DAYS = 14
        type(report.member).objects.update(time_zone=zone)
        noon = datetime(2026, 5, 16, 12, 0, tzinfo=UTC)
        with monkeypatch.context() as patched:
            patched.setattr(timezone, "now", lambda: noon)
            comments.reject(held(report), by=moderator, reason="Abuse.", rule="insult")
            (message,) = inform(hours=2)
            page = client.get(message.body.split(settings.SITE_URL)[1].split()[0])

        assert f"until {day}" in " ".join(message.body.split())
        assert f"until {day}" in text_of(page)

    def test_the_answer_to_an_appeal_is_told_as_such(self, report, moderator, inform):
        comment = comments.reject(held(report), by=moderator, reason="Abuse.", rule="insult")
        inform()
        comments.appeal(comments.appealable(Comment.objects.get()), "It is no abuse.")
        comment = Comment.objects.get()
        comments.reject(comment, by=scenes.moderator(), reason="It is.", rule="insult")

        (message,) = inform(hours=3)

        assert "Another moderator has read it again, as you asked. It is not published." in message.body
        assert "There is no appeal against this decision." in message.body

    def test_no_appeal_is_offered_against_another_reason_for_what_was_let_stand(self, report, moderator, inform):
        comments.reject(held(report), by=moderator, reason="Abuse.", rule="insult")
        inform()
        comments.appeal(comments.appealable(Comment.objects.get()), "It is no abuse.")
        comments.reject(Comment.objects.get(), by=scenes.moderator(), reason="It is.", rule="insult")
        inform(hours=3)
        comments.mark_spam(Comment.objects.get(), by=scenes.moderator(), reason="It sells shoes.")

        (message,) = inform(hours=5)

        assert "It sells shoes." in message.body
        assert ("say so once" in message.body, "There is no appeal against this decision." in message.body) == (
            False, True,
        )  # fmt: skip

    def test_what_fell_into_the_trap_is_told_as_what_waited(self, report, moderator, inform):
        author = UserFactory(email="luz@example.org")
        comment = comments.post(report, name="Luz", email="", text="Well done.", author=author, trapped=True)
        comments.mark_spam(comment, by=moderator, reason="It sells shoes.")

        (message,) = inform()

        assert (message.to, "It sells shoes." in message.body) == (["luz@example.org"], True)
