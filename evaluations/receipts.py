"""Receipts: what an evaluator has in hand of what she submitted, whatever becomes of the report afterwards."""

import hashlib
import io
import json
import tempfile
import zipfile

from django.template.loader import render_to_string

from .coherence import Flags
from .models import Receipt, StoredFile
from .overview import rows_of
from .reading import Reading
from .signing import digest
from .telling import in_order_of_the_form, tell

_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file in an archive: the same receipt is the same bytes
_CHUNK = 2**20  # bytes held at once
_LONGEST_NAME = 255  # bytes of a file's name on Linux, without its folders


def issue(edition, move):
    """Keep a copy of what an edition says, as it is submitted with a move, and return the Receipt."""
    receipt = Receipt.objects.create(edition=edition, move=move, digest=digest(edition), document=_document(edition))
    receipt.files.set(StoredFile.objects.filter(evidence_set__edition=edition).distinct())
    return receipt


def as_json(receipt):
    """Return a receipt as a file of JSON, with the public keys of the answers."""
    return _file_of(_head(receipt) | in_order_of_the_form(receipt.document))


def as_html(receipt):
    """Return a receipt as a file with a page that stands alone: it needs no network."""
    told = in_order_of_the_form(receipt.document)
    context = _head(receipt) | {
        "told": told,
        "overview": rows_of(receipt.edition, told["overview"]),
        "rows": [_row(told, key, question) for key, question in told["questions"].items()],
    }
    return io.BytesIO(render_to_string("evaluations/receipt_alone.html", context).encode())


def as_zip(receipt):
    """Return a receipt as a file of both forms, the evidence, and the SHA-256 of each in manifest.json.

    It is put together on the disk: the evidence of a report may be more than a request should hold in memory.
    """
    target = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever sends it closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = [
            _put(archive, "report.html", as_html(receipt)),
            _put(archive, "report.json", as_json(receipt)),
        ]
        missing = []
        for number, (name, stored) in enumerate(_evidence(receipt), start=1):
            path = f"evidence/{_short(f'{number}-{_harmless(name)}')}"
            try:
                with stored.open() as source:
                    listed.append(_put(archive, path, source))
            except FileNotFoundError:
                missing.append({"path": path, "sha256": stored.sha256})
        _put(archive, "manifest.json", _file_of(_head(receipt) | {"files": listed, "missing": missing}))
    target.seek(0)
    return target


def _head(receipt):
    return {
        "number": receipt.edition.report_id,
        "submitted_at": receipt.move.at.isoformat(),
        "digest": receipt.digest,
    }


def _row(told, key, question):
    """Return key, question and answer, the answer under the name of its kind."""
    value = told["answers"][key]
    kind = {list: "pieces", dict: "notes"}.get(type(value), "text")
    flags = [flag for flag in told.get("flags", []) if flag["answer"] == key]
    return {"key": key, "question": question, "flags": flags, kind: told["labels"].get(key) or value}


def _document(edition):
    reading = Reading(edition)
    told = tell(reading, bylines=edition.bylines.order_by("position"))
    return told | {"flags": [_flag(flag) for flag in Flags(reading).raised]}


def _flag(flag):
    return {"rule": flag.number, "answer": flag.key, "sentence": flag.sentence, "justification": flag.text}


def _evidence(receipt):
    """Return name and stored file of each file that was sent, in the order of the answers."""
    stored = {file.sha256: file for file in receipt.files.all()}
    pieces = [
        piece
        for value in in_order_of_the_form(receipt.document)["answers"].values()
        if isinstance(value, list)
        for piece in value
    ]
    return [(piece["name"], stored[piece["sha256"]]) for piece in pieces if piece.get("sha256") in stored]


def _harmless(name):
    """Return a file's name without what would lead out of the archive's folder."""
    return "".join("-" if sign in '/\\:*?"<>|' or ord(sign) < 32 else sign for sign in name).strip(". ") or "file"


def _short(name):
    """Return a file's name with as many bytes as every system stores, and its ending."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    rest = f"{dot}{ending}"
    return stem.encode()[: _LONGEST_NAME - len(rest.encode())].decode(errors="ignore") + rest


def _file_of(told):
    return io.BytesIO((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())


def _put(archive, path, source):
    """Copy a file into the archive, piece by piece, and return its line of the manifest."""
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(path, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {"path": path, "bytes": size, "sha256": digest.hexdigest()}
