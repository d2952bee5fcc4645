"""The pages where a report is made ask the database as often for much evidence and many people as for few."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import scenes
from tests.evaluations.views.desk.visits import lead, signed_in, url
from tests.factories import EvidenceFactory, stored

from .sections import url_of

pytestmark = pytest.mark.django_db


def backed(many):
    """Return an open report with so many colleagues, and so many files and links under each of some questions."""
    edition = scenes.answered(scenes.draft())
    for _ in range(many):
        edition.add_byline(scenes.evaluator_for(edition.report.member))
    for question in edition.form.questions[: many + 1]:
        for number in range(many):
            file = stored(f"{question.key} {number}".encode())
            EvidenceFactory(edition=edition, answer_key=question.evidence.key, is_file=True, stored_file=file)
            EvidenceFactory(edition=edition, answer_key=question.evidence.key)
    return scenes.signed(edition)


def asked(user, page):
    """Return how many queries a page takes for somebody who has been there before."""
    client = signed_in(user)
    client.get(page)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page)
    assert response.status_code == 200, page
    return len(queries)


def counts(many):
    edition = backed(many)
    user = lead(edition)
    told = {name: asked(user, url(name, edition)) for name in ("check", "flags", "task-list", "evaluators")}
    told["section"] = asked(user, url_of(edition, "openness"))
    told["evidence"] = asked(user, reverse("evaluations:evidence-of", args=[edition.report_id, "1.3"]))
    scenes.submitted(edition)
    told["submitted"] = asked(user, url("task-list", edition))
    told["review"] = asked(scenes.reviewer(), reverse("evaluations:review", args=[edition.report_id]))
    return told


def test_as_few_for_many_as_for_one():
    assert counts(1) == counts(6)
