"""Read published pages into the database: `manage.py import_reports PATH… [--dry-run] [--json]`."""

import json
import logging
import os
from contextlib import nullcontext
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.importers.page import read_page
from evaluations.importers.source import LARGEST
from evaluations.importers.storing import COMPLETED, NOT_TOUCHED, PUBLISHED, UNCHANGED, store
from evaluations.models import Edition

logger = logging.getLogger(__name__)

NOTHING_USED, UNREADABLE = 1, 2
_SAID = {
    PUBLISHED: gettext_lazy("published"),
    COMPLETED: gettext_lazy("a new edition completes the stored report"),
    UNCHANGED: gettext_lazy("nothing to add to the stored report"),
    NOT_TOUCHED: gettext_lazy("the stored report is not an imported one, or is being worked on: left as it is"),
}


class Command(BaseCommand):
    """Import pages saved as text or as HTML, each in a transaction of its own.

    Takes files and folders, which are walked in sorted order. Prints with --json one object a page to standard output
    and all else to standard error; private e-mails appear in these objects and nowhere else.

    Exit status: 2 where a path could not be read; else 1 where no page could be used; else 0. A page is used where its
    report goes in or is in already, so that the same import run twice ends the same. A page whose report stays as it
    is, for evaluators write it, is used only where it carries comments, for these go in. Where texts differ, the stored
    ones stay, and the page is used: it was compared, and what differs was named.
    """

    help = _("Imports published reports from pages saved as text or as HTML.")

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help=_("A page, or a folder of pages."))
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would be done, and write nothing."))
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help=_("Print what was read, a line a page.")
        )

    def handle(self, *args, paths, dry_run, as_json, **options):
        """Import every page; raise CommandError with the exit status where not all went well."""
        self._as_json, self._unreadable, self._used = as_json, 0, 0
        # A dry run does everything, so that it says the same, and takes it back in the end.
        with transaction.atomic() if dry_run else nullcontext():
            for path in self._files(paths):
                self._import(path)
            if dry_run:
                transaction.set_rollback(True)
        if self._unreadable:
            said = ngettext("%d path could not be read.", "%d paths could not be read.", self._unreadable)
            raise CommandError(said % self._unreadable, returncode=UNREADABLE)
        if not self._used:
            raise CommandError(_("Nothing could be used."), returncode=NOTHING_USED)

    def _files(self, paths):
        """Yield the files that the paths name, those of a folder in sorted order and without hidden ones."""
        for path in map(Path, paths):
            if not path.is_dir():
                yield path
                continue
            found = []
            for folder, folders, names in os.walk(path, onerror=self._cannot_read):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found += [Path(folder) / name for name in names if not name.startswith(".")]
            yield from sorted(found)

    def _cannot_read(self, error):
        self._unreadable += 1
        self._tell(error.filename, _("cannot be read: %(reason)s") % {"reason": error.strerror}, self.style.ERROR)

    def _import(self, path):
        try:
            data = _read(path)
        except OSError as error:
            error.filename = str(path)
            return self._cannot_read(error)
        parsed = read_page(data)
        if self._as_json:
            self.stdout.write(json.dumps(parsed.as_json(file=path)))
        if not parsed.is_report:
            return self._tell(path, _("refused: %(reason)s") % {"reason": parsed.refusal}, self.style.WARNING)
        return self._store(path, parsed)

    def _store(self, path, parsed):
        try:
            with transaction.atomic():
                outcome = store(parsed, source=_source(path, parsed))
        except ValidationError as error:
            return self._tell(path, _("refused: %(reason)s") % {"reason": _in_words(error)}, self.style.WARNING)
        except DatabaseError:
            logger.exception("A page could not be stored: %s", path)
            return self._tell(path, _("could not be stored; the log says why"), self.style.ERROR)
        self._used += outcome.is_use
        return self._tell_outcome(path, parsed, outcome)

    def _tell_outcome(self, path, parsed, outcome):
        self._tell(path, _SAID[outcome.what])
        if outcome.new_comments:
            said = ngettext("%d comment came along", "%d comments came along", outcome.new_comments)
            self._tell(path, said % outcome.new_comments)
        if parsed.missing_keys:
            self._tell(path, _("not recorded in the source: %(keys)s") % {"keys": ", ".join(parsed.missing_keys)})
        for left in parsed.unrecognised:
            self._tell(path, _("not recognised at %(at)s; see --json") % left, self.style.WARNING)
        for key in outcome.differing:
            said = _("%(key)s differs from what is stored, which stays") % {"key": key}
            self._tell(path, said, self.style.WARNING)

    def _tell(self, path, message, style=str):
        (self.stderr if self._as_json or style is not str else self.stdout).write(f"{path}: {message}", style)


def _source(path, parsed):
    """Return what names the page for readers: its URL, unless that is too long to be kept whole, else its file."""
    longest = Edition._meta.get_field("source").max_length
    return parsed.url if 0 < len(parsed.url) <= longest else path.name


def _in_words(error):
    """Return the sentences of a ValidationError, each behind the name of the field that it speaks of."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{name}: {' '.join(messages)}".removeprefix("__all__: ") for name, messages in error)


def _read(path):
    """Return the bytes of a file, no more than tell that it is too large; OSError where there are none to read."""
    if path.exists() and not path.is_file():
        raise OSError(0, _("it is no file"))
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
