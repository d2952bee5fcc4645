import pytest

from .visitors import Visitor


@pytest.fixture
def visit(browser, live_server):
    """Return a function that brings one more person to the site; in the end none may have met with a fault."""
    visitors = []

    def arrive(**options):
        visitors.append(Visitor(browser, live_server.url, **options))
        return visitors[-1]

    yield arrive
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
