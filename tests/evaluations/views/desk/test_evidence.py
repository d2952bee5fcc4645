"""The page on which evidence is added to an answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import html

from evaluations import bylines
from evaluations.models import Evidence
from tests import scenes
from tests.evaluations.views.desk.visits import heading_of, lead, signed_in, url
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db

KEY = "2.1.1"
SOURCE = {"url", "name", "quotation", "locator", "language"}
LINK = {"url": "https://example.org/decree", "name": "Decree 45"}
QUOTATION = {
    "quotation": "Se publicará cada contrato.",
    "name": "Decreto 45",
    "locator": "Artículo 7",
    "language": "es",
}
NONE = {"answer_key": f"{KEY}.evidence", "kind": "none", "name": "", "url": "", "reason": "The archive is closed."}


@pytest.fixture
def edition():
    return scenes.draft()


def page_of(edition, key=KEY):
    return reverse("evaluations:evidence-of", args=[edition.report_id, key])


def send(edition, client=None, query="", **data):
    return (client or signed_in(lead(edition))).post(page_of(edition) + query, data)


def told(edition):
    return [(piece.answer_key, piece.kind, str(piece)) for piece in edition.evidence_set.order_by("position")]


def fields(response):
    """Return what stands in the page's form by now."""
    form = next(form for form in html.fromstring(response.content).forms if "quotation" in form.fields)
    values = {name: value.removeprefix("\n") for name, value in form.form_values() if name in SOURCE | {"reason"}}
    return {name: value for name, value in values.items() if value}


def errors(response):
    return [
        " ".join(link.text.split()) for link in html.fromstring(response.content).xpath('//*[@class="problems"]//a')
    ]


def messages(response):
    return [str(message) for message in response.context["messages"]]


def acta(content=b"Acta"):
    return SimpleUploadedFile("acta.txt", content)


class TestReading:
    def test_says_which_question_it_is_about(self, edition):
        page = signed_in(lead(edition)).get(page_of(edition))

        assert (page.status_code, heading_of(page)) == (200, "Evidence for 2.1.1")
        assert str(edition.form.prompt(KEY).label)[:60] in page.text

    @pytest.mark.parametrize("key", ["2.1.1.degree", "1.3.evidence", "4", "nothing"])
    def test_there_is_a_page_for_each_question_and_for_nothing_else(self, edition, key):
        assert signed_in(lead(edition)).get(page_of(edition, key)).status_code == 404

    def test_no_evidence_is_taken_for_footnotes(self):
        edition = scenes.results_draft()

        assert signed_in(edition.report.started_by).get(page_of(edition, "footnotes")).status_code == 404

    def test_says_what_files_are_taken(self, edition, settings):
        settings.EVIDENCE_MAXIMUM_BYTES, settings.EVIDENCE_MAXIMUM_FILES = 2 * 1024 * 1024, 7

        text = " ".join(signed_in(lead(edition)).get(page_of(edition, "1.3")).text.split())

        assert "up to 2.0 MB each, at most 7 in a report, 3 under this answer." in text.replace("\xa0", " ")
        assert "Pictures lose place, time and camera." in text

    def test_a_report_that_is_not_open_leads_to_its_page(self):
        edition = scenes.submitted()

        assert signed_in(lead(edition)).get(page_of(edition)).url == url("task-list", edition)

    @pytest.mark.parametrize(
        ("query", "back"),
        [("", "section/openness/#q-2-1-1-evidence"), ("?from=check", "check/#q-2-1-1"), ("?from=flags", "flags/")],
    )
    def test_leads_back_to_where_she_came_from(self, edition, query, back):
        page = signed_in(lead(edition)).get(page_of(edition) + query)

        assert f'href="{url("task-list", edition)}{back}"' in page.text


class TestAdding:
    def test_a_file(self, edition):
        response = send(edition, file=acta())

        assert (response.status_code, response.url) == (302, page_of(edition))
        assert told(edition) == [("2.1.1.evidence", "file", "acta.txt")]

    def test_a_link(self, edition):
        send(edition, **LINK)

        assert told(edition) == [("2.1.1.evidence", "link", "Decree 45")]

    def test_a_quotation(self, edition):
        send(edition, **QUOTATION)

        assert told(edition) == [("2.1.1.evidence", "quotation", "Decreto 45")]

    def test_that_there_is_none(self, edition):
        send(edition, reason="The archive is closed.")

        assert told(edition) == [("2.1.1.evidence", "none", "The archive is closed.")]

    def test_each_says_so(self, edition):
        client = signed_in(lead(edition))

        page = client.post(page_of(edition), {"file": acta(), **LINK}, follow=True)

        assert messages(page) == ["“acta.txt” was added.", "“Decree 45” was added."]

    @pytest.mark.parametrize(
        ("query", "url_after"),
        [("", "section/openness/#q-2-1-1-evidence"), ("?from=check", "check/#q-2-1-1"), ("?from=flags", "flags/")],
    )
    def test_goes_back_where_she_wants_to(self, edition, query, url_after):
        response = send(edition, query=query, then="back", **LINK)

        assert response.url == url("task-list", edition) + url_after

    def test_stays_with_where_she_came_from(self, edition):
        assert send(edition, query="?from=check", then="stay", **LINK).url == page_of(edition) + "?from=check"

    def test_nothing_wants_something(self, edition):
        page = send(edition)

        assert (page.status_code, errors(page)) == (
            422,
            ["Choose a file, name a source, or say why there is no evidence."],
        )

    def test_nothing_goes_back_where_she_wants_to(self, edition):
        assert send(edition, then="back").status_code == 302

    def test_takes_back_that_there_is_none_and_says_so(self, edition):
        EvidenceFactory(edition=edition, **NONE)
        client = signed_in(lead(edition))

        page = client.post(page_of(edition), {**LINK, "reason": NONE["reason"]}, follow=True)

        assert told(edition) == [("2.1.1.evidence", "link", "Decree 45")]
        assert messages(page) == [
            "“Decree 45” was added.",
            "The answer no longer says that there is no evidence. It said: “The archive is closed.”",
        ]


class TestWhatFaresBadly:
    def test_does_not_take_the_rest_along(self, edition):
        page = send(edition, file=acta(), **(QUOTATION | {"locator": ""}))

        assert (page.status_code, told(edition)) == (422, [("2.1.1.evidence", "file", "acta.txt")])
        assert errors(page) == ["Say where in the source these words stand, so that a reader finds them."]
        assert fields(page) == {name: text for name, text in QUOTATION.items() if name != "locator"}

    def test_a_file_that_is_refused_loses_no_word(self, edition):
        page = send(edition, file=SimpleUploadedFile("a.exe", b"MZ"), **LINK)

        assert (page.status_code, told(edition)) == (415, [("2.1.1.evidence", "link", "Decree 45")])
        assert fields(page) == {}
        assert "of a kind that is not taken here" in errors(page)[0]

    @pytest.mark.parametrize(("content", "status"), [(b"12345", 413), (b"", 422)])
    def test_a_file_says_what_is_wrong_with_it(self, edition, settings, content, status):
        settings.EVIDENCE_MAXIMUM_BYTES = 4

        page = send(edition, file=acta(content), name="Decree")

        assert (page.status_code, told(edition)) == (status, [])
        assert fields(page) == {"name": "Decree"}

    def test_a_reason_beside_a_file_comes_back(self, edition):
        page = send(edition, file=acta(), reason="None was kept.")

        assert (page.status_code, told(edition)) == (422, [("2.1.1.evidence", "file", "acta.txt")])
        assert errors(page) == ["There is evidence here. Remove it first, to say that there is none."]
        assert fields(page) == {"reason": "None was kept."}

    def test_a_file_too_many_says_so_beside_its_field(self, edition, settings):
        settings.EVIDENCE_MAXIMUM_FILES = 0

        page = send(edition, file=acta(), **LINK)

        assert (page.status_code, told(edition)) == (422, [("2.1.1.evidence", "link", "Decree 45")])
        assert errors(page)[0].startswith("The report has 0 files already")

    def test_too_many_files_in_an_hour_wait(self, edition):
        client = signed_in(lead(edition))
        for number in range(30):
            send(edition, client, file=acta(b"%d" % number))
            Evidence.objects.all().delete()

        page = send(edition, client, file=acta(), **LINK)

        assert (page.status_code, told(edition)) == (429, [("2.1.1.evidence", "link", "Decree 45")])
        assert 0 < int(page.headers["Retry-After"]) <= 60 * 60

    def test_a_report_that_was_closed_meanwhile_names_the_chosen_file(self):
        edition = scenes.submitted()
        file = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 %%EOF")

        page = send(edition, file=file)

        assert (page.status_code, [words for _label, words in page.context["typed"]]) == (409, ["minutes.pdf"])

    def test_a_chosen_file_alone_is_named_to_who_was_signed_out(self):
        edition = scenes.draft()

        page = send(edition, Client(), file=SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 %%EOF"))

        assert (page.status_code, page.context["lost_files"]) == (403, ["minutes.pdf"])

    def test_a_report_that_was_closed_meanwhile_gives_the_words_back(self):
        edition = scenes.submitted()

        page = send(edition, **QUOTATION)

        assert (page.status_code, told(edition)) == (409, [])
        typed = html.fromstring(page.content).xpath("//textarea")
        assert [box.value.strip() for box in typed] == ["Decreto 45", "Se publicará cada contrato.", "Artículo 7"]

    @pytest.mark.parametrize("typed", [QUOTATION, {"url": "https://example.org/a"}, {"reason": "None was kept."}])
    def test_signed_out_she_sees_her_words_again(self, edition, typed):
        page = send(edition, Client(), **typed)

        assert (page.status_code, told(edition)) == (403, [])
        assert [text for text in typed.values() if text not in page.text] == []

    def test_another_account_keeps_nothing_and_the_words_come_back(self, edition):
        colleague = scenes.evaluator_for(edition.report.member)
        bylines.add(edition, colleague, by=lead(edition))
        form = html.fromstring(signed_in(lead(edition)).get(page_of(edition)).content).forms
        account = next(each.fields["account"] for each in form if "account" in each.fields)

        page = send(edition, signed_in(colleague.user), account=account, **QUOTATION)

        assert (page.status_code, told(edition)) == (403, [])
        assert "Another account is signed in by now" in page.text
        assert QUOTATION["quotation"] in page.text


class TestRemoving:
    def test_takes_it_off_and_keeps_what_was_typed(self, edition):
        piece = EvidenceFactory(edition=edition, answer_key="2.1.1.evidence", name="Minutes")
        client = signed_in(lead(edition))

        page = client.post(page_of(edition), {"remove": piece.pk, **QUOTATION}, follow=True)

        assert told(edition) == [("2.1.1.evidence", "quotation", "Decreto 45")]
        assert messages(page) == ["“Minutes” was removed.", "“Decreto 45” was added."]

    def test_alone_is_enough(self, edition):
        piece = EvidenceFactory(edition=edition, **NONE)

        response = send(edition, remove=piece.pk, reason=NONE["reason"])

        assert (response.status_code, told(edition)) == (302, [])

    @pytest.mark.parametrize("key", ["4711", "x", "", "9" * 40])
    def test_what_is_not_there_takes_nothing_off(self, edition, key):
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")

        response = send(edition, remove=key, **LINK)

        assert (response.status_code, edition.evidence_set.count()) == (302, 2)
