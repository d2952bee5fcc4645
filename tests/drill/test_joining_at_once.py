"""A guest accepts her invitation while the lead submits the report, again and again: one of them comes first."""

import random
import time
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from evaluations import invitations, signing, workflow
from evaluations.models import Byline, Edition, Move
from tests import scenes
from tests.at_once import at_once
from tests.factories import UserFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

ROUNDS = 100
STAGGER = 0.02  # seconds by which either may come later: so that now the one wins, now the other
TOO_LATE = "The report is with its reviewers, or published: nobody can join it now."


def after_a_moment(moment, act):
    time.sleep(moment)
    return act()


def play(rng, *, reason):
    """Return the edition, and what became of accepting and of submitting."""
    edition = scenes.signed(scenes.answered(scenes.draft()))
    lead, guest = edition.report.lead.user, UserFactory()
    invitation = invitations.invite(edition, by=lead, email=guest.email)
    shown = signing.digest(edition)
    actions = (
        lambda: invitations.accept(invitation, by=guest, name="Ana Núñez"),
        lambda: workflow.perform(
            workflow.SUBMIT, Edition.objects.get(pk=edition.pk), by=lead, reason=reason, shown=shown
        ),
    )
    results = at_once(*(partial(after_a_moment, rng.uniform(0, STAGGER), act) for act in actions))
    return Edition.objects.get(pk=edition.pk), *results


def told(error):
    """Return the sentence of a refusal; anything else, a deadlock above all, is a failure."""
    assert isinstance(error, ValidationError), repr(error)
    return error.messages


def standing(edition):
    """Return of the guest's byline whether it lacks a signature; nothing where she does not stand there."""
    return list(edition.bylines.filter(name="Ana Núñez").values_list("signed_at", "lacks_signature"))


def check_that_she_came_too_late(edition, accepted):
    assert told(accepted) == [TOO_LATE]
    assert (standing(edition), edition.status, edition.unsigned_reason) == ([], "submitted", "")


def test_without_a_reason_her_signature_is_wanted_or_she_comes_too_late():
    rng, joined = random.Random(1), 0  # noqa: S311 -- no secret

    for _ in range(ROUNDS):
        edition, accepted, submitted = play(rng, reason="")
        if isinstance(accepted, Byline):
            joined += 1
            assert told(submitted) == ["Without the signature of Ana Núñez the report is submitted only with a reason."]
            assert (standing(edition), edition.status) == ([(None, False)], "draft")
        else:
            assert isinstance(submitted, Move)
            check_that_she_came_too_late(edition, accepted)

    assert 0 < joined < ROUNDS


def test_with_a_reason_her_signature_is_recorded_as_lacking_or_she_comes_too_late():
    rng, joined = random.Random(2), 0  # noqa: S311 -- no secret

    for _ in range(ROUNDS):
        edition, accepted, submitted = play(rng, reason="She is on leave.")
        assert isinstance(submitted, Move)
        if isinstance(accepted, Byline):
            joined += 1
            assert standing(edition) == [(None, True)]
            assert (edition.status, edition.unsigned_reason) == ("submitted", "She is on leave.")
        else:
            check_that_she_came_too_late(edition, accepted)

    assert 0 < joined < ROUNDS
