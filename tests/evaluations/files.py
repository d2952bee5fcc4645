"""Files to store in tests."""

from django.core.files.base import ContentFile

from evaluations.models import StoredFile


def stored(content=b"%PDF-1.7 evidence", *, content_type="application/pdf"):
    """Return the row of a file with these bytes."""
    return StoredFile.objects.store(ContentFile(content), content_type=content_type)
