"""The answers of a section are saved."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from evaluations import bylines, saving
from evaluations.saving import token
from tests import scenes
from tests.evaluations.views.desk.sections import opened, stored, title_of, url_of
from tests.evaluations.views.desk.visits import lead, signed_in

pytestmark = pytest.mark.django_db


def test_saving_leads_to_the_next_section_and_the_last_one_to_checking():
    edition = scenes.draft()
    client = signed_in(lead(edition))

    first = client.post(url_of(edition), {"then": "next"})
    last = client.post(url_of(edition, "lessons"), {"then": "next"})

    assert (first.status_code, first.url) == (302, url_of(edition, "openness"))
    assert (last.status_code, last.url) == (302, reverse("evaluations:check", args=[edition.report_id]))


def test_saving_leads_to_the_list_or_back_to_the_answer_that_was_checked():
    edition = scenes.draft()
    client = signed_in(lead(edition))

    to_list = client.post(url_of(edition), {"then": "list"})
    back = client.post(url_of(edition) + "?change=1.2", {"then": "next"})

    assert to_list.url == reverse("evaluations:task-list", args=[edition.report_id])
    assert back.url == reverse("evaluations:check", args=[edition.report_id]) + "#q-1-2"


def test_the_time_of_the_last_save_stands_on_the_next_page():
    edition = scenes.draft()
    client = signed_in(lead(edition))

    page = client.post(url_of(edition), {"q-1-2": "Elections.", **opened(q_1_2="")}, follow=True)

    assert "Last saved " in page.text
    assert stored(edition, "factors") == ("Elections.",)


def test_a_conflict_shows_both_texts_and_who_saved_last():
    edition = scenes.draft()
    other = scenes.evaluator_for(edition.report.member, name="Luz Ángela Gutiérrez")
    bylines.add(edition, other, by=lead(edition))
    saving.save(edition, {"factors": "Theirs <b>."}, opened={"factors": token("")}, by=other.user)

    page = signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "Hers &.", **opened(q_1_2="")})

    assert page.status_code == 409
    assert title_of(page).startswith("Error: Section 1.")
    assert "Hers &amp;." in page.text
    assert "Theirs &lt;b&gt;." in page.text
    assert "Luz Ángela Gutiérrez saved last" in page.text
    assert f'name="opened-q-1-2" value="{token("Theirs <b>.")}"' in page.text
    assert stored(edition, "factors") == ("Theirs <b>.",)


def conflicting(*columns):
    """Return a draft, answers of its lead to it, and what a colleague has stored of them meanwhile."""
    edition = scenes.draft()
    other = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, other, by=lead(edition))
    saving.save(edition, dict.fromkeys(columns, "Theirs, in the end."), opened={}, by=other.user)
    return edition, {"q-1-2": "Hers, in the end.", "q-1-1-explanation": "Also hers.", **opened(q_1_2="")}


def test_a_conflict_marks_what_differs():
    edition, answers = conflicting("factors")

    page = signed_in(lead(edition)).post(url_of(edition), answers)

    marked = page.text[page.text.index('<blockquote class="difference"') :]
    assert "[goes: </span>Theirs, <span" in marked
    assert "[is added: </span>Hers, <span" in marked
    assert "in the end.</blockquote>" in marked


def test_the_version_of_somebody_else_is_taken_and_the_rest_is_saved():
    edition, answers = conflicting("factors")

    page = signed_in(lead(edition)).post(url_of(edition), {**answers, "take": "q-1-2"})

    assert (page.status_code, page.url) == (302, f"{url_of(edition)}#q-1-2")
    assert stored(edition, "factors", "progress_explanation") == ("Theirs, in the end.", "Also hers.")


def test_of_two_conflicts_one_is_settled_and_the_other_stays():
    edition, answers = conflicting("factors", "progress_explanation")

    page = signed_in(lead(edition)).post(url_of(edition), {**answers, "take": "q-1-2"})

    boxes = lxml_html.fromstring(page.content).forms[-1].fields
    assert page.status_code == 409
    assert [boxes[name].strip() for name in ("q-1-2", "q-1-1-explanation")] == ["Theirs, in the end.", "Also hers."]
    assert page.text.count('class="conflict-theirs"') == 1


def test_a_text_that_is_too_long_comes_back_whole_and_the_rest_is_saved():
    edition = scenes.draft()
    long = "ñ" * (saving.LONGEST_ANSWER + 1)
    answers = {"q-1-2": long, "q-1-1": "limited", **opened(q_1_2="", q_1_1="")}

    page = signed_in(lead(edition)).post(url_of(edition), answers)

    assert page.status_code == 422
    assert long in page.text
    assert 'href="#q-1-2"' in page.text
    assert stored(edition, "level_of_progress", "factors") == ("limited", "")


def test_an_answer_is_taken_back():
    edition = scenes.answered(scenes.draft(), level_of_progress="limited")
    client = signed_in(lead(edition))

    page = client.post(url_of(edition), {"q-1-1": "", **opened(q_1_1="limited"), "then": "list"})

    assert (page.status_code, stored(edition, "level_of_progress")) == (302, ("",))
    assert "Choose an answer: " in client.get(page.url).text


@pytest.mark.parametrize("code", ["", "limited"])
def test_the_row_that_takes_an_answer_back_is_never_the_chosen_one(code):
    edition = scenes.answered(scenes.draft(), level_of_progress=code)

    page = signed_in(lead(edition)).get(url_of(edition))

    rows = [option for _group, [option], _index in page.context["form"]["q-1-1"].field.widget.optgroups("q", [code])]
    assert [row["value"] for row in rows if row["selected"]] == [code] * bool(code)
    assert [(row["value"], str(row["label"])) for row in rows if row["takes_back"]] == [("", "No answer yet")]


def test_nobody_reads_of_the_row_that_takes_an_answer_back():
    report = scenes.published().report

    pages = [Client().get(reverse(f"evaluations:{name}", args=[report.slug])) for name in ("report", "report-csv")]

    assert ["No answer yet" in page.content.decode() for page in pages] == [False, False]


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
names = st.sampled_from(
    ["q-1-1", "q-1-1-explanation", "q-1-2", "q-1-3", "q-1-3-explanation", "q-1-3-evidence", "then", "upload", "remove"]
)


@settings(
    max_examples=25,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    values=st.dictionaries(names | names.map("opened-{}".format), anything),
    change=anything.map(lambda text: text.replace("\x00", "")),
)
def test_whatever_is_posted_is_answered_and_no_word_is_lost(values, change):
    edition = scenes.draft()
    client = signed_in(lead(edition))
    texts = {
        "q-1-1-explanation": "progress_explanation",
        "q-1-2": "factors",
        "q-1-3-explanation": "as_planned_explanation",
    }

    page = client.post(url_of(edition) + "?" + urlencode({"change": change}), values)

    assert page.status_code in {302, 409, 422}
    for name, column in texts.items():
        shown = page.context["form"][name].value() if page.context else ""
        wanted = saving.storable(values.get(name, ""))
        assert wanted in (stored(edition, column)[0], saving.storable(shown or ""))


def test_who_came_from_a_flag_goes_back_to_the_flags():
    edition = scenes.draft()
    client, url = signed_in(lead(edition)), url_of(edition) + "?change=1.2&from=flags"

    shown = client.get(url).text
    saved = client.post(url, {"q-1-2": "Elections.", **opened(q_1_2=""), "then": "next"})

    assert "Save and look at the others again" in shown
    assert saved.url == f"/desk/{edition.report_id}/flags/"
