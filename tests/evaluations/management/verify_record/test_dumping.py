"""What a dump tells can be followed by hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluations import drafts
from evaluations.models import Edition
from tests import scenes
from tests.factories import ApprovedCommentFactory

from .verifying import ADDED, DIFFERS, at, run, told, write

pytestmark = pytest.mark.django_db


class TestDumping:
    def test_a_line_is_what_is_sealed_of_the_download(self, first, dump, client):
        url = first.report.get_absolute_url()
        downloads = [client.get(f"{url}v{number}/report.json").json() for number in (1, 2)]

        for download in downloads:
            for name in ("title", "standing", "withdrawn", "url", "questions", "official_response"):
                del download[name]
            del download["edition"]["url"], download["edition"]["is_current"], download["answers"]["1.3.evidence"]
        for line in (lines := told(dump)):
            del line["answers"]["1.3.evidence"]  # of its files, the download tells the URLs
        assert lines == downloads

    def test_what_a_download_tells_besides_was_not_sealed(self, first, dump, client):
        download = client.get(f"{first.report.get_absolute_url()}v1/report.json").json()
        write(dump, [download, told(dump)[1]])

        of_the_site = ["/title", "/url", "/standing", "/withdrawn", "/questions", "/official_response"]
        of_the_site += ["/edition/url", "/edition/is_current"]
        lines, problem = run(dump)
        assert problem == ("9 findings are wrong.", 1)
        assert set(lines[:-1]) == {
            *(at(first, ADDED, path=path) for path in of_the_site),
            at(first, DIFFERS, path="/answers/1.3.evidence/0"),
        }

    def test_no_draft_and_nothing_private_is_written(self, first, dump):
        lead = first.report.lead
        draft = drafts.correct(first.report, by=lead.user, reason="Reason of a draft.")
        Edition.objects.filter(pk=draft.pk).update(factors="Words of a draft.")
        ApprovedCommentFactory(report=first.report, text="Commented openly.")

        call_command("dump_record", dump, stdout=StringIO())

        text = dump.read_text("utf-8")
        private = ("@", lead.user.username, scenes.REASON, "Commented openly", "of a draft")
        assert [words for words in private if words in text] == []
        assert len(text.splitlines()) == 2

    def test_what_cannot_be_written_leaves_what_was_there(self, first, tmp_path):
        with pytest.raises(CommandError) as refusal:
            call_command("dump_record", tmp_path / "none" / "record.jsonl")

        assert refusal.value.returncode == 2
