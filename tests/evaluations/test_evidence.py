import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations import drafts, evidence
from evaluations.evidence import MOST_PIECES, Source
from evaluations.models import Edition, Evidence, Report, StoredFile
from tests import scenes
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db

ASKED, OFFERED = "1.3.evidence", "2.1.1.evidence"
LINK = Source(url="https://example.org/decree", name="Decree 45")
QUOTATION = Source(quotation="Se publicará cada contrato.", name="Decreto 45", locator="Artículo 7", language="es")


@pytest.fixture
def edition():
    return scenes.draft()


def lead(edition):
    return edition.report.lead.user


def attach(edition, name="acta.txt", content=b"Acta", *, key=ASKED, content_type="text/plain", by=None):
    upload = SimpleUploadedFile(name, content)
    prompt = edition.form.taking_files(key)
    return evidence.attach(edition, prompt, upload, content_type=content_type, by=by or lead(edition))


def cite(edition, source=LINK, *, key=OFFERED, by=None):
    return evidence.cite(edition, edition.form.taking_files(key), source, by=by or lead(edition))


def say_none(edition, reason="The archive is closed.", *, key=OFFERED, by=None):
    return evidence.say_none(edition, edition.form.taking_files(key), reason, by=by or lead(edition))


ACTS = {
    "attach": attach,
    "cite": cite,
    "say none": say_none,
    "detach": lambda edition, by=None: evidence.detach(edition, 1, by=by or lead(edition)),
}


def told(edition):
    """Return key, place, kind and words of each piece."""
    return [
        (piece.answer_key, piece.position, piece.kind, str(piece))
        for piece in edition.evidence_set.order_by("answer_key", "position")
    ]


def refusal(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        act(*args, **kwargs)
    return refused.value


class TestAttach:
    def test_keeps_the_file_and_who_added_it(self, edition):
        piece = attach(edition, key=OFFERED)

        assert told(edition) == [(OFFERED, 1, "file", "acta.txt")]
        assert (piece.added_by, piece.content_type, piece.stored_file.size) == (lead(edition), "text/plain", 4)

    def test_counts_as_saving(self, edition):
        piece = attach(edition)

        saved_at, saved_by = Edition.objects.values_list("saved_at", "saved_by").get(pk=edition.pk)
        assert (saved_at <= piece.added_at, saved_by) == (True, lead(edition).pk)

    def test_the_same_file_under_the_same_name_is_there_once(self, edition):
        assert attach(edition) == attach(edition)
        assert edition.evidence_set.count() == 1

    def test_the_same_bytes_are_of_the_type_that_each_name_says(self, edition):
        for name, content_type in (("a.zip", "application/zip"), ("a.docx", "application/msword")):
            attach(edition, name, b"PK", content_type=content_type)

        assert list(edition.evidence_set.values_list("name", "content_type")) == [
            ("a.zip", "application/zip"),
            ("a.docx", "application/msword"),
        ]
        assert StoredFile.objects.count() == 1

    def test_a_fourth_is_refused_where_the_form_asks_for_three(self, edition):
        for number in range(3):
            attach(edition, f"{number}.txt", b"%d" % number)

        refused = refusal(attach, edition, "4.txt", b"4")

        assert (refused.code, refused.messages) == (
            "full",
            ["There are 3 files already, which is as many as fit. Remove one to add another."],
        )
        assert [place for _key, place, *_rest in told(edition)] == [1, 2, 3]

    def test_the_same_file_is_no_fourth(self, edition):
        pieces = [attach(edition, f"{number}.txt", b"%d" % number) for number in range(3)]

        assert attach(edition, "0.txt", b"0") == pieces[0]

    def test_a_report_takes_no_more_than_the_setting_says(self, edition, settings):
        settings.EVIDENCE_MAXIMUM_FILES = 2
        attach(edition, key=ASKED)
        attach(edition, key=OFFERED)
        cite(edition)  # no file

        refused = refusal(attach, edition, "c.txt", b"c", key="3.evidence")

        assert (refused.code, refused.messages) == (
            "full",
            ["The report has 2 files already, which is as many as it may have. Remove one to add another."],
        )

    def test_one_is_a_file_and_not_files(self, edition, settings):
        settings.EVIDENCE_MAXIMUM_FILES = 1
        attach(edition)

        assert refusal(attach, edition, "c.txt", b"c").messages == [
            "The report has 1 file already, which is as many as it may have. Remove it to add another."
        ]

    def test_takes_back_that_there_is_none(self, edition):
        say_none(edition)

        attach(edition, key=OFFERED)

        assert told(edition) == [(OFFERED, 1, "file", "acta.txt")]

    def test_that_was_refused_leaves_what_was_said(self, edition, settings):
        settings.EVIDENCE_MAXIMUM_FILES = 0
        say_none(edition)

        refusal(attach, edition, key=OFFERED)

        assert told(edition) == [(OFFERED, 1, "none", "The archive is closed.")]
        assert StoredFile.objects.count() == 0


class TestCite:
    def test_a_link(self, edition):
        cite(edition)

        assert told(edition) == [(OFFERED, 1, "link", "Decree 45")]

    def test_words_with_where_they_stand_and_their_language(self, edition):
        piece = cite(edition, QUOTATION)

        assert (piece.kind, piece.quotation, piece.name, piece.locator, piece.language, piece.url) == (
            "quotation",
            "Se publicará cada contrato.",
            "Decreto 45",
            "Artículo 7",
            "es",
            "",
        )

    def test_words_with_a_link_are_a_quotation(self, edition):
        source = Source(quotation="Each contract.", url="https://example.org/decree", locator="p. 3", language="en")

        assert cite(edition, source).kind == "quotation"

    def test_the_same_twice_is_added_once(self, edition):
        assert cite(edition, QUOTATION) == cite(edition, QUOTATION)
        assert edition.evidence_set.count() == 1

    def test_another_place_in_the_same_source_is_another_piece(self, edition):
        cite(edition, Source(url="https://example.org/a", locator="p. 1"))
        cite(edition, Source(url="https://example.org/a", locator="p. 2"))

        assert [place for _key, place, *_rest in told(edition)] == [1, 2]

    def test_answers_have_their_own(self, edition):
        cite(edition)
        cite(edition, key="2.2.evidence")

        assert told(edition) == [(OFFERED, 1, "link", "Decree 45"), ("2.2.evidence", 1, "link", "Decree 45")]

    def test_takes_back_that_there_is_none(self, edition):
        say_none(edition)

        cite(edition)

        assert told(edition) == [(OFFERED, 1, "link", "Decree 45")]

    def test_no_more_than_anybody_looks_through(self, edition):
        for position in range(1, MOST_PIECES + 1):
            EvidenceFactory(edition=edition, answer_key=OFFERED, position=position)

        refused = refusal(cite, edition)

        assert (refused.code, refused.messages) == (
            "full",
            ["There are 30 pieces of evidence already, which is as many as fit. Remove one to add another."],
        )


class TestSayNone:
    def test_says_it_with_the_reason(self, edition):
        piece = say_none(edition)

        assert (piece.kind, piece.reason, piece.added_by) == ("none", "The archive is closed.", lead(edition))

    def test_another_reason_takes_the_place_of_the_one_before(self, edition):
        say_none(edition)

        say_none(edition, "The office never answered.")

        assert told(edition) == [(OFFERED, 1, "none", "The office never answered.")]

    def test_the_same_reason_is_the_same_statement(self, edition):
        assert say_none(edition) == say_none(edition)

    def test_it_cannot_be_said_beside_some(self, edition):
        cite(edition)

        refused = refusal(say_none, edition)

        assert (refused.code, refused.messages) == (
            "some",
            ["There is evidence here. Remove it first, to say that there is none."],
        )
        assert told(edition) == [(OFFERED, 1, "link", "Decree 45")]


class TestDetach:
    def test_returns_what_was_removed(self, edition):
        piece = attach(edition)

        assert evidence.detach(edition, piece.pk, by=lead(edition)).name == "acta.txt"
        assert edition.evidence_set.count() == 0

    def test_returns_nothing_where_it_is_gone_already(self, edition):
        piece = attach(edition)
        evidence.detach(edition, piece.pk, by=lead(edition))

        assert evidence.detach(edition, piece.pk, by=lead(edition)) is None

    def test_what_is_added_next_stands_last(self, edition):
        first, _second = cite(edition), cite(edition, QUOTATION)
        evidence.detach(edition, first.pk, by=lead(edition))

        cite(edition)

        assert told(edition) == [(OFFERED, 2, "quotation", "Decreto 45"), (OFFERED, 3, "link", "Decree 45")]

    def test_removes_no_other_reports_evidence(self, edition):
        theirs = attach(other := scenes.draft())

        assert evidence.detach(edition, theirs.pk, by=lead(edition)) is None
        assert other.evidence_set.count() == 1

    def test_takes_back_a_statement(self, edition):
        evidence.detach(edition, say_none(edition).pk, by=lead(edition))

        assert told(edition) == []


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["reviewer", "evaluator of the member", "evaluator of another report"])
def test_nobody_else_changes_it(edition, act, who):
    people = {
        "reviewer": scenes.reviewer,
        "evaluator of the member": lambda: scenes.evaluator_for(edition.report.member).user,
        "evaluator of another report": lambda: lead(scenes.draft()),
    }

    with pytest.raises(PermissionDenied):
        ACTS[act](edition, by=people[who]())

    assert told(edition) == []


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", ["submitted", "published"])
def test_a_report_that_is_not_open_is_left_as_it_is(act, state):
    edition = getattr(scenes, state)()

    refused = refusal(ACTS[act], edition)

    assert (refused.code, told(edition)) == ("status", [])


def test_a_correction_has_the_same_evidence_with_addresses_of_its_own(edition):
    attach(edition), cite(edition), say_none(edition, key="3.evidence")
    published = scenes.published(edition)

    draft = drafts.correct(Report.objects.get(pk=edition.report_id), by=lead(edition), reason="A date was wrong.")

    columns = ("answer_key", "position", "kind", "name", "reason", "stored_file", "added_at", "added_by")
    copied, first = (list(each.evidence_set.values(*columns)) for each in (draft, published))
    assert copied == first
    assert len(set(Evidence.objects.values_list("uuid", flat=True))) == 6
