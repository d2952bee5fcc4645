"""How long ago something was."""

from django import template

from commitments.clocks import age_of

register = template.Library()
register.filter("age", age_of)
