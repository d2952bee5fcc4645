"""The End of Commitment Report, as OGP Local's evaluators have filed it since 2021.

Questions and section titles are worded as in the published reports. The sentences for `most`, `some` and `none` of 1.3
follow the pattern of the published one for `all`; the hints, the guidance and the meanings beside the options are this
project's own, those of the degrees after OGP's glossary.
"""

from django.utils.translation import gettext_lazy as _

from ...choices import ReportKind, Result
from ..schema import Prompt, PromptKind, Question, Questionnaire, Section, When
from . import coherence, guidance
from .options import ADDRESSED, AS_PLANNED, DEGREES, DID_IT_OPEN, LEVELS_OF_PROGRESS

CODE, TEXT, FILES = PromptKind.CODE, PromptKind.TEXT, PromptKind.FILES

EXPLAIN_BRIEFLY = _("Provide a brief explanation of your answer:")
EXPLAIN_BRIEFLY_IMPORTED = {
    "es": ("Proporcione una breve explicación de su respuesta:", "Breve explicación de su respuesta:")
}
WHO_READS = _(
    "The public reads this under your name; so does the government it speaks of. Say what was done, by whom, and how you know."
)


def _dimension(key, prefix, label, *, summary, hint, advice, import_labels):
    """Return one of the three questions of 2.1: whether it opened government, how far, and what changed."""
    return Question(
        hint=hint,
        guidance=advice,
        prompts=(
            Prompt(
                key=key,
                kind=CODE,
                label=label,
                column=f"{prefix}_result",
                options=DID_IT_OPEN,
                figure="result",
                import_labels=import_labels,
            ),
            Prompt(
                key=f"{key}.degree",
                kind=CODE,
                label=_("Degree of result:"),
                column=f"{prefix}_degree",
                options=DEGREES,
                asked_when=When(key, (Result.YES,)),
                figure="degree",
                in_summary=summary,
                filter=prefix,
                hint=_("Judge the change in practice, not the effort that went into it."),
                import_labels={"es": ("Grado de resultado:", "Grado del resultado:")},
            ),
            Prompt(
                key=f"{key}.explanation",
                kind=TEXT,
                label=_("Explanation: In narrative form, what has been the impact on people or practice."),
                column=f"{prefix}_explanation",
                asked_when=When(key, (Result.YES, Result.NO, Result.NOT_APPLICABLE)),
                optional_when=When(key, (Result.NOT_APPLICABLE,)),
                hint=_("Who can do what today that was not possible before? Name a place, a number, a person's role."),
                import_labels={
                    "es": (
                        "Explicación: En forma narrativa, ¿cuál ha sido el impacto en las personas o en la práctica?",
                    )
                },
            ),
        ),
    )


COMPLETION = Section(
    slug="completion",
    title=_("Section 1. Commitment completion"),
    intro=_("How far the commitment came, and why. Judge the day on which you write, not what is still planned."),
    questions=(
        Question(
            hint=_("Compare what was done with the milestones of the action plan."),
            guidance=guidance.LEVEL_OF_PROGRESS,
            prompts=(
                Prompt(
                    key="1.1",
                    kind=CODE,
                    label=_(
                        "1.1 What was the overall level of progress in the commitment implementation at the time of this assessment?"
                    ),
                    column="level_of_progress",
                    options=LEVELS_OF_PROGRESS,
                    figure="progress",
                    in_summary=_("Level of progress"),
                    filter="progress",
                    import_labels={
                        "es": (
                            "1.1 ¿Cuál fue el nivel general de avance en la implementación del compromiso al momento de esta evaluación?",
                        )
                    },
                ),
                Prompt(
                    key="1.1.explanation",
                    kind=TEXT,
                    label=EXPLAIN_BRIEFLY,
                    column="progress_explanation",
                    hint=WHO_READS,
                    import_labels=EXPLAIN_BRIEFLY_IMPORTED,
                ),
            ),
        ),
        Question(
            guidance=guidance.FACTORS,
            prompts=(
                Prompt(
                    key="1.2",
                    kind=TEXT,
                    label=_(
                        "1.2 Describe the main external or internal factors that impacted implementation of this commitment and how they were addressed (or not)."
                    ),
                    column="factors",
                    hint=_(
                        "Elections, budgets, people who left, laws that passed or did not: what helped, what stood in the way, and what was done about it."
                    ),
                    import_labels={
                        "es": (
                            "1.2 Describa los principales factores externos o internos que impactaron la implementación de este compromiso y cómo fueron abordados (o no).",
                        )
                    },
                ),
            ),
        ),
        Question(
            hint=_("A commitment can be complete and yet have come about in another way than planned."),
            guidance=guidance.AS_PLANNED,
            prompts=(
                Prompt(
                    key="1.3",
                    kind=CODE,
                    label=_("1.3 Was the commitment implemented as originally planned?"),
                    column="as_planned",
                    options=AS_PLANNED,
                    figure="as_planned",
                    in_summary=_("As planned"),
                    filter="as_planned",
                    import_labels={"es": ("1.3 ¿El compromiso se implementó según lo planeado originalmente?",)},
                ),
                Prompt(
                    key="1.3.explanation",
                    kind=TEXT,
                    label=EXPLAIN_BRIEFLY,
                    column="as_planned_explanation",
                    hint=_("Name the milestones that were changed, dropped or added, and who decided so."),
                    import_labels=EXPLAIN_BRIEFLY_IMPORTED,
                ),
                Prompt(
                    key="1.3.evidence",
                    kind=FILES,
                    label=_("Provide evidence for your answer:"),
                    required=False,
                    maximum_files=3,
                    hint=_(
                        "What another person could check: minutes, a decree, a budget line, a dataset, a photograph with its date."
                    ),
                    import_labels={"es": ("Proporcione evidencia para su respuesta:",)},
                ),
            ),
        ),
    ),
)

OPENNESS = Section(
    slug="openness",
    title=_("Section 2. Did it open government?"),
    intro=_("What changed for people, whether or not every milestone was met."),
    questions=(
        _dimension(
            "2.1.1",
            "access",
            _(
                "2.1.1. – Did the government disclose more information; improve the quality of the information (new or existing); improve the value of the information; improve the channels to disclose or request information or improve accessibility to information?"
            ),
            summary=_("Access to information"),
            hint=_("Think of what a resident can find, understand and reuse."),
            advice=guidance.ACCESS,
            import_labels={
                "es": (
                    "2.1.1. – ¿El gobierno divulgó más información; mejoró la calidad de la información (nueva o existente); mejoró el valor de la información; mejoró los canales para divulgar o solicitar información o mejoró la accesibilidad a la información?",
                )
            },
        ),
        _dimension(
            "2.1.2",
            "participation",
            _(
                "2.1.2. – Did the government create new opportunities to seek feedback from citizens/enable participation inform or influence decisions; improve existing channels or spaces to seek feedback from citizens/enable participation/ inform or influence decisions; create or improve capabilities in the government or the public aimed to improve how the government seeks feedback from citizens/enables participation/ or allows for the public to inform or influence decisions?"
            ),
            summary=_("Civic participation"),
            hint=_("Think of who was heard, and of what was decided differently because of it."),
            advice=guidance.PARTICIPATION,
            import_labels={
                "es": (
                    "2.1.2. – ¿El gobierno creó nuevas oportunidades para buscar retroalimentación de la ciudadanía/permitir la participación, informar o influir en las decisiones?",
                )
            },
        ),
        _dimension(
            "2.1.3",
            "accountability",
            _(
                "2.1.3 Did the government create or improve channels, opportunities or capabilities to hold officials answerable to their actions?"
            ),
            summary=_("Public accountability"),
            hint=_("Think of what happens when an official does not do what was promised."),
            advice=guidance.ACCOUNTABILITY,
            import_labels={
                "es": (
                    "2.1.3 ¿El gobierno creó o mejoró canales, oportunidades o capacidades para que los funcionarios rindan cuentas de sus acciones?",
                )
            },
        ),
        Question(
            hint=_("The problem is shown in the Overview, as the action plan words it."),
            guidance=guidance.PROBLEM_ADDRESSED,
            prompts=(
                Prompt(
                    key="2.2",
                    kind=CODE,
                    label=_(
                        "2.2 Did the commitment address the public policy problem that it intended to address as described in the action plan?"
                    ),
                    column="problem_addressed",
                    options=ADDRESSED,
                    figure="result",
                    in_summary=_("Problem addressed"),
                    filter="addressed",
                    import_labels={
                        "es": (
                            "2.2 ¿El compromiso abordó el problema de política pública que pretendía abordar según lo descrito en el plan de acción?",
                        )
                    },
                ),
                Prompt(
                    key="2.2.explanation",
                    kind=TEXT,
                    label=EXPLAIN_BRIEFLY,
                    column="problem_addressed_explanation",
                    asked_when=When("2.2", (Result.YES, Result.NO, Result.NOT_APPLICABLE)),
                    optional_when=When("2.2", (Result.NOT_APPLICABLE,)),
                    hint=_("Is the problem smaller than it was? How could a reader tell?"),
                    import_labels=EXPLAIN_BRIEFLY_IMPORTED,
                ),
            ),
        ),
    ),
)

LESSONS = Section(
    slug="lessons",
    title=_("Section 3. Lessons from implementation"),
    intro=_("What the next action plan, here or elsewhere, should know."),
    end_piece=True,
    questions=(
        Question(
            guidance=guidance.LESSONS,
            prompts=(
                Prompt(
                    key="3",
                    kind=TEXT,
                    label=_(
                        "3. Provide at least one lesson or reflection relating to the implementation of this commitment. It can be the identification of key barriers to implementation, an unexpected help/hindrance, recommendations for future commitments, or if the commitment should be taken forward to the next action plan."
                    ),
                    column="lessons",
                    hint=_(
                        "One lesson that a colleague in another city could use is worth more than five general ones."
                    ),
                    import_labels={
                        "es": (
                            "3. Proporcione al menos una lección o reflexión relacionada con la implementación de este compromiso.",
                        )
                    },
                ),
            ),
        ),
    ),
)

END_OF_COMMITMENT_2021 = Questionnaire(
    version="end-of-commitment-2021",
    kind=ReportKind.END_OF_COMMITMENT,
    title=_("End of Commitment Report"),
    sections=(COMPLETION, OPENNESS, LESSONS),
    rules=coherence.RULES,
)
