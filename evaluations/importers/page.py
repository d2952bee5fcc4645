"""One page, whatever it is: a report of either kind, or something that is refused by name."""

from django.utils.translation import gettext as _

from ..models import Comment
from .end_of_commitment import form, read_end_of_commitment
from .furniture import SKIP_LINK
from .parsed import UNRECOGNISED, ParsedReport
from .results import read_results
from .source import UnreadableSourceError, read_source
from .text import cut_at_word, fold, squeeze
from .tooltips import remove_tooltips

_LONGEST_TITLE = 200
_LONGEST_NAME = Comment._meta.get_field("name").max_length


def read_page(data):
    """Return the ParsedReport that these bytes hold. One that is no report says why in `refusal`; nothing is raised."""
    try:
        source = read_source(data, is_label=form().is_label)
    except UnreadableSourceError as error:
        return ParsedReport(kind=UNRECOGNISED, refusal=str(error))
    text = remove_tooltips(source.text)
    report = read_end_of_commitment(text, source.comments) or read_results(text, source.comments)
    if report is None:
        refusal = _("It is neither an End of Commitment Report nor a Results Report.")
        return ParsedReport(kind=UNRECOGNISED, title=_first_line(text), refusal=refusal)
    report.url = source.url
    _fit_names(report, report.comments)
    return report


def _fit_names(report, comments):
    """Cut the names that are longer than a comment can keep, and leave them whole among what was not recognised."""
    for comment in comments:
        name, comment.name = comment.name, cut_at_word(comment.name, _LONGEST_NAME)
        if comment.name != name:
            report.leave("comments", name)
        _fit_names(report, comment.replies)


def _first_line(text):
    lines = (squeeze(line) for line in text.split("\n") if fold(line) and not SKIP_LINK.match(line))
    return next(lines, "")[:_LONGEST_TITLE]
