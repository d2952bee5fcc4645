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


def _each(beginnings, ends):
    """Return every phrase that begins and ends so."""
    return tuple(f"{beginning} {end}" for beginning in beginnings for end in ends)


def _done(stems, endings):
    """Return every participle that is made so."""
    return tuple(f"{stem}{ending}" for stem in stems for ending in endings)


_EN = (
    *("completed", "finished", "implemented", "concluded", "carried out", "achieved", "fulfilled", "delivered"),
    *("finalised", "finalized"),
)
_ES = ("completad", "concluid", "implementad", "terminad", "finalizad", "cumplid", "realizad", "ejecutad")
_FR = ("terminé", "achevé", "réalisé", "complété", "finalisé", "accompli", "exécuté")
_FR_IN_PLACE = ("en œuvre", "en oeuvre")

UNFINISHED = {
    "en": (
        "not yet",
        "not completed",
        "not finished",
        "not implemented",
        "incomplete",
        "unfinished",
        "partially",
        "pending",
        "in progress",
        "is ongoing",
        "are ongoing",
        "still ongoing",
        "still under way",
        "still underway",
        "still to be",
        "yet to be",
        "remains to be",
        "remain to be",
        "not complete",
        "not finalised",
        "not finalized",
        "still has to be",
        "still have to be",
        "has still to be",
        "have still to be",
        "still needs to be",
        "still need to be",
        "has yet to",
        "have yet to",
        *_each(("not fully",), ("complete", "in place", *_EN)),
        # Not after "had" or "could": that speaks of another time.
        *_each(("has not been", "have not been", "hasn't been", "haven't been"), _EN),
        *_each(("isn't", "aren't", "wasn't", "weren't"), ("complete", *_EN)),
    ),
    "es": (
        "aún no",
        "aun no",
        "todavía no",
        "todavia no",
        "no se completó",
        "no se concluyó",
        "no se implementó",
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
        "falta por",
        "faltan por",
        *_each(("no se ha", "no se han"), _done(_ES, ("o",))),
        *_each(("no está", "no esta", "no ha sido", "no fue"), _done(_ES, ("o", "a"))),
        *_each(("no están", "no estan", "no han sido", "no fueron"), _done(_ES, ("os", "as"))),
    ),
    "fr": (
        "pas encore",
        "inachevé",
        "inachevée",
        "incomplet",
        "incomplète",
        "partiellement",
        "en attente",
        "en cours",
        "non achevé",
        "non achevée",
        "reste à",
        "restent à",
        "à finaliser",
        *_each(("n'est pas", "n'a pas été"), _done(_FR, ("", "e"))),
        *_each(("ne sont pas", "n'ont pas été"), _done(_FR, ("s", "es"))),
        *_each(("n'est pas mis", "n'est pas mise", "n'a pas été mis", "n'a pas été mise"), _FR_IN_PLACE),
        *_each(("ne sont pas mis", "ne sont pas mises", "n'ont pas été mis", "n'ont pas été mises"), _FR_IN_PLACE),
    ),
}

# Each holds one of the words above, and says nothing of the kind.
HARMLESS = {
    "en": (
        "no longer pending",
        "nothing pending",
        "nothing is pending",
        "nothing was pending",
        "nothing remains to be",
        "nothing still has to be",
        "nothing still needs to be",
        "nothing is still to be",
        "nothing is yet to be",
        "nothing has yet to",
        "none is pending",
        "none are pending",
        "none remain to be",
        "none remains to be",
    ),
    "es": (
        "ya no está pendiente",
        "nada pendiente",
        "ningún pendiente",
        "sin pendientes",
        "no hay pendientes",
        "no quedan pendientes",
        "no queda pendiente",
        "nada queda por",
        "no queda por",
        "no quedan por",
        "nada falta por",
        "no falta por",
        "no faltan por",
        "nada está pendiente",
        "año en curso",
        "mes en curso",
        "semestre en curso",
        "ejercicio en curso",
    ),
    "fr": (
        "plus en attente",
        "rien ne reste à",
        "rien en attente",
        "année en cours",
        "mois en cours",
        "exercice en cours",
        "mandat en cours",
    ),
}

# What only says once more that a question does not apply. Signs are left out of them, as they are of what is searched.
NOT_APPLICABLE = (
    "n a",
    "na",
    "none",
    "no reason",
    "not applicable",
    "non applicable",
    "it does not apply",
    "this does not apply",
    "does not apply",
    "no aplica",
    "no aplicable",
    "no corresponde",
    "no procede",
    "ninguno",
    "ninguna",
    "s o",
    "so",
    "sans objet",
    "aucun",
    "aucune",
    "ne s applique pas",
)

RULES = (
    Contradiction(
        number=1,
        sentence=_(
            "Under 1.1, progress is limited or has not started, but here all milestones were implemented as planned. "
            "Which is right?"
        ),
        together=(
            (When("1.1", (LevelOfProgress.LIMITED, LevelOfProgress.NOT_STARTED)), When("1.3", (AsPlanned.ALL,))),
        ),
    ),
    Contradiction(
        number=2,
        sentence=_(
            "The answer above is “Yes”, but here nothing changed. "
            "If something changed, choose how much; if nothing did, “No” may fit better above."
        ),
        together=tuple(
            (When(key, (Result.YES,)), When(f"{key}.degree", (Degree.DID_NOT_CHANGE,))) for key in DIMENSIONS
        ),
    ),
    Unfinished(
        number=3,
        sentence=_("Under 1.1 the commitment is complete, but this text says {found}. Is something still to be done?"),
        when=When("1.1", (LevelOfProgress.COMPLETE,)),
        texts=("1.1.explanation", "1.2", "1.3.explanation"),
        words=UNFINISHED,
        harmless=HARMLESS,
    ),
    *GENERAL,
    Unbacked(
        number=6,
        sentence=_("A strong result, but no evidence for it. Add a file, a link or a quotation that others can check."),
        codes=tuple(When(f"{key}.degree", (Degree.MAJOR, Degree.OUTSTANDING)) for key in DIMENSIONS),
    ),
    Unexplained(
        number=8,
        sentence=_("“Not applicable” is chosen without a reason. Say in a sentence why the question does not apply."),
        no_reason=NOT_APPLICABLE,
    ),
)
