"""Which answers of the End of Commitment Report do not go together, beside the rules that hold for every form.

What they look for is what reviewers found in published reports: a limited commitment that went wholly as planned, an
opening that changed nothing, a complete commitment of which something is still pending.
"""

from django.utils.translation import gettext_lazy as _

from ...choices import AsPlanned, Degree, LevelOfProgress, Result
from ..coherence import Contradiction, Unbacked, Unexplained, Unfinished
from ..general_coherence import GENERAL
from ..schema import When

DIMENSIONS = ("2.1.1", "2.1.2", "2.1.3")

UNFINISHED = {
    "en": (
        "not yet",
        "not completed",
        "not finished",
        "incomplete",
        "unfinished",
        "partially",
        "partly",
        "pending",
        "in progress",
        "ongoing",
        "under way",
        "underway",
        "still to be",
        "yet to be",
        "remains to be",
        "to be completed",
    ),
    "es": (
        "aún no",
        "todavía no",
        "no se completó",
        "no se concluyó",
        "no se ha concluido",
        "incompleto",
        "incompleta",
        "inconcluso",
        "inconclusa",
        "parcialmente",
        "pendiente",
        "pendientes",
        "en proceso",
        "en curso",
        "por concluir",
        "sin concluir",
        "queda por",
        "quedan por",
    ),
    "fr": (
        "pas encore",
        "inachevé",
        "inachevée",
        "incomplet",
        "incomplète",
        "partiellement",
        "en partie",
        "en attente",
        "en cours",
        "non achevé",
        "non achevée",
        "reste à",
        "restent à",
        "à finaliser",
    ),
}

RULES = (
    Contradiction(
        number=1,
        sentence=_(
            "Under 1.1 little or nothing was done, and here all went as planned. "
            "Can all milestones have been implemented as planned?"
        ),
        together=(
            (When("1.1", (LevelOfProgress.LIMITED, LevelOfProgress.NOT_STARTED)), When("1.3", (AsPlanned.ALL,))),
        ),
    ),
    Contradiction(
        number=2,
        sentence=_("The answer above is “Yes”, and here nothing changed. What, then, can be pointed at?"),
        together=tuple(
            (When(key, (Result.YES,)), When(f"{key}.degree", (Degree.DID_NOT_CHANGE,))) for key in DIMENSIONS
        ),
    ),
    Unfinished(
        number=3,
        sentence=_("Under 1.1 the commitment is complete, and here it says {found}."),
        when=When("1.1", (LevelOfProgress.COMPLETE,)),
        texts=("1.1.explanation", "1.3.explanation"),
        words=UNFINISHED,
    ),
    *GENERAL,
    Unbacked(
        number=6,
        sentence=_("So strong a result, and no evidence for it. Add what another person could check."),
        codes=tuple(When(f"{key}.degree", (Degree.MAJOR, Degree.OUTSTANDING)) for key in DIMENSIONS),
    ),
    Unexplained(
        number=8,
        sentence=_("“Not applicable” stands here without a reason. Say in a sentence why the question does not apply."),
    ),
)
