"""How copies of published pages word a code, by language, beside the questionnaire's own words for it.

Only a value that is one of these words, and nothing more, is a code: a code is never read out of prose.
"""

from itertools import product

from django.utils.translation import override

from ..choices import AsPlanned, Degree, LevelOfProgress, Result
from .text import fold


def _planned(quantities, milestones, verbs):
    return tuple(" ".join(words) for words in product(quantities, milestones, verbs))


_MILESTONES = ("of the commitment milestones", "of the milestones", "of the commitment’s milestones", "milestones")
_PLANNED = ("were implemented as planned", "was implemented as planned", "were implemented as originally planned")
_HITOS = ("hitos del compromiso", "hitos de compromiso", "hitos")
_PLANEADO = tuple(
    f"se {verb} {how}"
    for verb in ("implementaron", "implementó", "cumplieron", "han implementado")
    for how in (
        "según lo planeado", "según lo planificado", "según lo previsto", "como estaba previsto", "tal como se planeó",
        "como estaba planeado", "como se planeó", "de acuerdo con lo planeado", "de acuerdo con lo previsto",
    )
)  # fmt: skip

WORDINGS = {
    LevelOfProgress.NO_EVIDENCE: {
        "en": ("No evidence available", "No evidence"),
        "es": ("Sin evidencia", "Sin evidencia disponible", "No hay evidencia", "No hay evidencia disponible",
               "Sin pruebas disponibles", "No hay pruebas disponibles"),
    },
    LevelOfProgress.NOT_STARTED: {
        "en": ("Not started", "Not yet started"),
        "es": ("No iniciado", "No iniciada", "Sin iniciar", "No comenzado", "No empezado", "No ha comenzado"),
    },
    LevelOfProgress.LIMITED: {"en": ("Limited",), "es": ("Limitado", "Limitada")},
    LevelOfProgress.SUBSTANTIAL: {"en": ("Substantial",), "es": ("Sustancial", "Substancial")},
    LevelOfProgress.COMPLETE: {
        "en": ("Complete", "Completed"),
        "es": ("Completo", "Completa", "Completado", "Completada"),
    },
    AsPlanned.ALL: {
        "en": ("All", *_planned(("All",), _MILESTONES, _PLANNED)),
        "es": ("Todos", *_planned(("Todos los",), _HITOS, _PLANEADO)),
    },
    AsPlanned.MOST: {
        "en": ("Most", *_planned(("Most",), _MILESTONES, _PLANNED)),
        "es": ("La mayoría", *_planned(("La mayoría de los", "La mayor parte de los"), _HITOS, _PLANEADO)),
    },
    AsPlanned.SOME: {
        "en": ("Some", *_planned(("Some",), _MILESTONES, _PLANNED)),
        "es": ("Algunos", *_planned(("Algunos", "Algunos de los"), _HITOS, _PLANEADO)),
    },
    AsPlanned.NONE: {
        "en": ("None", *_planned(("None", "No"), _MILESTONES, _PLANNED)),
        "es": ("Ninguno", *_planned(("Ninguno de los",), _HITOS, _PLANEADO)),
    },
    Result.YES: {"en": ("Yes",), "es": ("Sí",)},
    Result.NO: {"en": ("No",), "es": ("No",)},
    Result.NOT_APPLICABLE: {
        "en": ("Not applicable", "N/A"),
        "es": ("No aplica", "No aplicable", "No es aplicable", "No corresponde"),
    },
    Degree.WORSENED: {"en": ("Worsened",), "es": ("Empeoró", "Empeorado", "Empeoramiento", "Ha empeorado")},
    Degree.DID_NOT_CHANGE: {
        "en": ("Did not change", "No change", "Didn’t change"),
        "es": ("No cambió", "Sin cambios", "Sin cambio", "No hubo cambios", "No ha cambiado"),
    },
    Degree.MARGINAL: {"en": ("Marginal",), "es": ("Marginal",)},
    Degree.MAJOR: {"en": ("Major",), "es": ("Mayor", "Importante", "Significativo")},
    Degree.OUTSTANDING: {"en": ("Outstanding",), "es": ("Sobresaliente", "Excepcional", "Extraordinario")},
}  # fmt: skip


def codes_of(prompt):
    """Return the prompt's codes by the folded words that stand for them in any language."""
    codes = {}
    with override("en"):
        for option in prompt.options:
            words = [option.code, str(option.label)]
            for wordings in WORDINGS.get(option.code, {}).values():
                words.extend(wordings)
            codes |= {fold(word): option.code for word in words}
    return codes
