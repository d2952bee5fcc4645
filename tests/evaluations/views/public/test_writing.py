import re
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from evaluations import drafts
from evaluations.models import Byline
from tests import scenes
from tests.factories import EvaluatorFactory

pytestmark = pytest.mark.django_db

WORDS = {"name": "Vera  Reader", "email": "vera@example.org", "message": "Where are the minutes?\nThank you."}


@pytest.fixture
def byline():
    edition = scenes.published()
    mail.outbox.clear()
    return edition.bylines.get()


@pytest.fixture
def url(byline):
    return f"/reports/{byline.edition.report.slug}/write/{byline.pk}/"


def test_forwards_the_message_and_hides_her_email(client, byline, url):
    response = client.post(url, WORDS, follow=True)

    assert response.redirect_chain == [(f"{url}?sent=yes", 302)]
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to) == ([byline.evaluator.user.email], ["vera@example.org"])
    assert "Where are the minutes?\nThank you." in sent.body
    assert byline.evaluator.user.email not in response.content.decode()
    assert byline.evaluator.email not in response.content.decode()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": ""}, {"name": ["Enter your name."]}),
        ({"email": "nobody"}, {"email": ["Enter an email address such as name@example.org."]}),
        ({"message": " "}, {"message": ["Write your message."]}),
        (
            {"message": "x" * 5001},
            {"message": ["This has 5001 characters; at most 5000 fit."]},
        ),
        ({"pebble": "x"}, {"pebble": ["Empty this field and send again: only machines fill it in."]}),
        ({"name": "a\0b"}, {"name": ["Null characters are not allowed."]}),
    ],
)
def test_wrong_input_is_told_and_kept(client, url, change, error):
    response = client.post(url, WORDS | change)

    assert (response.status_code, response.context["form"].errors, mail.outbox) == (422, error, [])
    assert response.context["form"]["email"].value() == (WORDS | change)["email"]


def test_a_message_to_whom_it_can_no_longer_be_sent_is_given_back(client, byline, url):
    byline.evaluator.user.is_active = False
    byline.evaluator.user.save()

    response = client.post(url, WORDS)

    assert (response.status_code, mail.outbox) == (404, [])
    assert "Where are the minutes?\nThank you.</textarea>" in response.text


def test_no_browser_cuts_off_what_is_pasted(client, url):
    page = client.get(url)

    assert "maxlength" not in page.text
    assert "Plain text of up to 5,000 characters." in page.text


def test_a_line_break_in_the_name_makes_no_header(client, url):
    client.post(url, WORDS | {"name": "Vera\nBcc: all@example.org"})

    (sent,) = mail.outbox
    assert (sent.bcc, sent.subject.count("\n")) == ([], 0)


def test_too_many_messages_from_one_ip_address_are_refused_and_kept(client, url):
    for _number in range(3):
        client.post(url, WORDS)

    response = client.post(url, WORDS)

    assert (response.status_code, len(mail.outbox)) == (429, 3)
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert "Where are the minutes?" in response.content.decode()


def test_too_many_messages_to_one_evaluator_are_refused(client, url):
    for number in range(20):
        client.post(url, WORDS, REMOTE_ADDR=f"192.0.2.{number}")

    response = client.post(url, WORDS, REMOTE_ADDR="192.0.2.100")

    assert (response.status_code, len(mail.outbox)) == (429, 20)


def test_messages_to_one_evaluator_count_together_through_whichever_byline(client, byline, url):
    correction = drafts.correct(byline.edition.report, by=scenes.reviewer(), reason="A date was wrong.")
    newer = scenes.published(correction).bylines.get()
    for number in range(20):
        client.post(url, WORDS, REMOTE_ADDR=f"192.0.2.{number}")
    mail.outbox.clear()

    response = client.post(url.replace(str(byline.pk), str(newer.pk)), WORDS, REMOTE_ADDR="192.0.2.100")

    assert (response.status_code, mail.outbox) == (429, [])


def test_a_message_that_cannot_be_sent_is_kept(client, url, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there

    response = client.post(url, WORDS)

    assert response.status_code == 503
    assert "nothing is lost: your words are still here" in response.content.decode()
    assert "Where are the minutes?" in response.content.decode()


class RefusingBackend(BaseEmailBackend):
    """A mailer that names the recipients whom it refuses, as SMTP does."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused(
            {address: (550, b"No such mailbox") for message in messages for address in message.to}
        )


def test_neither_of_her_emails_is_in_the_log_of_what_could_not_be_sent(client, byline, url, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    evaluator = byline.evaluator
    evaluator.email = "private@example.org"
    evaluator.save()

    response = client.post(url, WORDS)

    assert (response.status_code, "SMTPRecipientsRefused" in caplog.text) == (503, True)
    assert [email for email in (evaluator.email, evaluator.user.email) if email in caplog.text] == []


def test_nobody_who_cannot_be_written_to_has_a_form(client, byline, url):
    byline.evaluator.user, byline.evaluator.email = None, ""
    byline.evaluator.save()

    assert [client.get(url).status_code, client.post(url, WORDS).status_code] == [404, 404]


def test_there_is_no_form_before_publication(client):
    edition = scenes.submitted()
    edition.report.slug = "guessed"
    edition.report.save()

    assert client.get(f"/reports/guessed/write/{edition.bylines.get().pk}/").status_code == 404


def test_another_reports_byline_has_no_form_here(client, byline):
    other = scenes.published()

    assert client.get(f"/reports/{other.report.slug}/write/{byline.pk}/").status_code == 404


def test_the_form_is_refused_without_its_token(url):
    assert Client(enforce_csrf_checks=True).post(url, WORDS).status_code == 403


def test_is_kept_by_no_cache(client, url):
    assert "no-store" in client.get(url).headers["Cache-Control"]


def test_names_whom_one_writes_to(client, url, byline):
    EvaluatorFactory()

    assert f"<h1>Write to {byline.name}</h1>" in client.get(url).content.decode()


def test_a_refused_form_says_so_in_its_title(client, url):
    titles = [re.search("<title>(.*?) – ", response.text)[1] for response in (client.get(url), client.post(url, {}))]

    name = Byline.objects.get().name
    assert titles == [f"Write to {name}", f"Error: Write to {name}"]
