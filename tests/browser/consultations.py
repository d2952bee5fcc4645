"""Reports that contacts read before their publication, or respond to after it, for the town."""

from commitments.models import Side
from evaluations import drafts, responding, workflow
from evaluations.models import Consulted, Edition
from evaluations.saving import token
from tests import scenes

LONG_REACTION = (
    "El artículo 12 de la Ley de Adquisiciones, reformado en junio, dice lo contrario: véase "
    "https://example.org/diario-oficial/2024/junio/14/ley-de-adquisiciones-arrendamientos-y-servicios.\n\n"
    "Los contratos de la Dirección de Obras se publicaron desde marzo."
)


def being_read(edition, *, by):
    """Let contacts read a submitted edition; both have reacted. Return the consultation."""
    consultation = scenes.asked(edition, by=by)
    scenes.reaction(consultation, "1.1", LONG_REACTION)
    scenes.reaction(consultation, "", "All of it is right.", side=Side.CIVIL_SOCIETY, is_confidential=True)
    return consultation


def heard(edition, *, by):
    """Return the consultation on a submitted edition that is over, with nothing dealt with."""
    return scenes.ended(being_read(edition, by=by), by=by)


def dealt_with(edition, *, by):
    """Return the edition, published: one answer was changed for what contacts said of it."""
    consultation = heard(edition, by=by)
    words = "They published every contract of the works, and since June those of the water board."
    first, second = edition.reaction_set.order_by("pk")
    scenes.send_back(edition, by=by)
    scenes.submitted(edition, level_of_progress="substantial", progress_explanation=words)
    scenes.dispose(first, "changed", "The law says so.", by=by)
    scenes.dispose(second, "kept", "Nothing was asked for.", by=by)
    return scenes.publish(consultation.edition)


def discarded(*, by):
    """Return a contact whose reaction was kept, to a new edition that was discarded then."""
    edition = drafts.correct(scenes.published().report, by=None, reason="A date was wrong.")
    heard(scenes.submitted(edition), by=by)
    edition = scenes.send_back(Edition.objects.get(pk=edition.pk), by=by)
    for reaction in edition.reaction_set.all():
        scenes.dispose(reaction, "kept", "The minutes say May, and so does the gazette.", by=by)
    workflow.perform(workflow.DISCARD, edition, by=edition.report.lead.user, reason="Begun by mistake.")
    return Consulted.objects.filter(consultation__edition=edition).first()


def responded(report, *, by):
    """Let the government respond to a published report twice, and plan more; return the Respondent."""
    person = scenes.respondent(report, by=by, organisation="Secretaría de la Contraloría y Transparencia")
    scenes.responded(report, {"": "We thank the evaluators, and disagree.", "1.1": "It is complete."}, by=person)
    scenes.responded(report, {"1.1": LONG_REACTION}, by=person)
    responding.write(person, "2.2", "More of this in June.", opened=token(""))
    return person
