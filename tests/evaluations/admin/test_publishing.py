"""Publishing from the admin is the move of the review page, and no other."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from evaluations.models import Edition
from tests import scenes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:evaluations_edition_changelist")


def publish(client, *editions, **more):
    chosen = {"action": "publish", ACTION_CHECKBOX_NAME: [edition.pk for edition in editions]}
    return client.post(LIST, chosen | more, follow=True)


def statuses():
    return list(Edition.objects.order_by("pk").values_list("status", flat=True))


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_it_asks_first(client, reviewer):
    edition = scenes.approved()
    scenes.declared(reviewer, edition)

    response = publish(client, edition)

    assert edition.title in response.text
    assert "What is published is sealed" in response.text
    assert statuses() == ["approved"]


def test_it_publishes_what_waits_for_its_second_reviewer(client, reviewer):
    editions = [scenes.approved(), scenes.scheduled()]
    for edition in editions:
        scenes.declared(reviewer, edition)

    response = publish(client, *editions, reason="")

    assert messages_of(response) == ["2 editions were published."]
    assert statuses() == ["published", "published"]
    assert {edition.moves.get(name="publish").by for edition in editions} == {reviewer}


def test_twice_is_as_good_as_once(client, reviewer):
    edition = scenes.approved()
    scenes.declared(reviewer, edition)
    publish(client, edition, reason="")

    response = publish(client, edition, reason="")

    assert messages_of(response)[0] == "This cannot be done now: the report is “Published”."
    assert edition.moves.filter(name="publish").count() == 1


def test_what_the_page_refuses_is_refused_here_in_words(client, reviewer):
    own, undeclared, remarked = scenes.approve(scenes.submitted(), by=reviewer), scenes.approved(), scenes.approved()
    scenes.declared(reviewer, remarked)
    scenes.remark(remarked)

    response = publish(client, own, undeclared, remarked, reason="")

    assert sorted(messages_of(response)) == sorted(
        [
            f"Report {own.report_id}, Approved: another reviewer publishes it.",
            "Say first whether you have a tie to the member, to its government or to an evaluator.",
            "A remark is still open. Resolve it, or send the report back.",
            "0 editions were published.",
        ]
    )
    assert statuses() == ["approved"] * 3


@pytest.mark.parametrize("person", [scenes.moderator, lambda: UserFactory(is_staff=True)], ids=["moderator", "staff"])
def test_nobody_else_publishes_here(client, person):
    edition = scenes.approved()
    client.force_login(person())

    assert publish(client, edition, reason="").status_code == 403
    assert statuses() == ["approved"]
