"""Without a script: words that were sent after the session had ended are saved by a new press, and for her alone."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from evaluations import bylines
from evaluations.models import Edition
from tests import scenes

from .visits import lead, signed_in

pytestmark = pytest.mark.django_db

WORDS = "Elections.\nThe clerk’s “office” <b>carried</b> it on."


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def typed(edition):
    """Return what the lead's form of the section holds, with her words in it."""
    page = signed_in(lead(edition)).get(section(edition)).text
    return fields(page, "q-1-2") | {"q-1-2": WORDS}


def section(edition):
    return reverse("evaluations:edit-section", args=[edition.report_id, "completion"])


def fields(page, name):
    """Return what the form on a page holds that has a field of this name."""
    form = next(form for form in html.fromstring(page).forms if name in form.fields)
    return {name: value for name, value in form.form_values() if isinstance(value, str)}


def stored(edition):
    return Edition.objects.values_list("factors", flat=True).get(pk=edition.pk)


def test_after_the_session_has_ended_they_stand_in_a_form_and_are_not_stored(edition, typed):
    response = Client().post(section(edition), typed)

    assert (response.status_code, stored(edition)) == (403, "")
    assert fields(response.text, "q-1-2")["q-1-2"] == WORDS


def test_after_signing_in_a_new_press_saves_them(edition, typed):
    given_back = fields(Client().post(section(edition), typed).text, "q-1-2")

    response = signed_in(lead(edition)).post(section(edition), given_back)

    assert (response.status_code, stored(edition)) == (302, WORDS)


def test_they_are_not_saved_for_another_account_which_can_send_them_on(edition, typed):
    colleague = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, colleague, by=lead(edition))

    response = signed_in(colleague.user).post(section(edition), typed)

    assert (response.status_code, stored(edition)) == (403, "")
    assert "Another account is signed in by now" in response.text
    signed_in(lead(edition)).post(section(edition), fields(response.text, "q-1-2"))
    assert stored(edition) == WORDS


def test_a_press_that_stays_shows_the_same_section(edition, typed):
    response = signed_in(lead(edition)).post(section(edition), typed | {"then": "stay"})

    assert (response.status_code, response.url) == (302, section(edition))
