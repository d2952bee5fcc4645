import re
import time

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations import comments
from evaluations.forms.commenting import opening_mark
from evaluations.models import Comment, Report
from tests import scenes
from tests.evaluations.test_comments import HOSTILE
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
A_MINUTE, TWO_DAYS = 60, 60 * 60 * 48


@pytest.fixture
def report():
    return scenes.published().report


def url_of(report, parent=None):
    return reverse("evaluations:reply", args=[report.slug]) + (f"?to={parent.pk}" if parent else "")


def filled(report, *, opened_ago=A_MINUTE, **values):
    """Return what a person sends who opened the form a while ago."""
    opened = opening_mark(report, at=time.time() - opened_ago)
    return {"name": "Ana", "email": "ana@example.org", "text": "Well done.", "pebble": "", "opened": opened} | values


def stored():
    return list(Comment.objects.order_by("pk").values_list("name", "email", "text", "status"))


def test_guest_posts_and_reads_that_it_waits(client, report):
    response = client.post(url_of(report), filled(report), follow=True)

    assert response.redirect_chain[0][1] == 302
    assert "Your comment is waiting for a moderator." in response.content.decode()
    assert stored() == [("Ana", "ana@example.org", "Well done.", "held")]


def test_known_person_reads_that_it_is_published(client, report):
    author = UserFactory()
    ApprovedCommentFactory(report=report, author=author)
    client.force_login(author)

    response = client.post(url_of(report), filled(report), follow=True)

    assert "Your comment is published." in response.content.decode()
    comment = Comment.objects.latest("pk")
    assert (comment.author, comment.email, comment.status) == (author, "", "approved")


def test_signed_in_person_is_named_and_not_asked_for_an_email(client, report):
    client.force_login(report.lead.user)

    form = client.get(url_of(report)).context["form"]

    assert (form["name"].value(), list(form.fields)) == (report.lead.name, ["name", "text", "pebble", "opened"])


def test_reply_knows_whom_it_answers(client, report):
    parent = ApprovedCommentFactory(report=report, name="Eva", html="<p>Her words.</p>")

    page = client.get(url_of(report, parent)).content.decode()
    client.post(url_of(report, parent), filled(report))

    assert ("Reply to <bdi>Eva</bdi>" in page, "<p>Her words.</p>" in page) == (True, True)
    assert Comment.objects.latest("pk").parent == parent


@pytest.mark.parametrize("status", ["held", "rejected", "spam"])
def test_comment_that_the_public_does_not_see_cannot_be_answered(client, report, status):
    hidden = CommentFactory(report=report, status=status)

    assert client.get(url_of(report, hidden)).status_code == 404


def test_comment_of_another_report_cannot_be_answered(client, report):
    other = ApprovedCommentFactory(report=scenes.published().report)

    assert client.get(url_of(report, other)).status_code == 404


@pytest.mark.parametrize("to", ["x", "-1", "1e3", "٣", "9" * 18, "9" * 5000, "1 OR 1=1", "0"])
def test_answering_nothing_is_404(client, report, to):
    assert client.get(url_of(report), {"to": to}).status_code == 404


def test_words_survive_when_the_answered_comment_goes(client, report):
    parent = ApprovedCommentFactory(report=report)
    Comment.objects.update(status="rejected")

    response = client.post(url_of(report, parent), filled(report, text="My long thoughts."))

    assert response.status_code == 409
    assert response.context["form"]["text"].value() == "My long thoughts."
    assert "is no longer on the page" in response.content.decode()
    assert Comment.objects.count() == 1


def test_unpublished_report_has_no_such_page(client):
    scenes.submitted()

    assert client.get(reverse("evaluations:reply", args=["commitment-1"])).status_code == 404


def test_withdrawn_report_says_so_and_gives_the_words_back(client, report):
    Report.objects.update(standing="withdrawn")

    response = client.post(url_of(report), filled(report, text="My long thoughts."))

    assert response.status_code == 403
    assert ("This report was withdrawn" in response.content.decode(), stored()) == (True, [])
    assert "My long thoughts." in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": " "}, {"name": ["Enter your name."]}),
        ({"name": "\u200b"}, {"name": ["Enter a name that can be seen."]}),
        ({"name": "a" * 101}, {"name": ["Shorten your name to 100 characters: it has 101."]}),
        ({"email": "ana"}, {"email": ["Enter an email address such as name@example.org."]}),
        ({"email": ""}, {"email": ["Enter your email address."]}),
        ({"text": ""}, {"text": ["Write your comment."]}),
        ({"text": "\u200b\u2060"}, {"text": ["Write something that can be seen."]}),
        ({"text": "a" * 5001}, {"text": ["Shorten your comment to 5000 characters: it has 5001."]}),
        ({"text": "a\x00"}, {"text": ["Null characters are not allowed."]}),
    ],
)
def test_wrong_input_is_named_and_kept(client, report, wrong, errors):
    sent = filled(report, **wrong)

    response = client.post(url_of(report), sent)

    form = response.context["form"]
    assert (response.status_code, form.errors, stored()) == (422, errors, [])
    assert {name: form[name].value() for name in sent} == sent
    assert "<title>Error:" in response.content.decode()


@pytest.mark.parametrize("mark", ["", "nonsense", "malformed", "old", "other"])
def test_form_that_is_too_old_or_not_ours_is_asked_for_again_and_keeps_the_words(client, report, mark):
    if mark == "old":
        mark = opening_mark(report, at=time.time() - TWO_DAYS)
    elif mark == "malformed":
        mark = signing.dumps([report.pk], salt="evaluations.reply")
    elif mark == "other":
        mark = opening_mark(scenes.published().report, at=time.time() - A_MINUTE)

    response = client.post(url_of(report), filled(report, opened=mark))

    form = response.context["form"]
    assert (response.status_code, list(form.errors), stored()) == (422, ["opened"], [])
    assert form["text"].value() == "Well done."
    again = filled(report, opened=form["opened"].value())
    assert client.post(url_of(report), again).status_code == 302
    assert len(stored()) == 1


def test_hasty_comment_waits_and_is_not_lost(client, report):
    client.post(url_of(report), filled(report, opened_ago=1))

    assert Comment.objects.get().held_because == "Sent sooner than people type. From a guest."


def test_trapped_comment_is_kept_as_spam_and_its_sender_learns_nothing(client, report):
    response = client.post(url_of(report), filled(report, pebble="https://example.org"), follow=True)

    assert stored() == [("Ana", "ana@example.org", "Well done.", "spam")]
    assert "Your comment is waiting for a moderator." in response.content.decode()


def test_trap_is_labelled_and_out_of_the_way(client, report):
    page = client.get(url_of(report)).content.decode()

    assert '<label for="reply-pebble">Leave this field empty: it is here to catch machines</label>' in page
    field = re.search(r"<input[^>]*reply-pebble[^>]*>", page).group()
    assert ('autocomplete="off"' in field, 'tabindex="-1"' in field) == (True, True)


def test_double_submit_makes_one_comment(client, report):
    sent = filled(report)

    first, second = client.post(url_of(report), sent), client.post(url_of(report), sent)

    assert (first.url, len(stored())) == (second.url, 1)


def test_many_comments_from_one_place_are_asked_to_wait_and_keep_their_words(client, report, settings):
    settings.COMMENT_RATE = "2/h"
    for number in range(2):
        client.post(url_of(report), filled(report, text=f"Number {number}."))

    response = client.post(url_of(report), filled(report, text="One more."))

    assert (response.status_code, len(stored())) == (429, 2)
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


def test_form_and_confirmation_are_stored_nowhere(client, report):
    sent = client.post(url_of(report), filled(report), follow=True)

    for response in (client.get(url_of(report)), sent):
        assert "no-store" in response["Cache-Control"]
        assert "HX-Request" in response["Vary"]
        assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_form_needs_its_token(report):
    client = Client(enforce_csrf_checks=True)

    assert client.post(url_of(report), filled(report)).status_code == 403
    token = client.get(url_of(report)).cookies["csrftoken"].value
    assert client.post(url_of(report), filled(report, csrfmiddlewaretoken=token)).status_code == 302


def test_confirmation_depends_on_no_cookie_and_shows_nothing_but_the_state(client, report):
    sent = client.post(url_of(report), filled(report))

    page = Client().get(sent.url).content.decode()

    assert "Your comment is waiting for a moderator." in page
    assert [word for word in ("Ana", "ana@example.org", "Well done.") if word in page] == []


@pytest.mark.parametrize("receipt", ["1", "1:abc", "x", "1:"])
def test_confirmation_of_somebody_else_cannot_be_guessed(client, report, receipt):
    CommentFactory(report=report)

    assert client.get(reverse("evaluations:reply-sent", args=[report.slug, receipt])).status_code == 404


def test_confirmation_tells_what_became_of_it(client, report):
    sent = client.post(url_of(report), filled(report))
    moderator = scenes.moderator()

    comments.approve(Comment.objects.get(), by=moderator)
    assert "Your comment is published." in client.get(sent.url).content.decode()

    comments.reject(Comment.objects.get(), by=moderator, reason="It sells shoes.")
    page = client.get(sent.url).content.decode()
    assert ("decided not to publish" in page, "shoes" in page, "Well done." in page) == (True, False, False)


def test_form_in_place_is_a_piece_of_a_page_that_takes_the_focus(client, report):
    page = client.get(url_of(report), headers=HTMX).content.decode()

    assert ("<html" in page, page.count(" autofocus"), f'hx-post="{url_of(report)}"' in page) == (False, 1, True)


def test_error_in_place_comes_with_its_summary_and_the_confirmation_with_the_focus(client, report):
    refused = client.post(url_of(report), filled(report, text=""), headers=HTMX)
    sent = client.post(url_of(report), filled(report), headers=HTMX, follow=True)

    assert refused.status_code == 422
    for page in (refused.content.decode(), sent.content.decode()):
        assert ("<html" in page, page.count(" autofocus")) == (False, 1)


@given(name=st.text(max_size=120), text=st.text(), email=st.text(max_size=40), pebble=st.text(max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_posted_is_answered_and_shown_as_text(client, report, settings, **typed):
    settings.COMMENT_RATE = ""

    response = client.post(url_of(report), filled(report, **typed))

    assert response.status_code in (302, 422)


def test_hostile_comments_stand_on_the_page_as_text(client, report):
    moderator = scenes.moderator()
    for text in HOSTILE:
        comment = comments.post(report, name=text[:100], email="ana@example.org", text=text)
        comments.approve(comment, by=moderator)

    page = client.get(report.get_absolute_url()).content.decode()

    thread = page[page.index('id="comments"') : page.index("</section>", page.index('id="comments"'))]
    expected = {"h2", "ol", "li", "article", "div", "h3", "bdi", "a", "time", "p"}
    assert set(re.findall(r"<(\w+)", thread)) == expected


# The page that everybody reads


@pytest.mark.parametrize(("number", "words"), [(0, "No comments yet"), (1, "Comments (1)"), (3, "Comments (3)")])
def test_thread_says_how_many_there_are(client, report, number, words):
    ApprovedCommentFactory.create_batch(number, report=report)
    CommentFactory(report=report)

    page = client.get(report.get_absolute_url()).content.decode()

    assert words in page


def test_report_page_holds_no_form_and_no_token(client, report):
    ApprovedCommentFactory(report=report)

    response = client.get(report.get_absolute_url())

    page = response.content.decode()
    assert ("csrfmiddlewaretoken" in page, 'method="post"' in page, dict(response.cookies)) == (False, False, {})


def test_withdrawn_report_offers_no_reply(client, report):
    ApprovedCommentFactory(report=report)
    Report.objects.update(standing="withdrawn")

    page = client.get(report.get_absolute_url()).content.decode()

    assert (url_of(report) in page, "comments are closed" in page) == (False, True)


def test_what_is_not_approved_is_seen_by_nobody_but_moderators(client, report):
    words = ("Unseenname", "unseen@example.org", "Unseentext")
    shown = ApprovedCommentFactory(report=report, email="shown@example.org")
    for status in ("held", "rejected", "spam"):
        for parent in (None, shown):
            CommentFactory(report=report, parent=parent, status=status, name=words[0], email=words[1], text=words[2])
    slug, member, plan = report.slug, report.member, report.plan
    paths = [
        "/",
        reverse("evaluations:report-list"),
        reverse("evaluations:report-feed"),
        reverse("evaluations:report", args=[slug]),
        reverse("evaluations:edition", args=[slug, 1]),
        reverse("evaluations:report-json", args=[slug]),
        reverse("evaluations:report-csv", args=[slug]),
        url_of(report),
        url_of(report, shown),
        member.get_absolute_url(),
        plan.get_absolute_url(),
        report.commitment.get_absolute_url(),
        "/sitemap.xml",
        reverse("admin:evaluations_report_changelist"),
        reverse("admin:evaluations_report_change", args=[report.pk]),
        reverse("admin:evaluations_comment_changelist"),
        reverse("admin:evaluations_comment_changelist") + "?status=all",
    ]

    for user in (None, UserFactory(), report.lead.user, scenes.reviewer()):
        if user:
            client.force_login(user)
        for path in paths:
            page = client.get(path).content.decode()
            assert [word for word in (*words, "shown@example.org") if word in page] == [], path
    assert report.comments.count() == 7
    assert Report.objects.with_comment_count().get(pk=report.pk).comment_count == 1
