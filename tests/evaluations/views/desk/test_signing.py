"""Each evaluator signs the very text before it is submitted."""

import pytest
from django.test import Client
from lxml import html

from evaluations import saving
from evaluations.models import Edition, Report
from evaluations.saving import token
from evaluations.signing import digest
from tests import scenes

from .visits import colleague, heading_of, lead, signed_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return scenes.draft_of_two()


def check(edition, user):
    return signed_in(user).get(url("check", edition))


def send(edition, user, to, **data):
    return signed_in(user).post(url(to, edition), {"shown": digest(edition), **data}, follow=True)


def signers(page):
    """Return name and state of everybody who signs, as a page tells them."""
    rows = html.fromstring(page.content).xpath('//*[@id="signatures"]/li')
    return [[" ".join(part.text_content().split()) for part in row.xpath("./span")] for row in rows]


def buttons(page):
    main = html.fromstring(page.content).get_element_by_id("main")
    return [" ".join(button.text_content().split()) for button in main.iter("button")]


def status(edition):
    return Edition.objects.values_list("status", flat=True).get(pk=edition.pk)


def test_the_page_of_checking_tells_who_has_signed(edition):
    before = signers(check(edition, lead(edition)))

    page = send(edition, colleague(edition), "sign")

    assert before == [["Inés Peña", "Not signed"], ["Tomás Ruiz", "Not signed"]]
    assert signers(page) == [["Inés Peña", "Not signed"], ["Tomás Ruiz", "Signed"]]
    assert "You have signed this text." in page.text


def test_after_an_edit_it_is_to_be_signed_anew_and_the_section_says_so_before(edition):
    send(edition, colleague(edition), "sign")
    section = signed_in(lead(edition)).get(f"{url('task-list', edition)}section/lessons/")
    saving.save(edition, {"lessons": "Other."}, opened={"lessons": token(edition.lessons)}, by=lead(edition))

    page = check(edition, lead(edition))

    assert "Signed as it stands by Tomás Ruiz. Whatever you change takes the signatures off" in section.text
    assert signers(page)[1] == ["Tomás Ruiz", "To be signed anew"]
    assert "the text has changed since" in page.text


def test_the_last_one_signs_and_submits_at_once(edition):
    send(edition, colleague(edition), "sign")

    assert buttons(check(edition, lead(edition)))[-1] == "Sign and submit the report"
    page = send(edition, lead(edition), "submit", sign="1")

    assert (heading_of(page), status(edition)) == (f"Report {edition.report_id} was submitted", "submitted")


def test_who_does_not_lead_waits_for_the_others(edition):
    page = check(edition, colleague(edition))
    after = send(edition, colleague(edition), "sign")

    assert buttons(page)[-1] == "Sign this text"
    assert buttons(after)[-1:] != ["Sign this text"]
    assert "Still to sign: Inés Peña." in after.text


def test_who_does_not_lead_cannot_submit_without_the_others_whatever_she_sends(edition):
    page = send(edition, colleague(edition), "submit", sign="1", reason="She is on leave.")

    assert (page.status_code, status(edition)) == (422, "draft")
    assert "Without the signature of Inés Peña only the lead submits the report." in page.text
    assert edition.signatures.count() == 0


def test_the_lead_submits_without_a_signature_if_she_says_why(edition):
    refused = send(edition, lead(edition), "submit", sign="1", reason=" ")
    page = send(edition, lead(edition), "submit", sign="1", reason="Tomás is on leave <until> May.")

    assert (refused.status_code, heading_of(refused)) == (422, "Error: Check your answers")
    assert "Without the signature of Tomás Ruiz the report is submitted only with a reason." in refused.text
    assert (page.status_code, status(edition)) == (200, "submitted")


def test_a_reason_is_not_taken_for_somebody_who_joined_since(edition):
    without = f"{edition.bylines.get(position=2).pk}"
    edition.add_byline(scenes.evaluator_for(edition.report.member))

    page = send(edition, lead(edition), "submit", sign="1", without=without, reason="Tomás is ill.")

    assert (page.status_code, status(edition)) == (409, "draft")
    assert "Tomás is ill.</textarea>" in page.text


def test_a_reason_that_nobody_can_see_is_none(edition):
    page = send(edition, lead(edition), "submit", sign="1", reason="\u200b\u2060")

    assert (page.status_code, status(edition)) == (422, "draft")


def test_a_reason_sent_too_late_comes_back(edition):
    scenes.submitted(edition)

    page = send(edition, lead(edition), "submit", sign="1", reason="Tomás is on leave.")

    assert (page.status_code, "Tomás is on leave.</textarea>" in page.text) == (409, True)


def test_who_signed_and_lost_her_assignment_is_not_told_to_lack_a_signature(edition):
    edition.add_byline(scenes.evaluator_for(edition.report.member, name="Yara"))
    send(edition, colleague(edition), "sign")
    colleague(edition).evaluator.assignments.all().delete()

    send(edition, lead(edition), "submit", sign="1", reason="Yara is on leave.")

    told = list(edition.bylines.order_by("position").values_list("lacks_signature", flat=True))
    assert told == [False, False, True]
    assert edition.bylines.get(position=2).signed_at


def test_the_public_page_shows_who_signed_and_why_somebody_did_not(edition):
    send(edition, lead(edition), "submit", sign="1", reason="Tomás is on leave <until> May.")
    scenes.publish(Edition.objects.get(pk=edition.pk))

    public = Client().get(Report.objects.get().get_absolute_url())
    data = Client().get(f"{Report.objects.get().get_absolute_url()}report.json").json()

    facts = {row.xpath("string(dt)"): " ".join(row.xpath("string(dd)").split()) for row in
             html.fromstring(public.content).xpath('//*[@id="about-report"]//dl/div')}  # fmt: skip
    assert facts["Signed"].startswith("Inés Peña, ")
    assert facts["Not signed"] == "Tomás Ruiz. Who submitted the report wrote: Tomás is on leave <until> May."
    assert [bool(evaluator["signed_at"]) for evaluator in data["evaluators"]] == [True, False]
    assert data["edition"]["unsigned_reason"] == "Tomás is on leave <until> May."


@pytest.mark.parametrize("to", ["sign", "submit"])
def test_a_text_that_has_moved_is_shown_anew_and_nothing_is_done(edition, to):
    shown = digest(edition)
    saving.save(edition, {"lessons": "Other."}, opened={"lessons": token(edition.lessons)}, by=colleague(edition))

    page = send(edition, lead(edition), to, shown=shown, sign="1", reason="Tomás is on leave.")

    now = Edition.objects.get(pk=edition.pk)
    assert (page.status_code, now.status, now.signatures.count()) == (409, "draft", 0)
    assert "The report has changed since this page was opened." in page.text
    assert f'name="shown" value="{digest(now)}"' in page.text
    assert to == "sign" or "Tomás is on leave.</textarea>" in page.text


def test_a_report_of_one_evaluator_shows_no_reason_to_give():
    edition = scenes.answered(scenes.draft())

    page = check(edition, lead(edition))

    assert (buttons(page)[-1], "Why is a signature missing?" in page.text) == ("Sign and submit the report", False)


def test_a_report_that_reviewers_write_is_signed_by_nobody():
    edition = scenes.answered(scenes.results_draft())

    page = check(edition, edition.report.started_by)

    assert (buttons(page)[-1], signers(page)) == ("Submit the report", [])


def test_a_report_with_a_missing_answer_offers_no_signing(edition):
    Edition.objects.update(lessons="")

    page = check(edition, lead(edition))

    assert "It can be signed once no answer is missing." in page.text
    assert "Sign this text" not in buttons(page)


def test_the_task_list_tells_how_many_have_signed(edition):
    send(edition, lead(edition), "sign")

    page = signed_in(lead(edition)).get(url("task-list", edition))

    assert "Signed by 1 of 2 evaluators." in page.text
    assert "Changed since" not in page.text


def test_a_save_from_a_page_that_was_opened_before_says_where_it_leads_whose_signature_it_took_off(edition):
    section = f"{url('task-list', edition)}section/lessons/"
    send(edition, colleague(edition), "sign")
    words = {"q-3": "Begin a year earlier.", "opened-q-3": token(edition.lessons)}

    pages = [signed_in(lead(edition)).post(section, words | {"then": then}, follow=True) for then in ("list", "stay")]

    assert "Signed by 0 of 2 evaluators. Changed since it was signed by Tomás Ruiz." in pages[0].text
    assert "Changed since it was signed by Tomás Ruiz: the signature holds no longer" in pages[1].text


def test_with_the_flags_a_page_is_told_whose_signature_its_own_saving_took_off(edition):
    send(edition, colleague(edition), "sign")
    before = signed_in(lead(edition)).post(url("raised-flags", edition)).json()["signatures"]
    saving.save(edition, {"lessons": "Other."}, opened={"lessons": token(edition.lessons)}, by=lead(edition))

    after = signed_in(lead(edition)).post(url("raised-flags", edition)).json()["signatures"]

    assert "Signed as it stands by Tomás Ruiz." in before
    assert "Changed since it was signed by Tomás Ruiz:" in after


def test_where_an_answer_is_changed_from_the_flags_it_leads_back_to_whose_signature_that_took_off(edition):
    section = f"{url('task-list', edition)}section/lessons/?change=3&from=flags"
    send(edition, colleague(edition), "sign")
    words = {"q-3": "Begin a year earlier.", "opened-q-3": token(edition.lessons), "then": "next"}

    page = signed_in(lead(edition)).post(section, words, follow=True)

    assert heading_of(page) == "Answers to look at again"
    assert "Changed since it was signed by Tomás Ruiz: the signature holds no longer" in page.text


def test_a_suggestion_that_is_accepted_says_whose_signature_that_took_off():
    edition = scenes.submitted(scenes.draft_of_two())
    remark = scenes.remark(edition, "3", "Shorter.", suggestion="Begin a year earlier.", by=scenes.reviewer())
    scenes.send_back(edition, reason="See the remark.")
    accepted = {"remark": remark.pk, "then": "accept", "opened": token(edition.lessons)}
    client = signed_in(lead(edition))

    before = client.get(url("remarks", edition))
    page = client.post(url("remarks", edition), accepted, follow=True)

    assert "Signed as it stands by Inés Peña, Tomás Ruiz." in before.text
    assert "Changed since it was signed by Inés Peña, Tomás Ruiz: the signatures hold no longer" in page.text


def test_a_reason_that_is_too_long_comes_back(edition):
    page = send(edition, lead(edition), "submit", sign="1", reason="x" * 20_001)

    assert (page.status_code, status(edition)) == (422, "draft")
    assert f"{'x' * 20_001}</textarea>" in page.text
