import pytest

from commitments.sitemaps import ActionPlanSitemap, CommitmentSitemap, MemberSitemap
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


def test_every_page_is_listed(django_assert_num_queries):
    commitment = CommitmentFactory()

    with django_assert_num_queries(3):
        listed = [
            [sitemap.location(item) for item in sitemap.items()]
            for sitemap in (MemberSitemap(), ActionPlanSitemap(), CommitmentSitemap())
        ]

    assert listed == [
        [commitment.member.get_absolute_url()],
        [commitment.action_plan.get_absolute_url()],
        [commitment.get_absolute_url()],
    ]
