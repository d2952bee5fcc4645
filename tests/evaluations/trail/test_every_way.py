"""Whoever does something to a report, by whatever page, is in the audit trail: who, in which role, what, to which."""

from fnmatch import fnmatch

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.account import account_mark
from evaluations.models import Act, Edition
from evaluations.models.act import KINDS
from evaluations.saving import token
from tests import scenes
from tests.evaluations.trail.sending import LEAVES_NO_TRACE, SENDINGS, lead_of
from tests.matrix import tables
from tests.matrix.world import ROLES

pytestmark = pytest.mark.django_db

WAYS = [(route, arrange) for route, ways in SENDINGS.items() for arrange in ways]
STAFF = [ROLES.index(role) for role in ("reviewer", "moderator", "admin")]
# What the site does by itself, or who is in no page's way: test_recording.py, redacting/.
BY_THE_SITE = {"publish-scheduled", "publish-import", "publish-redaction", "redact"}


def send(route, sending):
    client = Client()
    if sending.who:
        client.force_login(sending.who)
    return client.post(reverse(route, args=sending.args), sending.data)


@pytest.mark.parametrize(("route", "arrange"), WAYS, ids=[arrange.__name__ for _route, arrange in WAYS])
def test_what_is_done_is_written_once_with_who_did_it(route, arrange):
    sending = arrange()
    before = list(Act.objects.values_list("pk", flat=True))

    response = send(route, sending)

    acts = Act.objects.exclude(pk__in=before).order_by("pk")
    assert response.status_code in (200, 201, 302)
    assert [(act.kind, act.role, act.answer_key) for act in acts] == sending.acts
    # Of whoever changes her own comment the trail keeps no name: she may have herself erased.
    assert {act.by for act in acts} <= {None if act.role == "commenter" else sending.who for act in acts}
    assert [act.edition.report_id for act in acts] == [act.report_id for act in acts]


def takes_something(route, rows):
    """Whether somebody can send something there: nobody who is signed in is answered that nothing can be."""
    if route.startswith("admin:"):
        return bool({row[column] for row in rows for column in STAFF} & {200, 302})
    return 405 not in {status for row in rows for status in row[1:]}


def test_every_way_of_changing_a_report_is_in_the_trail_or_is_said_to_leave_no_trace():
    rows = {}
    for route, _states, statuses in tables.rows(tables.POST):
        rows.setdefault(route, []).append(statuses)
    ways = {
        route
        for route, answers in rows.items()
        if route.startswith(("evaluations:", "admin:evaluations_")) and takes_something(route, answers)
    }

    patterns = [pattern for patterns in LEAVES_NO_TRACE.values() for pattern in patterns]
    silent = {route for route in ways for pattern in patterns if fnmatch(route, pattern)}
    assert ways - silent == set(SENDINGS)
    assert [pattern for pattern in patterns if not any(fnmatch(route, pattern) for route in ways)] == []


def test_every_kind_of_act_is_done_here():
    done = {"submit", "invite", *BY_THE_SITE}
    for _route, arrange in WAYS:
        done |= {kind for kind, _role, _key in arrange().acts}

    assert set(KINDS) - done == set()


def test_saving_answers_leaves_no_trace():
    edition = scenes.draft()
    before = Act.objects.count()
    client, stored, lead = Client(), [""], lead_of(edition)
    client.force_login(lead)

    for name, *more in (("autosave",), ("edit-section", "completion")):
        where = reverse(f"evaluations:{name}", args=[edition.report_id, *more])
        data = {"q-1-2": f"Elections, by {name}.", "opened-q-1-2": token(stored[-1]), "account": account_mark(lead)}
        client.post(where, data)
        stored.append(Edition.objects.get(pk=edition.pk).factors)

    assert stored == ["", "Elections, by autosave.", "Elections, by edit-section."]
    assert Act.objects.count() == before
