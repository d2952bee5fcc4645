import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations.forms.uploads import LONGEST_NAME, TYPES, EvidenceField, readable_name, sizes_apart
from evaluations.questionnaire import NEWEST

PROMPT = NEWEST["end-of-commitment"].prompt("1.3.evidence")


def clean(name, content, content_type="text/html"):
    return EvidenceField(prompt=PROMPT, required=False).clean(SimpleUploadedFile(name, content, content_type))


@pytest.mark.parametrize("ending", TYPES)
def test_each_kind_is_taken_by_its_first_bytes_and_not_by_what_the_browser_says(ending):
    _word, content_type, beginnings = TYPES[ending]

    upload = clean(f"Acta.{ending.upper()}", (beginnings or (b"a,b\n",))[0] + b"...")

    assert upload.content_type == content_type


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.html", b"<p>", "type"),
        ("program.exe", b"MZ", "type"),
        ("none", b"a", "type"),
        ("acta.pdf", b"MZ\x90", "content"),
        ("acta.docx", b"<html>", "content"),
        ("data.csv", b"MZ\x00", "content"),
        ("acta.pdf", b"", "empty"),
    ],
)
def test_anything_else_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refusal:
        clean(name, content)

    assert refusal.value.code == code


def test_a_refusal_names_the_kinds_that_are_taken():
    with pytest.raises(ValidationError) as refusal:
        clean("page.html", b"<p>")

    kinds = "PDF, Word, Excel, PowerPoint, OpenDocument, RTF, PNG, JPEG, GIF, WebP, TIFF, CSV, TXT or ZIP"
    assert refusal.value.messages == [
        f"“page.html” is of a kind that is not taken here. Save it as one of these: {kinds}."
    ]


def test_a_file_that_is_too_large_is_refused(settings):
    settings.EVIDENCE_MAXIMUM_BYTES = 4

    with pytest.raises(ValidationError) as refusal:
        clean("acta.txt", b"12345")

    assert refusal.value.code == "size"


@pytest.mark.parametrize(
    ("size", "told"),
    [(10 * 1024**2 + 1, ["10,485,761 bytes", "10,485,760 bytes"]), (11 * 1024**2, ["11.0\xa0MB", "10.0\xa0MB"])],
)
def test_a_size_over_the_limit_never_looks_like_the_limit(size, told):
    assert sizes_apart(size, 10 * 1024**2) == told


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("Sesión ordinaria – señalética.pdf", "Sesión ordinaria – señalética.pdf"),
        ("Sesio\u0301n.pdf", "Sesión.pdf"),
        ("C:\\Users\\eva\\acta.pdf", "acta.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a\u202efdp.txt", "afdp.txt"),
        ("two  blanks\t.csv", "two blanks.csv"),
        ("...", "file"),
    ],
)
def test_names_stay_readable(name, readable):
    assert readable_name(name) == readable


def test_a_long_name_keeps_its_ending():
    name = readable_name("ñ" * 300 + ".pdf")

    assert (len(name), name[-5:]) == (LONGEST_NAME, "ñ.pdf")
