"""How an edition is cited in the files of programs that keep references."""

import re

import pytest

from evaluations import withdrawing
from evaluations.exports import bibtex, citation, ris
from evaluations.models import Byline, Edition
from tests import scenes
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
HOSTILE = r"100 % of {A} \ B_C & D #1 ~ ^ $5 “ñ” }{"
ESCAPED = (
    r"100 \% of {\textbraceleft}A{\textbraceright} {\textbackslash} B\_C \& D \#1 {\textasciitilde} "
    r"{\textasciicircum} \$5 “ñ” {\textbraceright}{\textbraceleft}"
)


@pytest.fixture
def edition():
    """Return a published edition of two people and an organisation."""
    draft = scenes.draft(commitment=CommitmentFactory(title=HOSTILE))
    for position, name in enumerate(("María José de la Cruz", "Ministry of Health and Welfare, A.C."), start=2):
        Byline.objects.create(edition=draft, position=position, name=name, organisation="Observatorio")
    return scenes.published(draft)


def body(client, edition, ending):
    return client.get(f"{edition.get_absolute_url()}citation.{ending}")


def test_bibtex_is_whole(client, edition):
    report, at = edition.report, edition.published_at

    text = body(client, edition, "bib").content.decode()

    authors = (report.lead.name, "María José de la Cruz", "Ministry of Health and Welfare, A.C.")
    assert text == (
        f"@techreport{{open-government-report-{report.number}-v1,\n"
        f"  author = {{{' and '.join(f'{{{name}}}' for name in authors)}}},\n"
        f"  title = {{{{End of Commitment Report – {ESCAPED}}}}},\n"
        "  type = {End of Commitment Report},\n"
        "  institution = {Open Government Reports},\n"
        f"  number = {{{report.number}}},\n"
        "  version = {1},\n"
        f"  note = {{Edition 1, SHA-256 of the record: {edition.seal.hash}}},\n"
        f"  url = {{{SITE}{edition.get_absolute_url()}}},\n"
        f"  year = {{{at.year}}},\n"
        f"  month = {f'{at:%b}'.lower()},\n"
        "}\n"
    )


def test_braces_are_balanced_whatever_precedes_them(client, edition):
    text = body(client, edition, "bib").content.decode()

    depths = [text[: at + 1].count("{") - text[: at + 1].count("}") for at in range(len(text))]
    assert (min(depths), depths[-1]) == (0, 0)


def test_ris_is_whole_and_its_lines_end_as_the_format_wants(client, edition):
    report = edition.report

    content = body(client, edition, "ris").content.decode()

    assert content.split("\r\n") == [
        "TY  - RPRT",
        f"AU  - {report.lead.name}",
        "AU  - María José de la Cruz",
        "AU  - Ministry of Health and Welfare, A.C.",
        f"TI  - End of Commitment Report – {HOSTILE}",
        f"PY  - {edition.published_at:%Y}",
        f"DA  - {edition.published_at:%Y/%m/%d}",
        "PB  - Open Government Reports",
        "M3  - End of Commitment Report",
        f"SN  - {report.number}",
        "ET  - 1",
        "LA  - en",
        f"UR  - {SITE}{edition.get_absolute_url()}",
        f"N1  - SHA-256 of the record: {edition.seal.hash}",
        "ER  - ",
        "",
    ]


def test_no_text_ends_its_line(client):
    title = "One\r\nER  - \u2028Two\x85Three\x1b"
    edition = scenes.imported(title=title)

    for ending in ("bib", "ris"):
        text = body(client, edition, ending).content.decode()
        assert "One ER - Two Three" in text
        assert re.findall("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text) == []


def test_an_import_has_no_year_of_publication(client):
    edition = scenes.imported()
    day = f"imported {edition.published_at.day} {edition.published_at:%B %Y}"

    texts = {ending: body(client, edition, ending).content.decode() for ending in ("bib", "ris")}

    assert re.findall(r"year|month|author", texts["bib"]) == []
    assert f"note = {{Edition 1, {day}, SHA-256 of the record: {edition.seal.hash}}}" in texts["bib"]
    assert re.findall(r"^(?:PY|DA|AU) .*$", texts["ris"], re.MULTILINE) == []
    assert f"N1  - {day}\r\n" in texts["ris"]


def test_files_are_named_for_their_edition(client, edition):
    number = edition.report.number

    heads = [body(client, edition, ending).headers for ending in ("bib", "ris")]

    assert [(head["Content-Type"], head["Content-Disposition"]) for head in heads] == [
        ("application/x-bibtex; charset=utf-8", f'attachment; filename="report-{number}-v1.bib"'),
        ("application/x-research-info-systems; charset=utf-8", f'attachment; filename="report-{number}-v1.ris"'),
    ]


def test_no_email_is_cited(client, edition):
    assert ["@" in body(client, edition, "ris").text, body(client, edition, "bib").text.count("@")] == [False, 1]


def test_the_hash_of_the_record_is_printed_in_every_form(edition):
    told = [tell(edition) for tell in (citation.citation, bibtex.bibtex, ris.ris)]

    assert [text.count(edition.seal.hash) for text in told] == [1, 1, 1]


def test_the_page_leads_to_both(client, edition):
    html = client.get(edition.report.get_absolute_url()).text

    assert [f'href="{edition.get_absolute_url()}citation.{ending}"' in html for ending in ("bib", "ris")] == [True] * 2


class TestWithdrawn:
    @pytest.fixture
    def withdrawn(self, edition):
        """Return the words by which a withdrawal is told, braces and a line break in its reason."""
        change = withdrawing.withdraw(edition.report, reason="Its {figures}\nwere wrong.", by=scenes.reviewer())
        return f"Withdrawn on {change.at.day} {change.at:%B %Y}: Its {{figures}} were wrong."

    def test_is_told_in_the_note_of_either_file(self, client, edition, withdrawn):
        texts = [body(client, edition, ending).content.decode() for ending in ("bib", "ris")]

        escaped = withdrawn.translate({ord("{"): r"{\textbraceleft}", ord("}"): r"{\textbraceright}"})
        digest = f"SHA-256 of the record: {edition.seal.hash}"
        assert f"  note = {{Edition 1, {escaped}, {digest}}},\n" in texts[0]
        assert f"\r\nN1  - {withdrawn}\r\nN1  - {digest}\r\n" in texts[1]

    def test_is_told_in_plain_text(self, edition, withdrawn):
        told = citation.citation(Edition.objects.get(pk=edition.pk))

        assert told.endswith(f"v1/ ({withdrawn}) (SHA-256 of the record: {edition.seal.hash})")

    def test_is_told_no_more_once_it_stands_again(self, client, edition, withdrawn):
        withdrawing.reinstate(edition.report, reason="They were right.", by=scenes.reviewer())

        texts = [body(client, edition, ending).content.decode() for ending in ("bib", "ris")]

        assert ["Withdrawn" in text for text in texts] == [False, False]
