"""The queue."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from evaluations.models import Edition
from tests import scenes
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


class TestQueue:
    def test_oldest_stands_first(self, client, reviewer):
        editions = [scenes.submitted() for _ in range(3)]
        for days, edition in zip((1, 3, 2), editions, strict=True):
            Edition.objects.filter(pk=edition.pk).update(submitted_at=edition.submitted_at - timedelta(days=days))

        response = client.get(reverse("evaluations:review-queue"))

        assert list(response.context["page_obj"]) == [editions[1], editions[2], editions[0]]

    def test_row_tells_age_member_lead_and_kind(self, client, reviewer):
        edition = scenes.submitted()
        Edition.objects.update(submitted_at=edition.submitted_at - timedelta(days=3, hours=2))

        response = client.get(reverse("evaluations:review-queue"))

        report, submitted_at = edition.report, Edition.objects.get().submitted_at
        row = " ".join(
            re.sub(r"<[^>]+>", " ", response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]).split()
        )
        age = f"3\xa0days, 2\xa0hours, since {submitted_at.day} {submitted_at:%B %Y}"
        assert row.replace("&#x27;", "'") == " ".join(
            f"{report.commitment.title} {report.member.title} {report.lead.name} End of Commitment Report {age}".split()
        )

    def test_only_what_was_submitted_waits(self, client, reviewer):
        waiting = scenes.submitted()
        scenes.draft()
        scenes.returned()
        scenes.published()

        response = client.get(reverse("evaluations:review-queue"))

        assert list(response.context["page_obj"]) == [waiting]
        assert (response.context["returned_count"], response.context["draft_count"]) == (1, 1)

    def test_what_reviewers_write_is_at_hand(self, client, reviewer):
        results, orphan = scenes.results_draft(), scenes.draft(commitment=CommitmentFactory())
        orphan.report.lead.assignments.all().delete()
        scenes.submitted(scenes.results_draft())
        scenes.draft()

        response = client.get(reverse("evaluations:review-queue"))

        assert list(response.context["own_editions"]) == [orphan, results]
        assert f'href="/desk/{orphan.report.number}/"' in response.text

    @pytest.mark.parametrize("rows", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, reviewer, rows, django_assert_num_queries):
        for _ in range(rows):
            scenes.submitted()
            scenes.results_draft()
            scenes.submitted(scenes.results_draft())
            scenes.draft().report.lead.assignments.all().delete()

        # Session, account, its groups; the page's count and rows; two counts; what reviewers write; whether she
        # evaluates, too.
        with django_assert_num_queries(7):
            client.get(reverse("evaluations:review-queue"))
