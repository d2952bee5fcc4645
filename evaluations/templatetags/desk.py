"""What the pages of the desk say of the account that opened them."""

from django import template
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.account import account_mark
from evaluations.forms.uploads import kinds_in_words

register = template.Library()
register.filter(account_mark)


@register.simple_tag
def file_rules(maximum=None):
    """Return what files are taken, in words: which kinds, how large, and how many of a report or under one answer."""
    most = settings.EVIDENCE_MAXIMUM_FILES
    number = ngettext("at most %(count)d in a report", "at most %(count)d in a report", most) % {"count": most}
    if maximum:
        number += ", " + ngettext("%(count)d under this answer", "%(count)d under this answer", maximum) % {
            "count": maximum
        }
    facts = {"kinds": kinds_in_words(), "size": filesizeformat(settings.EVIDENCE_MAXIMUM_BYTES), "number": number}
    return _("%(kinds)s, up to %(size)s each, %(number)s.") % facts
