"""What holds for each of the three lists."""

import pytest
from django.urls import reverse

from commitments.models import OgpValue
from tests.factories import (
    CommitmentFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ["commitments:member-list", "commitments:action-plan-list", "commitments:commitment-list"]


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_record_says_so(client, name):
    response = client.get(reverse(name))

    assert response.context["empty"]["text"].startswith("No ")
    assert "hint" not in response.context["empty"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "words=" + "a" * 201,
        "member=nobody",
        "country=%27%3B--",
        "region=x",
        "level=x",
        "plan=x",
        "area=x",
        "value=x",
        "year=99999999999999999999",
        "year=-1",
        "sort=x",
        "sort=",
        "words=%F0%9F%8F%9B",
        "words=%FF%FE",
        "page=0",
        "page=999",
        "page=x%01",
        "member=a&member=b",
    ],
)
def test_values_that_make_no_sense_never_fail(client, name, query):
    CommitmentFactory()

    response = client.get(f"{reverse(name)}?{query}")

    understood = {"sort=", "words=%F0%9F%8F%9B", "words=%FF%FE"}
    known = set(response.context["filterset"].filters) if response.context.get("filterset") else set()
    if query.startswith("page="):
        assert response.status_code == 404
    elif query in understood or query.split("=")[0] not in known:
        assert response.status_code == 200
    else:
        assert response.status_code == 400
        assert "There is a problem" in response.content.decode()


@pytest.mark.parametrize("number", [1, 50])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        ("/members/", 4),
        ("/action-plans/", 4),
        ("/commitments/", 6),
        ("/members/?words=member&country=Mexico&region=Europe&level=local&sort=commitments", 4),
        ("/action-plans/?words=plan&year=2021&sort=member", 4),
        ("/commitments/?words=commitment&region=Europe&value=access-to-information&sort=title", 6),
        ("/commitments/?words=nothing&region=Europe&value=access-to-information&sort=title", 6),
    ],
)
def test_lists_ask_the_same_few_queries(client, django_assert_num_queries, number, url, queries):
    for at in range(number):
        member = MemberFactory(name=f"Member {at}", region="Europe")
        CommitmentFactory(member=member, ogp_values=[OgpValue.ACCESS])

    with django_assert_num_queries(queries):
        response = client.get(url)

    assert response.status_code == 200


@pytest.mark.parametrize("url", ["/members/", "/action-plans/", "/commitments/"])
def test_pages_set_no_cookies(client, url):
    commitment = CommitmentFactory()

    for page in (url, commitment.get_absolute_url(), commitment.member.get_absolute_url()):
        assert client.get(page).cookies == {}
