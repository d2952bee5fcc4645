"""How people take their names off what they wrote."""

import pytest

from evaluations import comments
from evaluations.models import Comment
from tests import scenes
from tests.evaluations.comments.own import written
from tests.evaluations.following import followers
from tests.evaluations.views.commenting.forms import confirm, filled, url_of
from tests.factories import CommentFactory
from tests.pages import text_of

from .coming import ERASE, come_by_link

pytestmark = pytest.mark.django_db


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
