import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from evaluations import bylines
from evaluations.models import RemovedByline
from tests import scenes
from tests.evaluations.notifications.mails import sent_but_receipts
from tests.factories import EvaluatorFactory

pytestmark = pytest.mark.django_db


def lead_of(edition):
    return edition.report.lead


def names(edition):
    return list(edition.bylines.order_by("position").values_list("position", "evaluator"))


def colleague(edition):
    return scenes.evaluator_for(edition.report.member)


def test_the_lead_adds_a_colleague_last():
    edition = scenes.draft()
    other = colleague(edition)

    bylines.add(edition, other, by=lead_of(edition).user)

    assert names(edition) == [(1, lead_of(edition).pk), (2, other.pk)]


def test_nobody_stands_on_a_report_twice():
    edition = scenes.draft()

    with pytest.raises(ValidationError) as refusal:
        bylines.add(edition, lead_of(edition), by=lead_of(edition).user)

    assert refusal.value.code == "named"


def test_who_is_not_assigned_is_refused():
    edition = scenes.draft()

    with pytest.raises(ValidationError) as refusal:
        bylines.add(edition, EvaluatorFactory(), by=lead_of(edition).user)

    assert refusal.value.code == "unassigned"


def test_a_co_evaluator_names_nobody():
    edition = scenes.draft()
    other = colleague(edition)
    bylines.add(edition, other, by=lead_of(edition).user)

    with pytest.raises(PermissionDenied):
        bylines.add(edition, colleague(edition), by=other.user)


def test_the_order_is_changed_and_stops_at_the_ends():
    edition = scenes.draft()
    by = lead_of(edition).user
    second, last = (bylines.add(edition, colleague(edition), by=by) for _ in range(2))

    for _ in range(3):
        bylines.shift(edition, last.pk, steps=-1, by=by)

    assert names(edition) == [(1, last.evaluator_id), (2, lead_of(edition).pk), (3, second.evaluator_id)]


def test_the_lead_stays():
    edition = scenes.draft()

    with pytest.raises(ValidationError) as refusal:
        bylines.remove(edition, edition.bylines.get().pk, by=lead_of(edition).user)

    assert refusal.value.code == "lead"


def test_a_colleague_is_taken_off_once_however_often_it_is_asked():
    edition = scenes.draft()
    by = lead_of(edition).user
    byline = bylines.add(edition, colleague(edition), by=by)

    bylines.remove(edition, byline.pk, by=by)
    bylines.remove(edition, byline.pk, by=by)

    assert names(edition) == [(1, lead_of(edition).pk)]
    traces = RemovedByline.objects.values_list("edition", "evaluator", "by")
    assert list(traces) == [(edition.pk, byline.evaluator_id, by.pk)]


def test_who_was_taken_off_reviews_the_report_no_more_than_who_stands_on_it(django_capture_on_commit_callbacks):
    edition = scenes.draft()
    by = lead_of(edition).user
    taken_off, other = scenes.reviewer(), scenes.reviewer()
    evaluator = scenes.evaluator_for(edition.report.member, user=taken_off)
    bylines.remove(edition, bylines.add(edition, evaluator, by=by).pk, by=by)
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        scenes.submitted(edition)

    assert [told[0] for told in sent_but_receipts()] == [[other.email]]
    with pytest.raises(PermissionDenied):
        scenes.publish(edition, by=taken_off)
    scenes.publish(edition, by=other)
