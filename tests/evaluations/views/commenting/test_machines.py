"""What keeps machines, floods and second clicks out, and loses nobody's words."""

import re

import pytest

from evaluations import comments
from evaluations.models import Comment
from tests import scenes
from tests.evaluations.views.commenting.forms import confirm, filled, stored, unconfirmed, url_of

pytestmark = pytest.mark.django_db


def test_hasty_comment_waits_and_is_not_lost(client, report):
    client.post(url_of(report), filled(report, opened_ago=1))
    confirm(client)

    assert Comment.objects.get().held_because == "Sent sooner than people type. From a guest."


def test_trapped_comment_of_an_account_is_kept_as_spam_and_its_sender_learns_nothing(client, report):
    client.force_login(report.lead.user)

    response = client.post(url_of(report), filled(report, pebble="https://example.org"), follow=True)

    assert stored() == [("Ana", "", "Well done.", "spam")]
    assert "Your comment is waiting for a moderator." in response.content.decode()


def test_its_sender_is_told_once_a_moderator_has_decided(client, report):
    client.force_login(report.lead.user)
    receipt = client.post(url_of(report), filled(report, pebble="https://example.org")).url

    comments.mark_spam(Comment.objects.get(), by=scenes.moderator(), reason="It sells shoes.")

    page = client.get(receipt).text
    decided = "A moderator decided not to publish your comment."
    assert (decided in page, "waiting for a moderator" in page) == (True, False)


def test_guest_whom_the_trap_caught_confirms_as_anybody_and_a_moderator_reads_why_it_waits(client, report):
    client.post(url_of(report), filled(report, pebble="https://example.org"))

    assert (unconfirmed(), stored()) == ([("Ana", "ana@example.org", "Well done.")], [])
    assert "Your comment is waiting for a moderator." in confirm(client).text
    comment = Comment.objects.get()
    assert (comment.status, comment.held_because) == ("held", "The field for machines was filled in. From a guest.")


def test_trap_is_labelled_and_out_of_the_way(client, report):
    page = client.get(url_of(report)).content.decode()

    assert '<label for="reply-pebble">Leave this field empty: it is here to catch machines</label>' in page
    field = re.search(r"<input[^>]*reply-pebble[^>]*>", page).group()
    assert ('autocomplete="off"' in field, 'tabindex="-1"' in field) == (True, True)


def test_double_submit_makes_one_comment(client, report):
    sent = filled(report)

    first, second = client.post(url_of(report), sent), client.post(url_of(report), sent)

    assert (first.url, len(unconfirmed())) == (second.url, 1)


def test_many_comments_from_one_place_are_asked_to_wait_and_keep_their_words(client, report, settings):
    settings.COMMENT_RATE = "2/h"
    for number in range(2):
        client.post(url_of(report), filled(report, text=f"Number {number}."))

    response = client.post(url_of(report), filled(report, text="One more."))

    assert (response.status_code, len(unconfirmed())) == (429, 2)
    assert response.context["form"]["text"].value() == "One more."
    assert 0 < int(response["Retry-After"]) <= 3600
    assert f"send them again in {response['Retry-After']} second" in response.content.decode()


def test_forged_header_gets_around_no_limit_and_another_place_has_its_own(client, report, settings):
    settings.COMMENT_RATE = "1/h"
    client.post(url_of(report), filled(report))

    forged = client.post(url_of(report), filled(report, text="b"), headers={"X-Forwarded-For": "192.0.2.7"})
    other = client.post(url_of(report), filled(report, text="c"), REMOTE_ADDR="192.0.2.7")

    assert (forged.status_code, other.status_code) == (429, 302)


def test_ipv6_addresses_of_one_network_count_together(client, report, settings):
    settings.COMMENT_RATE = "1/h"

    statuses = [
        client.post(url_of(report), filled(report, text=ip), REMOTE_ADDR=ip).status_code
        for ip in ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1")
    ]

    assert statuses == [302, 429, 302]


def test_wrong_input_uses_up_nothing(client, report, settings):
    settings.COMMENT_RATE = "1/h"
    client.post(url_of(report), filled(report, text=""))

    assert client.post(url_of(report), filled(report)).status_code == 302
