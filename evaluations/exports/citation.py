"""How a report is cited: in plain text, with the URL of the very edition that was read."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _


def citation(edition):
    """Return the line by which a published edition is cited; its bylines and report are to be loaded.

    The day of an imported edition is called that of its import: when it was published is not recorded.
    """
    names = get_text_list([byline.name for byline in edition.bylines.all()], _("and"))
    day = date_format(edition.published_at, "j F Y")
    facts = {
        "title": edition.title,
        "number": edition.report.number,
        "edition": edition.number,
        "date": _imported_on(day) if edition.is_imported else day,
        "url": settings.SITE_URL + edition.get_absolute_url(),
    }
    told = _("“%(title)s.” Open Government Reports, no. %(number)s, edition %(edition)s, %(date)s. %(url)s") % facts
    return f"{names}. {told}" if names else told


def _imported_on(day):
    return _("imported %(day)s") % {"day": day}
