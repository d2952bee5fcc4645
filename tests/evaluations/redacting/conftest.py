"""Who redacts, and the report of which she does."""

import pytest

from evaluations import drafts, redacting
from tests import scenes
from tests.evaluations.redacting.forbidden import COURT, WORDS
from tests.factories import UserFactory


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def report():
    """Return a report of two editions which both say what is forbidden, the second in other words."""
    first = scenes.published(factors=WORDS)
    draft = drafts.correct(first.report, by=scenes.reviewer(), reason="A date was wrong.")
    return scenes.published(draft, factors=f"{WORDS} In May.").report


@pytest.fixture
def redact(administrator):
    def redact(report, *paths, reason=COURT, by=administrator, **more):
        edition = redacting.redact(report, paths, reason=reason, by=by, **more)
        report.refresh_from_db()
        return edition

    return redact
