"""A published edition for BibTeX and what reads its files."""

from django.utils.translation import gettext as _

from .citation import PUBLISHER, citable

CONTENT_TYPE = "application/x-bibtex; charset=utf-8"
# What TeX takes for a command. Braces are named and not escaped: BibTeX counts those, too, that a backslash precedes.
_ESCAPED = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(edition):
    """Return an edition as an entry of BibTeX (text; UTF-8 when it is sent); its bylines and report are to be loaded.

    Each author stands in braces, as the report names her: which of her names is the family's, nothing records, and of
    an organisation none is. So does the title, whose capitals a style would take away. An imported edition has no year,
    since when it was published is not recorded; its note tells the day of the import. It also says where the report was
    withdrawn, and why: who cites it is to know.
    """
    cited = citable(edition)
    fields = {
        "author": " and ".join(_kept(author) for author in cited.authors),
        "title": _kept(cited.title),
        "type": _text(cited.kind),
        "institution": _text(PUBLISHER),
        "number": str(cited.number),
        "version": str(cited.edition),
        "note": _text(", ".join([*_edition(cited), cited.digest])),
        "url": cited.url,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{open-government-{cited.name},", *lines, *_dated(cited), "}", ""])


def _edition(cited):
    yield _("Edition %(number)s") % {"number": cited.edition}
    if cited.is_imported:
        yield cited.day
    if cited.withdrawn:
        yield cited.withdrawn


def _dated(cited):
    """Return the lines of year and month; the month is a word that BibTeX knows, and stands without braces."""
    if cited.is_imported:
        return []
    return [f"  year = {{{cited.at.year}}},", f"  month = {_MONTHS[cited.at.month - 1]},"]


def _kept(text):
    """Return a text that BibTeX leaves whole and as it is."""
    return f"{{{_text(text)}}}"


def _text(text):
    return text.translate(_ESCAPED)
