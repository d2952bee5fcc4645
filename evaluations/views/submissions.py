"""What changed between two submissions of a report: for those who write it, and for reviewers."""

from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..changes import Pair
from ..forms.choosing import ChooseTwoForm
from ..models import Receipt


def compared_submissions(report, asked):
    """Return what a page shows of two submissions: `form`, in which they are chosen, and `changes`.

    `asked` is what the URL asks for; without a word it is the last two. Both are absent while there are not two. Raises
    Http404 where the report has no such submission. Only for those who may read what was sent.
    """
    receipts = list(Receipt.objects.filter(edition__report=report).select_related("move").defer("document"))
    if len(receipts) < 2:
        return {}
    zone = ZoneInfo(report.member.time_zone)
    choices = [(receipt.pk, _words(number, receipt, zone)) for number, receipt in enumerate(receipts, start=1)]
    form = ChooseTwoForm(asked, choices=choices[::-1])
    if not form.is_valid():
        raise Http404
    documents = dict(Receipt.objects.filter(pk__in=form.chosen).values_list("pk", "document"))
    before, after = (documents[pk] for pk in form.chosen)
    return {"form": form, "changes": Pair(before, after).changes()}


def _words(number, receipt, zone):
    facts = {"number": number, "at": date_format(localtime(receipt.move.at, zone), "j F Y, H:i"), "zone": zone}
    return _("Submission %(number)s, on %(at)s (%(zone)s)") % facts
