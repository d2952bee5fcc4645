"""Who does not review."""

import pytest
from django.urls import reverse

from tests import scenes
from tests.evaluations.views.review.visits import REASON, decide, page
from tests.factories import CommitmentFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [scenes.moderator, UserFactory, lambda: scenes.evaluator_for(MemberFactory()).user])
def test_others_are_refused(client, who):
    edition = scenes.submitted(scenes.draft(commitment=CommitmentFactory()))
    client.force_login(who())

    for name in ("review-queue", "start-results"):
        assert client.get(reverse(f"evaluations:{name}")).status_code == 403
    assert client.get(page(edition)).status_code == 403
    for move in ("return", "approve", "publish", "declare", "exempt"):
        assert decide(client, edition, move, seen=1, reason=REASON).status_code == 403
