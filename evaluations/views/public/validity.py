"""How the page of a report may be kept by any cache, and asked after without being rendered."""

from functools import partial, wraps
from hashlib import sha256

from django.conf import settings
from django.db.models import DateTimeField, Func
from django.http import Http404
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date, quote_etag

from ...models import Report


class _Clock(Func):
    """What the time is in the database, which dates the changes."""

    template = "clock_timestamp()"
    output_field = DateTimeField()


def revalidated(view):
    """Let caches keep what a view tells anonymous readers of the report with `slug`, and ask after it at each use.

    A reader who has it already is answered 304 by one query. Signed-in people are answered for themselves alone.
    """

    @wraps(view)
    def answer(request, *, slug, **kwargs):
        return _answer(request, partial(view, request, slug=slug, **kwargs), partial(_validators, slug))

    return answer


def revalidated_by_release(view):
    """Let caches keep, and ask after at each use, what a view tells anonymous readers until the next release.

    Signed-in people are answered for themselves alone.
    """

    @wraps(view)
    def answer(request, **kwargs):
        return _answer(request, partial(view, request, **kwargs), lambda: (_etag(), None))

    return answer


def _answer(request, respond, validators):
    if request.user.is_authenticated:
        response = respond()
        patch_cache_control(response, private=True, no_store=True)
        return response
    etag, changed = validators()
    response = get_conditional_response(request, etag, changed) or respond()
    response.headers["ETag"] = etag
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def _etag(*more):
    """Return the ETag of a page of this release on this site."""
    # Pages are cited under the URL of the site, which an operator may change.
    site = sha256(settings.SITE_URL.encode()).hexdigest()[:8]
    return quote_etag("-".join([settings.RELEASE, site, *more]))


def _validators(slug):
    """Return the ETag of a report's page, and when it last changed."""
    reports = Report.objects.published().filter(slug=slug).annotate(now=_Clock())
    changed_at, close_at, now = (
        reports.values_list("page_changed_at", "comments_close_at", "now").first() or _not_found()
    )
    if close_at and close_at <= now:
        changed_at = max(changed_at, close_at)  # by then the page says that comments are closed
    etag = _etag(f"{changed_at.timestamp():.6f}")
    return etag, last_modified(max(changed_at, settings.RELEASED_AT), now=now)


def last_modified(changed_at, *, now):
    """Return when a page changed in whole seconds, as HTTP counts, or None while that second lasts.

    A page that changed in the current second may do so again, and nobody could tell the second page from the first by
    its date: until the second is over, only the ETag speaks.
    """
    changed = int(changed_at.timestamp())
    return changed if now.timestamp() - changed >= 1 else None


def _not_found():
    raise Http404
