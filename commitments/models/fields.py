"""The one kind of column that Django lacks."""

from django.db import models


class OgpIdField(models.CharField):
    """An id that OGP gave: unique or null, in capitals however it is typed, stored or looked up."""

    def to_python(self, value):
        """Return the id in capitals, or None for a blank one."""
        value = super().to_python(value)
        return value.strip().upper() or None if value is not None else None
