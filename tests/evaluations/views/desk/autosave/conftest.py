import pytest

from evaluations import bylines
from tests import scenes

from .writers import Writer


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def sit_down(browser, live_server, edition):
    """Return a function that brings an evaluator, by default the lead, to the report."""
    writers = []

    def arrive(user=None):
        writers.append(Writer(browser, live_server.url, edition, user or edition.report.lead.user))
        return writers[-1]

    yield arrive
    for writer in writers:
        writer.context.close()


@pytest.fixture
def colleague(edition):
    evaluator = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, evaluator, by=edition.report.lead.user)
    return evaluator.user
