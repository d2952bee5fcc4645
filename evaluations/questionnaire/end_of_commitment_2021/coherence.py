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
_EN_TO = ("finish", "implement", "conclude", "finalise", "finalize")
_ES = ("completad", "concluid", "implementad", "terminad", "finalizad", "cumplid", "realizad", "ejecutad")
_ES_ONCE = (
    *("completó", "concluyó", "implementó", "terminó", "finalizó", "cumplió", "ejecutó", "alcanzó", "llevó a cabo"),
)
_ES_ONCE_SEVERAL = (
    *("completaron", "concluyeron", "implementaron", "terminaron", "finalizaron", "cumplieron", "ejecutaron"),
    *("alcanzaron", "llevaron a cabo"),
)
_ES_TO = ("completar", "concluir", "implementar", "terminar", "finalizar", "cumplir", "realizar", "ejecutar")
_FR = ("terminé", "achevé", "réalisé", "complété", "finalisé", "accompli", "exécuté", "atteint")
_FR_IN_PLACE = ("en œuvre", "en oeuvre", "en place")
_FR_WHOLLY = ("entièrement", "pleinement", "complètement", "totalement")
_FR_NOT = ("n'est pas", "n'a pas été", "n'a jamais été")
_FR_NOT_SEVERAL = ("ne sont pas", "n'ont pas été", "n'ont jamais été")


def _or_wholly(beginnings):
    """Return each beginning as it is, and with each French word for wholly after it."""
    return (*beginnings, *_each(beginnings, _FR_WHOLLY))


UNFINISHED = {
    "en": (
        "not yet",
        "not completed",
        "not finished",
        "not implemented",
        *_each(("not",), ("concluded", "carried out", "achieved", "fulfilled", "delivered")),
        "still not",
        "incomplete",
        "unfinished",
        "partially",
        "pending",
        "in progress",
        "is ongoing",
        "are ongoing",
        "still ongoing",
        "remains ongoing",
        "remain ongoing",
        "continues to be ongoing",
        "continue to be ongoing",
        "still under way",
        "still underway",
        "still being",
        "still to be",
        "yet to be",
        *_each(("is", "are"), ("yet to begin", "yet to start")),
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
        *_each(("not fully", "has not been fully", "have not been fully"), ("complete", "in place", *_EN)),
        *_each(("partly",), ("complete", *_EN)),
        *_each(("was never", "were never", "has never been", "have never been"), _EN),
        *_each(("could not be", "couldn't be"), _EN),
        *_each(("did not", "didn't"), _EN_TO),
        # Not after "had" or "could": that speaks of another time.
        *_each(("has not been", "have not been", "hasn't been", "haven't been"), _EN),
        *_each(("isn't", "aren't", "wasn't", "weren't"), ("complete", *_EN)),
    ),
    "es": (
        "aún no",
        "aun no",
        "todavía no",
        "todavia no",
        *_done(("incomplet", "inconclus", "inacabad"), ("o", "a", "os", "as")),
        "parcialmente",
        "pendiente",
        "pendientes",
        "en proceso",
        "en curso",
        "por concluir",
        *_each(("sin",), _ES_TO),
        "queda por",
        "quedan por",
        "falta por",
        "faltan por",
        *_each(("no se",), (*_ES_ONCE, *_ES_ONCE_SEVERAL)),
        *_each(("no se pudo", "no se pudieron", "no se logró", "no se lograron"), _ES_TO),
        *_each(("no se ha", "no se han"), _done(_ES, ("o",))),
        *_each(("no está", "no esta", "no ha sido", "no fue"), _done(("complet", *_ES), ("o", "a"))),
        *_each(("no están", "no estan", "no han sido", "no fueron"), _done(("complet", *_ES), ("os", "as"))),
    ),
    "fr": (
        "pas encore",
        *_done(("inachevé", "non achevé"), ("", "e", "s", "es")),
        *("incomplet", "incomplète", "incomplets", "incomplètes"),
        "partiellement",
        "en attente",
        "en cours",
        "reste à",
        "restent à",
        "à finaliser",
        *_each(_FR_NOT[:1], ("complet", "complète")),
        *_each(_FR_NOT_SEVERAL[:1], ("complets", "complètes")),
        *_each(_or_wholly(_FR_NOT), _done(_FR, ("", "e"))),
        *_each(_or_wholly(_FR_NOT_SEVERAL), _done(_FR, ("s", "es"))),
        *_each(_each(_or_wholly(_FR_NOT), ("mis", "mise")), _FR_IN_PLACE),
        *_each(_each(_or_wholly(_FR_NOT_SEVERAL), ("mis", "mises")), _FR_IN_PLACE),
    ),
}

# Each holds one of the words above, and says nothing of the kind. “…” stands for what is spoken of: a word or two.
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
        "nothing left pending",
        *_each(("nothing is", "nothing was", "nothing remains", "nothing was left"), ("incomplete", "unfinished")),
        *_each(("no … is", "no … are"), ("pending", "yet to be", "still to be")),
        *_each(("no … remains", "no … remain"), ("pending", "to be")),
        *_each(("no … is", "no … are"), ("in progress", "ongoing", "still ongoing", "incomplete", "unfinished")),
        *_each(("no … has", "no … have"), ("yet to", "still to be")),
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
        *_each(("no hay …", "no quedan …", "no quedaron …", "no había …"), ("pendientes", "en curso", "en proceso")),
        *_each(("no hay …", "no queda …", "no quedó …", "ningún …", "ninguna …"), ("pendiente",)),
        *_each(("sin",), ("acciones pendientes", "actividades pendientes", "hitos pendientes", "tareas pendientes")),
        "año en curso",
        "mes en curso",
        "semestre en curso",
        "ejercicio en curso",
    ),
    "fr": (
        "plus en attente",
        "rien ne reste à",
        "rien en attente",
        "rien à finaliser",
        *_each(("rien n'est", "aucun … n'est", "aucune … n'est"), ("en attente", "en cours", "à finaliser")),
        *_each(("aucun …", "aucune …"), ("ne reste à",)),
        *_each(("ne reste à …",), ("aucun", "aucune")),
        "année en cours",
        "mois en cours",
        "exercice en cours",
        "mandat en cours",
    ),
}

# What only says once more that a question does not apply, and the words that go with it. Signs are left out of them, as
# they are of what is searched.
NOT_APPLICABLE = (
    *("n a", "na", "s o", "so"),
    *("not applicable", "does not apply", "doesn t apply", "non applicable", "not relevant", "irrelevant"),
    *("none", "nothing to report", "nothing", "no reason", "no comment", "see above", "same as above", "as above"),
    *(
        "no aplica",
        "no aplicable",
        "no es aplicable",
        "no se aplica",
        "no corresponde",
        "no procede",
        "no es relevante",
    ),
    *("ninguno", "ninguna", "nada que informar", "nada", "sin objeto", "sin comentario", "sin comentarios"),
    *("ver arriba", "véase arriba", "ídem"),
    *("sans objet", "aucun", "aucune", "néant", "rien à signaler", "rien", "pas applicable", "ne s applique pas"),
    *("n est pas applicable", "pas pertinent", "voir plus haut", "voir ci dessus", "idem"),
    # Last, for they begin some of those above.
    *("it s", "it", "this", "that", "the", "question", "is", "here", "in this case", "given", "no"),
    *("esta", "esto", "la", "pregunta", "es", "se", "aquí", "en este caso", "cette", "ce", "cela", "est", "ici"),
    "dans ce cas",
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
