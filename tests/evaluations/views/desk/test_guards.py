"""Leaving a page with words in it asks first, wherever they are sent by a button."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from tests import scenes
from tests.factories import CommitmentFactory

from .visits import lead, signed_in, url

pytestmark = pytest.mark.django_db

BOXES = ".//textarea[not(@readonly)] | .//input[@type='text' or @type='email' or @type='url']"


def forms_with_words(page):
    forms = html.fromstring(page.text).xpath("//main//form[@method='post']")
    return [form for form in forms if form.xpath(BOXES)]


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.mark.parametrize("name", ["me", "ask"])
def test_her_own_pages_ask(edition, name):
    forms = forms_with_words(signed_in(lead(edition)).get(reverse(f"evaluations:{name}")))

    assert [("data-guard" in form.attrib) for form in forms] == [True]


def test_inviting_asks(edition):
    forms = forms_with_words(signed_in(lead(edition)).get(url("evaluators", edition)))

    assert [("data-guard" in form.attrib) for form in forms] == [True]


def test_words_given_back_ask(edition):
    section = reverse("evaluations:edit-section", args=[edition.report_id, "completion"])

    forms = forms_with_words(Client().post(section, {"q-1-2": "Elections."}))

    assert [("data-guard" in form.attrib) for form in forms] == [True]


def test_starting_asks(edition):
    commitment = CommitmentFactory(member=edition.report.member)
    page = signed_in(lead(edition)).get(reverse("evaluations:start"), {"commitment": commitment.pk})

    forms = html.fromstring(page.text).xpath("//main//form[@method='post']")

    assert [("data-guard" in form.attrib) for form in forms] == [True]
