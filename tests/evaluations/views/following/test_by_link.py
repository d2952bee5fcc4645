"""Where the links in the mails lead."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations import following
from evaluations.models import Follow
from tests import scenes
from tests.evaluations.following import followers
from tests.factories import ApprovedCommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(name, follow):
    return reverse(f"evaluations:{name}", args=[follow.token])


@pytest.fixture
def waiting(report):
    following.ask(report, email="luz@example.org", pace="daily")
    return Follow.objects.get()


def is_confirmed():
    return Follow.objects.get().confirmed_at is not None


def test_opening_the_link_confirms_nothing(client, waiting):
    response = client.get(url("confirm-follow", waiting))

    assert (response.status_code, response["X-Robots-Tag"], is_confirmed()) == (200, "noindex", False)


def test_the_button_confirms(client, waiting):
    response = client.post(url("confirm-follow", waiting), {"confirm": "1"}, follow=True)

    assert is_confirmed()
    assert "You follow this" in response.content.decode()


def test_the_button_wants_the_token_of_its_form(waiting):
    response = Client(enforce_csrf_checks=True).post(url("confirm-follow", waiting), {"confirm": "1"})

    assert (response.status_code, is_confirmed()) == (403, False)


def test_an_expired_link_offers_another(client, waiting, django_capture_on_commit_callbacks):
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=8))
    mail.outbox.clear()

    opened = client.get(url("confirm-follow", waiting))
    pressed = client.post(url("confirm-follow", waiting), {"confirm": "1"}, follow=True)
    with django_capture_on_commit_callbacks(execute=True):
        again = client.post(url("confirm-follow", waiting), {"again": "1"})

    assert (opened.status_code, pressed.status_code, again.status_code) == (410, 410, 200)
    assert not is_confirmed()
    assert [message.to for message in mail.outbox] == [["luz@example.org"]]
    assert client.get(url("confirm-follow", waiting)).status_code == 200


def test_another_link_is_not_mailed_without_end(client, waiting, settings):
    settings.CONFIRMATION_RATE = "1/h"
    statuses = []
    for _time in range(2):
        Follow.objects.update(asked_at=timezone.now() - timedelta(days=8))
        statuses.append(client.post(url("confirm-follow", waiting), {"again": "1"}).status_code)

    assert statuses == [200, 429]


def test_what_waited_too_long_is_gone(client, waiting):
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=31))

    pages = ("confirm-follow", "following-by-link", "stop-following")
    assert [client.get(url(page, waiting)).status_code for page in pages] == [410] * 3


@pytest.mark.parametrize("page", ["confirm-follow", "following-by-link", "stop-following"])
def test_a_link_that_is_not_ours_leads_nowhere(client, page):
    for method in (client.get, client.post):
        assert method(reverse(f"evaluations:{page}", args=["4711"])).status_code == 404


def test_mail_programs_stop_it_without_a_page_or_a_cookie(report):
    follow, other = followers.guest(report), followers.guest(report, email="other@example.org")
    program = Client(enforce_csrf_checks=True)

    response = program.post(url("stop-following", follow), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert list(Follow.objects.all()) == [other]
    assert program.post(url("stop-following", follow), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not program.cookies


def test_opening_the_link_stops_nothing(client, report):
    follow = followers.account(report)

    response = client.get(url("stop-following", follow))

    assert (response.status_code, Follow.objects.count()) == (200, 1)
    assert "Stop the mails" in response.content.decode()


def test_the_link_of_one_stops_no_other(client, report):
    follow, other = followers.guest(report), followers.guest(report.member)

    client.post(url("stop-following", follow))

    assert list(Follow.objects.all()) == [other]


def test_a_guest_changes_all_that_she_follows_by_the_link(client, report):
    first, second = followers.guest(report), followers.guest(report.member, email="LUZ@example.org")
    others = followers.guest(report, email="other@example.org")
    page = url("following-by-link", first)
    assert client.get(page).content.decode().count('name="follow"') == 2

    client.post(page, {"follow": second.pk, "pace": "weekly", "change": "1"})
    client.post(page, {"follow": others.pk, "pace": "weekly", "change": "1"})
    client.post(page, {"follow": others.pk, "stop": "1"})
    stopped = client.post(page, {"follow": first.pk, "stop": "1"})

    assert list(Follow.objects.values_list("pk", "pace").order_by("pk")) == [
        (second.pk, "weekly"),
        (others.pk, "at-once"),
    ]
    assert stopped.url == url("following-by-link", second)
    assert client.get(page).status_code == 410


def test_a_guest_stops_all(client, report):
    first = followers.guest(report)
    followers.guest(report.member)
    others = followers.guest(report, email="other@example.org")

    response = client.post(url("following-by-link", first), {"stop-all": "1"}, follow=True)

    assert list(Follow.objects.all()) == [others]
    assert (response.status_code, "You follow nothing any more." in response.content.decode()) == (410, True)


def test_an_account_is_led_to_its_list(client, report):
    follow = followers.account(report)

    for response in (client.get(url("following-by-link", follow)), client.post(url("following-by-link", follow))):
        assert (response.status_code, response.url) == (302, "/following/")
    assert Follow.objects.count() == 1


def test_an_account_changes_and_stops_what_it_follows(client, report):
    user = UserFactory()
    client.force_login(user)
    first, second = followers.account(report, user=user), followers.account(report.member, user=user)
    others = followers.account(report)
    assert client.get("/following/").content.decode().count('name="follow"') == 2

    client.post("/following/", {"follow": first.pk, "pace": "weekly"})
    client.post("/following/", {"follow": second.pk, "stop": "1"})
    for sent in ({"follow": others.pk, "stop": "1"}, {"follow": "x"}, {}):
        client.post("/following/", sent)

    assert list(Follow.objects.values_list("pk", "pace").order_by("pk")) == [
        (first.pk, "weekly"),
        (others.pk, "at-once"),
    ]


def test_whoever_is_nobody_is_told_how_she_comes_to_it(client, report):
    followers.guest(report)

    assert client.get("/following/").content.decode().count('name="follow"') == 0
    client.post("/following/", {"stop-all": "1"})
    assert Follow.objects.count() == 1


def test_no_page_shows_an_email(client, report):
    follow = followers.guest(report, email="luz@example.org")
    ApprovedCommentFactory(report=report)
    pages = [
        report.get_absolute_url(),
        report.member.get_absolute_url(),
        reverse("evaluations:feed-of-report", args=[report.slug]),
        reverse("evaluations:follow-report", args=[report.slug]),
        *(url(page, follow) for page in ("confirm-follow", "following-by-link", "stop-following")),
    ]
    for page in pages:
        assert "luz@" not in client.get(page).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(client, report, rows, django_assert_num_queries):
    follow = followers.guest(report)
    for _one in range(rows - 1):
        followers.guest(ApprovedCommentFactory(report=scenes.published().report))
    with django_assert_num_queries(2):
        client.get(url("following-by-link", follow))
