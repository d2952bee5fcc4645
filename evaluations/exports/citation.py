"""How a report is cited: in plain text, with the URL of the very edition that was read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from commitments.clocks import shown_at

from .document import absolute

PUBLISHER = "Open Government Reports"


@dataclass(frozen=True)
class Citable:
    """All that a citation of a published edition prints, whatever its form: each text in one line."""

    authors: tuple[str, ...]  # people and organisations, each as the edition names them
    title: str
    kind: str  # in words
    number: int  # of the report
    edition: int
    # By the clocks of the member: when it was published or, where `is_imported`, imported: then nobody knows the first.
    at: datetime
    is_imported: bool
    language: str
    url: str
    sha256: str  # in the record: it tells whether the text is still the one that was cited
    withdrawn: str  # in words, where the report no longer stands; else blank

    @property
    def day(self):
        """Return the day in words: of an imported edition it is called that of its import."""
        day = date_format(self.at, "j F Y")
        return _("imported %(day)s") % {"day": day} if self.is_imported else day

    @property
    def digest(self):
        """Return the hash in words."""
        return _("SHA-256 of the record: %(sha256)s") % {"sha256": self.sha256}

    @property
    def name(self):
        """Return a name for it that no other edition has, of letters, digits and hyphens."""
        return f"report-{self.number}-v{self.edition}"


def citable(edition):
    """Return what is printed of a published edition; its bylines, seal and report are to be loaded."""
    return Citable(
        authors=tuple(_in_one_line(byline.name) for byline in edition.bylines.all() if byline.name),
        title=_in_one_line(edition.title),
        kind=edition.report.get_kind_display(),
        number=edition.report.number,
        edition=edition.number,
        at=shown_at(edition.report.member, edition.published_at),
        is_imported=edition.is_imported,
        language=edition.language,
        url=absolute(edition.get_absolute_url()),
        sha256=edition.seal.hash,
        withdrawn=_withdrawn(edition.report),
    )


def citation(edition):
    """Return the line by which a published edition is cited; its bylines, seal and report are to be loaded."""
    cited = citable(edition)
    names = get_text_list(cited.authors, _("and"))
    facts = {
        "title": cited.title,
        "publisher": PUBLISHER,
        "number": cited.number,
        "edition": cited.edition,
        "date": cited.day,
        "url": cited.url,
    }
    told = _("“%(title)s.” %(publisher)s, no. %(number)s, edition %(edition)s, %(date)s. %(url)s") % facts
    withdrawn = f"({cited.withdrawn})" if cited.withdrawn else ""
    return " ".join(filter(None, [f"{names}." if names else "", told, withdrawn, f"({cited.digest})"]))


def _withdrawn(report):
    """Say of a report that no longer stands that it was withdrawn and, where that is recorded, when and why."""
    if not report.is_withdrawn:
        return ""
    if not (change := report.withdrawal):
        return _("Withdrawn")
    facts = {
        "day": date_format(shown_at(report.member, change.at), "j F Y"),
        "reason": _in_one_line(change.reason) or _("Removed by a redaction"),
    }
    return _("Withdrawn on %(day)s: %(reason)s") % facts


def _in_one_line(text):
    """Return a text without line breaks and signs that only steer: a line of a file may end at any of them."""
    return " ".join("".join(" " if ord(sign) < 32 or 127 <= ord(sign) < 160 else sign for sign in text).split())
