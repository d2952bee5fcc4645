"""Files to store in tests."""

from django.core.files.base import ContentFile

from evaluations.models import StoredFile


def stored(content=b"%PDF-1.7 evidence"):
    """Return the row of a file with these bytes."""
    return StoredFile.objects.store(ContentFile(content))
