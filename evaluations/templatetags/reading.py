"""What templates need to show an edition: narratives, footnotes, evidence."""

from pathlib import PurePath

from django import template
from django.utils.translation import gettext as _

from evaluations import narrative as narratives
from evaluations import notifications, permissions, reactions
from evaluations.choices import FILED_UNDER, Language, ReviewRule
from evaluations.reading import Reading
from evaluations.removed import is_removed

RIGHT_TO_LEFT = {Language.AR}
FIGURES_IN_A_ROW = {"progress", "degree"}

register = template.Library()


@register.filter
def narrative(text, footnotes=None):
    """Return what a person typed as HTML; with the page's `footnotes`, their calls are links."""
    return narratives.to_html(text, footnotes)


@register.filter
def rule(code):
    """Tell in words that somebody was exempt from a rule on who decides."""
    return ReviewRule(code).label


@register.simple_tag
def footnotes_of(reading):
    """Return the Footnotes of an edition, to be handed to each narrative in turn and listed at the end."""
    return narratives.Footnotes(reading.footnotes)


@register.filter
def consultation(edition):
    """Return the last word on who was asked about an edition, a Consultation; None where nobody said any."""
    return reactions.last_consultation(edition)


@register.filter
def reviewed(edition):
    """Return the edition that was reviewed: of one that tells of a redaction, what it copies."""
    return permissions.reviewed(edition)


@register.simple_tag
def why_blank(edition, *, answer=None, row=None, is_wanted=False):
    """Tell why nothing stands where something could: it was removed, is still wanted, or was never demanded.

    `answer` is the one that is blank; without, it is something of the Overview: `row`, where it is one of its columns.
    """
    place = f"/answers/{answer.key}" if answer else f"/overview/{row.column}" if row else ""
    if place and is_removed(edition, place):
        return _("Removed")
    if edition.is_imported:
        return _("Not recorded in the source")
    if is_wanted or (answer and answer.is_missing):
        return _("No answer yet")
    return _("None given") if answer else _("Not recorded")


@register.filter
def direction(language):
    """Return how a language is written: "rtl" or "ltr"."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@register.filter
def file_type(evidence):
    """Return what kind of file it is, in a word: "PDF"."""
    return PurePath(evidence.name).suffix[1:].upper() or evidence.content_type


@register.filter
def beside(flags, answer):
    """Return the flags that stand beside an answer; none where no flags are shown."""
    return flags.beside(answer.key) if flags else []


@register.filter
def by_place(told, reading):
    """Return the parts of an official response to single answers: those `beside` an answer of an edition, and others.

    The government may have spoken of an answer that another edition of the report has.
    """
    answered = {answer.key for answer in reading.answers}
    parts = {"beside": [], "elsewhere": []}
    for part in told.on_answers:
        parts["beside" if part.answer_key in answered else "elsewhere"].append(part)
    return parts


@register.filter
def is_web_link(url):
    """Whether a page may make a link of it."""
    return narratives.is_web_link(url)


@register.filter
def can_be_written_to(byline):
    """Whether a message to this evaluator has somewhere to go; needs her account loaded."""
    return notifications.can_be_written_to(byline)


@register.filter
def filed_under(report):
    """Return the words that a report's kind is filed under."""
    return FILED_UNDER[report.kind]


@register.filter
def row_figures(edition):
    """Return those figures of an edition's summary strip that a row has room for; its codes are enough."""
    reading = Reading(edition)
    prompts = [prompt for prompt in reading.form.prompts if prompt.in_summary]
    pairs = zip(prompts, reading.summary, strict=True)
    return [item for prompt, item in pairs if prompt.figure in FIGURES_IN_A_ROW]
