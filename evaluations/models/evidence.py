"""What backs an answer: files, links and quotations, or the statement that there is nothing."""

import hashlib
import os
import tempfile
import uuid
from pathlib import Path

import pgtrigger
from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import connection, models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import EvidenceKind, Language
from .edition import AboutAnswer
from .sealing import REPORT_OF_EDITION, is_redacted, refuse, refuse_change_under_sealed_edition, refuse_truncation


class StoredFileQuerySet(models.QuerySet):
    def unused(self):
        """The files that no evidence points to, and no receipt of what was once sent."""
        return self.filter(evidence_set=None, receipts=None)


class StoredFileManager(models.Manager.from_queryset(StoredFileQuerySet)):
    def store(self, upload):
        """Keep the bytes of an uploaded file, once whoever uploads them, and return their row.

        The bytes are on the disk, under their SHA-256, before the row is: a row never points at nothing. To be called
        in the transaction that makes the evidence: until it ends, nobody else removes them.
        """
        sha256 = _sha256(upload)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_of(sha256)])
        path = path_of(sha256)
        if not path.exists():
            _write_whole(path, upload)
        stored, _created = self.get_or_create(sha256=sha256, defaults={"size": upload.size})
        return stored


class StoredFile(models.Model):
    """The bytes of a file, kept once by their SHA-256."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    objects = StoredFileManager()

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="stored_file_has_a_sha256"),
        ]
        triggers = [
            refuse(
                "stored_file_never_changes", operation=pgtrigger.Update, message="% of a stored file: it never changes"
            ),
            refuse_truncation("stored_files_are_not_truncated"),
        ]

    def __str__(self):
        return self.sha256[:12]

    def open(self):
        """Open the bytes for reading; FileNotFoundError where they are gone."""
        return path_of(self.sha256).open("rb")


_WHAT_IT_HOLDS = ("name", "stored_file_id", "content_type", "url", "quotation", "reason", "locator", "language")


class Evidence(AboutAnswer):
    """One piece of evidence for one answer of one edition, or the statement that there is none."""

    # In the address of its file: of a draft nobody can guess it. The database gives it to rows that are sealed.
    uuid = models.UUIDField("UUID", unique=True, editable=False, default=uuid.uuid4, db_default=RandomUUID())

    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind)
    name = models.CharField(
        _("name"), max_length=255, blank=True, help_text=_("Of a file as it was uploaded, or the source's title.")
    )
    stored_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="evidence_set", verbose_name=_("file")
    )
    # Not the stored file's: of the same text one may be sent as .txt, and one as .csv.
    content_type = models.CharField(_("type of the file"), max_length=150, blank=True)
    url = models.URLField(_("link"), max_length=2000, blank=True)
    quotation = models.TextField(_("quotation"), blank=True)
    reason = models.TextField(_("why there is none"), blank=True)
    locator = models.CharField(_("where in the source"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language, blank=True)
    # Not `auto_now_add`: a correction copies the row, and the file was received when it was.
    added_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )

    address = ""  # of its file, for whoever reads it by a link of her own

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["edition", "answer_key", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "answer_key", "position"], name="evidence_position_is_unique_in_its_answer"
            ),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.FILE, stored_file__isnull=False, url="", quotation="", reason="")
                | (Q(kind=EvidenceKind.LINK, stored_file__isnull=True, quotation="", reason="") & ~Q(url=""))
                | (Q(kind=EvidenceKind.QUOTATION, stored_file__isnull=True, reason="") & ~Q(quotation=""))
                | (Q(kind=EvidenceKind.NONE, stored_file__isnull=True, url="", quotation="") & ~Q(reason=""))
                | Q(kind=EvidenceKind.REMOVED, stored_file__isnull=True, url="", quotation="", reason="", name=""),
                name="evidence_holds_what_its_kind_says",
            ),
            models.UniqueConstraint(
                fields=["edition", "answer_key"],
                condition=Q(kind=EvidenceKind.NONE),
                name="evidence_is_said_to_be_missing_once",
            ),
            models.CheckConstraint(
                condition=Q(stored_file__isnull=True, content_type="")
                | (Q(stored_file__isnull=False) & ~Q(content_type="")),
                name="evidence_has_a_type_where_it_has_a_file",
            ),
        ]
        triggers = [
            refuse_change_under_sealed_edition(
                "evidence_is_sealed",
                unless=is_redacted(REPORT_OF_EDITION, "kind", *_WHAT_IT_HOLDS, becomes=("null", '""', '"removed"')),
            ),
            refuse_truncation("evidence_is_not_truncated"),
        ]

    def __str__(self):
        return self.name or self.url or self.quotation or self.reason

    def get_absolute_url(self):
        """Return where its file is downloaded from, by those who may."""
        return reverse("evaluations:evidence", args=[self.uuid, self.name_in_url])

    @property
    def is_none(self):
        """Whether it says that there is no evidence."""
        return self.kind == EvidenceKind.NONE

    @property
    def is_removed(self):
        """Whether a redaction took out all that it held."""
        return self.kind == EvidenceKind.REMOVED

    @property
    def name_in_url(self):
        """Return the file's name without what would lead elsewhere in a URL."""
        return self.name.replace("/", "-").strip(".") or "file"


def lock_of(sha256):
    """Return the key of the advisory lock on these bytes; where two have the same, one waits for nothing."""
    return int(sha256[:15], 16)


def path_of(sha256):
    """Return where the bytes with this SHA-256 are kept."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def _sha256(upload):
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _write_whole(path, upload):
    """Write to a name of its own first: whoever finds the final name finds all the bytes, even after a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as target:
        for chunk in upload.chunks():
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    Path(target.name).replace(path)
