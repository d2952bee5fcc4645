"""What a row of the audit trail holds, and that nothing changes it."""

import pgtrigger
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from evaluations import comments, invitations, remarks, scheduling, trail, workflow
from evaluations.acts import ActKind
from evaluations.choices import MoveName
from evaluations.models import Act, Invitation
from tests import scenes
from tests.evaluations.trail.sending import lead_of
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def acts(edition, *columns):
    return list(Act.objects.filter(report=edition.report_id).order_by("pk").values_list(*columns))


def said(**kwargs):
    return Act.objects.with_said().filter(**kwargs).latest("pk").said


def test_a_report_s_acts_stand_in_one_list_in_their_order():
    edition = scenes.draft()
    invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    scenes.published(edition)

    assert acts(edition, "kind", "role", "edition") == [
        ("start", "evaluator", edition.pk),
        ("invite", "evaluator", edition.pk),
        ("submit", "evaluator", edition.pk),
        ("approve", "reviewer", edition.pk),
        ("revoke-invitation", "site", edition.pk),
        ("publish", "reviewer", edition.pk),
    ]


def test_a_row_names_what_it_is_about_and_when_it_was():
    edition = scenes.draft()

    move, act = edition.moves.get(), Act.objects.get()

    assert (act.row, act.by, act.report, act.words) == (move.pk, lead_of(edition), edition.report, "")
    assert move.at <= act.at <= timezone.now()


def test_what_a_command_does_is_the_site_s():
    scenes.imported()
    edition = scenes.made_due(scenes.scheduled())
    scheduling.publish_due()

    told = Act.objects.filter(by=None).order_by("pk").values_list("kind", "role")
    assert list(told) == [("start", "site"), ("publish-import", "site"), ("publish-scheduled", "site")]
    assert Act.objects.latest("pk").edition == edition


@pytest.mark.parametrize(("group", "role"), [(False, "administrator"), (True, "reviewer")])
def test_an_administrator_is_told_apart_from_who_is_a_reviewer(group, role):
    admin = scenes.reviewer(is_superuser=True) if group else UserFactory(is_superuser=True, is_staff=True)

    scenes.approve(scenes.submitted(), by=admin)

    assert Act.objects.latest("pk").role == role


def test_an_administrator_who_moderates_is_told_apart_too():
    comment = CommentFactory(report=scenes.published().report)

    comments.approve(comment, by=UserFactory(is_superuser=True, is_staff=True))

    assert Act.objects.latest("pk").role == "administrator"


def test_each_decision_about_a_comment_keeps_its_reason():
    comment = CommentFactory(report=scenes.published().report)
    first, second = scenes.moderator(), scenes.moderator()
    comments.reject(comment, by=first, reason="It names a child.")
    comments.approve(comment, by=second, reason="It does not.")

    told = Act.objects.filter(row=comment.pk, kind__endswith="comment").order_by("pk").values_list("by", "words")
    assert list(told) == [(first.pk, "It names a child."), (second.pk, "It does not.")]


def test_what_did_not_happen_is_not_told():
    edition = scenes.draft()
    before = Act.objects.count()

    with pytest.raises(ValidationError):
        workflow.perform(workflow.SUBMIT, edition, by=lead_of(edition))
    with transaction.atomic():
        invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
        transaction.set_rollback(True)

    assert Act.objects.count() == before


def test_resolving_twice_is_told_once():
    remark = scenes.remark(scenes.submitted())
    for _ in range(2):
        remarks.resolve(remark, by=remark.by)

    assert Act.objects.filter(kind="resolve").count() == 1


def test_what_was_said_is_read_where_it_stands_and_nobody_s_email():
    edition = scenes.submitted()
    remark = scenes.remark(edition, "1.2", "Say where.")
    remarks.reply(remark, "In the hall.", by=remark.by)
    scenes.send_back(edition, reason="See the remarks.")
    invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    taken_back = Invitation.objects.get()
    invitations.take_back(taken_back, by=scenes.reviewer(), reason="She is with the ministry.")

    kinds = ("remark", "reply", "return", "invite", "take-back-invitation")
    assert {kind: said(kind=kind) for kind in kinds} == {
        "remark": "Say where.",
        "reply": "In the hall.",
        "return": "See the remarks.",
        "invite": "",
        "take-back-invitation": "She is with the ministry.",
    }
    assert list(Act.objects.exclude(words="").values_list("kind", flat=True)) == ["take-back-invitation"]


def test_who_did_it_is_told_by_name_or_why_by_none():
    edition = scenes.draft()
    lead = lead_of(edition)
    rows = [
        trail.record(ActKind.DECLINE_INVITATION, edition, by=AnonymousUser()),
        trail.record(MoveName.UNSCHEDULE, edition, by=None),
        trail.record(MoveName.START, edition, by=lead),
        Act.objects.create(kind=ActKind.REVOKE_INVITATION, report=edition.report, role="not-recorded"),
    ]

    told = [row.who for row in rows]
    assert told == ["somebody without an account", "the site itself", edition.report.lead.name, "not recorded"]


ACT = {"kind": "start", "role": "site"}


@pytest.mark.parametrize(
    "change", [{"kind": "delete"}, {"role": "queen"}, {"role": "reviewer"}, {"role": "site", "by": True}]
)
def test_database_refuses_what_is_no_act(change):
    edition = scenes.draft()
    change = change | ({"by": lead_of(edition)} if "by" in change else {})

    with pytest.raises(DatabaseError, match=r"act_(kind|role)_is_known|act_is_somebodys"), transaction.atomic():
        Act.objects.create(report=edition.report, **(ACT | change))


def test_database_refuses_an_edition_of_another_report():
    edition, other = scenes.draft(), scenes.draft()

    with pytest.raises(DatabaseError, match="act_is_with_an_edition_of_its_report"), transaction.atomic():
        Act.objects.create(report=edition.report, edition=other, **ACT)


def by_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def change(act):
    act.words = "Something else."
    act.save()


ATTEMPTS = {
    "change": change,
    "change in bulk": lambda act: Act.objects.update(at=timezone.now()),
    "change by SQL": lambda act: by_sql("UPDATE evaluations_act SET by_id = NULL, role = 'site'"),
    "delete": lambda act: act.delete(),
    "delete in bulk": lambda act: Act.objects.all().delete(),
    "delete by SQL": lambda act: by_sql("DELETE FROM evaluations_act"),
    "delete who did it": lambda act: act.by.delete(),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_nothing_changes_or_takes_away_what_is_written(attempt):
    scenes.draft()
    before = list(Act.objects.values())

    with (
        pytest.raises((DatabaseError, ProtectedError), match=r"only grows|protected"),
        pgtrigger.ignore("evaluations.Act:act_is_only_appended"),  # which has no power over it
        transaction.atomic(),
    ):
        attempt(Act.objects.get())

    assert list(Act.objects.values()) == before
