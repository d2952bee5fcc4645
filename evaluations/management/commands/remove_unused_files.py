"""Remove bytes that no evidence points to: `manage.py remove_unused_files [--dry-run]`."""

import re
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.models import StoredFile
from evaluations.unused_files import remove_bytes, remove_if_unused

GRACE = timedelta(days=1)  # far longer than an upload takes, from its first byte to its row
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    """Remove the files of evidence that was taken off again, and what a crash left of an upload.

    A file stays while any evidence points to it, that of every published edition among them, and for a day after it
    came. Takes `--dry-run` to write nothing. Prints how many files and bytes it removed, or would.
    """

    help = _("Removes stored files that no evidence points to.")

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help=_("Say what would be removed, and remove nothing."))

    def handle(self, *, dry_run, **options):
        """Remove row and bytes of each unused file, then bytes without a row."""
        sizes = [remove_if_unused(sha256, dry_run=dry_run) for sha256 in [*_unused_rows(), *_bytes_without_row()]]
        sizes += [remove_bytes(path, dry_run=dry_run) for path in _unfinished()]
        facts = {"count": sum(size is not None for size in sizes), "size": filesizeformat(sum(filter(None, sizes)))}
        words = _("Would remove: %(count)s files, %(size)s.") if dry_run else _("Removed: %(count)s files, %(size)s.")
        self.stdout.write(words % facts)


def _unused_rows():
    old = StoredFile.objects.unused().filter(received_at__lt=timezone.now() - GRACE)
    return list(old.order_by("pk").values_list("sha256", flat=True))


def _bytes_without_row():
    names = {path.name for path in _old_files() if _SHA256.fullmatch(path.name)}
    return sorted(names - set(StoredFile.objects.filter(sha256__in=names).values_list("sha256", flat=True)))


def _unfinished():
    """Return the files of uploads that never got their final name."""
    return [path for path in _old_files() if not _SHA256.fullmatch(path.name)]


def _old_files():
    limit = time.time() - GRACE.total_seconds()
    files = (path for path in Path(settings.MEDIA_ROOT).glob("[0-9a-f][0-9a-f]/*") if path.is_file())
    return sorted(path for path in files if path.stat().st_mtime < limit)
