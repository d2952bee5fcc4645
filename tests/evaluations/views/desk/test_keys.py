"""What is sent in the place of a row's key, and is none."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import scenes
from tests.factories import CommitmentFactory, UserFactory

pytestmark = pytest.mark.django_db

# Python refuses to read a number of so many digits.
ENDLESS = "9" * 5_000


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def client(edition):
    client = Client()
    client.force_login(edition.report.lead.user)
    return client


@pytest.mark.parametrize("key", [ENDLESS, "9" * 25, "-1", "x"])
@pytest.mark.parametrize("button", ["up", "down", "remove"])
def test_no_key_of_an_evaluator_changes_nothing(client, edition, button, key):
    response = client.post(reverse("evaluations:evaluators", args=[edition.report_id]), {button: key})

    assert (response.status_code, edition.bylines.count()) == (302, 1)


@pytest.mark.parametrize("key", [ENDLESS, "9" * 25, "-1", "x"])
def test_no_key_of_a_file_removes_nothing(client, edition, key):
    url = reverse("evaluations:edit-section", args=[edition.report_id, "completion"])

    assert client.post(url, {"remove": key}).status_code == 302


@pytest.mark.parametrize("key", [ENDLESS, "9" * 25, "-1", "x"])
def test_no_key_of_a_commitment_can_be_started_on(client, key):
    assert client.get(reverse("evaluations:start"), {"commitment": key}).status_code == 200


def test_no_key_in_the_admin_s_lookup_while_typing_is_told(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    response = client.post(reverse("admin:evaluations_assignment_add"), {"evaluator": ENDLESS, "member": "9" * 25})

    assert list(response.context["adminform"].form.errors) == ["evaluator", "member"]


def test_endless_search_asks_no_more_of_the_database_than_a_long_one(client, edition, django_assert_max_num_queries):
    CommitmentFactory(member=edition.report.member, title="Ledger of the council")
    words = " ".join(["ledger"] * 500 + [f"c{'o' * (number % 2)}" for number in range(500)])

    with django_assert_max_num_queries(20) as queries:
        response = client.get(reverse("evaluations:start"), {"words": words})

    assert [commitment.title for commitment in response.context["page"]] == ["Ledger of the council"]
    assert max(len(query["sql"]) for query in queries.captured_queries) < 10_000
