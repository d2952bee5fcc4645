"""What those who write a report read of what contacts said of it."""

import pytest
from django.urls import reverse

from tests import scenes
from tests.evaluations.views.review import visits

pytestmark = pytest.mark.django_db


def url(edition, name="desk-consultation"):
    return reverse(f"evaluations:{name}", args=[edition.report_id])


@pytest.fixture
def said(client):
    """Return a reaction in a consultation that is open; its report's lead is signed in."""
    said = scenes.reaction(scenes.asked(), text="It was June, I say.")
    client.force_login(said.edition.report.lead.user)
    return said


def test_nothing_while_contacts_read(client, said):
    words = visits.words_of(client.get(url(said.edition)))

    assert "They are reading it now." in words
    assert said.text not in words


def test_everything_when_it_is_over_but_who_spoke_in_confidence(client, said):
    secret = scenes.reaction(
        said.consulted.consultation, text="Ask the auditor first.", side="civil-society", is_confidential=True
    )
    scenes.ended(said.consulted.consultation)
    scenes.dispose(said, "kept", "The minutes say May.")

    words = visits.words_of(client.get(url(said.edition)))

    assert (
        "Marta Ríos, Point of contact (Government) It was June, I say. Kept as it was , because: The minutes" in words
    )
    assert f"In confidence {secret.text}" in words
    assert "Tomasa" not in words
    assert "Civil society" not in words.replace("of its civil society", "")


def test_the_desk_leads_there(client, said):
    edition = said.edition
    before = client.get(url(edition, "task-list"))
    scenes.ended(said.consulted.consultation)
    scenes.send_back(edition)
    after = client.get(url(edition, "task-list"))

    assert url(edition) in before.text
    assert url(edition) in after.text
    assert "1 reaction" in visits.words_of(after)


def test_nobody_was_asked(client):
    edition = scenes.approved()
    client.force_login(edition.report.lead.user)

    assert scenes.NOBODY_ASKED in client.get(url(edition)).text


def test_not_for_others(client, said):
    client.force_login(scenes.evaluator_for(said.edition.report.member).user)

    assert client.get(url(said.edition)).status_code == 404
