"""The form for a comment, as a person fills it in."""

import time

from django.urls import reverse

from evaluations.forms.commenting import opening_mark
from evaluations.models import Comment

A_MINUTE, TWO_DAYS = 60, 60 * 60 * 48


def url_of(report, parent=None):
    return reverse("evaluations:reply", args=[report.slug]) + (f"?to={parent.pk}" if parent else "")


def filled(report, *, opened_ago=A_MINUTE, **values):
    """Return what a person sends who opened the form a while ago."""
    opened = opening_mark(report, at=time.time() - opened_ago)
    return {"name": "Ana", "email": "ana@example.org", "text": "Well done.", "pebble": "", "opened": opened} | values


def stored():
    return list(Comment.objects.order_by("pk").values_list("name", "email", "text", "status"))
