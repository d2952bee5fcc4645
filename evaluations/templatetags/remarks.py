"""The forms that stand beside remarks, answers and flags, and who said what."""

from django import template

from ..saving import token

register = template.Library()


@register.filter
def form_on(remarks, answer):
    """Return the form for a remark on an answer; None: on the whole."""
    return remarks.form_on(answer or None)


@register.filter
def name_of(remarks, person):
    """Return how whoever reads the page is told of a person."""
    return remarks.name_of(person)


@register.filter
def is_locked(locks, answer):
    """Whether an answer is not open for changes; none is where no locks are known."""
    return bool(locks) and locks.is_locked(answer.key)


@register.filter
def reply_to(remarks, remark):
    """Return the form for a reply to a remark."""
    return remarks.reply_to(remark)


@register.filter
def ruling_on(remarks, flag):
    """Return the form for a ruling on the reason of a flag."""
    return remarks.ruling_on(flag)


@register.filter
def opened_sentence(flag):
    """Return the token of the sentence that justifies a flag, as it is shown."""
    return token(flag.text)
