"""The ways to a signed-in person's own work: in the head of every page, and where signing in leads."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import permissions


def nav_roles(request):
    """Return as `nav_roles` what this person may follow: links of label, url and current.

    It is asked for when a template reads it, so that no anonymous page costs a query.
    """
    return {"nav_roles": lambda: _links(request)}


def landing(user):
    """Return the URL of the work that a person signs in for; the home page for who has none here."""
    if permissions.evaluator_of(user) is not None:
        return reverse("evaluations:desk")
    if permissions.is_reviewer(user):
        return reverse("evaluations:review-queue")
    if permissions.is_moderator(user):
        return reverse("evaluations:moderation")
    return reverse("home")


def _links(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    # Staff who evaluate nothing have no use for a desk; anybody else finds there how to become an evaluator.
    wants_desk = not user.is_staff or permissions.is_evaluator(user)
    doors = (
        (_("Desk"), "evaluations:desk", wants_desk),
        (_("Review"), "evaluations:review-queue", permissions.is_reviewer(user)),
        (_("Moderation"), "evaluations:moderation", permissions.is_moderator(user)),
        (_("Administration"), "admin:index", user.is_staff),
    )
    links = [{"label": label, "url": reverse(name)} for label, name, is_open in doors if is_open]
    return [{**link, "current": link == _nearest(links, request.path)} for link in links]


def _nearest(links, path):
    """Return the link that leads deepest towards the page, or None."""
    leading = [link for link in links if path.startswith(link["url"])]
    return max(leading, key=lambda link: len(link["url"]), default=None)
