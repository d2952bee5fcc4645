import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations.evidence import Source
from evaluations.forms.evidence import EvidenceForm
from evaluations.reading import Reading
from tests import scenes
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db

QUOTATION = {
    "quotation": "Se publicará cada contrato.",
    "name": "Decreto 45",
    "locator": "Artículo 7",
    "language": "es",
}
NONE = {"kind": "none", "name": "", "url": "", "reason": "The archive is closed."}


@pytest.fixture
def edition():
    return scenes.draft()


def form_of(edition, typed=None, files=None, *, key="2.1.1"):
    answer = Reading(edition).evidence_of(edition.form.question(key))
    form = EvidenceForm(answer, typed, files, upload_url="/upload/")
    form.is_valid()
    return form


def refused(edition, **typed):
    return {name: list(messages) for name, messages in form_of(edition, typed).errors.items()}


@pytest.mark.parametrize("field", ["name", "quotation", "locator", "reason"])
def test_what_nobody_can_see_is_blank(edition, field):
    assert form_of(edition, {field: "\u200b \u2060"}).cleaned_data[field] == ""


@pytest.mark.parametrize("reason", [".", "None", "- ."])
def test_a_reason_is_a_sentence(edition, reason):
    assert refused(edition, reason=reason) == {"reason": ["Say it in a sentence."]}


def test_a_reason_that_stood_there_before_is_left_alone(edition):
    EvidenceFactory(edition=edition, answer_key="2.1.1.evidence", **NONE | {"reason": "None"})

    assert refused(edition, reason="None", url="https://example.org/decree") == {}


class TestSource:
    @pytest.mark.parametrize(
        "typed",
        [
            {"url": "https://example.org/decree"},
            {"url": "http://example.org/a?b=c#d", "name": "Decree", "locator": "p. 3", "language": "fr"},
            QUOTATION,
            QUOTATION | {"name": "", "url": "https://example.org/decree"},
        ],
        ids=["link", "link with particulars", "quotation", "quotation with its link"],
    )
    def test_is_what_was_typed(self, edition, typed):
        form = form_of(edition, typed)

        assert (form.errors, form.source) == ({}, Source(**typed))

    def test_a_link_without_a_scheme_is_one(self, edition):
        assert form_of(edition, {"url": " example.org/decree "}).source == Source(url="https://example.org/decree")

    @pytest.mark.parametrize("link", ["https://eva:secret@example.org/decree", "https://eva@example.org"])
    def test_a_link_gives_no_password_away(self, edition, link):
        told = "Leave the user name and the password out of the link: it is published."

        assert refused(edition, url=link) == {"url": [told]}

    def test_nothing_that_is_pasted_is_cut_off(self, edition):
        assert "maxlength" not in str(form_of(edition))

    def test_words_are_stored_as_every_text_is(self, edition):
        source = form_of(edition, QUOTATION | {"quotation": " One\r\nTwo\x00 "}).source

        assert source.quotation == "One\nTwo"

    def test_nothing_is_no_source(self, edition):
        form = form_of(edition, {"reason": "None was kept."})

        assert (form.errors, form.source) == ({}, None)

    def test_something_wrong_is_no_source(self, edition):
        assert form_of(edition, QUOTATION | {"url": "no link"}).source is None


class TestRules:
    @pytest.mark.parametrize("url", ["no link", "javascript:alert(1)", "ftp://example.org/a", "https://"])
    def test_a_link_is_one_of_the_web(self, edition, url):
        assert refused(edition, url=url) == {"url": ["Enter a link such as https://example.org/decree.pdf."]}

    @pytest.mark.parametrize(
        ("name", "length", "message"),
        [
            ("url", 2001, "Shorten the link to 2000 characters: it has 2001."),
            ("name", 256, "Shorten the title to 255 characters: it has 256."),
            ("quotation", 20_001, "Shorten the quotation to 20000 characters: it has 20001."),
            ("locator", 201, "Shorten this to 200 characters: it has 201."),
            ("reason", 20_001, "Shorten this to 20000 characters: it has 20001."),
        ],
    )
    def test_what_is_too_long_says_how_long_it_may_be(self, edition, name, length, message):
        typed = "https://example.org/".ljust(length, "x") if name == "url" else "x" * length
        others = {"reason": {}, "quotation": QUOTATION}.get(name, QUOTATION | {"url": "https://example.org/"})

        assert refused(edition, **(others | {name: typed})) == {name: [message]}

    def test_words_want_where_they_stand_their_language_and_a_source(self, edition):
        assert refused(edition, quotation="Each contract.") == {
            "locator": ["Say where in the source these words stand, so that a reader finds them."],
            "language": ["Choose the language of these words."],
            "name": ["Name the source of these words, or give its link."],
        }

    def test_words_with_a_link_that_is_wrong_want_no_title_beside_it(self, edition):
        assert refused(edition, **(QUOTATION | {"name": "", "url": "no link"})) == {
            "url": ["Enter a link such as https://example.org/decree.pdf."]
        }

    def test_a_language_is_one_of_those_listed(self, edition):
        assert refused(edition, **(QUOTATION | {"language": "tlh"})) == {
            "language": ["Choose one of the languages listed."]
        }

    @pytest.mark.parametrize("typed", [{"name": "Decree"}, {"locator": "p. 3"}, {"language": "es"}])
    def test_particulars_of_nothing_want_the_source(self, edition, typed):
        assert refused(edition, **typed) == {"url": ["Give the link, or the words of the source."]}

    def test_a_file_is_looked_at(self, edition):
        form = form_of(edition, {}, {"file": SimpleUploadedFile("a.exe", b"MZ")})

        assert [error.code for error in form.errors.as_data()["file"]] == ["type"]


class TestReason:
    def test_is_asked_where_there_is_nothing(self, edition):
        assert "reason" in form_of(edition).fields

    def test_comes_with_what_was_said_before(self, edition):
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence", **NONE)

        assert form_of(edition)["reason"].value() == "The archive is closed."

    def test_is_not_asked_where_there_is_some(self, edition):
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")

        assert "reason" not in form_of(edition).fields

    def test_that_was_typed_stays(self, edition):
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")

        assert form_of(edition, {"reason": "None was kept."})["reason"].value() == "None was kept."


def test_what_was_typed_is_told_by_its_labels(edition):
    typed = QUOTATION | {"reason": "None was kept.", "url": " "}

    assert [(str(label), text) for label, text in form_of(edition, typed).typed] == [
        ("Title of the source", "Decreto 45"),
        ("Words of the source", "Se publicará cada contrato."),
        ("Where in the source", "Artículo 7"),
        ("Why there is no evidence", "None was kept."),
    ]
