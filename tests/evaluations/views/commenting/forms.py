"""The form for a comment, as a person fills it in."""

import time

from django.urls import reverse

from evaluations.forms.commenting import opening_mark
from evaluations.models import Comment, UnconfirmedComment

A_MINUTE, TWO_DAYS = 60, 60 * 60 * 48


def url_of(report, parent=None):
    return reverse("evaluations:reply", args=[report.slug]) + (f"?to={parent.pk}" if parent else "")


def filled(report, *, opened_ago=A_MINUTE, **values):
    """Return what a person sends who opened the form a while ago."""
    opened = opening_mark(report, at=time.time() - opened_ago)
    return {"name": "Ana", "email": "ana@example.org", "text": "Well done.", "pebble": "", "opened": opened} | values


def confirm_url_of(unconfirmed):
    return reverse("evaluations:confirm-comment", args=[unconfirmed.report.slug, unconfirmed.token])


def confirm(client):
    """Press the button that the last guest's mail leads to; return the page that says what became of the comment."""
    return client.post(confirm_url_of(UnconfirmedComment.objects.latest("pk")), {"confirm": "1"}, follow=True)


def unconfirmed():
    """Return what waits for its guest."""
    waiting = UnconfirmedComment.objects.filter(comment=None).order_by("pk")
    return list(waiting.values_list("name", "email", "text"))


def stored():
    return list(Comment.objects.order_by("pk").values_list("name", "email", "text", "status"))
