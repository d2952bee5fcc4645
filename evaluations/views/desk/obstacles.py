"""What stands between a report and its submission, in words and with the way there."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ...questionnaire.schema import PromptKind

WORDS_OF_A_QUESTION = 14


def obstacles(reading):
    """Return the missing answers as url and message each; of an unanswered code only the code, for it decides more."""
    missing = {prompt.key for prompt in reading.missing_prompts}
    return [
        {"url": field_url(reading, prompt), "message": _wanted(reading, prompt)}
        for prompt in reading.missing_prompts
        if prompt.parent_key not in missing
    ]


def section_url(reading, section):
    """Return where a section is filled in."""
    return reverse("evaluations:edit-section", args=[reading.edition.report_id, section.slug])


def field_url(reading, prompt, *, come_from="check"):
    """Return where an answer is given, with the way back to where it is checked, or to the flags."""
    back = "" if come_from == "check" else f"&from={come_from}"
    return f"{section_url(reading, reading.form.section_of(prompt.key))}?change={prompt.key}{back}#{prompt.control}"


def evidence_url(reading, question, *, come_from=""):
    """Return where evidence is added to a question, with the way back to "check" or "flags", or else to the answer."""
    url = reverse("evaluations:evidence-of", args=[reading.edition.report_id, question.key])
    return f"{url}?from={come_from}" if come_from else url


def _wanted(reading, prompt):
    label = Truncator(str(prompt.label)).words(WORDS_OF_A_QUESTION)
    section = reading.form.section_of(prompt.key)
    question = next(question for question in section.questions if prompt in question.prompts)
    if prompt is not question.head:
        label = _("under %(number)s, “%(label)s”") % {"number": question.key, "label": label}
    if prompt.kind is PromptKind.CODE:
        return _("Choose an answer: %(question)s") % {"question": label}
    return _("Write an answer: %(question)s") % {"question": label}
