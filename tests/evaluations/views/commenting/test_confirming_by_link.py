"""The pages on which a guest confirms what she wrote, and is told to."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations import comments
from evaluations.models import Comment, Report, UnconfirmedComment
from tests import scenes
from tests.evaluations.views.commenting.forms import (
    confirm,
    confirm_url_of,
    filled,
    stored,
    unconfirmed,
    url_of,
)
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def send(client, report, django_capture_on_commit_callbacks):
    """Return what posts a comment as a guest, and lets the mail leave."""

    def post(**values):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url_of(report), filled(report, **values))

    return post


@pytest.fixture
def waiting(send):
    """Return words that wait, and the URL that the mail leads to."""
    send()
    return UnconfirmedComment.objects.get()


def age(waiting, **days):
    for name, number in days.items():
        setattr(waiting, name, timezone.now() - timedelta(days=number))
    waiting.save()


class TestMail:
    def test_it_leads_to_the_button_and_tells_nothing_that_was_typed(self, send):
        send(name="Buy cheap shoes", text="https://shoes.example.org")

        (message,) = mail.outbox
        url = confirm_url_of(UnconfirmedComment.objects.get())
        assert (message.to, url in message.body) == (["ana@example.org"], True)
        assert "shoes" not in message.subject + message.body

    def test_a_second_click_sends_no_second_one(self, send):
        send()
        send()

        assert len(mail.outbox) == 1

    def test_one_mailbox_gets_few_whoever_asks_and_the_words_stay(self, client, report, settings):
        settings.CONFIRMATION_RATE = "1/d"
        client.post(url_of(report), filled(report))

        response = Client(REMOTE_ADDR="192.0.2.9").post(
            url_of(report), filled(report, email="ANA@example.org", text="More.")
        )

        assert (response.status_code, response.context["form"]["text"].value()) == (429, "More.")
        assert "Several links were sent to this email in a short time." in response.text
        assert (len(unconfirmed()), int(response["Retry-After"]) > 0) == (1, True)

    def test_what_was_destroyed_meanwhile_is_mailed_no_more(self, waiting):
        from evaluations.notifications.commenting import mail_guest_to_confirm

        mail.outbox.clear()
        key = waiting.pk
        waiting.delete()

        mail_guest_to_confirm.call(key)

        assert mail.outbox == []


class TestLink:
    def test_opening_it_confirms_nothing_however_often(self, waiting):
        scanner = Client()

        pages = [scanner.get(confirm_url_of(waiting)) for _time in range(3)]
        scanner.head(confirm_url_of(waiting))

        assert ([page.status_code for page in pages], stored()) == ([200] * 3, [])
        assert "<p>Well done.</p>" in pages[0].text
        assert "ana@example.org" not in pages[0].text

    def test_the_button_makes_it_a_comment_once(self, client, waiting):
        first, second = confirm(client), confirm(Client())

        assert stored() == [("Ana", "ana@example.org", "Well done.", "held")]
        assert "Your comment is waiting for a moderator." in first.text
        assert "This comment is confirmed" in second.text
        waiting.refresh_from_db()
        assert (waiting.name, waiting.email, waiting.text) == ("", "", "")

    def test_it_needs_the_token_of_the_page(self, waiting):
        strict = Client(enforce_csrf_checks=True)

        assert (strict.post(confirm_url_of(waiting), {"confirm": "1"}).status_code, stored()) == (403, [])

    def test_another_press_than_its_buttons_does_nothing(self, client, waiting):
        assert client.post(confirm_url_of(waiting)).status_code == 200
        assert stored() == []

    def test_whoever_is_not_its_author_destroys_it(self, client, waiting):
        page = client.post(confirm_url_of(waiting), {"discard": "1"})

        assert ("The words are destroyed" in page.text, unconfirmed()) == (True, [])
        assert client.get(confirm_url_of(waiting)).status_code == 410
        assert (confirm_gone(client, waiting).status_code, stored()) == (410, [])

    def test_what_is_a_comment_is_not_destroyed_by_it(self, client, waiting):
        confirm(client)

        client.post(confirm_url_of(waiting), {"discard": "1"})

        assert len(stored()) == 1

    @pytest.mark.parametrize("key", ["1", "1:abc", "x", "WzFd:1abc"])
    def test_it_cannot_be_guessed(self, client, waiting, key):
        url = reverse("evaluations:confirm-comment", args=[waiting.report.slug, key])

        assert client.get(url).status_code == 404

    def test_the_page_of_the_sender_confirms_nothing(self, send, client):
        page = send().url
        key = page.rstrip("/").rpartition("/")[2]

        again = client.post(page, {"confirm": "1"})

        assert (again.status_code, stored()) == (302, [])
        assert (
            client.post(
                reverse("evaluations:confirm-comment", args=[Report.objects.get().slug, key]), {"confirm": "1"}
            ).status_code
            == 404
        )

    def test_it_opens_under_its_own_report_alone(self, client, waiting):
        other = scenes.published().report

        url = reverse("evaluations:confirm-comment", args=[other.slug, waiting.token])

        assert (client.post(url, {"confirm": "1"}).status_code, stored()) == (410, [])

    def test_pages_are_kept_by_nobody(self, client, send):
        pages = [client.get(send().url), client.get(confirm_url_of(UnconfirmedComment.objects.get()))]

        assert ["no-store" in page["Cache-Control"] for page in pages] == [True, True]
        assert [page["X-Robots-Tag"] for page in pages] == ["noindex"] * 2


def confirm_gone(client, waiting):
    return client.post(confirm_url_of(waiting), {"confirm": "1"})


class TestExpired:
    def test_it_confirms_nothing_and_offers_another(self, client, waiting, django_capture_on_commit_callbacks):
        age(waiting, linked_at=8, written_at=8)
        mail.outbox.clear()

        page, pressed = client.get(confirm_url_of(waiting)), confirm_gone(client, waiting)
        assert (page.status_code, pressed.status_code, stored()) == (410, 410, [])
        assert ("Send me another link" in page.text, "<p>Well done.</p>" in page.text) == (True, True)

        with django_capture_on_commit_callbacks(execute=True):
            told = client.post(confirm_url_of(waiting), {"again": "1"}, follow=True)

        assert "A new link is on its way to your mailbox." in told.text
        (message,) = mail.outbox
        assert confirm_url_of(waiting) in message.body
        assert "Your comment is waiting for a moderator." in confirm(client).text

    def test_words_that_nobody_confirmed_for_a_month_are_gone(self, client, waiting):
        age(waiting, linked_at=1, written_at=31)

        page = client.get(confirm_url_of(waiting))

        assert (page.status_code, "These words are kept no longer" in page.text) == (410, True)
        assert (confirm_gone(client, waiting).status_code, stored()) == (410, [])
        assert "Well done." not in page.text

    def test_the_sender_has_the_link_mailed_again_but_not_for_ever(
        self, client, send, settings, django_capture_on_commit_callbacks
    ):
        settings.CONFIRMATION_RATE = "2/d"
        url = send().url

        with django_capture_on_commit_callbacks(execute=True):
            first = client.post(url, follow=True)
        second = client.post(url)

        assert ("A new link is on its way" in first.text, len(mail.outbox)) == (True, 2)
        assert (second.status_code, "There is a problem" in second.text) == (429, True)

    def test_the_senders_page_leads_on_once_it_is_confirmed(self, client, send):
        url = send().url
        confirm(Client())

        assert "Your comment is waiting for a moderator." in client.get(url, follow=True).text


class TestInTime:
    def test_what_was_written_in_the_period_is_taken_after_it(self, client, report, waiting):
        now = timezone.now()
        Report.objects.filter(pk=report.pk).update(
            comments_opened_at=now - timedelta(days=14),
            comments_close_at=now - timedelta(hours=1),
            comments_opened_by=scenes.reviewer(),
        )
        assert confirm_gone(client, waiting).status_code == 403
        assert (stored(), "You can copy your words" in client.get(confirm_url_of(waiting)).text) == ([], True)

        age(waiting, written_at=1)
        assert "Your comment is waiting for a moderator." in confirm(client).text

    def test_a_withdrawn_report_takes_nothing_and_gives_the_words_back(self, client, waiting):
        Report.objects.update(standing="withdrawn")

        page = confirm_gone(client, waiting)

        assert (page.status_code, "<p>Well done.</p>" in page.text, stored()) == (403, True, [])

    def test_a_reply_to_what_was_removed_meanwhile_keeps_its_place(self, client, report):
        parent = ApprovedCommentFactory(report=report, name="The minister steals")
        client.post(url_of(report, parent), filled(report))
        Comment.objects.filter(pk=parent.pk).update(status="rejected")

        page = client.get(confirm_url_of(UnconfirmedComment.objects.get()))
        confirm(client)

        assert ("steals" in page.text, "in reply to a comment that is not shown" in page.text) == (False, True)

        assert Comment.objects.latest("pk").parent == parent


class TestKnownGuest:
    def approve(self):
        for comment in Comment.objects.held():
            comments.approve(comment, by=scenes.moderator())

    def test_she_is_asked_once_in_a_browser_and_waits_until_one_is_approved(self, client, report, waiting):
        confirm(client)

        second = client.post(url_of(report), filled(report, text="Second."), follow=True)
        assert "Your comment is waiting for a moderator." in second.text
        self.approve()
        third = client.post(url_of(report), filled(report, text="Third."), follow=True)

        assert "Your comment is published." in third.text
        assert [status for _n, _e, _t, status in stored()] == ["approved"] * 3

    def test_her_email_is_worth_nothing_in_another_browser(self, client, report, waiting):
        confirm(client)
        self.approve()

        Client().post(url_of(report), filled(report, text="Second."))

        assert (len(stored()), unconfirmed()) == (1, [("Ana", "ana@example.org", "Second.")])

    def test_her_browser_is_worth_nothing_with_another_email(self, client, report, waiting):
        confirm(client)
        self.approve()

        client.post(url_of(report), filled(report, email="eva@example.org"))

        assert (len(stored()), len(unconfirmed())) == (1, 1)

    def test_under_another_name_she_waits_again(self, client, report, waiting):
        confirm(client)
        self.approve()

        client.post(url_of(report), filled(report, name="The Mayor", text="Second."))

        assert Comment.objects.latest("pk").status == "held"

    def test_a_forged_cookie_is_nobody(self, client, report, waiting):
        confirm(client)
        value = client.cookies["browser"].value
        thief = Client()
        thief.cookies["browser"] = value[:-1] + ("A" if value[-1] != "A" else "B")

        thief.post(url_of(report), filled(report, text="Second."))

        assert (len(stored()), len(unconfirmed())) == (1, 1)

    def test_the_cookie_goes_to_the_forms_alone_and_to_no_script(self, client, waiting):
        confirm(client)

        cookie = client.cookies["browser"]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/reports/")
        assert "ana" not in cookie.value

    def test_no_public_page_tells_one_guest_from_another(self, client, report, waiting):
        confirm(client)
        self.approve()

        assert client.get(report.get_absolute_url()).content == Client().get(report.get_absolute_url()).content
