"""Years as they are set on a page."""

import re

from django import template
from django.template.defaultfilters import stringfilter

from commitments.models.action_plan import NO_BREAK_DASH

register = template.Library()

_RANGE = re.compile(r"(?<=\b[0-9]{4}) – (?=[0-9]{4}\b)")


@register.filter(is_safe=True)
@stringfilter
def years_together(title):
    """Keep a range of years in a title on one line; what is stored and copied into data stays as it was filed."""
    return _RANGE.sub(NO_BREAK_DASH, title)
