import time

import pytest
from django.core import signing
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations.forms.commenting import opening_mark
from evaluations.models import UnconfirmedComment
from tests import scenes
from tests.evaluations.views.commenting.forms import A_MINUTE, TWO_DAYS, filled, unconfirmed, url_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "errors"),
    [
        ({"name": " "}, {"name": ["Enter your name."]}),
        ({"name": "\u200b"}, {"name": ["Enter a name that can be seen."]}),
        ({"name": "\u202e\u2066"}, {"name": ["Enter a name that can be seen."]}),
        ({"name": "\u3164\u2800"}, {"name": ["Enter a name that can be seen."]}),
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
    assert (response.status_code, form.errors, unconfirmed()) == (422, errors, [])
    assert {name: form[name].value() for name in sent} == sent
    assert "<title>Error:" in response.content.decode()


NOT_OURS = "This form was not opened here, or it was damaged on the way. Your words are still here: send them again."
TOO_OLD = "The form was open for too long. Your words are still here: read them again and send them."


@pytest.mark.parametrize(
    ("mark", "words"),
    [("", NOT_OURS), ("nonsense", NOT_OURS), ("malformed", NOT_OURS), ("old", TOO_OLD), ("other", NOT_OURS)],
)
def test_form_that_is_too_old_or_not_ours_is_asked_for_again_and_keeps_the_words(client, report, mark, words):
    if mark == "old":
        mark = opening_mark(report, at=time.time() - TWO_DAYS)
    elif mark == "malformed":
        mark = signing.dumps([report.pk], salt="evaluations.reply")
    elif mark == "other":
        mark = opening_mark(scenes.published().report, at=time.time() - A_MINUTE)

    response = client.post(url_of(report), filled(report, opened=mark))

    form = response.context["form"]
    assert (response.status_code, form.errors, unconfirmed()) == (422, {"opened": [words]}, [])
    assert form["text"].value() == "Well done."
    again = filled(report, opened=form["opened"].value())
    assert client.post(url_of(report), again).status_code == 302
    assert len(unconfirmed()) == 1


@pytest.mark.parametrize(("opened_ago", "is_hasty"), [(TWO_DAYS, False), (None, True)])
def test_who_had_the_form_open_for_too_long_is_none_who_hurries(client, report, opened_ago, is_hasty):
    mark = opening_mark(report, at=time.time() - opened_ago) if opened_ago else "malformed"
    refused = client.post(url_of(report), filled(report, opened=mark))

    client.post(url_of(report), filled(report, opened=refused.context["form"]["opened"].value()))

    assert UnconfirmedComment.objects.get().is_hasty == is_hasty


def test_form_needs_its_token(report):
    client = Client(enforce_csrf_checks=True)

    assert client.post(url_of(report), filled(report)).status_code == 403
    token = client.get(url_of(report)).cookies["csrftoken"].value
    assert client.post(url_of(report), filled(report, csrfmiddlewaretoken=token)).status_code == 302


@given(name=st.text(max_size=120), text=st.text(), email=st.text(max_size=40), pebble=st.text(max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_posted_is_answered_and_shown_as_text(client, report, settings, **typed):
    settings.COMMENT_RATE = settings.CONFIRMATION_RATE = ""

    response = client.post(url_of(report), filled(report, **typed))

    assert response.status_code in (302, 422)
