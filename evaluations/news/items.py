"""One thing that is new, in words: a comment, or what was done with a report."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import linebreaks
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..acts import OPENINGS, PUBLICATIONS, ActKind
from ..models import Report

_FIRST_WORDS = 200  # characters
# No XML may hold them: one in what somebody typed, and no reader could open the feed any more.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Item:
    """Something new. `at` is when the public came to see it, `changed_at` when it was last changed."""

    key: str  # tells it from all others, for good
    at: datetime
    report: Report
    title: str
    words: str  # the first ones, on one line
    html: str  # all of them, fit to be shown; "" where the title says it all
    path: str
    author: str = ""  # the name under which it was said, of a comment
    differences: str = ""  # the path of the page that tells what a new edition changes
    changed_at: datetime | None = None

    @property
    def url(self):
        return settings.SITE_URL + self.path

    @property
    def differences_url(self):
        """Return where it is told what an edition changes, or ""."""
        return self.differences and settings.SITE_URL + self.differences


def plain(text):
    """Return a text without the signs that stand in no feed."""
    return _NOT_IN_XML.sub("", text)


def of_comment(comment):
    """Return the Item of a comment that the public sees."""
    words = {"name": comment.author_name, "title": comment.report.current.title}
    return Item(
        key=f"comment-{comment.pk}",
        at=comment.shown_at,
        report=comment.report,
        title=_one_line(_("%(name)s on “%(title)s”") % words),
        words=_first_words(comment.text),
        html=plain(comment.html),
        path=comment.get_absolute_url(),
        author=_one_line(str(comment.author_name)),
        changed_at=max(filter(None, [comment.edited_at, comment.erased_at]), default=None),
    )


def of_act(act, said):
    """Return the Item of what was done with a report; `said` is what its government, or whoever did it, says of it."""
    told = _edition if act.kind in PUBLICATIONS else _opening if act.kind in OPENINGS else _other
    title, said, paths = told(act, said)
    words = _first_words(said)
    html = linebreaks(plain(said), autoescape=True) if said else ""
    return Item(
        key=f"act-{act.pk}", at=act.at, report=act.report, title=_one_line(title), words=words, html=html, **paths
    )


def _edition(act, said):
    edition, slug = act.edition, act.report.slug
    path = reverse("evaluations:edition", args=[slug, edition.number])
    if edition.number == 1:
        return _("Published: %(title)s") % {"title": edition.title}, "", {"path": path}
    words = {"number": edition.number, "title": edition.title}
    kind = edition.get_change_class_display()
    said = f"{kind}: {edition.change_reason}" if edition.change_reason else kind
    differences = reverse("evaluations:differences", args=[slug])
    asked = f"?from={edition.number - 1}&to={edition.number}"
    return _("Edition %(number)s of “%(title)s”") % words, said, {"path": path, "differences": differences + asked}


def _opening(act, said):
    report = act.report
    zone = ZoneInfo(report.member.time_zone)
    day = date_format(localtime(report.last_moment_for_comment, zone), "j F Y")
    words = {"day": day, "title": report.current.title}
    title = _("Open for public comment until %(day)s: %(title)s") % words
    return title, "", {"path": f"{report.get_absolute_url()}#comments"}


def _other(act, said):
    report = act.report
    title, path = {
        ActKind.RESPOND: (_("The government has responded to “%(title)s”"), _response_path(report)),
        ActKind.WITHDRAW: (_("Withdrawn: %(title)s"), report.get_absolute_url()),
        ActKind.REINSTATE: (_("Stands again: %(title)s"), report.get_absolute_url()),
    }[act.kind]
    return title % {"title": report.current.title}, said, {"path": path}


def _response_path(report):
    return reverse("evaluations:official-response", args=[report.slug])


def _one_line(text):
    return " ".join(plain(text).split())


def _first_words(text):
    return Truncator(_one_line(text)).chars(_FIRST_WORDS)
