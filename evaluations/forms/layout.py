"""How a section is laid out: crispy's layout, built from the questions."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django.template.loader import render_to_string

from ..questionnaire.schema import PromptKind

FIELDS = "evaluations/desk/fields"


def section_helper(form):
    """Return the helper that renders a SectionForm, without the <form> around it."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.form_show_labels = not form.section.plain
    helper.layout = Layout(*(_question(form, question) for question in form.section.questions))
    return helper


def opened_name(prompt):
    """Return the name of the hidden field beside a prompt's."""
    return f"opened-{prompt.anchor}"


def sent_name(prompt):
    """Return the name under which comes what was typed there and sent before, by a page that never heard of it."""
    return f"sent-{prompt.anchor}"


def _question(form, question):
    if question not in form.questions:
        return LockedQuestion(form, question)
    head, *others = question.prompts
    dependants = [_dependant(form, head, prompt) for prompt in others]
    evidence = [EvidenceOf(form.reading.evidence_of(question), question)] if question.evidence else []
    return Div(Div(*_fields(form, head), css_class="asks"), *dependants, *evidence, css_class="question")


class EvidenceOf:
    """What backs a question's answers, and the way to add to it; no field of the form."""

    def __init__(self, answer, question):
        """Remember what is shown."""
        self.context = {"answer": answer, "question": question}

    def render(self, form, context, **options):
        """Return it as HTML; crispy asks for it."""
        return render_to_string(f"{FIELDS}/evidence_of.html", self.context)


class FlagsBeside:
    """What the rules of coherence found beside an answer; looked for when it is shown."""

    def __init__(self, flags, prompt):
        """Remember where to look."""
        self.flags, self.prompt = flags, prompt

    def render(self, form, context, **options):
        """Return it as HTML; crispy asks for it."""
        found = {"flags": self.flags.beside(self.prompt.key), "prompt": self.prompt}
        return render_to_string(f"{FIELDS}/flags_beside.html", found)


class LockedQuestion:
    """A question of a returned report that is not open for changes, with its answers to be read."""

    def __init__(self, form, question):
        """Remember what is shown."""
        sections = {section.section.slug: section for section in form.reading.sections}
        readings = {one.question.key: one for one in sections[form.section.slug].questions}
        self.context = {"question": readings[question.key], "section": form.section, "reading": form.reading}

    def render(self, form, context, **options):
        """Return it as HTML; crispy asks for it."""
        return render_to_string(f"{FIELDS}/locked.html", self.context)


class RemarksBeside:
    """What a reviewer remarked on an answer."""

    def __init__(self, remarks, key):
        """Remember what is shown."""
        self.context = {"remarks": remarks, "found": remarks.beside(key) if remarks else []}

    def render(self, form, context, **options):
        """Return it as HTML; crispy asks for it."""
        return render_to_string(f"{FIELDS}/remarks_beside.html", self.context) if self.context["found"] else ""


def _dependant(form, head, prompt):
    """Mark what is asked after certain answers only, so that the stylesheet shows it when it is asked."""
    attributes = {}
    if prompt.parent_key == head.key:
        attributes["data_asked_when"] = " ".join(prompt.asked_when.codes)
        if form[prompt.anchor].value():
            attributes["data_recorded"] = ""
    return Div(*_fields(form, prompt), **attributes)


def _fields(form, prompt):
    if prompt.kind is PromptKind.FILES:
        return [RemarksBeside(form.remarks, prompt.key), Field(prompt.anchor, template=f"{FIELDS}/evidence.html")]
    return [
        RemarksBeside(form.remarks, prompt.key),
        Field(prompt.anchor, template=f"{FIELDS}/answer.html"),
        opened_name(prompt),
        FlagsBeside(form.flags, prompt),
    ]
