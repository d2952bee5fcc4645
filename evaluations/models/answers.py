"""What is stored of an evaluation: one column an answer, one abstract model a section.

A questionnaire asks for some of these columns; the others stay blank. Same column, same meaning: a question with a new
meaning gets a new column.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import AsPlanned, Degree, LevelOfProgress, Result
from .fields import CodedAnswer


class Narrative(models.TextField):
    """An answer in words, stored as typed."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class CompletionAnswers(models.Model):
    """Section 1 of the End of Commitment Report."""

    level_of_progress = CodedAnswer(LevelOfProgress, verbose_name=_("level of progress"))
    progress_explanation = Narrative(_("explanation of the level of progress"))
    factors = Narrative(_("factors that impacted implementation"))
    as_planned = CodedAnswer(AsPlanned, verbose_name=_("implemented as planned"))
    as_planned_explanation = Narrative(_("explanation of what was not as planned"))

    class Meta:
        abstract = True


class OpennessAnswers(models.Model):
    """Section 2 of the End of Commitment Report."""

    access_result = CodedAnswer(Result, verbose_name=_("access to information: opened"))
    access_degree = CodedAnswer(Degree, verbose_name=_("access to information: degree"))
    access_explanation = Narrative(_("access to information: impact"))
    participation_result = CodedAnswer(Result, verbose_name=_("civic participation: opened"))
    participation_degree = CodedAnswer(Degree, verbose_name=_("civic participation: degree"))
    participation_explanation = Narrative(_("civic participation: impact"))
    accountability_result = CodedAnswer(Result, verbose_name=_("public accountability: opened"))
    accountability_degree = CodedAnswer(Degree, verbose_name=_("public accountability: degree"))
    accountability_explanation = Narrative(_("public accountability: impact"))
    problem_addressed = CodedAnswer(Result, verbose_name=_("problem addressed"))
    problem_addressed_explanation = Narrative(_("explanation of how the problem was addressed"))

    class Meta:
        abstract = True


class LessonsAnswers(models.Model):
    """Section 3 of the End of Commitment Report."""

    lessons = Narrative(_("lessons"))

    class Meta:
        abstract = True


class ResultsNarrative(models.Model):
    """The sections of the IRM's Results Report."""

    results_summary = Narrative(_("summary"))
    results_early = Narrative(_("early results"))
    results_completion = Narrative(_("completion"))
    results_participation = Narrative(_("participation and co-creation"))
    results_context = Narrative(_("implementation in context"))
    footnotes = models.JSONField(_("footnotes"), default=dict, blank=True, help_text=_("Number to text."))

    class Meta:
        abstract = True


ANSWERS = (CompletionAnswers, OpennessAnswers, LessonsAnswers, ResultsNarrative)
NARRATIVES = [column.name for model in ANSWERS for column in model._meta.local_fields if isinstance(column, Narrative)]
