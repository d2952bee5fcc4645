"""Which words beside the answers, kept in a browser, the site has by now."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from evaluations import evidence, justifying, remarks, workflow
from evaluations.evidence import Source
from evaluations.justifying import Sentence
from evaluations.signing import digest
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, written

pytestmark = pytest.mark.django_db

WHY = "The milestones asked for a study only."


def is_stored(client, edition, user, **words):
    client.force_login(user)
    response = client.post(reverse("evaluations:kept-words", args=[edition.report_id]), {"kept": "here", **words})
    assert response.status_code == HTTPStatus.OK
    return response.json()["answers"]["here"]["same"]


def test_a_sentence_that_justifies_a_flag_is_known_once_it_is_stored(client):
    edition = written(level_of_progress="limited", as_planned="all")
    lead, flag = edition.report.lead.user, flag_of(edition, 1)
    assert not is_stored(client, edition, lead, kind="justification", text=WHY)

    justifying.justify(edition, {flag.name: Sentence(flag.mark, "", WHY)}, by=lead)

    assert is_stored(client, edition, lead, kind="justification", text=f" {WHY}\r\n")
    assert not is_stored(client, edition, lead, kind="justification", text=WHY[:-1])
    assert not is_stored(client, edition, lead, kind="reply", text=WHY)


def test_a_reply_is_known_also_when_the_report_is_submitted_again(client):
    edition, reviewer = scenes.submitted(), scenes.reviewer()
    remark = scenes.remark(edition, "", "Say where.", by=reviewer)
    scenes.send_back(edition, by=reviewer, reason="See the remark.")
    lead = edition.report.lead.user
    remarks.reply(remark, "In the archive.", by=lead)
    assert is_stored(client, edition, lead, kind="reply", text="In the archive.")

    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead)

    assert is_stored(client, edition, lead, kind="reply", text="In the archive.")


def test_a_source_is_known_where_all_of_it_is_stored_and_not_where_only_its_title_is(client):
    edition = scenes.draft()
    lead = edition.report.lead.user
    cited = Source(url="https://example.org/decree", name="Decree 14")
    evidence.cite(edition, edition.form.taking_files("1.2.evidence"), cited, by=lead)

    assert is_stored(client, edition, lead, kind="evidence", url="example.org/decree", name="Decree 14")
    assert not is_stored(client, edition, lead, kind="evidence", name="Decree 14", quotation="Words of it.")


def test_the_reason_for_a_missing_signature_is_known_once_it_is_stored(client):
    edition = scenes.draft_of_two()
    lead = edition.report.lead.user
    assert not is_stored(client, edition, lead, kind="unsigned", unsigned_reason=f"{WHY}\nTwice.")

    data = {"shown": digest(edition), "sign": "1", "reason": f"{WHY}\r\nTwice."}
    client.post(reverse("evaluations:submit", args=[edition.report_id]), data)

    assert is_stored(client, edition, lead, kind="unsigned", unsigned_reason=f"{WHY}\nTwice.")


@pytest.mark.parametrize("words", [{"kind": "evidence"}, {"kind": "evidence", "url": "no link"}, {"kind": "?"}, {}])
def test_of_what_cannot_be_stored_it_is_said_that_it_is_not(client, words):
    edition = scenes.draft()

    assert not is_stored(client, edition, edition.report.lead.user, **words)
