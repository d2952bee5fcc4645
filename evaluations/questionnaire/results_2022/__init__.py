"""The Results Report of OGP's Independent Reporting Mechanism, as published from 2022.

Sections and their order follow the published reports; the answer keys are those of this project's vocabulary. The
hints and the guidance are this project's own.
"""

from django.utils.translation import gettext_lazy as _

from ...choices import ReportKind
from ..general_coherence import GENERAL
from ..schema import Prompt, PromptKind, Question, Questionnaire, Section
from . import guidance

TEXT = PromptKind.TEXT


def _narrative(slug, title, column, *, hint, advice, import_labels, required=True):
    prompt = Prompt(
        key=slug, kind=TEXT, label=title, column=column, hint=hint, import_labels=import_labels, required=required
    )
    return Section(slug=slug, title=title, questions=(Question((prompt,), guidance=advice),), plain=True)


RESULTS_2022 = Questionnaire(
    version="results-2022",
    kind=ReportKind.RESULTS,
    title=_("Results Report"),
    rules=GENERAL,
    sections=(
        _narrative(
            "summary",
            _("Summary"),
            "results_summary",
            hint=_("One paragraph that can be read alone: what the plan achieved, and what it did not."),
            advice=guidance.SUMMARY,
            import_labels={"es": ("Resumen",)},
        ),
        _narrative(
            "early-results",
            _("Early Results"),
            "results_early",
            hint=_("What changed in practice, commitment by commitment, and how strong each result is."),
            advice=guidance.EARLY_RESULTS,
            import_labels={"es": ("Resultados tempranos", "Primeros resultados")},
        ),
        _narrative(
            "completion",
            _("Completion"),
            "results_completion",
            hint=_("How many commitments reached which level, and what helped or hindered them."),
            advice=guidance.COMPLETION,
            import_labels={"es": ("Cumplimiento", "Nivel de cumplimiento")},
        ),
        _narrative(
            "participation",
            _("Participation and Co-creation"),
            "results_participation",
            hint=_("Who took part in making and carrying out the plan, and whether OGP's standards were met."),
            advice=guidance.PARTICIPATION,
            import_labels={"es": ("Participación y cocreación", "Participación y co-creación")},
        ),
        _narrative(
            "context",
            _("Implementation in Context"),
            "results_context",
            hint=_("What happened around the plan that its results cannot be understood without."),
            advice=guidance.CONTEXT,
            import_labels={"es": ("Implementación en contexto", "Contexto de la implementación")},
        ),
        Section(
            slug="notes-and-files",
            title=_("Footnotes and downloads"),
            questions=(
                Question(
                    guidance=guidance.FOOTNOTES,
                    prompts=(
                        Prompt(
                            key="footnotes",
                            kind=PromptKind.FOOTNOTES,
                            label=_("Footnotes"),
                            column="footnotes",
                            required=False,
                            hint=_(
                                "Begin each note on a new line with its number in brackets: [1]. Refer to it in a text in the same way."
                            ),
                        ),
                    ),
                ),
                Question(
                    guidance=guidance.DOWNLOADS,
                    prompts=(
                        Prompt(
                            key="downloads",
                            kind=PromptKind.FILES,
                            label=_("Downloads"),
                            required=False,
                            maximum_files=10,
                            hint=_("The report as a document, its annexes, its data."),
                            imported=False,
                        ),
                    ),
                ),
            ),
        ),
    ),
)
