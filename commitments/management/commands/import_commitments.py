"""The command that reads OGP's open dataset."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from commitments.importers import ogp_dataset
from commitments.models import ActionPlan, Commitment, Member, PolicyArea


class Command(BaseCommand):
    """Import members, action plans and commitments from a CSV file of OGP's dataset.

    All of the file goes in or nothing does. The counts go to the standard output, warnings on cells that could
    not be read to the standard error. Exit status: 0 imported, 1 refused, 2 the file cannot be opened.
    """

    help = _("Import members, action plans and commitments from OGP's open dataset (CSV).")

    def add_arguments(self, parser):
        """Take the path of one file."""
        parser.add_argument("file", type=Path, help=_("the dataset, as CSV in UTF-8"))
        parser.add_argument("--dry-run", action="store_true", help=_("report what would happen, write nothing"))

    def handle(self, *args, file, dry_run, **options):
        """Read, store, report."""
        try:
            content = file.read_bytes()
        except OSError as error:
            problem = _("%(file)s cannot be read: %(reason)s.") % {"file": file, "reason": error.strerror}
            raise CommandError(problem, returncode=2) from error
        try:
            dataset = ogp_dataset.read(content)
            tally = self._store(dataset, dry_run=dry_run)
        except ogp_dataset.DatasetError as error:
            words = {"file": file, "problems": error}
            raise CommandError(_("%(file)s is refused, nothing is imported.\n%(problems)s") % words) from error
        for notice in dataset.notices:
            self.stderr.write(str(notice))
        self._report(dataset, tally, dry_run=dry_run)

    @transaction.atomic
    def _store(self, dataset, *, dry_run):
        tally = ogp_dataset.store(dataset)
        transaction.set_rollback(dry_run)
        return tally

    def _report(self, dataset, tally, *, dry_run):
        for model in (Member, ActionPlan, PolicyArea, Commitment):
            counts = {what: tally[model, what] for what in ("created", "changed", "unchanged")}
            words = {"models": model._meta.verbose_name_plural, **counts}
            line = _("%(models)s: %(created)s created, %(changed)s changed, %(unchanged)s unchanged") % words
            self.stdout.write(line[:1].upper() + line[1:])
        self.stdout.write(
            _("Rows: %(rows)s, warnings: %(warnings)s") % {"rows": len(dataset.rows), "warnings": len(dataset.notices)}
        )
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing is written."))
