"""`manage.py redact` says what would go, and destroys it when it is told to."""

import pytest
from django.core.management import CommandError, call_command

from evaluations import drafts
from evaluations.models import Edition, Redaction
from tests import scenes
from tests.factories import EvidenceFactory, UserFactory

pytestmark = pytest.mark.django_db

NOBODY_ASKED = (
    "Not reached: /consultation/skipped_reason, in edition {}, stays. Read it, and name it if it says the same."
)
WORDS = "Ana Zúñiga took the money."


@pytest.fixture
def edition():
    return scenes.published(factors=WORDS)


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True, email="root@example.org")


def redact(edition, *arguments):
    call_command("redact", str(edition.report_id), *arguments)


def test_without_being_told_to_destroy_it_only_says_what_would_go(edition, capsys):
    redact(edition, "/answers/1.2")

    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"edition 1, /answers/1.2: {WORDS}",
        NOBODY_ASKED.format(1),
        "Nothing was changed: --destroy does it.",
    ]
    edition.refresh_from_db()
    assert edition.factors == WORDS


def test_it_names_what_it_does_not_reach(edition, administrator, capsys):
    report = edition.report
    file = EvidenceFactory(edition=scenes.draft(), is_file=True)
    draft = drafts.correct(report, by=scenes.reviewer(), reason="An update.")
    EvidenceFactory(edition=draft, answer_key="1.3.evidence", position=9, is_file=True, stored_file=file.stored_file)
    scenes.published(draft)
    again = drafts.correct(report, by=scenes.reviewer(), reason="Another update.")
    Edition.objects.filter(pk=again.pk).update(factors="Zúñiga took it all.")

    redact(edition, "/answers/1.2", "/answers/1.3.evidence/0")

    said = capsys.readouterr().out.splitlines()
    assert said[-5:] == [
        f"Not reached: report {file.edition.report_id} holds the same file, and keeps it.",
        "Not reached: the edition that is being written says something else at /answers/1.2. See to it yourself.",
        NOBODY_ASKED.format(1),
        NOBODY_ASKED.format(2),
        "Nothing was changed: --destroy does it.",
    ]


def test_it_destroys_publishes_and_the_record_says_redacted(edition, administrator, capsys):
    redact(edition, "/answers/1.2", "--destroy", "--reason", "A court ordered it.", "--by", "Root@example.org")

    assert f"Destroyed. Report {edition.report_id}, edition 2 tells of it." in capsys.readouterr().out
    assert Redaction.objects.get().by == administrator
    call_command("verify_record")
    said = capsys.readouterr().out
    assert f"report {edition.report_id}, edition 1, /answers/1.2: redacted" in said
    assert "2 editions" in said


def test_a_dump_says_redacted_too_and_holds_nothing_of_it(edition, administrator, capsys, tmp_path):
    redact(edition, "/answers/1.2", "--destroy", "--reason", "A court ordered it.", "--by", administrator.email)
    dump = tmp_path / "record.jsonl"
    call_command("dump_record", str(dump))

    call_command("verify_record", str(dump))

    assert "/answers/1.2: redacted" in capsys.readouterr().out
    assert "Zúñiga" not in dump.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["/answers/9.9"], "“/answers/9.9” names nothing in edition 1 that can be removed."),
        (["/answers/1.2", "--edition", "7"], "There is no such edition."),
        (["/answers/1.2", "--edition", "0"], "There is no such edition."),
        (["/answers/1.2", "--destroy", "--by", "root@example.org"], "Say why, in words that the public will read."),
        (["/answers/1.2", "--destroy", "--reason", "Why"], "“” is no administrator of this site."),
        (
            ["/answers/1.2", "--destroy", "--reason", "Why", "--by", "reviewer@example.org"],
            "“reviewer@example.org” is no administrator of this site.",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(edition, administrator, arguments, sentence):
    scenes.reviewer(email="reviewer@example.org")

    with pytest.raises(CommandError) as refused:
        redact(edition, *arguments)

    assert str(refused.value) == sentence
    assert not Redaction.objects.exists()


def test_a_report_that_is_not_published_has_nothing_to_lose():
    draft = scenes.draft()

    with pytest.raises(CommandError) as refused:
        redact(draft, "/answers/1.2")

    assert str(refused.value) == f"There is no published report {draft.report_id}."
