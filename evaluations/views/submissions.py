"""What changed between two submissions of a report: for those who write it, and for reviewers."""

from collections import Counter
from zoneinfo import ZoneInfo

from django.db.models import F
from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..changes import Pair
from ..forms.choosing import ChooseTwoForm
from ..models import Receipt
from ..reading import Reading
from ..telling import tell

PUBLISHED = 0  # the choice of the edition that a new one follows; a submission is chosen by its key


def compared_submissions(report, asked, *, published=None):
    """Return what a page shows of two submissions: `form`, in which they are chosen, and `changes`.

    `asked` is what the URL asks for; without a word it is the last two. `published` is an edition that can be chosen,
    too: the one that a submitted edition follows (published_before). Both are absent while there are not two. Raises
    Http404 where the report has no such submission. Only for those who may read what was sent.
    """
    sent = Receipt.objects.filter(edition__report=report).select_related("move").defer("document")
    receipts = list(sent.annotate(of_edition=F("edition__number"), follows=F("edition__predecessor")))
    choices = _choices(receipts, published, ZoneInfo(report.member.time_zone))
    if len(choices) < 2:
        return {}
    form = ChooseTwoForm(asked, choices=choices[::-1])
    if not form.is_valid():
        raise Http404
    documents = dict(Receipt.objects.filter(pk__in=form.chosen).values_list("pk", "document"))
    if PUBLISHED in form.chosen:
        documents[PUBLISHED] = tell(Reading(published), bylines=published.bylines.order_by("position"))
    before, after = (documents[pk] for pk in form.chosen)
    return {"form": form, "changes": Pair(before, after).changes()}


def published_before(edition):
    """Return the published edition that a submitted one follows, or None: what was imported has no submission."""
    if not edition.predecessor_id or not edition.receipts.exists():
        return None
    edition.predecessor.report = edition.report
    return edition.predecessor


def _choices(receipts, published, zone):
    """Return number and words of each version, the oldest first.

    A published one stands before what was sent of the edition that follows it, though a redaction may have published it
    since. Submissions are counted as the rounds of their edition, which remarks name, too.
    """
    rounds, choices = Counter(), []
    for receipt in receipts:
        rounds[receipt.edition_id] += 1
        choices.append((receipt.pk, _words(rounds[receipt.edition_id], receipt, zone)))
    if published:
        words = _("Edition %(number)s, as it was published") % {"number": published.number}
        before = sum(receipt.follows != published.pk for receipt in receipts)
        choices.insert(before, (PUBLISHED, words))
    return choices


def _words(number, receipt, zone):
    moment = date_format(localtime(receipt.move.at, zone), "j F Y, H:i")
    facts = {"round": number, "at": moment, "zone": zone, "edition": receipt.of_edition}
    if receipt.of_edition:
        return _("Edition %(edition)s, round %(round)s: submitted on %(at)s (%(zone)s)") % facts
    if receipt.follows:
        return _("New edition, round %(round)s: submitted on %(at)s (%(zone)s)") % facts
    return _("Round %(round)s: submitted on %(at)s (%(zone)s)") % facts
