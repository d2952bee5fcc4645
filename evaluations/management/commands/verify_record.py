"""Compute the hash of every published edition anew: `manage.py verify_record`, or of a dump: `verify_record DUMP`."""

from io import TextIOWrapper
from itertools import groupby
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.record import Problem, UnreadableError, findings, hidden, told_by_database, told_by_line

WORDS = {
    Problem.REDACTED: gettext_lazy("redacted"),
    Problem.DIFFERS: gettext_lazy("differs from what was sealed"),
    Problem.MISSING: gettext_lazy("missing, though it was sealed"),
    Problem.ADDED: gettext_lazy("not sealed: it was added"),
    Problem.NO_SALT: gettext_lazy("without its salt, though no redaction names it"),
    Problem.NOT_REMOVED: gettext_lazy("redacted, but there is something in its place"),
    Problem.UNSEALED: gettext_lazy("published without a seal"),
    Problem.SCHEME: gettext_lazy("sealed in a way that this program does not know"),
    Problem.HASH: gettext_lazy("its hash is not that of its values' hashes"),
    Problem.CHAIN: gettext_lazy("does not follow upon the edition before it: the chain is broken"),
    Problem.NO_EDITION: gettext_lazy("missing, though a later one is there"),
    Problem.UNPUBLISHED: gettext_lazy("sealed, but published no more"),
    Problem.NOT_SHOWN: gettext_lazy("the newest one, but not the one that its report shows"),
}


_GZIP = b"\x1f\x8b"  # how every file begins that gzip wrote


class Command(BaseCommand):
    """Say of every published edition what is no longer as it was sealed, value by value, and where a chain breaks.

    Takes nothing, or a file that dump_record wrote: then no database is asked. Changes nothing. Prints a line for each
    finding: number of the report and of the edition, where in the data, what is wrong; values that were redacted are
    told, and are not wrong. Raises CommandError: exit status 1 where anything is wrong, 2 where the dump cannot be
    read, or has nothing in it. The editions of one report are held in memory at once.
    """

    help = _("Computes the hash of every published edition anew, from the database or from a public dump alone.")

    def add_arguments(self, parser):
        """Take the dump, if any."""
        parser.add_argument("dump", nargs="?", type=Path, help=_("A file that dump_record wrote."))

    def handle(self, *, dump=None, **options):
        """Verify the database or the dump, report by report."""
        self.editions, self.wrong, self.reports = 0, 0, set()
        try:
            for report, editions in groupby(self.told(dump), key=lambda told: told.report):
                self.tell(findings(editions))
                self.note(report)
            self.tell(hidden() if dump is None else ())
        except OSError as error:
            raise _unreadable(dump, error.strerror) from error
        if dump is not None and not self.editions and not self.wrong:
            raise CommandError(_("There is nothing in %(file)s.") % {"file": dump}, returncode=2)
        words = ngettext("Verified: %(count)s edition.", "Verified: %(count)s editions.", self.editions)
        self.stdout.write(words % {"count": self.editions})
        if self.wrong:
            words = ngettext("%(count)s finding is wrong.", "%(count)s findings are wrong.", self.wrong)
            raise CommandError(words % {"count": self.wrong})

    def told(self, dump):
        """Yield the editions and count them."""
        for told in told_by_database() if dump is None else self.told_by(dump):
            self.editions += 1
            yield told

    def told_by(self, dump):
        """Yield the editions of a dump, and tell of each line that tells none."""
        # Opened once: what comes through a pipe is there once.
        with dump.open("rb") as start:
            if start.peek(len(_GZIP))[: len(_GZIP)] == _GZIP:
                raise _unreadable(dump, _("it is compressed: unpack it first"))
            lines = TextIOWrapper(start, encoding="utf-8", errors="surrogateescape", newline="\n")
            for number, line in enumerate(lines, start=1):
                try:
                    yield told_by_line(line)
                except UnreadableError:
                    self.wrong += 1
                    self.stdout.write(_("Line %(number)s of the dump tells no edition") % {"number": number})

    def note(self, report):
        """Tell of a report that comes again: what contradicts itself would be verified part by part."""
        if report in self.reports:
            self.wrong += 1
            words = _("report %(report)s: its editions do not stand together, or stand there twice")
            self.stdout.write(words % {"report": report})
        self.reports.add(report)

    def tell(self, found_of_some):
        """Print each of these findings, and count those that are wrong."""
        for found in found_of_some:
            self.wrong += found.is_wrong
            facts = {"report": found.report, "edition": found.edition, "path": found.path}
            facts["problem"] = WORDS[found.problem]
            if found.path:
                self.stdout.write(_("report %(report)s, edition %(edition)s, %(path)s: %(problem)s") % facts)
            else:
                self.stdout.write(_("report %(report)s, edition %(edition)s: %(problem)s") % facts)


def _unreadable(dump, error):
    said = _("%(file)s cannot be read (%(error)s).") % {"file": dump, "error": error}
    return CommandError(said, returncode=2)
