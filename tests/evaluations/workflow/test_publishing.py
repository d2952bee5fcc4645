"""What the first publication gives, and what it gives for ever."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from evaluations import drafts
from evaluations.models import Edition, Report
from tests import scenes
from tests.factories import CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_first_publication_gives_number_date_and_slug():
    edition = scenes.published(scenes.draft(commitment=CommitmentFactory(title="Publish every contract")))

    report = Report.objects.get()
    assert (edition.number, report.slug, report.current) == (1, "publish-every-contract", edition)
    assert edition.published_at >= edition.submitted_at


def test_reports_with_one_title_get_slugs_of_their_own():
    title = "Publish every contract"
    member = MemberFactory(name="Toluca", country="Mexico")

    reports = [
        scenes.published(scenes.draft(commitment=CommitmentFactory(title=title, member=owner))).report
        for owner in (MemberFactory(), member, member)
    ]

    assert [report.slug for report in reports] == [
        "publish-every-contract",
        "publish-every-contract-toluca-mexico",
        f"publish-every-contract-toluca-mexico-{reports[2].number}",
    ]


@pytest.mark.parametrize("title", ["Ανοιχτά δεδομένα", "…", "x" * 900])
def test_every_title_yields_a_slug(title):
    edition = scenes.published(scenes.draft(commitment=CommitmentFactory(title=title)))

    slug = edition.report.slug
    assert slug
    assert len(slug) <= 150


def test_a_title_that_ends_in_a_number_takes_no_other_reports_slug():
    member = MemberFactory(name="Toluca", country="Mexico")
    third = scenes.submitted(scenes.draft(commitment=CommitmentFactory(member=member, title="Ledger")))
    taken = [f"ledger-toluca-mexico-{third.report.number}", f"ledger-toluca-mexico-{third.report.number}-2"]
    for title in ("Ledger", "Ledger Toluca Mexico", *taken):
        scenes.published(scenes.draft(commitment=CommitmentFactory(member=member, title=title)))

    scenes.publish(third)

    assert sorted(Report.objects.values_list("slug", flat=True)) == sorted(
        ["ledger", "ledger-toluca-mexico", *taken, f"{taken[0]}-3"]
    )


def test_slug_is_for_ever():
    edition = scenes.published()
    slug = edition.report.slug
    type(edition.report.commitment).objects.update(title="Something else altogether")

    successor = drafts.correct(edition.report, by=edition.report.lead.user, reason="The title changed.")
    scenes.published(successor)

    report = Report.objects.get()
    assert (report.slug, report.current, successor.number) == (slug, successor, 2)
    with pytest.raises(DatabaseError, match="its slug is for ever"):
        Report.objects.update(slug="another")


def test_a_translation_is_in_another_language():
    published = scenes.published()
    draft = drafts.correct(published.report, by=published.report.lead.user, reason="In Spanish.", change="translation")

    with pytest.raises(ValidationError) as refused:
        scenes.submitted(draft)
    assert refused.value.code == "language"
    Edition.objects.filter(pk=draft.pk).update(language="es")

    assert scenes.published(Edition.objects.get(pk=draft.pk)).language == "es"
