"""Destroy values of published editions, by court order, say: `manage.py redact NUMBER PATH… --reason … --by …`."""

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from evaluations import redacting
from evaluations.models import Report


class Command(BaseCommand):
    """Say what would go from which editions of a report; with `--destroy`, destroy it and publish an edition about it.

    Takes the report's number and, as verify_record and the JSON name them, the places of the values: an answer
    (/answers/1.2), what is told of the commitment (/overview/action, /overview/problem), a piece of evidence
    (/answers/1.evidence/0), an evaluator (/evaluators/0), a reason (/edition/change_reason), an exemption
    (/edition/exemptions/0), why nobody was asked to read it (/consultation/skipped_reason), a window that ended early
    (/consultation/windows/0; with the reason go its dates and numbers, sealed as one value), an open reaction
    (/consultation/reactions/0); and beside what is sealed, a part of the official response
    (/official_response/whole, /official_response/answers/1.2) and why the report was withdrawn, or stands again
    (/standing_changes/0, by their order). `--edition` is the edition whose data they are places in, the current one
    unless it is given. The first two, and what the government says of an answer, go from every edition, and what says
    the same as a piece of evidence, an evaluator or a reason goes with it; so does a reaction with which it is told
    what the answer said before. `--reason` is what the public reads,
    `--by` the email of the administrator who decided. What was destroyed is in no edition, receipt or file of the site
    any more, and nobody brings it back; backups, dumps and what others have downloaded are to be seen to besides.
    Remarks and comments are not looked at. Prints a line for each value, and for each place that it knows of and does
    not reach; raises CommandError where it cannot be done: then nothing has changed.
    """

    help = _("Destroys values of published editions, and publishes an edition that tells of it.")

    def add_arguments(self, parser):
        """Take what is to go, and why."""
        parser.add_argument("number", type=int, help=_("Number of the report."))
        parser.add_argument("paths", nargs="+", metavar="path", help=_("Where a value stands: /answers/1.2, say."))
        parser.add_argument("--edition", type=int, help=_("Whose places they are; the current one unless given."))
        parser.add_argument("--reason", default="", help=_("Why, in words that the public reads."))
        parser.add_argument("--by", default="", help=_("Email of the administrator who decided."))
        parser.add_argument("--destroy", action="store_true", help=_("Do it. Without, it is only said what would go."))

    def handle(self, *, number, paths, edition, reason, by, destroy, **options):
        """Tell what goes, or let it go."""
        report = Report.objects.published().select_related("current").filter(pk=number).first()
        if report is None:
            raise CommandError(_("There is no published report %(number)d.") % {"number": number})
        try:
            going = redacting.losses(report, paths, number=edition)
            self.tell(going)
            for words in redacting.not_reached(report, going):
                self.stdout.write(_("Not reached: %(words)s") % {"words": words})
            if destroy:
                new = redacting.redact(report, paths, number=edition, reason=reason, by=_administrator(by))
                told = {"report": number, "edition": new.number}
                self.stdout.write(_("Destroyed. Report %(report)d, edition %(edition)d tells of it.") % told)
            else:
                self.stdout.write(_("Nothing was changed: --destroy does it."))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(_("“%(by)s” is no administrator of this site.") % {"by": by}) from error

    def tell(self, going):
        """Print where each value stands, and how it begins."""
        for loss in going:
            facts = loss.leaf | {"begins": Truncator(" ".join(loss.begins.split())).chars(60)}
            self.stdout.write(_("edition %(edition)d, %(leaf)s: %(begins)s") % facts)


def _administrator(email):
    """Return who decided, or nobody: then it is refused."""
    people = get_user_model().objects
    return people.filter(email__mailbox=email).first() if email else None
