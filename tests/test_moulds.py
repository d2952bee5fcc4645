"""What comes out of a mould is what playing the scene would have made."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from commitments.models import Member
from evaluations import drafts
from evaluations.choices import Status
from tests import moulds, scenes

pytestmark = pytest.mark.django_db

SCENES = [scenes.draft, scenes.submitted, scenes.returned, scenes.approved, scenes.published]


@pytest.fixture
def cast(passes_triggers_by, monkeypatch):
    """Return what casts a scene for this test alone."""
    if not passes_triggers_by:
        pytest.skip("the database server does not let the tests copy rows")
    monkeypatch.setattr(moulds, "_moulds", {})
    return moulds.cast


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_it_gives_as_many_rows_of_each_kind_as_playing(cast, scene):
    cast(scene, times=2)

    copied = rows_of(scene)

    moulds._moulds.clear()
    assert copied == rows_of(scene)


def rows_of(scene):
    """Return how many rows each table has where a scene is asked for twice, and in which states the reports are."""
    with transaction.atomic(), moulds.stage():
        states = [scene().status for _ in range(2)]
        counts = {model._meta.label: model._default_manager.count() for model in apps.get_models()}
        transaction.set_rollback(True)
    return states, counts


def test_casting_leaves_nothing(cast):
    cast(scenes.published, times=1)

    assert not Member.objects.exists()


def test_it_costs_one_statement(cast, django_assert_num_queries):
    cast(scenes.published, times=1)

    with django_assert_num_queries(1):
        scenes.published()


def test_each_performance_is_another_report_and_then_the_scene_is_played(cast):
    cast(scenes.published, times=2)

    reports = [scenes.published().report for _ in range(3)]

    assert len({report.slug for report in reports}) == 3
    assert len({report.member.name for report in reports}) == 3


def test_the_seal_of_what_came_out_holds(cast, capsys):
    cast(scenes.published, times=1)
    scenes.published()

    call_command("verify_record")

    assert "1 edition" in capsys.readouterr().out


def test_what_came_out_goes_on(cast):
    cast(scenes.submitted, times=1)

    edition = scenes.publish(scenes.submitted())
    correction = scenes.published(drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong."))

    assert (edition.status, correction.status, correction.number) == (Status.PUBLISHED, Status.PUBLISHED, 2)


def test_off_the_stage_everything_is_played(cast, django_assert_num_queries):
    cast(scenes.draft, times=1)

    with moulds.stage(None):
        first, second = scenes.draft(), scenes.draft()

    assert first.pk != second.pk
    with django_assert_num_queries(1):
        scenes.draft()
