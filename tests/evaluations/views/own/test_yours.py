"""Where people find all that they wrote, and how guests come there."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import lxml.html
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from evaluations import comments, following
from evaluations.models import Comment, Mail
from evaluations.own_links import token_of
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.evaluations.following import followers
from tests.evaluations.views.commenting.forms import confirm, filled, url_of
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

YOURS = "/reports/comments/yours/"
DOWNLOAD, ERASE = f"{YOURS}download/", f"{YOURS}erase/"


def ask(client, email="ana@example.org", **more):
    return client.post(YOURS, {"email": email, "pebble": "", **more})


@pytest.fixture(autouse=True)
def _nobody_came_before():
    cache.clear()


@pytest.fixture
def queue(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def come_by_link(client, comment):
    url = reverse("evaluations:show-comments", args=[token_of(comment)])
    assert client.get(url).status_code == 200
    return client.post(url, follow=True)


class TestTheLink:
    def test_a_guest_is_mailed_a_link_behind_whose_button_she_finds_her_comments(self, client, report, queue):
        ApprovedCommentFactory(report=report, email="Ana@example.org", text="It was built.")

        with queue():
            page = ask(client)
        url = re.search(r"/reports/comments/yours/\S+", mail.outbox[0].body).group()

        assert "a link to them is on its way there" in text_of(page)
        assert mail.outbox[0].to == ["Ana@example.org"]
        assert "It was built." not in mail.outbox[0].body
        assert "It was built." not in client.get(url).text
        assert "It was built." not in client.get(YOURS).text
        assert "It was built." in text_of(client.post(url, follow=True))
        assert Mail.objects.get(kind="own_comments").email == "Ana@example.org"

    def test_who_wrote_nothing_is_told_the_same_and_mailed_nothing(self, client, report, queue):
        ApprovedCommentFactory(report=report)
        written(report, author=UserFactory(email="luz@example.org"))

        with queue():
            told = [
                text_of(ask(client, email)).replace(email, "?") for email in ("nobody@example.org", "luz@example.org")
            ]
        with queue():
            told.append(text_of(ask(client, Comment.objects.first().email)).replace(Comment.objects.first().email, "?"))

        assert len(set(told)) == 1
        assert len(mail.outbox) == 1

    def test_one_mailbox_gets_few_of_them_whoever_asks(self, client, report, settings):
        settings.CONFIRMATION_RATE = "1/d"
        ask(client)

        response = ask(client)

        assert (response.status_code, int(response["Retry-After"]) > 0) == (429, True)
        assert response.context["form"]["email"].value() == "ana@example.org"

    @pytest.mark.parametrize(
        ("email", "words"),
        [("", "Enter your email address."), ("ana", "Enter an email address such as name@example.org.")],
    )
    def test_wrong_input_is_told(self, client, email, words):
        response = ask(client, email)

        assert (response.status_code, words in text_of(response)) == (422, True)

    def test_a_machine_is_told_the_same_and_nothing_leaves(self, client, report, queue):
        ApprovedCommentFactory(report=report, email="ana@example.org")

        with queue():
            response = ask(client, pebble="filled in")

        assert "on its way" in text_of(response)
        assert mail.outbox == []

    def test_it_expires_and_another_is_offered(self, client, report, settings):
        settings.OWN_COMMENTS_LINK_HOURS = 0
        url = reverse("evaluations:show-comments", args=[token_of(ApprovedCommentFactory(report=report))])

        for response in (client.get(url), client.post(url)):
            assert response.status_code == 410
            assert "This link has expired" in text_of(response)
            assert YOURS in response.text

    def test_one_that_is_not_ours_is_none(self, client, report):
        token = token_of(ApprovedCommentFactory(report=report))

        assert client.get(f"{YOURS}{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/").status_code == 404

    def test_what_it_shows_is_forgotten_after_an_hour_or_at_a_press(self, client, report, monkeypatch):
        comment = ApprovedCommentFactory(report=report, text="It was built.")
        come_by_link(client, comment)
        assert "It was built." in client.get(YOURS).text

        client.post(YOURS, {"leave": "1"})
        assert "It was built." not in client.get(YOURS).text

        come_by_link(client, comment)
        session = client.session
        session["comments-of"] = (comment.email, timezone.now().timestamp() - 1, None)
        session.save()
        assert "It was built." not in client.get(YOURS).text

    def test_to_whoever_signs_in_afterwards_nothing_was_shown(self, client, report):
        comment = ApprovedCommentFactory(report=report, text="It was built.")
        come_by_link(client, comment)
        bob = UserFactory()
        client.force_login(bob)

        assert "It was built." not in client.get(YOURS).text
        client.post(ERASE, {"sure": "on"})
        comment.refresh_from_db()
        assert comment.name != ""

    def test_its_session_ends_with_the_hour(self, client, report):
        come_by_link(client, ApprovedCommentFactory(report=report))

        assert client.session.get_expiry_age() <= 3600

    def test_it_holds_no_email(self, report):
        assert "@" not in token_of(ApprovedCommentFactory(report=report))


class TestTheList:
    def test_each_comment_says_what_became_of_it_and_what_can_be_done(self, client, report):
        moment = timezone.now() - timedelta(days=1)
        _shown, her = written(report, text="Shown.", posted_at=moment)
        hers = {"author": her.account, "posted_at": moment}
        for status, text in (("held", "Held."), ("rejected", "Rejected."), ("spam", "Trapped.")):
            comment, _her = written(report, factory=CommentFactory, text=text, **hers)
            Comment.objects.filter(pk=comment.pk).update(
                status=status, decided_by=scenes.moderator() if status == "rejected" else None
            )
        gone, _her = written(report, text="Gone.", **hers)
        comments.withdraw(gone, by=her)
        removed, _her = written(report, text="Removed.", **hers)
        comments.reject(removed, by=scenes.moderator(), reason="Abuse.", rule="insult")
        ApprovedCommentFactory(report=report, text="Another's.")
        client.force_login(her.account)

        page = lxml.html.fromstring(client.get(YOURS).content)

        told = {}
        for article in page.xpath("//article"):
            words = " ".join(article.text_content().split())
            name = next(
                text for text in ("Shown.", "Held.", "Rejected.", "Trapped.", "Gone.", "Removed.") if text in words
            )
            told[name] = (
                article.xpath(".//*[@class='tag']")[0].text_content(),
                len(article.xpath(".//*[@class='comment-actions']/a")),
            )
        assert told == {
            "Shown.": ("Published", 2),
            "Held.": ("Waits for a moderator", 2),
            "Rejected.": ("Not published", 0),
            "Trapped.": ("Waits for a moderator", 2),
            "Gone.": ("Withdrawn", 0),
            "Removed.": ("Removed", 1),
        }

    def test_the_day_is_that_of_the_member(self, client, report):
        type(report.member).objects.update(time_zone="Pacific/Kiritimati")
        _comment, her = written(report, posted_at=datetime(2026, 5, 16, 12, 0, tzinfo=UTC))
        client.force_login(her.account)

        assert "17 May 2026" in text_of(client.get(YOURS))

    def test_whom_she_answered_is_told_while_that_is_shown(self, client, report):
        parent = ApprovedCommentFactory(report=report, name="The minister steals")
        _comment, her = written(report, parent=parent)
        client.force_login(her.account)
        assert "in reply to The minister steals" in text_of(client.get(YOURS))

        comments.reject(parent, by=scenes.moderator(), reason="Abuse.", rule="insult")

        page = text_of(client.get(YOURS))
        assert ("steals" in page, "in reply to a comment that is not shown" in page) == (False, True)

    def test_an_account_finds_what_was_written_as_a_guest_with_its_email_once_that_is_confirmed(self, client, report):
        ApprovedCommentFactory(report=report, email="ana@example.org", text="As a guest.")
        user = UserFactory(email="ana@example.org")
        address = EmailAddress.objects.create(user=user, email="ana@example.org", verified=False)
        client.force_login(user)
        assert "As a guest." not in client.get(YOURS).text

        EmailAddress.objects.filter(pk=address.pk).update(verified=True)

        assert "As a guest." in client.get(YOURS).text

    def test_twenty_are_on_a_page(self, client, report):
        user = UserFactory()
        for number in range(21):
            written(report, author=user, text=f"Number {number}.", posted_at=timezone.now() + timedelta(seconds=number))
        client.force_login(user)

        first, second = client.get(YOURS), client.get(f"{YOURS}?page=2")

        assert ("Number 20." in first.text, "Number 0." in first.text, "Number 0." in second.text) == (
            True,
            False,
            True,
        )
        assert [client.get(f"{YOURS}?page={page}").status_code for page in ("3", "x", "0")] == [404, 404, 404]

    def test_of_nobody_s_it_says_so(self, client):
        client.force_login(UserFactory())

        assert "You have written no comments yet." in text_of(client.get(YOURS))

    def test_a_browser_alone_lists_nothing(self, client, report):
        client.post(url_of(report), filled(report))
        confirm(client)

        assert "Well done." not in client.get(YOURS).text


class TestTheDownload:
    def test_it_holds_all_that_is_kept_and_nothing_of_others(self, client, report):
        comment, her = written(report, ago=timedelta(days=1), text="It was built.", answer_key="1.2")
        change(comment, "It was built in May.", her)
        EmailAddress.objects.create(user=her.account, email="luz@example.org", verified=True)
        comments.keep_unconfirmed(report, name="Luz", email="Luz@example.org", text="Not sent yet.")
        ApprovedCommentFactory(report=report, text="Another's.")
        client.force_login(her.account)

        response = client.get(DOWNLOAD)
        told = json.loads(response.content)

        assert response["Content-Disposition"] == 'attachment; filename="your-comments.json"'
        assert "no-store" in response["Cache-Control"]
        (only,) = told["comments"]
        assert {name: only[name] for name in ("text", "answer", "edition", "report", "status", "name", "badge")} == {
            "text": "It was built in May.",
            "answer": "1.2",
            "edition": 1,
            "report": report.number,
            "status": "approved",
            "name": "Luz Prueba",
            "badge": None,
        }
        assert only["url"].endswith(comment.get_absolute_url())
        assert [text["text"] for text in only["earlier_texts"]] == ["It was built."]
        assert [(words["text"], words["email"]) for words in told["not_confirmed"]] == [
            ("Not sent yet.", "Luz@example.org")
        ]

    def test_what_waits_is_told_once_however_her_email_is_written(self, client, report):
        client.post(url_of(report), filled(report, email="Luz@example.org", text="Not sent yet."))
        _comment, her = written(report)
        EmailAddress.objects.create(user=her.account, email="luz@example.org", verified=True)
        client.force_login(her.account)
        come_by_link(client, ApprovedCommentFactory(report=report, email="LUZ@example.org"))

        told = json.loads(client.get(DOWNLOAD).content)

        assert [words["text"] for words in told["not_confirmed"]] == ["Not sent yet."]

    def test_it_tells_what_she_follows(self, client, report):
        _comment, her = written(report)
        EmailAddress.objects.create(user=her.account, email="luz@example.org", verified=True)
        follow = followers.account(report.member, user=her.account, pace="weekly")
        following.ask(report, email="Luz@example.org", pace="daily")
        followers.guest(report, email="eva@example.org")
        follow.refresh_from_db()
        client.force_login(her.account)

        told = json.loads(client.get(DOWNLOAD).content)["following"]

        at = follow.confirmed_at.isoformat(timespec="seconds")
        assert [one.pop("asked_at")[:4] for one in told] == [str(follow.asked_at.year)] * 2
        assert told == [
            {
                "what": "member",
                "url": f"http://127.0.0.1:8000{report.member.get_absolute_url()}",
                "email": None,
                "pace": "weekly",
                "language": "en",
                "confirmed_at": at,
                "told_until": at,
            },
            {
                "what": "report",
                "url": f"http://127.0.0.1:8000{report.get_absolute_url()}",
                "email": "Luz@example.org",
                "pace": "daily",
                "language": "en",
                "confirmed_at": None,
                "told_until": None,
            },
        ]

    def test_it_tells_what_was_decided_and_how_she_appealed(self, client, report):
        comment, her = written(report, factory=CommentFactory)
        first, second, press = scenes.moderator(), scenes.moderator(), uuid4()
        comments.approve(comment, by=first, press=press)
        comments.undo(press, by=first)
        rejected = comments.reject(Comment.objects.get(), by=first, reason="Names a neighbour.", rule="private")
        appeal = comments.appeal(comments.appealable(rejected), "She agreed.")
        approved = comments.approve(Comment.objects.get(), by=second)
        client.force_login(her.account)

        (only,) = json.loads(client.get(DOWNLOAD).content)["comments"]

        answered = approved.decided_at.isoformat(timespec="seconds")
        assert only["decisions"] == [
            {
                "status": "rejected",
                "rule": "private",
                "reason": "Names a neighbour.",
                "at": rejected.decided_at.isoformat(timespec="seconds"),
                "appeal": {
                    "text": "She agreed.",
                    "made_at": appeal.made_at.isoformat(timespec="seconds"),
                    "answer": {"status": "approved", "at": answered},
                },
            },
            {"status": "approved", "rule": None, "reason": None, "at": answered, "appeal": None},
        ]

    def test_it_tells_of_what_she_complained(self, client, report):
        _comment, her = written(report)
        other = ApprovedCommentFactory(report=report)
        complaint = comments.complain(other, rule="private", text="I am her sister.", account=her.account)
        comments.complain(other, rule="insult", text="I am not.", account=UserFactory())
        comments.mark_spam(Comment.objects.get(pk=other.pk), by=scenes.moderator(), reason="It sells shoes.")
        client.force_login(her.account)

        (only,) = json.loads(client.get(DOWNLOAD).content)["complaints"]

        assert only.pop("answer")["status"] == "rejected"
        assert only == {
            "comment_url": f"http://127.0.0.1:8000{other.get_absolute_url()}",
            "rule": "private",
            "text": "I am her sister.",
            "email": None,
            "made_at": complaint.made_at.isoformat(timespec="seconds"),
        }

    def test_a_machine_is_not_taught_what_gave_it_away(self, client, report):
        _spam, her = written(report, factory=CommentFactory, status="spam")
        client.force_login(her.account)

        assert json.loads(client.get(DOWNLOAD).content)["comments"][0]["status"] == "held"

    def test_who_has_shown_nothing_is_led_to_where_she_does(self, client):
        for url in (DOWNLOAD, ERASE):
            assert client.get(url)["Location"] == YOURS


class TestErasing:
    def test_it_says_what_she_follows_no_more(self, client, report):
        _comment, her = written(report)
        for subject in (report, report.member):
            followers.account(subject, user=her.account)
        client.force_login(her.account)

        assert "What you follow by mail, 2 things, is stopped." in client.get(ERASE).text

    def test_it_says_what_will_be_and_wants_her_to_mean_it(self, client, report):
        _comment, her = written(report)
        written(report, author=her.account, factory=CommentFactory)
        client.force_login(her.account)

        page = text_of(client.get(ERASE))
        assert "You have written 2 comments." in page
        assert "1 comment waits for a moderator: it is withdrawn" in page

        response = client.post(ERASE, {})
        assert response.status_code == 422
        assert "Say that you know that this cannot be undone." in text_of(response)
        assert Comment.objects.exclude(name="").count() == 2

    def test_it_says_that_the_words_stay_of_what_moderators_turned_down(self, client, report):
        comment, her = written(report, text="It was built.")
        comments.reject(comment, by=scenes.moderator(), reason="Off it.")
        client.force_login(her.account)

        page = text_of(client.get(ERASE))
        client.post(ERASE, {"sure": "on", "withdrawing": "on"})

        assert "1 comment was turned down by a moderator: its words stay, without your name, and moderators" in page
        comment.refresh_from_db()
        assert (comment.name, comment.text, comment.status) == ("", "It was built.", "rejected")

    def test_pressing_it_takes_the_name_off_and_forgets_her(self, client, report):
        client.post(url_of(report), filled(report))
        confirm(client)
        comments.approve(Comment.objects.get(), by=scenes.moderator())
        come_by_link(client, Comment.objects.get())

        response = client.post(ERASE, {"sure": "on"}, follow=True)

        assert "Your name is taken off 1 comment." in text_of(response)
        assert Comment.objects.get().name == ""
        assert client.cookies["browser"].value == ""
        assert "comments-of" not in client.session

    def test_withdrawing_all_goes_with_it_if_she_wants(self, client, report):
        comment, her = written(report)
        client.force_login(her.account)

        client.post(ERASE, {"sure": "on", "withdrawing": "on"})

        comment.refresh_from_db()
        assert (comment.status, comment.text) == ("withdrawn", "")
