"""An act holds its report, and so does a move, before it wants the edition: whoever acts takes them in this order."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from evaluations import evidence, justifying, signing
from evaluations.evidence import Source
from evaluations.justifying import Sentence
from evaluations.models import Act, Edition, Report
from evaluations.saving import token
from tests import scenes
from tests.at_once import waiting
from tests.evaluations.coherence.raising import flag_of, written
from tests.evaluations.trail.sending import lead_of

pytestmark = pytest.mark.django_db(transaction=True)


def cite(edition):
    prompt = edition.form.taking_files("2.1.1.evidence")
    return evidence.cite(edition, prompt, Source(url="https://example.org/"), by=lead_of(edition))


def detach(edition):
    return evidence.detach(edition, edition.evidence_set.get().pk, by=lead_of(edition))


def justify(edition):
    flag = flag_of(edition, 1)
    return justifying.justify(edition, {flag.name: Sentence(flag.mark, token(""), "A study.")}, by=lead_of(edition))


def sign(edition):
    return signing.sign(edition, shown=signing.digest(edition), by=lead_of(edition))


def with_evidence():
    edition = scenes.draft()
    edition.evidence_set.create(answer_key="2.1.1.evidence", position=1, kind="link", url="https://example.org/")
    return edition


def flagged():
    return written(scenes.draft(), level_of_progress="limited", as_planned="all")


@pytest.mark.parametrize(
    ("scene", "act", "kind"),
    [
        (scenes.draft, cite, "add-evidence"),
        (with_evidence, detach, "remove-evidence"),
        (flagged, justify, "justify"),
        (scenes.draft_of_two, sign, "sign"),
    ],
)
def test_who_acts_waits_for_the_report_and_holds_nothing_meanwhile(scene, act, kind):
    edition = scene()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Report.objects.select_for_update().get(pk=edition.report_id)
            done = waiting(pool, lambda: act(Edition.objects.get(pk=edition.pk)))
            Edition.objects.select_for_update(nowait=True).get(pk=edition.pk)

        done.result()
        assert Act.objects.filter(kind=kind).count() == 1
