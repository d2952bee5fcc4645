"""What a form without answers says of itself, and where it is."""

from django import template
from django.urls import reverse

from evaluations.questionnaire import NEWEST
from evaluations.questionnaire.schema import PromptKind

LINES_FOR_WORDS, LINES_FOR_FILES = 10, 3  # a file is only named

register = template.Library()


@register.simple_tag
def blank_form_url(kind):
    """Return the URL of the blank form that a new report of this kind is started with."""
    return reverse("evaluations:blank-form", args=[NEWEST[kind].version])


@register.simple_tag
def asked_after(questionnaire, prompt):
    """Return the labels of the answers after which alone a prompt is asked; none where it is asked after any."""
    when = prompt.asked_when
    if when is None or len(when.codes) == len(questionnaire.prompt(when.key).options):
        return []
    return questionnaire.labels_of(when)


@register.simple_tag
def optional_after(questionnaire, prompt):
    """Return the labels of the answers after which a prompt may stay blank."""
    return questionnaire.labels_of(prompt.optional_when) if prompt.optional_when else []


@register.inclusion_tag("evaluations/partials/room_to_write.html")
def room_to_write(prompt):
    """Show lines to write an answer on, in print."""
    return {"lines": range(LINES_FOR_FILES if prompt.kind is PromptKind.FILES else LINES_FOR_WORDS)}
