"""Two moderators set the rules of the site for the first time, in one moment."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.models import HoldingRules
from tests import scenes
from tests.at_once import at_once
from tests.pages import text_of

pytestmark = pytest.mark.django_db(transaction=True)

SAID = {"mode": "first", "soonest": 3, "words": "", "closes_after_days": "", "seen": "", "holds_repeats": "on"}


def saving(most_links):
    client = Client()
    client.force_login(scenes.moderator())
    url = reverse("admin:evaluations_holdingrules_add")
    return lambda: client.post(url, SAID | {"most_links": most_links})


def test_the_second_reads_what_holds_by_now():
    first, second = sorted(at_once(saving(4), saving(5)), key=lambda response: response.status_code, reverse=True)

    kept = HoldingRules.objects.get().most_links
    assert (first.status_code, second.status_code) == (302, 200)
    assert "Somebody has changed the rules since you opened this page." in text_of(second)
    assert f"By now it is: {kept}" in text_of(second)
    assert second.context["adminform"].form["most_links"].value() == str(9 - kept)


def test_the_same_said_twice_is_said_once():
    answers = at_once(saving(6), saving(6))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert HoldingRules.objects.get().most_links == 6
