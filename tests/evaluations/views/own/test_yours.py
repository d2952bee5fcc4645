"""Where people find all that they wrote, and how guests come there."""

import re
from datetime import UTC, datetime, timedelta

import lxml.html
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations import comments
from evaluations.models import Comment, Mail
from evaluations.own_links import token_of
from tests import scenes
from tests.evaluations.comments.own import written
from tests.evaluations.views.commenting.forms import confirm, filled, url_of
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory
from tests.pages import text_of

from .coming import DOWNLOAD, ERASE, YOURS, ask, come_by_link

pytestmark = pytest.mark.django_db


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

    def test_who_knew_the_session_before_reads_nothing_by_it(self, client, report):
        comment = ApprovedCommentFactory(report=report, text="Read aloud in the square.")
        come_by_link(client, ApprovedCommentFactory(report=report))
        knows = Client()
        knows.cookies["sessionid"] = client.cookies["sessionid"].value

        come_by_link(client, comment)

        told = [who.get(DOWNLOAD) for who in (client, knows)]
        assert [one.status_code for one in told] == [200, 302]

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
