"""Seal the editions that were published before there was a seal: of each report in their order, a few at a time.

What an edition says is written out here as it was said then, so that what is told of editions later, from columns that
there are not yet, does not come into it.
"""

from datetime import UTC

from django.db import migrations

from evaluations.questionnaire import get_questionnaire
from evaluations.reading import Reading
from evaluations.record.sealing import sealed_as

AT_ONCE = 100  # editions held in memory
OVERVIEW = ("title", "member_title", "action_plan_title", "commitment_title", "action", "problem")


def seal(apps, schema_editor):
    """Seal every published edition."""
    Edition, Seal = (apps.get_model("evaluations", name) for name in ("Edition", "Seal"))
    database = schema_editor.connection.alias
    last, batch = {}, []
    for edition in published(Edition, database):
        sealed = sealed_as(facts(edition), before=last.get(edition.report_id, ""))
        last = {edition.report_id: sealed.hash}
        batch.append(Seal(edition_id=edition.pk, **vars(sealed)))
        if len(batch) == AT_ONCE:
            Seal.objects.using(database).bulk_create(batch)
            batch.clear()
    Seal.objects.using(database).bulk_create(batch)


def published(Edition, database):
    """Yield the published editions, report by report in their order, with what reading them asks for."""
    found = Edition.objects.using(database).filter(status="published").order_by("report_id", "number")
    found = found.select_related("report").defer("search", "narrative_marks")
    for edition in found.prefetch_related("bylines", "evidence_set__stored_file").iterator(chunk_size=AT_ONCE):
        edition.form = get_questionnaire(edition.questionnaire)
        edition.is_imported = bool(edition.source)
        yield edition


def facts(edition):
    return {
        "number": edition.report_id,
        "kind": edition.report.kind,
        "edition": of_edition(edition),
        "evaluators": [of_byline(byline) for byline in edition.bylines.all()],
        "overview": {name: getattr(edition, name) or None for name in OVERVIEW},
        "answers": {answer.key: of_answer(answer) for answer in Reading(edition).answers},
        "redactions": [],
    }


def of_edition(edition):
    day = moment(edition.published_at)
    return {
        "number": edition.number,
        "change_class": edition.change_class,
        "change_reason": None,
        "submitted_at": moment(edition.submitted_at),
        "published_at": None if edition.is_imported else day,
        "imported_at": day if edition.is_imported else None,
        "language": edition.language,
        "questionnaire": edition.questionnaire,
        "imported_from": edition.source or None,
        "unsigned_reason": edition.unsigned_reason or None,
    }


def of_byline(byline):
    return {
        "name": byline.name,
        "organisation": byline.organisation,
        "signed_at": moment(byline.signed_at),
        "lacks_signature": byline.lacks_signature,
    }


def of_answer(answer):
    return [of_piece(piece) for piece in answer.value] if answer.is_files else answer.value or None


def of_piece(piece):
    if piece.kind == "none":
        return {"kind": "none", "reason": piece.reason}
    told = {"kind": piece.kind, "name": piece.name}
    if piece.stored_file:
        file = {"type": piece.content_type, "size": piece.stored_file.size, "sha256": piece.stored_file.sha256}
        return told | file | {"received_at": moment(piece.added_at)}
    return told | {name: getattr(piece, name) or None for name in ("url", "quotation", "locator", "language")}


def moment(at):
    return at and at.astimezone(UTC).isoformat()


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0020_record'),
    ]

    operations = [
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
