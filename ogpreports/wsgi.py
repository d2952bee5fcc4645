"""The site as a WSGI application; `gunicorn --config ogpreports/server.py` serves it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ogpreports.proxies import believing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogpreports.settings.production")


def headers_alone(site):
    """Return the WSGI application `site` that answers HEAD without a body.

    Django leaves that to the server, and ours drops the body and writes a line into its log each time.
    """

    def answer(environ, start_response):
        body = site(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()  # the request ends with it
        return []

    return answer


application = headers_alone(believing(settings.TRUSTED_PROXIES, get_wsgi_application()))
