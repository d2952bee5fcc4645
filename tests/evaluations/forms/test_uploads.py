import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from evaluations.files import pictures
from evaluations.forms.uploads import LONGEST_NAME, EvidenceField, readable_name, sizes_apart
from evaluations.questionnaire import NEWEST
from tests.sent_files import office, office_before_2007, picture

PROMPT = NEWEST["end-of-commitment"].prompt("1.3.evidence")


def clean(name, content, content_type="text/html"):
    return EvidenceField(prompt=PROMPT, required=False).clean(SimpleUploadedFile(name, content, content_type))


def refusal(name, content):
    with pytest.raises(ValidationError) as refused:
        clean(name, content)
    return refused.value


def test_the_type_is_what_the_bytes_say_and_so_is_the_name():
    upload = clean("Acta.png", b"%PDF-1.7 %%EOF", content_type="image/png")

    assert (upload.name, upload.content_type, upload.is_cleaned) == ("Acta.pdf", "application/pdf", False)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("page.html", b"<p>", "type", "of a kind that is not taken here"),
        ("acta.pdf", b"MZ\x90", "content", "is not what its name says"),
        ("acta.pdf", b"", "empty", "is empty"),
        ("acta.docx", office("word/document.xml", **{"vbaProject.bin": "x"}), "macros", "holds macros"),
        ("acta.docx", office_before_2007("EncryptedPackage"), "locked", "locked with a password"),
        ("datos.zip", b"PK\x03\x04", "broken", "is damaged"),
        ("acta.pdf", b"%PDF-1.7 cut off", "broken", "was cut off"),
    ],
)
def test_anything_else_is_refused_in_words(name, content, code, words):
    refused = refusal(name, content)

    assert refused.code == code
    assert f"“{name}”" in refused.messages[0]
    assert words in refused.messages[0]


def test_a_picture_loses_where_it_was_taken():
    upload = clean("foto.jpg", picture("JPEG", make="Example camera", place=True))

    assert (upload.name, upload.content_type, upload.is_cleaned) == ("foto.jpg", "image/jpeg", True)
    assert b"Example camera" not in upload.read()


def test_a_picture_too_large_to_be_opened_is_refused_with_how_large_it_may_be(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 31)

    refused = refusal("foto.png", picture("PNG", make="Example camera"))

    assert refused.messages == [
        "“foto.png” is too large a picture: it has more than 50 million points. Make it smaller."
    ]


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


def test_a_file_of_just_the_size_that_fits_is_taken(settings):
    settings.EVIDENCE_MAXIMUM_BYTES = 4

    assert clean("acta.txt", b"1234").size == 4


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
