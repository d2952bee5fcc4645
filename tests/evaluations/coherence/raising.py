"""What the rules of coherence find in an edition."""

from evaluations import justifying, workflow
from evaluations.coherence import Flags
from evaluations.justifying import Sentence
from evaluations.models import Edition
from evaluations.reading import Reading
from evaluations.saving import token
from tests import scenes

BECAUSE = "The milestones were few, and all of them are met."
LONG = "The council published the whole ledger of the year, page after page, and had it read aloud in the square."


def raised(edition):
    """Return the flags of an edition as it is stored."""
    return Flags(Reading(Edition.objects.get(pk=edition.pk))).raised


def places(edition, rule):
    """Return the keys of the answers beside which a rule raises a flag."""
    return [flag.key for flag in raised(edition) if flag.number == rule]


def flag_of(edition, rule):
    """Return the one flag that a rule raises."""
    (flag,) = [flag for flag in raised(edition) if flag.number == rule]
    return flag


def written(edition=None, **answers):
    """Return a draft that holds these answers, by column, and no others."""
    edition = edition or scenes.draft()
    for column, value in answers.items():
        setattr(edition, column, value)
    edition.save()
    return edition


def given_another_reason(edition, flag):
    """Let a flag of a submitted edition have come back justified with BECAUSE; return the edition."""
    lead = edition.report.lead.user
    scenes.send_back(edition)
    justifying.justify(edition, {flag.name: Sentence(flag.mark, token(flag.text), BECAUSE)}, by=lead)
    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead)
    return edition
