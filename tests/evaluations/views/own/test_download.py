"""What people wrote, to take along."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress

from evaluations import comments, following
from evaluations.models import Comment
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.evaluations.following import followers
from tests.evaluations.views.commenting.forms import filled, url_of
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

from .coming import DOWNLOAD, ERASE, YOURS, come_by_link

pytestmark = pytest.mark.django_db


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
