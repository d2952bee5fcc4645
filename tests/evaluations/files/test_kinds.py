import io
import zipfile

import pytest

from evaluations.files import NotTakenError
from evaluations.files.kinds import BY_ENDING, kind_of, named_after
from tests.sent_files import archived, office, office_before_2007, open_document, picture


def pdf(trailer, *, before=b"", start=None):
    """Return the outline of a PDF with this trailer, or stream, to which its end points."""
    head = b"%PDF-1.7\n" + before
    table = b"" if b"obj" in trailer else b"xref\n0 1\n0000000000 65535 f \n"
    return head + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % (len(head) if start is None else start)


def with_a_password(sent):
    """Return an archive of which the first file is said to be encrypted."""
    locked = bytearray(sent)
    locked[sent.index(b"PK\x01\x02") + 8] |= 1  # its flags
    return bytes(locked)


SAMPLES = {
    "pdf": b"%PDF-1.4\n%%EOF\n",
    "doc": office_before_2007("WordDocument"),
    "xls": office_before_2007("Workbook"),
    "ppt": office_before_2007("PowerPoint Document"),
    "docx": office("word/document.xml"),
    "xlsx": office("xl/workbook.xml"),
    "pptx": office("ppt/presentation.xml"),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "odp": open_document("presentation"),
    "rtf": b"{\\rtf1 Acta}",
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG"),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "tif": picture("TIFF"),
    "tiff": picture("TIFF"),
    "csv": "año;monto\n2021;3\n".encode(),
    "txt": "Acta".encode("utf-16"),
    "zip": archived({"data.csv": "a,b\n"}),
}
TEXTS = {"csv", "txt"}


def told(content, ending):
    return kind_of(io.BytesIO(content), ending=ending)


def refusal(content, ending):
    with pytest.raises(NotTakenError) as refused:
        told(content, ending)
    return refused.value.code


def test_every_kind_has_a_sample():
    assert set(SAMPLES) == set(BY_ENDING)


@pytest.mark.parametrize("ending", SAMPLES)
def test_each_kind_is_known(ending):
    assert told(SAMPLES[ending], ending) == BY_ENDING[ending]


@pytest.mark.parametrize("ending", sorted(set(SAMPLES) - TEXTS))
def test_a_kind_is_known_under_any_name(ending):
    others = ["exe", "", *BY_ENDING]

    assert {told(SAMPLES[ending], other) for other in others} == {BY_ENDING[ending]}


@pytest.mark.parametrize(("part", "ending"), [("word/document2.xml", "docx"), ("xl/workbook1.xml", "xlsx")])
def test_the_main_part_of_a_document_may_be_numbered(part, ending):
    assert told(office(part), ending) == BY_ENDING[ending]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf\n", b"\r\n  ", b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n"])
def test_a_pdf_may_have_blanks_or_a_line_before_its_mark(before):
    assert told(before + SAMPLES["pdf"], "pdf") == BY_ENDING["pdf"]


@pytest.mark.parametrize("ending", sorted(set(SAMPLES) - {"pdf", "csv", "txt"}))
def test_what_holds_the_mark_of_a_pdf_is_no_pdf(ending):
    held = {
        "zip": archived({"minutes.pdf": "%PDF-1.4\n%%EOF\n", "b.txt": "x"}),
        "jpg": picture("JPEG", make="%PDF-1.4"),
        "docx": office("word/document.xml", **{"%PDF-1.4\n": "x"}),
    }

    assert told(held.get(ending, SAMPLES[ending] + SAMPLES["pdf"]), ending) == BY_ENDING[ending]


@pytest.mark.parametrize("text", [b"We looked for %PDF-1.4 in it.", b"First:\n%PDF-1.4 is the mark.", b"%PDF- is it"])
def test_a_text_may_speak_of_the_mark_of_a_pdf(text):
    assert told(text, "txt") == BY_ENDING["txt"]


@pytest.mark.parametrize(
    ("content", "ending", "code"),
    [
        (b"<p>", "html", "type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", "type"),
        (b"MZ\x90\x00", "exe", "type"),
        (b"a", "", "type"),
        (office_before_2007("Contents"), "msi", "type"),
        (b"MZ\x90\x00", "pdf", "content"),
        (b"MZ\x90\x00" + b"\x00" * 60 + SAMPLES["pdf"], "pdf", "content"),
        (b"MZ\x90\n" + SAMPLES["pdf"], "exe", "type"),
        (b"<html><!-- %PDF-1.4 --></html>", "pdf", "content"),
        (b"<html>\n%PDF-1.4\n%%EOF", "pdf", "content"),
        (b"<html>", "docx", "content"),
        (b"a,b\n" * 1000 + b"\x00", "csv", "content"),
        (archived({"[Content_Types].xml": "<Types/>", "visio/document.xml": ""}), "docx", "content"),
        (office("word/document.xml", **{"word/vbaProject.bin": "x"}), "docx", "macros"),
        (open_document("text", **{"Basic/Standard/Module1.xml": "x"}), "odt", "macros"),
        (office("xl/workbook.xml", **{"xl/macrosheets/sheet1.xml": "x"}), "xlsx", "macros"),
        (open_document("text", **{"Scripts/python/opened.py": "x"}), "odt", "macros"),
        (office_before_2007("WordDocument", "Macros"), "doc", "macros"),
        (office_before_2007("Workbook", "_VBA_PROJECT_CUR"), "xls", "macros"),
        (office_before_2007("EncryptedPackage"), "docx", "locked"),
        (pdf(b"trailer\n<< /Size 6 /Encrypt 5 0 R >>"), "pdf", "locked"),
        (pdf(b"trailer\n<</Encrypt<</Filter/Standard>>/Size 6>>"), "pdf", "locked"),
        (pdf(b"7 0 obj\n<</Type/XRef/Encrypt 5 0 R>>stream\nx"), "pdf", "locked"),
        (pdf(b"trailer\n<< /Encrypt 5 0 R >>", start=4711), "pdf", "locked"),
        (with_a_password(SAMPLES["zip"]), "zip", "locked"),
        (with_a_password(SAMPLES["odt"]), "odt", "locked"),
        (b"%PDF-1.7\n1 0 obj\n%%EOF\n" + b"x" * 2000, "pdf", "broken"),
        (SAMPLES["zip"][:20], "zip", "broken"),
        (SAMPLES["doc"][:600], "doc", "broken"),
        (office_before_2007(*[f"{number}" for number in range(3000)]), "doc", "broken"),
    ],
)
def test_anything_else_is_not_taken(content, ending, code):
    assert refusal(content, ending) == code


def test_an_archive_that_says_it_is_something_else_is_an_archive():
    assert told(archived({"mimetype": "application/epub+zip"}), "zip") == BY_ENDING["zip"]


def test_what_an_archive_holds_is_not_unpacked():
    bomb = archived({"mimetype": "application/vnd.oasis.opendocument.text" + " " * 10_000_000})

    assert told(bomb, "odt") == BY_ENDING["zip"]


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packed_line_is_not_unpacked_to_know_a_document(way):
    assert told(archived({"mimetype": "application/vnd.oasis.opendocument.text"}, way), "odt") == BY_ENDING["zip"]


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"trailer\n<< /Size 6 >>", before=b"(trailer << /Encrypt 5 0 R >>)\n"),
        pdf(b"7 0 obj\n<</Type/XRef>>stream\n/Encrypt 5 0 R"),
        pdf(b"trailer\n<< /EncryptMetadata true >>"),
        SAMPLES["pdf"] + b"\x00" * 4096,
    ],
    ids=["spoken of", "packed", "of another name", "padded"],
)
def test_a_pdf_that_can_be_read_is_taken(content):
    assert told(content, "pdf") == BY_ENDING["pdf"]


@pytest.mark.parametrize(
    ("name", "ending", "named"),
    [
        ("Acta.PDF", "pdf", "Acta.PDF"),
        ("foto.jpeg", "jpg", "foto.jpeg"),
        ("foto.png", "jpg", "foto.jpg"),
        ("Decreto No. 45", "pdf", "Decreto No. 45.pdf"),
        ("acta", "docx", "acta.docx"),
        ("factura.pdf.exe", "pdf", "factura.pdf.exe.pdf"),
        (".pdf", "png", ".pdf.png"),
    ],
)
def test_a_name_says_what_the_bytes_are(name, ending, named):
    assert named_after(name, BY_ENDING[ending]) == named
