"""A report and a request whose words plain text must carry as they were typed."""

import pytest

from evaluations import bylines
from evaluations.models import AssignmentRequest, Mail
from tests import scenes
from tests.evaluations.notifications.mails import SITE, TITLE
from tests.factories import CommitmentFactory, MemberFactory, UserFactory


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def member():
    return MemberFactory(name="Toluca", country="Mexico")


@pytest.fixture
def draft(member):
    lead = scenes.evaluator_for(member, name="Ana O'Farril & Co", email="private@example.org")
    return scenes.draft(commitment=CommitmentFactory(member=member, title=TITLE), evaluator=lead)


@pytest.fixture
def request_for_toluca(member):
    person = UserFactory(email="asks@example.org")
    return AssignmentRequest.objects.create(
        user=person, member=member, name="Ana O'Farril", organisation="Ojo & Voz", message="I <know> the “city”.\n\nAna"
    )


@pytest.fixture
def named(draft, member):
    """Return the mail to Berta, who was put on a report; it waits."""
    Mail.objects.all().delete()
    bylines.add(draft, scenes.evaluator_for(member, name="Berta"), by=draft.report.lead.user)
    return Mail.objects.get()
