import re

import pytest
from django.urls import reverse

from evaluations.models import Comment, Report
from tests import scenes
from tests.evaluations.comments.own import approve_as_read
from tests.evaluations.views.commenting.forms import confirm, filled, stored, unconfirmed, url_of
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_guest_posts_and_reads_that_it_waits(client, report):
    response = client.post(url_of(report), filled(report), follow=True)

    assert response.redirect_chain[0][1] == 302
    assert "We have mailed a link to <bdi>ana@example.org</bdi>." in response.text
    assert (unconfirmed(), stored()) == ([("Ana", "ana@example.org", "Well done.")], [])
    response = confirm(client)
    assert "Your comment is waiting for a moderator." in response.content.decode()
    assert stored() == [("Ana", "ana@example.org", "Well done.", "held")]


def test_known_person_reads_that_it_is_published(client, report):
    author = UserFactory()
    approve_as_read(ApprovedCommentFactory(report=report, author=author))
    client.force_login(author)

    response = client.post(url_of(report), filled(report), follow=True)

    assert "Your comment is published." in response.content.decode()
    comment = Comment.objects.latest("pk")
    assert (comment.author, comment.email, comment.status) == (author, "", "approved")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202esoíR atraM\u202c", "soíR atraM"),  # would read as Marta Ríos
        ("\u2067Ana\u2069 Vega", "Ana Vega"),
        ("\u200fليلى", "\u200fليلى"),  # a mark of her own script
    ],
)
def test_a_name_is_read_as_its_letters_stand(client, report, typed, kept):
    client.post(url_of(report), filled(report, name=typed))

    assert unconfirmed() == [(kept, "ana@example.org", "Well done.")]


@pytest.mark.parametrize("email", ["", "luz@example.org"])
def test_an_account_without_an_email_reads_when_mails_begin(client, report, email):
    client.force_login(UserFactory(email=email))

    page = client.get(url_of(report)).text

    assert ("Your account has no email: mails begin as soon as it has one." in page) == (email == "")


def test_signed_in_person_is_named_and_not_asked_for_an_email(client, report):
    client.force_login(report.lead.user)

    form = client.get(url_of(report)).context["form"]

    assert (form["name"].value(), list(form.fields)) == (
        report.lead.name,
        ["name", "text", "follow", "pebble", "opened"],
    )


def test_guest_reads_that_her_email_is_not_published(client, report):
    html = client.get(url_of(report)).text

    (hint,) = re.findall(r'id="reply-email_helptext"[^>]*>(.*?)</', html, re.DOTALL)
    assert hint.strip().startswith("Your email address will not be published.")


def test_reply_knows_whom_it_answers(client, report):
    parent = ApprovedCommentFactory(report=report, name="Eva", html="<p>Her words.</p>")

    page = client.get(url_of(report, parent)).content.decode()
    client.post(url_of(report, parent), filled(report))
    confirm(client)

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


def test_comment_on_a_report_that_is_not_published_is_given_back(client):
    scenes.submitted()

    response = client.post(reverse("evaluations:reply", args=["commitment-1"]), {"name": "Ana", "text": "My thoughts."})

    assert (response.status_code, stored()) == (404, [])
    assert unconfirmed() == []
    assert [f">{words}</textarea>" in response.text for words in ("Ana", "My thoughts.")] == [True, True]


def test_withdrawn_report_says_so_and_gives_the_words_back(client, report):
    Report.objects.update(standing="withdrawn")

    response = client.post(url_of(report), filled(report, name="Ana", text="My long thoughts."))

    assert response.status_code == 403
    assert ("This report was withdrawn" in response.content.decode(), stored() + unconfirmed()) == (True, [])
    assert [f">{words}</textarea>" in response.text for words in ("Ana", "My long thoughts.")] == [True, True]


def test_form_in_place_is_a_piece_of_a_page_that_takes_the_focus(client, report):
    page = client.get(url_of(report), headers=HTMX).content.decode()

    assert ("<html" in page, page.count(" autofocus"), f' data-hx-post="{url_of(report)}"' in page) == (False, 1, True)
    assert " hx-" not in page


def test_error_in_place_comes_with_its_summary_and_the_confirmation_with_the_focus(client, report):
    refused = client.post(url_of(report), filled(report, text=""), headers=HTMX)
    sent = client.post(url_of(report), filled(report), headers=HTMX, follow=True)

    assert refused.status_code == 422
    for page in (refused.content.decode(), sent.content.decode()):
        assert ("<html" in page, page.count(" autofocus")) == (False, 1)


def test_the_form_says_how_it_marks_what_is_required(client, report):
    html = client.get(url_of(report)).text

    marked = re.findall(r'<label for="reply-(\w+)">[^<]*<span class="required" aria-hidden="true">\*</span>', html)
    assert (
        marked == re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"[^>]* required', html) == ["name", "email", "text"]
    )
    assert "Required fields are marked *" in html
    assert "(optional)" not in html


def test_words_are_the_same_whether_a_script_sends_them_or_the_browser(client, report):
    for line_end in ("\n", "\r\n"):
        client.post(url_of(report), filled(report, text=f"One line.{line_end * 2}Another one."))

    assert unconfirmed() == [("Ana", "ana@example.org", "One line.\n\nAnother one.")]


def test_a_line_end_counts_as_one_character(client, report):
    sent = client.post(url_of(report), filled(report, text="\r\n".join(["Well"] * 1_000)))

    assert sent.status_code == 302
