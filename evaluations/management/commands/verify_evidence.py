"""Read every stored file anew and compare it with its SHA-256: `manage.py verify_evidence`."""

import hashlib

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.models import Evidence, Receipt, StoredFile

CHUNK = 2**20  # bytes held at once


class Command(BaseCommand):
    """Say of every file whose bytes differ from those that were received, or are gone, where it is used.

    Takes nothing and changes nothing. Prints a line for each use of a file that is not as it was: number of the report
    and of the edition, key of the answer, name of the file, or the receipt that holds it; then how many files and bytes
    were read. Raises CommandError (exit status 1) where anything is wrong. A file is read in pieces of a megabyte.
    """

    help = _("Compares every stored file with its SHA-256 and names the answers whose files differ or are gone.")

    def handle(self, **options):
        """Read each file once, in the order in which they came."""
        files = read = wrong = 0
        for stored in StoredFile.objects.order_by("pk").iterator():
            size, problem = self.examine(stored)
            if problem and not StoredFile.objects.filter(pk=stored.pk).exists():
                continue  # remove_unused_files has taken it meanwhile
            files, read, wrong = files + 1, read + size, wrong + bool(problem)
            for line in self.uses(stored) if problem else []:
                self.stdout.write(f"{problem}: {line} (SHA-256 {stored.sha256})")
        self.stdout.write(_in_words(files, read))
        if wrong:
            words = ngettext(
                "%(count)s file is not as it was received.", "%(count)s files are not as they were received.", wrong
            )
            raise CommandError(words % {"count": wrong})

    def examine(self, stored):
        """Return how many bytes were read of a stored file, and what is wrong with them, "" where nothing is."""
        digest, size = hashlib.sha256(), 0
        try:
            with stored.open() as source:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except FileNotFoundError:
            return 0, _("Gone")
        except OSError as error:
            return size, _("Cannot be read (%(error)s)") % {"error": error.strerror}
        return size, "" if digest.hexdigest() == stored.sha256 else _("Differs")

    def uses(self, stored):
        """Return, in words, each place where a stored file is used."""
        found = [*_answers(stored), *_receipts(stored)]
        return found or [_("used nowhere")]


def _answers(stored):
    pieces = Evidence.objects.filter(stored_file=stored).select_related("edition").order_by("edition", "answer_key")
    for piece in pieces:
        facts = {"report": piece.edition.report_id, "key": piece.answer_key, "name": piece.name}
        if piece.edition.number is None:
            yield _("report %(report)s, not published yet, %(key)s, “%(name)s”") % facts
        else:
            yield _("report %(report)s, edition %(edition)s, %(key)s, “%(name)s”") % {
                **facts,
                "edition": piece.edition.number,
            }


def _receipts(stored):
    """Return where receipts alone hold it: what stands in the edition still is named there."""
    for receipt in Receipt.objects.filter(files=stored).select_related("edition").order_by("pk"):
        for key, value in receipt.document["answers"].items():
            for piece in value if isinstance(value, list) else []:
                held = Evidence.objects.filter(edition=receipt.edition, answer_key=key, stored_file=stored)
                if piece.get("sha256") == stored.sha256 and not held.exists():
                    facts = {"report": receipt.edition.report_id, "receipt": receipt.pk, "key": key}
                    yield _("report %(report)s, receipt %(receipt)s, %(key)s, “%(name)s”") % {
                        **facts,
                        "name": piece["name"],
                    }


def _in_words(files, read):
    words = ngettext("Read: %(count)s file, %(size)s.", "Read: %(count)s files, %(size)s.", files)
    return words % {"count": files, "size": filesizeformat(read)}
