import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations import bylines, saving, workflow
from evaluations.models import Edition, StoredFile
from evaluations.saving import token
from tests import scenes

pytestmark = pytest.mark.django_db


def url_of(edition, slug="completion"):
    return reverse("evaluations:edit-section", args=[edition.report_id, slug])


def lead(edition):
    return edition.report.lead.user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def opened(**texts):
    """Return the hidden fields of a form that was opened with these answers, blank where none is named."""
    return {f"opened-{name.replace('_', '-')}": token(text) for name, text in texts.items()}


def stored(edition, *columns):
    return Edition.objects.values_list(*columns).get(pk=edition.pk)


def title_of(response):
    return re.search("<title>(.*?)</title>", response.text).group(1)


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


def test_a_text_that_is_too_long_comes_back_whole_and_the_rest_is_saved():
    edition = scenes.draft()
    long = "ñ" * (saving.LONGEST_ANSWER + 1)
    answers = {"q-1-2": long, "q-1-1": "limited", **opened(q_1_2="", q_1_1="")}

    page = signed_in(lead(edition)).post(url_of(edition), answers)

    assert page.status_code == 422
    assert long in page.text
    assert 'href="#q-1-2"' in page.text
    assert stored(edition, "level_of_progress", "factors") == ("limited", "")


def test_who_sends_too_many_files_is_asked_to_wait_and_her_answers_are_saved():
    edition = scenes.draft()
    client = signed_in(lead(edition))
    for number in range(30):
        upload = SimpleUploadedFile("a.txt", b"%d" % number)
        client.post(url_of(edition), {"q-1-3-evidence": upload, "upload": "q-1-3-evidence"})
        client.post(url_of(edition), {"remove": edition.evidence_set.get().pk})

    upload = SimpleUploadedFile("minutes.txt", b"one more")
    data = {"q-1-2": "Elections.", **opened(q_1_2=""), "q-1-3-evidence": upload, "upload": "q-1-3-evidence"}
    page = client.post(url_of(edition), data)

    assert (page.status_code, edition.evidence_set.count(), StoredFile.objects.count()) == (429, 0, 30)
    assert "so “minutes.txt” was not kept" in page.text
    assert stored(edition, "factors") == ("Elections.",)


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


def test_a_file_is_added_together_with_the_texts():
    edition = scenes.draft()
    upload = SimpleUploadedFile("Acta de señalética.pdf", b"%PDF-1.4")
    data = {"q-1-2": "Elections.", **opened(q_1_2=""), "q-1-3-evidence": upload, "upload": "q-1-3-evidence"}

    page = signed_in(lead(edition)).post(url_of(edition), data)

    evidence = edition.evidence_set.get()
    assert page.url == url_of(edition) + "#q-1-3-evidence"
    assert (evidence.answer_key, evidence.name) == ("1.3.evidence", "Acta de señalética.pdf")
    assert evidence.stored_file.content_type == "application/pdf"
    assert stored(edition, "factors") == ("Elections.",)


def test_a_file_is_kept_where_a_text_is_refused():
    edition = scenes.draft()
    data = {"q-1-1": "no such code", "q-1-3-evidence": SimpleUploadedFile("a.txt", b"a")}

    page = signed_in(lead(edition)).post(url_of(edition), data)

    assert page.status_code == 422
    assert edition.evidence_set.get().name == "a.txt"
    assert "a.txt" in page.text


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("a.exe", b"MZ", 415), ("a.pdf", b"MZ", 415), ("a.txt", b"12345", 413), ("a.txt", b"", 422)],
)
def test_a_file_that_is_not_taken_is_refused_in_words_and_the_texts_are_saved(settings, name, content, status):
    settings.EVIDENCE_MAXIMUM_BYTES = 4
    edition = scenes.draft()
    data = {"q-1-2": "Kept.", **opened(q_1_2=""), "q-1-3-evidence": SimpleUploadedFile(name, content)}

    page = signed_in(lead(edition)).post(url_of(edition), data)

    assert page.status_code == status
    assert f"“{name}”" in page.text
    assert "Everything else on this page is saved." in page.text
    assert (edition.evidence_set.count(), stored(edition, "factors")) == (0, ("Kept.",))


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


def test_a_fourth_file_is_refused():
    edition = scenes.draft()
    client = signed_in(lead(edition))
    pages = [
        client.post(url_of(edition), {"q-1-3-evidence": SimpleUploadedFile(f"{n}.txt", b"%d" % n)}) for n in range(4)
    ]

    assert [page.status_code for page in pages] == [302, 302, 302, 422]
    assert edition.evidence_set.count() == 3


def test_a_file_is_removed_and_the_texts_are_saved_with_it():
    edition = scenes.draft()
    client = signed_in(lead(edition))
    client.post(url_of(edition), {"q-1-3-evidence": SimpleUploadedFile("a.txt", b"a")})

    page = client.post(
        url_of(edition), {"remove": str(edition.evidence_set.get().pk), "q-1-2": "Kept.", **opened(q_1_2="")}
    )

    assert page.url == url_of(edition) + "#q-1-3-evidence"
    assert (edition.evidence_set.count(), stored(edition, "factors")) == (0, ("Kept.",))


def test_a_reviewer_writes_a_results_report_with_its_files_and_footnotes():
    edition = scenes.results_draft()
    client = signed_in(edition.report.started_by)
    data = {"q-footnotes": "[1] One", "q-downloads": SimpleUploadedFile("r.pdf", b"%PDF-"), **opened(q_footnotes="")}

    page = client.post(url_of(edition, "notes-and-files"), data)

    assert page.status_code == 302
    assert stored(edition, "footnotes") == ({"1": "One"},)
    assert edition.evidence_set.get().answer_key == "downloads"


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
    workflow.perform(workflow.SUBMIT, edition, by=lead(edition))

    signed_in(lead(edition)).post(url_of(edition), {"q-1-2": "x", **opened(q_1_2=edition.factors)})

    assert stored(edition, "status") == ("submitted",)


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
