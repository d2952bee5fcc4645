"""Who comes too late to a section, or is not let in, loses no word and changes nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluations import bylines, workflow
from tests import scenes
from tests.evaluations.views.desk.sections import opened, stored, title_of, url_of
from tests.evaluations.views.desk.visits import lead, signed_in

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_shown_where_the_report_was_handed_in_meanwhile():
    edition = scenes.submitted()
    before = stored(edition, "factors")

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "My late words.", **opened(q_1_2="")})

    assert (page.status_code, title_of(page)[:6]) == (409, "Error:")
    assert "My late words." in page.text
    assert stored(edition, "factors") == before


def test_what_was_typed_is_given_back_to_who_was_signed_out():
    edition = scenes.draft()
    url = url_of(edition)

    page = Client().post(url, {"q-1-2": "Words of mine.", "q-1-1": "limited", **opened(q_1_2="")})

    assert page.status_code == 403
    assert "Words of mine." in page.text
    assert '<input type="hidden" name="q-1-1" value="limited">' in page.text
    assert Client().post(url).url == f"{reverse('account_login')}?next={url}"


def test_what_was_typed_is_given_back_to_who_was_taken_off_the_report():
    edition = scenes.draft()
    other = scenes.evaluator_for(edition.report.member)
    byline = bylines.add(edition, other, by=lead(edition))
    bylines.remove(edition, byline.pk, by=lead(edition))

    page = signed_in(other.user).post(url_of(edition), {"q-1-2": "Words of mine.", **opened(q_1_2="")})

    assert page.status_code == 404
    assert "Words of mine." in page.text
    assert stored(edition, "factors") == ("",)


def test_a_single_word_is_given_back_to_who_lost_her_assignment():
    edition = scenes.draft()
    edition.report.lead.assignments.all().delete()

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "Underfinanced", **opened(q_1_2="")})

    assert page.status_code == 403
    assert 'name="q-1-2">Underfinanced</textarea>' in page.text
    assert "Send again" not in page.text


def test_marks_alone_are_not_called_words():
    url = url_of(scenes.draft())

    page = Client().post(url, {"q-1-2": " ", **opened(q_1_2="", q_1_1="limited"), "then": "stay"})

    assert page.url == f"{reverse('account_login')}?next={url}"


def test_a_section_that_the_form_does_not_have_is_not_found():
    edition = scenes.draft()

    assert signed_in(lead(edition)).get(url_of(edition, "summary")).status_code == 404


def test_a_section_of_a_report_that_was_handed_in_leads_to_where_the_report_is():
    edition = scenes.submitted()

    page = signed_in(lead(edition)).get(url_of(edition))

    assert page.url == reverse("evaluations:task-list", args=[edition.report_id])


@pytest.mark.parametrize("moves", ["draft", "published"])
def test_somebody_elses_report_is_hidden_until_it_is_public(moves):
    edition = getattr(scenes, moves)()
    stranger = scenes.evaluator_for(edition.report.member).user

    client = signed_in(stranger)
    statuses = {client.get(url_of(edition)).status_code, client.post(url_of(edition)).status_code}

    assert statuses == ({404} if moves == "draft" else {403})


def test_who_lost_her_assignment_changes_nothing():
    edition = scenes.draft()
    edition.report.lead.assignments.all().delete()

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "Late"})

    assert (page.status_code, stored(edition, "factors")) == (403, ("",))


def test_a_save_does_not_undo_a_submission_that_came_first():
    edition = scenes.answered(scenes.draft())
    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead(edition))

    signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "x", **opened(q_1_2=edition.factors)})

    assert stored(edition, "status") == ("submitted",)
