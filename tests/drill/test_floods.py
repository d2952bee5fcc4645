"""Very many comments at once: each one is kept or refused in words, and the site answers meanwhile."""

import re
from collections import Counter
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from evaluations.forms import commenting
from evaluations.models import Comment, Report, UnconfirmedComment
from tests import scenes

from .sites import Person

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

MANY = 2_000
EVERY = 100  # posts, after which somebody looks at the site


@pytest.fixture
def report():
    return Report.objects.get(pk=scenes.published().report_id)


def post(report, number, *, ip_address):
    """Send one comment and return the response."""
    mark = commenting.opening_mark(report)
    words = {"name": f"Guest {number}", "email": f"guest-{number}@example.org", "text": f"Words number {number}."}
    url = reverse("evaluations:reply", args=[report.slug])
    return Client(REMOTE_ADDR=ip_address).post(url, {**words, "pebble": "", "opened": mark})


def flood(report, ip_addresses):
    """Post a comment from each IP address; return how often each status came, and what the site said meanwhile."""
    statuses, meanwhile, lost = Counter(), Counter(), []
    for number, ip_address in enumerate(ip_addresses):
        response = post(report, number, ip_address=ip_address)
        statuses[response.status_code] += 1
        if response.status_code != 302 and f"Words number {number}." not in response.content.decode():
            lost.append(number)
        if number % EVERY == 0:
            meanwhile[Client(REMOTE_ADDR="192.0.2.1").get(report.get_absolute_url()).status_code] += 1
    return statuses, meanwhile, lost


def test_a_flood_from_one_ip_address_is_refused_in_words(report):
    statuses, meanwhile, lost = flood(report, ["203.0.113.7"] * MANY)

    assert set(statuses) == {302, 429}
    assert statuses[302] <= 30  # an hour's worth
    assert (UnconfirmedComment.objects.count(), Comment.objects.count()) == (statuses[302], 0)
    assert lost == []
    assert meanwhile == {200: MANY / EVERY}


def test_a_flood_from_many_ip_addresses_waits_for_its_guests(report):
    page = Client().get(report.get_absolute_url()).content

    statuses, meanwhile, lost = flood(report, [f"10.0.{number // 250}.{number % 250 + 1}" for number in range(MANY)])

    assert statuses == {302: MANY}
    assert (UnconfirmedComment.objects.count(), Comment.objects.count()) == (MANY, 0)
    assert (lost, meanwhile) == ([], {200: MANY / EVERY})
    assert Client().get(report.get_absolute_url()).content == page


def test_a_flood_behind_a_proxy_is_one_visitors_whatever_headers_it_forges(site):
    statuses = Counter()
    report = re.search(r'href="(/reports/[a-z0-9-]{20,}/)"', Person(site).ask("/reports/")[1])[1]

    for number in range(40):
        guest = Person(site)
        ip_address = f"10.0.0.{number}"
        guest.forged = {"X_Forwarded_For": ip_address, "X-Forwarded_For": ip_address, "X_Real_Ip": ip_address}
        words = {"name": f"Guest {number}", "email": f"guest-{number}@example.org", "text": "Words."}
        statuses[guest.send(f"{report}reply/", **words)[0]] += 1

    assert set(statuses) == {302, 429}
    assert statuses[429] >= 10  # thirty an hour are let through


def test_the_queue_stays_usable_after_a_flood(report, client, django_assert_max_num_queries):
    for number in range(MANY):
        Comment.objects.create(
            report=report, edition=report.current, browser=uuid4(), name="Guest", text=f"Words {number}."
        )
    client.force_login(scenes.moderator())

    with django_assert_max_num_queries(20):
        response = client.get(reverse("admin:evaluations_comment_changelist"))

    assert response.status_code == 200


def test_a_mark_of_another_making_never_lets_a_flood_in(report):
    url = reverse("evaluations:reply", args=[report.slug])
    words = {"name": "A", "email": "a@example.org", "text": "Words.", "pebble": ""}
    marks = [
        "",
        "x",
        signing.dumps([report.pk, 0], salt="another"),
        signing.dumps([report.pk, 0], salt="evaluations.reply"),
    ]

    answers = [Client().post(url, {**words, "opened": mark}).status_code for mark in marks]

    assert (answers, UnconfirmedComment.objects.count()) == ([422] * len(marks), 0)
