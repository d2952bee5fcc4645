"""What every request and every response has to put up with."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.middleware.gzip import GZipMiddleware


class StrictHeadersMiddleware:
    """Add the headers of `STRICT_HEADERS` to whatever leaves the site, unless a view has set its own."""

    def __init__(self, get_response):
        """Remember what answers."""
        self.get_response = get_response

    def __call__(self, request):
        """Answer with the headers."""
        response = self.get_response(request)
        for name, value in settings.STRICT_HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class PrivatePagesMiddleware:
    """Keep pages that were made for a signed-in person out of caches that others use too."""

    def __init__(self, get_response):
        """Remember what answers."""
        self.get_response = get_response

    def __call__(self, request):
        """Answer; a view that has said who may keep the page knows better."""
        response = self.get_response(request)
        # Only where the session was asked for anyway: a page that needs none stays the same for everybody.
        if request.session.accessed and request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private"
        return response


class _EvenGZipMiddleware(GZipMiddleware):
    max_random_bytes = 0


class SteadyGZipMiddleware(GZipMiddleware):
    """Compress a page that any cache may keep to the same bytes for everybody.

    Django adds a random length to each page, so that nobody learns a secret from the length of a page that repeats
    what was typed (BREACH). A public page holds neither.
    """

    def __init__(self, get_response):
        """Remember what answers."""
        super().__init__(get_response)
        self.even = _EvenGZipMiddleware(get_response)

    def process_response(self, request, response):
        """Compress the response, if that makes it shorter."""
        if "public" in response.headers.get("Cache-Control", ""):
            return self.even.process_response(request, response)
        return super().process_response(request, response)


class ReadableQueryMiddleware:
    """Refuse (400) a query string with a NUL in it: PostgreSQL stores none, and no browser or person sends one.

    Our own forms refuse it field by field, in words; Django's admin and its autocomplete would answer 500.
    """

    def __init__(self, get_response):
        """Remember what answers."""
        self.get_response = get_response

    def __call__(self, request):
        """Answer, or raise BadRequest."""
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("There is a NUL in the query string.")
        return self.get_response(request)
