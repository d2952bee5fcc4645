"""Which words beside the answers, kept in a browser, the site has by now."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluations import drafts, evidence, justifying, remarks, unlock_requests, workflow
from evaluations.evidence import Source
from evaluations.justifying import Sentence
from evaluations.models import Edition, Justification
from evaluations.signing import digest
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, written

pytestmark = pytest.mark.django_db

WHY = "The milestones asked for a study only."


def is_stored(client, edition, user, /, **words):
    client.force_login(user)
    data = {"kept": "here", "edition": edition.pk, **words}
    response = client.post(reverse("evaluations:kept-words", args=[edition.report_id]), data)
    assert response.status_code == HTTPStatus.OK
    return response.json()["answers"]["here"]["same"]


def test_a_sentence_that_justifies_a_flag_is_known_once_it_is_stored(client):
    edition = written(level_of_progress="limited", as_planned="all")
    lead, flag = edition.report.lead.user, flag_of(edition, 1)
    about = f"1 {flag.key}"
    assert not is_stored(client, edition, lead, kind="justification", about=about, text=WHY)

    justifying.justify(edition, {flag.name: Sentence(flag.mark, "", WHY)}, by=lead)

    assert is_stored(client, edition, lead, kind="justification", about=about, text=f" {WHY}\r\n")
    assert not is_stored(client, edition, lead, kind="justification", about=about, text=WHY[:-1])
    assert not is_stored(client, edition, lead, kind="reply", about=about, text=WHY)


@pytest.mark.parametrize("about", ["6 1.1", "1 1.2", "1", "x 1.1", f"{10**9} 1.1", "\x001 1.1\x00.", ""])
def test_the_same_sentence_about_another_flag_is_not_stored(client, about):
    edition = written(level_of_progress="limited", as_planned="all")
    lead, flag = edition.report.lead.user, flag_of(edition, 1)
    justifying.justify(edition, {flag.name: Sentence(flag.mark, "", WHY)}, by=lead)

    assert not is_stored(client, edition, lead, kind="justification", about=about, text=WHY)


def test_a_sentence_about_what_the_rule_found_before_the_last_one_is_not_stored(client):
    edition = written(level_of_progress="limited", as_planned="all")
    lead, flag = edition.report.lead.user, flag_of(edition, 1)
    justifying.justify(edition, {flag.name: Sentence(flag.mark, "", WHY)}, by=lead)
    row = Justification.objects.get()
    row.pk, row.mark, row.text, row.at = None, "of another text", "Another reason.", timezone.now()
    row.save()

    told = [is_stored(client, edition, lead, kind="justification", about=f"1 {flag.key}", text=text)
            for text in (WHY, "Another reason.")]  # fmt: skip

    assert told == [False, True]


def test_a_reply_is_known_also_when_the_report_is_submitted_again(client):
    edition, reviewer = scenes.submitted(), scenes.reviewer()
    remark = scenes.remark(edition, "", "Say where.", by=reviewer)
    scenes.send_back(edition, by=reviewer, reason="See the remark.")
    lead = edition.report.lead.user
    remarks.reply(remark, "In the archive.", by=lead)
    assert is_stored(client, edition, lead, kind="reply", about=remark.pk, text="In the archive.")

    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead)

    assert is_stored(client, edition, lead, kind="reply", about=remark.pk, text="In the archive.")


def test_the_same_reply_to_another_remark_is_not_stored(client):
    edition, reviewer = scenes.submitted(), scenes.reviewer()
    first, second = [scenes.remark(edition, "", text, by=reviewer) for text in ("Say where.", "Say when.")]
    scenes.send_back(edition, by=reviewer, reason="See the remarks.")
    lead = edition.report.lead.user
    remarks.reply(first, "Done as you asked.", by=lead)

    told = [is_stored(client, edition, lead, kind="reply", about=about, text="Done as you asked.")
            for about in (first.pk, second.pk, "")]  # fmt: skip

    assert told == [True, False, False]


def test_a_source_is_known_where_all_of_it_is_stored_and_not_where_only_its_title_is(client):
    edition, lead = with_a_link()

    source = {"kind": "evidence", "about": "1.2.evidence", "name": "Decree 14"}
    assert is_stored(client, edition, lead, **source, url="example.org/decree")
    assert not is_stored(client, edition, lead, **source, quotation="Words of it.")


@pytest.mark.parametrize("about", ["1.3.evidence", "1.2", ""])
def test_the_same_source_of_another_answer_is_not_stored(client, about):
    edition, lead = with_a_link()

    assert not is_stored(client, edition, lead, kind="evidence", about=about, url="example.org/decree")


def test_of_another_edition_nothing_is_known(client):
    edition, lead = with_a_link()
    words = {"kind": "evidence", "about": "1.2.evidence", "url": "example.org/decree"}
    draft = drafts.correct(scenes.published(edition).report, by=lead, reason="A wrong date.")
    assert is_stored(client, draft, lead, **words)

    draft.evidence_set.all().delete()

    told = [is_stored(client, edition, lead, **words | named)
            for named in ({}, {"edition": draft.pk}, {"edition": scenes.draft().pk}, {"edition": ""})]  # fmt: skip
    assert told == [True, False, False, False]


def with_a_link():
    edition = scenes.draft()
    lead = edition.report.lead.user
    cited = Source(url="https://example.org/decree", name="Decree 14")
    evidence.cite(edition, edition.form.taking_files("1.2.evidence"), cited, by=lead)
    return edition, lead


def test_the_reason_for_a_missing_signature_is_known_once_it_is_stored(client):
    edition, lead = submitted_unsigned(client)

    assert is_stored(client, edition, lead, kind="unsigned", unsigned_reason=f"{WHY}\nTwice.")


def test_the_reason_of_an_earlier_submission_is_not_that_of_the_next(client):
    edition, lead = submitted_unsigned(client)

    scenes.send_back(edition)

    assert not is_stored(client, edition, lead, kind="unsigned", unsigned_reason=f"{WHY}\nTwice.")


def submitted_unsigned(client):
    edition = scenes.draft_of_two()
    lead = edition.report.lead.user
    assert not is_stored(client, edition, lead, kind="unsigned", unsigned_reason=f"{WHY}\nTwice.")
    data = {"shown": digest(edition), "sign": "1", "reason": f"{WHY}\r\nTwice."}
    client.post(reverse("evaluations:submit", args=[edition.report_id]), data)
    return Edition.objects.get(pk=edition.pk), lead


def returned_for_the_lesson():
    edition = scenes.submitted()
    scenes.remark(edition, "3", "Say which lesson.")
    scenes.send_back(edition)
    edition = Edition.objects.get(pk=edition.pk)
    return edition, edition.report.lead.user


def test_why_more_is_to_be_opened_is_known_once_it_is_asked(client):
    edition, lead = returned_for_the_lesson()
    words = {"kind": "unlocking", "reason": f"{WHY}\nTwice."}
    assert not is_stored(client, edition, lead, about="", **words)

    request = unlock_requests.ask(edition, ["1.2"], f"{WHY}\r\nTwice.", by=lead)

    assert is_stored(client, edition, lead, about="", **words)
    assert not is_stored(client, edition, lead, about=request.pk, **words)


def test_why_there_is_to_be_a_new_edition_is_known_once_it_is_opened_by_whoever_opens_it(client):
    edition, reviewer = scenes.published(), scenes.reviewer()
    lead = edition.report.lead.user
    words = {"kind": "correction", "change_reason": f"{WHY}\nTwice."}
    assert not is_stored(client, edition, lead, **words)

    client.force_login(reviewer)
    client.post(reverse("evaluations:correct", args=[edition.report_id]), {"reason": f"{WHY}\r\nTwice."})

    assert [is_stored(client, edition, user, **words) for user in (lead, reviewer)] == [True, True]
    assert not is_stored(client, edition.report.unpublished, reviewer, **words)


def test_of_one_that_was_discarded_it_is_none_any_more(client):
    edition = scenes.published()
    lead = edition.report.lead.user
    draft = drafts.correct(edition.report, by=lead, reason=WHY)
    workflow.perform(workflow.DISCARD, draft, by=lead, reason="Begun by mistake.")

    assert not is_stored(client, edition, lead, kind="correction", change_reason=WHY)


def test_a_reviewer_who_may_open_a_new_edition_is_told_that_there_is_none_yet(client):
    edition = scenes.published()

    assert not is_stored(client, edition, scenes.reviewer(), kind="correction", change_reason=WHY)


def test_of_what_others_wrote_she_is_told_nothing(client):
    edition = scenes.published()
    client.force_login(scenes.reviewer())
    data = {"kept": "here", "edition": edition.pk, "kind": "reply", "about": "1", "text": WHY}

    response = client.post(reverse("evaluations:kept-words", args=[edition.report_id]), data)

    assert (response.status_code, response.json()["reason"]) == (HTTPStatus.FORBIDDEN, "permission")


@pytest.mark.parametrize("words", [{"kind": "evidence"}, {"kind": "evidence", "url": "no link"}, {"kind": "?"}, {}])
def test_of_what_cannot_be_stored_it_is_said_that_it_is_not(client, words):
    edition = scenes.draft()

    assert not is_stored(client, edition, edition.report.lead.user, **words)
