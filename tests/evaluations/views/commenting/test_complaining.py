"""A reader complains of a comment, and learns what comes of it."""

import lxml.html
import pytest
from django.core.cache import cache
from django.urls import reverse

from evaluations import comments
from evaluations.models import Comment, Complaint
from evaluations.own_links import token_of_complaint, token_of_decision
from tests import scenes
from tests.evaluations.comments.hostile import HOSTILE
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(report):
    return ApprovedCommentFactory(report=report, text="You fool.")


@pytest.fixture
def url(comment):
    return reverse("evaluations:complain", args=[comment.report.slug, comment.pk])


def test_the_thread_leads_there(client, comment, url):
    page = lxml.html.fromstring(client.get(comment.report.get_absolute_url()).content)

    (link,) = page.xpath(f"//a[@id='comment-{comment.pk}-complain']")
    assert (link.get("href"), link.get("rel")) == (url, "nofollow")


def test_a_guest_complains_and_is_led_to_what_comes_of_it(client, comment, url):
    page = client.post(url, {"rule": "insult", "text": "He calls us fools."}, follow=True)

    complaint = Complaint.objects.get()
    assert (complaint.comment, complaint.rule, complaint.text, complaint.email) == (
        comment, "insult", "He calls us fools.", "",
    )  # fmt: skip
    assert "What comes of it will stand on this page: keep its address." in text_of(page)
    comment.refresh_from_db()
    comments.reject(comment, by=scenes.moderator(), reason="Abuse.", rule="insult")
    told = text_of(client.get(page.redirect_chain[0][0]))
    assert "A moderator has removed the comment: insults, threats or contempt." in told
    assert "Abuse." not in told


def test_its_page_shows_no_words_for_its_address_may_be_mailed_to_anybody(client, comment, url):
    page = client.post(url, {"rule": "insult", "text": "Buy pills.", "email": "eva@example.org"}, follow=True)

    assert ("Insults, threats or contempt" in text_of(page), "Buy pills." in text_of(page)) == (True, False)


def test_her_email_is_kept_and_shown_nowhere(client, comment, url):
    page = client.post(url, {"rule": "insult", "email": "Reader@Example.org"}, follow=True)

    assert Complaint.objects.get().email == "Reader@Example.org"
    assert "reader@example" not in page.content.decode().lower()


def test_an_account_is_not_asked_for_one(client, url):
    reader = UserFactory()
    client.force_login(reader)
    assert 'name="email"' not in client.get(url).content.decode()

    client.post(url, {"rule": "insult", "email": "other@example.org"})

    assert Complaint.objects.values_list("account", "email").get() == (reader.pk, "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": "It is abuse."}, "Choose the rule that it is against."),
        ({"rule": "nothing"}, "Select a valid choice"),
        ({"rule": "other"}, "Say in a sentence what is wrong with it."),
        ({"rule": "insult", "email": "nobody"}, "Enter an email address such as name@example.org, or none."),
        (
            {"rule": "insult", "email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org"},
            "254 characters at most",
        ),
        ({"rule": "insult", "pebble": "x"}, "Leave the field empty that is here to catch machines."),
        ({"rule": "insult", "text": "x" * 5001}, "This has 5001 characters; at most 5000 fit."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, url, typed, told):
    page = client.post(url, typed)

    assert page.status_code == 422
    assert told in text_of(page)
    assert typed.get("text", "") in page.content.decode()
    assert not Complaint.objects.exists()


def test_her_own_is_hers_to_withdraw(client, report):
    reader = UserFactory()
    own = ApprovedCommentFactory(report=report, author=reader, email="", browser=None)
    client.force_login(reader)

    page = client.post(reverse("evaluations:complain", args=[report.slug, own.pk]), {"rule": "insult"})

    assert page.status_code == 409
    assert "This comment is your own" in text_of(page)


def test_what_was_never_shown_is_not_there(client, report):
    held = CommentFactory(report=report)

    assert client.get(reverse("evaluations:complain", args=[report.slug, held.pk])).status_code == 404


def test_what_is_off_the_page_by_now_says_so_and_keeps_her_words(client, comment, url):
    comments.reject(comment, by=scenes.moderator(), reason="Abuse.", rule="insult")

    assert client.get(url).status_code == 410
    page = client.post(url, {"rule": "insult", "text": "He calls us fools."})

    assert page.status_code == 409
    assert "The comment is no longer on the page." in text_of(page)
    assert "He calls us fools." in page.content.decode()
    assert "You fool." not in page.content.decode()


def test_many_from_one_place_are_asked_to_wait(client, report, settings):
    settings.COMMENT_RATE = "1/h"
    first, second = (
        client.post(reverse("evaluations:complain", args=[report.slug, one.pk]), {"rule": "insult", "text": "Abuse!"})
        for one in ApprovedCommentFactory.create_batch(2, report=report)
    )

    assert (first.status_code, second.status_code) == (302, 429)
    assert "Abuse!" in second.content.decode()


def test_one_email_is_written_to_few_times_from_wherever_it_is_typed(client, report, settings):
    settings.CONFIRMATION_RATE = "2/d"
    urls = [
        reverse("evaluations:complain", args=[report.slug, one.pk])
        for one in ApprovedCommentFactory.create_batch(3, report=report)
    ]
    cache.clear()

    pages = [
        client.post(url, {"rule": "insult", "email": "Luz@example.org"}, REMOTE_ADDR=f"192.0.2.{number}")
        for number, url in enumerate(urls)
    ]

    assert [page.status_code for page in pages] == [302, 302, 429]
    assert "Luz@example.org" in pages[2].text


def test_nobody_guesses_the_page_of_a_complaint(client, comment):
    complaint = comments.complain(comment, rule="insult")

    assert client.get(reverse("evaluations:complaint", args=[str(complaint.pk)])).status_code == 404


def test_the_page_of_each_complaint_tells_of_that_one(client, report):
    about = ApprovedCommentFactory.create_batch(2, report=report)
    made = [comments.complain(one, rule=rule) for one, rule in zip(about, ["private", "insult"], strict=True)]

    pages = [client.get(reverse("evaluations:complaint", args=[token_of_complaint(complaint)])) for complaint in made]

    assert ["Insults, threats or contempt" in text_of(page) for page in pages] == [False, True]


def test_moderators_read_why_beside_the_comment(client, comment):
    comments.complain(comment, rule="insult", text="He calls us fools.")
    comments.complain(comment, rule="private")
    client.force_login(scenes.moderator())

    page = client.get(reverse("evaluations:moderation") + "?in=complaints")

    told = text_of(page)
    assert "Complaints: 2" not in told  # comments are counted, not complaints
    assert "Complaints: 1" in told
    assert "2 complaints" in told
    assert "He calls us fools." in told
    seen = lxml.html.fromstring(page.content).xpath("//form[@class='queue-form no-print']//input[@name='seen']/@value")
    client.post(reverse("evaluations:decide-comments"), {"verdict": "approve", "seen": seen, "in": "complaints"})
    assert Complaint.objects.waiting().count() == 0
    assert Comment.objects.get().is_approved


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_said_comes_out_as_text(client, comment, text):
    """In the complaint, in the appeal and in the reason, on every page that shows them."""
    first, second = scenes.moderator(), scenes.moderator()
    comments.complain(comment, rule="insult", text=text)
    comment.refresh_from_db()
    removed = comments.reject(comment, by=first, reason=text, rule="insult")
    decision = comments.appealable(removed)
    comments.appeal(decision, text)
    other = ApprovedCommentFactory(report=comment.report)
    comments.complain(other, rule="insult", text=text)
    pages = [
        client.get(reverse("evaluations:appeal", args=[token_of_decision(decision)])),
    ]
    client.force_login(second)
    pages += [client.get(f"/moderation/?in={name}") for name in ("complaints", "appeals")]
    pages += [client.get(reverse("admin:evaluations_comment_change", args=[one.pk])) for one in (comment, other)]

    for page in pages:
        assert " ".join(text.split()) in text_of(page)
        assert text not in page.content.decode() or not set(text) & set("<>\"'")
