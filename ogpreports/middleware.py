"""Headers that every response carries."""

from django.conf import settings


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
