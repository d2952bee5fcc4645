"""Editions that say what is forbidden, beside their answers too, and where it stands."""

from django.db import connection

from evaluations import consulting, responding, withdrawing
from evaluations.choices import ReviewRule
from evaluations.conflicts import grounds_of
from evaluations.models import Exemption
from evaluations.record import findings, told_of
from evaluations.saving import token
from tests import scenes

WORDS = "Ana Zúñiga took the money."
COURT = "A court in Toluca ordered it (case 14/2026)."
SECRET = "Dr. Luna lies in the clinic of Toluca."
WHY = "Nobody else is in the office."


def everything():
    """Return all that the database holds, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')  # noqa: S608 -- the database's own names
            found += [(table, text) for (text,) in cursor.fetchall()]
    return found


def where(words):
    """Return the tables in which these words stand."""
    return sorted({table for table, text in everything() if words in text})


def found_in(report):
    return {(found.edition, found.path, found.problem) for found in findings(told_of(report))}


def exempt(edition, reviewer, rule):
    column, value = grounds_of(reviewer, edition)[rule]
    given = {column: value, "reason": WHY, "by": scenes.reviewer()}
    return Exemption.objects.create(edition=edition, rule=rule, reviewer=reviewer, **given)


def exempted():
    """Return an edition that one reviewer approved and published, by an exemption with a reason."""
    edition = scenes.approved()
    Exemption.objects.create(
        edition=edition,
        rule=ReviewRule.SAME_PERSON,
        reviewer=edition.approval.by,
        reason=SECRET,
        by=scenes.reviewer(),
        approval=edition.approval,
    )
    return scenes.publish(edition, by=edition.approval.by)


def approved_by_exemption(edition=None):
    """Return an approved edition that its approver may publish, too."""
    edition = scenes.approved(edition)
    exempt(edition, edition.approval.by, ReviewRule.SAME_PERSON)
    return edition


def ended_early():
    """Return an edition of which one consultation was ended for a reason, and another one took its time."""
    consultation = scenes.asked()
    consulting.end(consultation, reason=SECRET, by=scenes.reviewer_of(consultation.edition))
    return scenes.publish(consultation.edition)


def skipped():
    """Return an edition of which nobody was asked, for a reason."""
    edition = scenes.submitted()
    consulting.skip(edition, reason=SECRET, by=scenes.reviewer_of(edition))
    return scenes.publish(edition)


def responded():
    """Return an edition to which the government responded twice, and writes more."""
    edition = scenes.published()
    respondent = scenes.responded(edition.report, {"1.2": SECRET, "": "We thank you."}).respondent
    scenes.responded(edition.report, {"": "We thank you all."}, by=respondent)
    responding.write(respondent, "1.1", "More.", opened=token(""))
    return edition


def withdrawn():
    edition = scenes.published()
    withdrawing.withdraw(edition.report, reason=SECRET, by=scenes.reviewer_of(edition))
    return edition
