"""What a checker of comments learns of a request."""

from django.conf import settings

from ..comments import Said, objection_to


def objection_of(request, report, *, text, name, email, is_reply):
    """Return, in words for the moderator, what the checker has against words that this request sends, or "".

    It may take seconds: to be asked while nothing is locked.
    """
    said = Said(
        text=text,
        name=name,
        email=email,
        url=settings.SITE_URL + report.get_absolute_url(),
        is_reply=is_reply,
        ip_address=request.META.get("REMOTE_ADDR", ""),
        user_agent=request.headers.get("User-Agent", ""),
    )
    return objection_to(said)
