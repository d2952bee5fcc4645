"""What the rows of the time before tell of the past is what the trail would have said, had there been one."""

import importlib

import pytest
from django.db import connection

from evaluations import comments, drafts, invitations, reviewing
from evaluations.models import Act, Move, StandingChange
from tests import scenes
from tests.evaluations.trail.sending import SENDINGS, lead_of
from tests.evaluations.trail.test_every_way import send
from tests.factories import CommentFactory, UserFactory
from tests.migrating import migrate_to, migrate_to_the_newest

pytestmark = pytest.mark.django_db

BEFORE = "0028_consultation"
# What could be done only later: the tables of the time before know neither it nor its mails.
SINCE = {
    "evaluations:discard",
    "evaluations:ask-to-respond",
    "evaluations:revoke-respondent",
    "evaluations:publish-response",
    "admin:evaluations_comment_outcome",
    "admin:evaluations_comment_pin",
    "evaluations:edit-comment",
    "evaluations:comments-of-report",
    "evaluations:undo-decision",
    "evaluations:withdraw-comment",
    "evaluations:erase-commenter",
    "evaluations:appeal",
    "evaluations:complain",
}
COLUMNS = ("kind", "report", "edition", "by", "role", "answer_key", "row")
# Of these no row is left that says who did it, or when; or one that says it otherwise; or scenes make it by hand.
UNTOLD = {
    "name-evaluator", "shift-evaluator", "remove-evidence", "take-back-justification",
    "accept-suggestion", "decline-suggestion", "reply", "revoke-invitation", "take-back-invitation",
    "decline-invitation",
    "sign", "declare", "justify",
    # There was no consultation before there was a trail.
    "open-consultation", "ask-contacts", "revoke-link", "end-consultation", "skip-consultation",
    "react", "take-back-reaction", "dispose",
}  # fmt: skip


def told():
    """Return what the trail says by now, less what is told otherwise of the past."""
    return sorted(Act.objects.exclude(kind__in=UNTOLD).values_list(*COLUMNS), key=str)


def everything_done():
    for route in SENDINGS.keys() - SINCE:
        for arrange in SENDINGS[route]:
            send(route, arrange())


def test_what_is_told_of_the_past_is_what_would_have_been_written_with_its_times_and_in_their_order():
    everything_done()
    scenes.imported()
    scenes.approved(scenes.draft())
    written, moves = told(), set(Move.objects.values_list("pk", "name", "at"))
    withdrawals = set(StandingChange.objects.filter(standing="withdrawn").values_list("at", flat=True))

    migrate_to(BEFORE)
    migrate_to_the_newest()

    assert told() == written
    acts = list(Act.objects.order_by("pk"))
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert {act.at for act in acts if act.kind == "withdraw"} == withdrawals
    assert moves <= {(act.row, act.kind, act.at) for act in acts}


def test_nothing_is_told_twice():
    edition = scenes.published()
    draft = drafts.correct(edition.report, by=lead_of(edition), reason="A figure.")
    comments.decide(CommentFactory(report=edition.report), "spam", by=scenes.moderator(), reason="Spam.")
    invitations.take_back(
        invitations.invite(draft, by=lead_of(edition), email="guest@example.org"), by=scenes.reviewer()
    )
    migration = importlib.import_module("evaluations.migrations.0030_tell_what_was_done")
    with connection.cursor() as cursor:
        cursor.execute(migration.TELL)
        first = list(Act.objects.order_by("pk").values())
        cursor.execute(migration.TELL)

    assert list(Act.objects.order_by("pk").values()) == first
    assert not Act.objects.filter(kind="revoke-invitation").exists()
    migrate_to("0029_acts")
    migrate_to_the_newest()
    assert list(Act.objects.order_by("pk").values()) == first


def test_nobody_is_made_up():
    edition = scenes.draft()
    invitation = invitations.invite(edition, by=lead_of(edition), email="guest@example.org")
    invitations.revoke(edition, invitation.pk, by=lead_of(edition))
    other = invitations.invite(edition, by=lead_of(edition), email="other@example.org")
    invitations.accept(other, by=(guest := UserFactory()), name="Ana Prueba")
    admin = UserFactory(is_superuser=True, is_staff=True)
    submitted = scenes.submitted()
    reviewing.declare(submitted, by=admin)

    migrate_to(BEFORE)
    migrate_to_the_newest()

    found = Act.objects.exclude(kind__in=["start", "submit", "sign", "justify"]).order_by("pk")
    assert list(found.values_list("kind", "by", "role", "edition")) == [
        ("invite", lead_of(edition).pk, "evaluator", edition.pk),
        ("revoke-invitation", None, "not-recorded", edition.pk),
        ("invite", lead_of(edition).pk, "evaluator", edition.pk),
        ("accept-invitation", guest.pk, "invited", edition.pk),
        ("declare", admin.pk, "administrator", submitted.pk),
    ]
