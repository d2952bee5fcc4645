"""Write every published edition with its seal into a file that anybody may verify: `manage.py dump_record FILE`."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.record import as_data, facts, published_editions


class Command(BaseCommand):
    """Write the public record as JSON Lines: one edition a line, in the order of the reports.

    A line is what is sealed of the edition's download, with the record, and nothing else: every sign of it counts.
    Takes the file to write; what was there is replaced once all is written. Raises CommandError (exit status 2) where
    it cannot be written. A few editions are held in memory at once.
    """

    help = _("Writes every published edition with its hashes and salts: public data, one edition a line.")

    def add_arguments(self, parser):
        """Take the file."""
        parser.add_argument("file", type=Path, help=_("The file to write (JSON Lines, UTF-8)."))

    def handle(self, *, file, **options):
        """Write beside the file first: whoever finds it finds the whole of it."""
        beside = file.with_name(f"{file.name}.part")
        try:
            with beside.open("w", encoding="utf-8", newline="\n") as target:
                count = sum(self.write(target, edition) for edition in published_editions())
            beside.replace(file)
        except OSError as error:
            said = _("%(file)s cannot be written (%(error)s).") % {"file": file, "error": error.strerror}
            raise CommandError(said, returncode=2) from error
        words = ngettext("Written: %(count)s edition.", "Written: %(count)s editions.", count)
        self.stdout.write(words % {"count": count})

    def write(self, target, edition):
        """Write one edition, and return that it is one."""
        target.write(json.dumps(facts(edition) | {"record": as_data(edition)}, ensure_ascii=False) + "\n")
        return 1
