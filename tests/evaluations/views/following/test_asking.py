"""The pages on which somebody says that she wants to hear what is new."""

import lxml.html
import pytest
from django.core import mail
from django.urls import reverse

from evaluations import following
from evaluations.models import Follow, Mail
from tests.evaluations.comments.own import written
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

SAID = {"email": "luz@example.org", "pace": "weekly"}


@pytest.fixture
def send(client, django_capture_on_commit_callbacks):
    def run(url, **said):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, {**SAID, **said})

    return run


def urls_of(report):
    root = ApprovedCommentFactory(report=report)
    return {
        "report": reverse("evaluations:follow-report", args=[report.slug]),
        "thread": reverse("evaluations:follow-thread", args=[report.slug, root.pk]),
        "member": reverse("evaluations:follow-member", args=[report.member.slug]),
    }


@pytest.mark.parametrize("what", ["report", "thread", "member"])
def test_a_guest_asks_and_is_told_where_the_mail_goes(report, send, client, what):
    url = urls_of(report)[what]
    assert client.get(url).status_code == 200

    response = send(url)

    follow = Follow.objects.get()
    assert (response.status_code, follow.pace, follow.confirmed_at) == (200, "weekly", None)
    assert getattr(follow, what) == follow.subject
    assert [message.to for message in mail.outbox] == [["luz@example.org"]]
    assert "Look into your mailbox" in response.content.decode()


def test_the_answer_does_not_tell_whether_she_follows(report, send, client):
    url = urls_of(report)["report"]
    new = send(url).content
    asked = send(url).content
    followers.guest(report, email="other@example.org")
    follows = send(url, email="other@example.org").content.replace(b"other@", b"luz@")

    assert new == asked == follows


@pytest.mark.parametrize("what", ["report", "thread", "member"])
def test_who_is_signed_in_follows_with_one_press(report, send, client, what):
    user = UserFactory()
    client.force_login(user)
    url = urls_of(report)[what]

    response = send(url, email="")

    assert (response.status_code, response.url) == (302, "/following/")
    assert Follow.objects.values_list("account", "email", "pace").get() == (user.pk, "", "weekly")
    assert mail.outbox == []
    assert "Change how often I am told" in client.get(url).content.decode()


def test_what_machines_fill_in_mails_nobody(report, send):
    response = send(urls_of(report)["report"], pebble="1")

    assert (response.status_code, Follow.objects.count(), mail.outbox) == (200, 0, [])


@pytest.mark.parametrize("wrong", [{"email": ""}, {"email": "luz"}, {"pace": ""}, {"pace": "yearly"}])
def test_what_is_wrong_is_said(report, send, wrong):
    assert send(urls_of(report)["report"], **wrong).status_code == 422
    assert not Follow.objects.exists()


def test_one_ip_address_asks_only_so_often(report, send, settings):
    settings.COMMENT_RATE = "2/h"
    url = urls_of(report)["report"]

    statuses = [send(url, email=f"guest-{number}@example.org").status_code for number in range(3)]

    assert statuses == [200, 200, 429]
    assert Follow.objects.count() == 2


def test_one_account_asks_only_so_often_from_wherever(report, send, client, settings):
    settings.COMMENT_RATE = "2/h"
    client.force_login(UserFactory())
    url = urls_of(report)["report"]

    statuses = [client.post(url, {"pace": "daily"}, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(3)]

    assert statuses == [302, 302, 429]


def test_one_email_is_mailed_only_so_often(report, send, settings):
    settings.CONFIRMATION_RATE = "2/h"
    url = urls_of(report)["report"]

    responses = [send(url, email=email) for email in ("luz@example.org", "LUZ@example.org", "luz@example.org")]

    assert [response.status_code for response in responses] == [200, 200, 429]
    assert responses[2]["Retry-After"]
    assert Mail.objects.filter(kind="confirm_follow").count() == 2


def test_what_the_public_does_not_see_cannot_be_followed(report, client):
    held = CommentFactory(report=report)
    reply = ApprovedCommentFactory(report=report, parent=ApprovedCommentFactory(report=report))

    for comment in (held, reply):
        assert client.get(reverse("evaluations:follow-thread", args=[report.slug, comment.pk])).status_code == 404


@pytest.mark.parametrize("what", ["report", "thread", "member"])
def test_pages_lead_to_the_form_and_the_feed(report, client, what):
    follow_url = urls_of(report)[what]
    feed_url = follow_url.replace("follow/", "feed/")
    root = report.comments.get()
    pages = {
        "report": report.get_absolute_url(),
        "thread": reverse("evaluations:thread", args=[report.slug, root.pk]),
        "member": report.member.get_absolute_url(),
    }

    page = client.get(pages[what]).content.decode()

    assert page.count(f'href="{follow_url}"') == (2 if what == "thread" else 1)  # beside its first comment, too
    assert page.count(f'<link rel="alternate" type="application/atom+xml" href="{feed_url}"') == 1


def test_each_thread_of_a_report_leads_to_its_own(report, client):
    root = ApprovedCommentFactory(report=report)
    ApprovedCommentFactory(report=report, parent=root)

    page = client.get(report.get_absolute_url()).content.decode()

    assert page.count("/follow/") == 2  # the report's, and that of its one thread


def test_an_account_without_an_email_is_not_told_that_mails_come(report, send, client):
    client.force_login(UserFactory(email=""))

    response = send(urls_of(report)["report"])

    told = client.get(response.url).content.decode()
    assert Follow.objects.exists()
    assert ("You follow this by mail." in told, "your account has no email" in told) == (False, True)


def test_a_thread_that_was_never_shown_leads_to_its_report(report, client):
    comment, her = written(report, factory=CommentFactory)
    following.follow_thread(comment, account=her.account)
    client.force_login(her.account)

    page = lxml.html.fromstring(client.get(reverse("evaluations:following")).content)

    (link,) = page.xpath("//li[@class='row']//a")
    assert link.get("href") == report.get_absolute_url()
