"""Two evaluators save the same section at the same moment, again and again: no word of either is lost."""

import html
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from evaluations import bylines
from evaluations.models import Edition
from tests import scenes

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]

ROUNDS = 200
# Each writes one answer of her own, and both write the third.
OWN = {"first": "q-1-1-explanation", "second": "q-1-2"}
COMMON = "q-1-3-explanation"
COLUMNS = {"q-1-1-explanation": "progress_explanation", "q-1-2": "factors", COMMON: "as_planned_explanation"}


@pytest.fixture
def edition():
    draft = scenes.draft()
    bylines.add(draft, scenes.evaluator_for(draft.report.member), by=draft.report.lead.user)
    return draft


@pytest.fixture
def writers(edition):
    """Return by name the signed-in client of each of the two."""
    writers = {}
    for name, byline in zip(OWN, edition.bylines.order_by("position"), strict=True):
        writers[name] = Client()
        writers[name].force_login(byline.evaluator.user)
    return writers


def fields_of(client, url):
    """Return the form of a section as a browser would send it."""
    form = next(form for form in lxml_html.fromstring(client.get(url).content).forms if COMMON in form.fields)
    return {name: value for name, value in form.form_values() if isinstance(value, str)}


def save(client, url, fields, gate):
    """Send the form when the other one is ready too, and return status and page."""
    try:
        gate.wait(timeout=30)
        response = client.post(url, fields)
        return response.status_code, html.unescape(response.content.decode())
    finally:
        connections.close_all()


def test_no_word_is_lost_when_two_save_at_once(edition, writers):
    url = reverse("evaluations:edit-section", args=[edition.report_id, "completion"])
    gate, conflicts = Barrier(2), 0

    with ThreadPoolExecutor(2) as pool:
        for number in range(ROUNDS):
            typed = {
                name: {own: f"{own} by {name}, round {number}", COMMON: f"by {name}, round {number}"}
                for name, own in OWN.items()
            }
            forms = {name: fields_of(client, url) | typed[name] for name, client in writers.items()}
            sent = {name: pool.submit(save, writers[name], url, forms[name], gate) for name in OWN}
            answers = {name: future.result(timeout=60) for name, future in sent.items()}
            conflicts += check_round(Edition.objects.get(pk=edition.pk), typed, answers)

    assert conflicts == ROUNDS


def check_round(stored, typed, answers):
    """Find every word that was typed: stored, or in its writer's own box beside what is stored. Count the conflicts."""
    for name, own in OWN.items():
        assert getattr(stored, COLUMNS[own]) == typed[name][own]
    winner = next(name for name in OWN if typed[name][COMMON] == getattr(stored, COLUMNS[COMMON]))
    loser = next(name for name in OWN if name != winner)
    assert answers[winner][0] == 302
    status, page = answers[loser]
    assert status == 409
    assert typed[loser][COMMON] in page
    assert typed[winner][COMMON] in page
    return 1
