"""The site as a WSGI application: `granian --interface wsgi ogpreports.wsgi:application`."""

import os
import re

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogpreports.settings.production")

_WITH_PORT = re.compile(r"\[([^\[\]]+)\](?::\d+)?|([^\[\]:]+):\d+")


def believing(proxies, site):
    """Return a site that takes the visitor's IP address and scheme from these proxies, and from nobody else."""
    if not proxies:
        return site
    wrapped = wrap_wsgi_with_proxy_headers(site, trusted_hosts=proxies)

    def answer(environ, start_response):
        # The wrapper hears of a scheme only beside an IP address: a proxy that names no visitor stands for its own.
        told = environ.get("HTTP_X_FORWARDED_FOR") or environ["REMOTE_ADDR"]
        environ["HTTP_X_FORWARDED_FOR"] = ", ".join(_without_port(one.strip()) for one in told.split(","))
        return wrapped(environ, start_response)

    return answer


def _without_port(told):
    """Return an IP address as it is counted: some proxies add the port, which is another for each connection."""
    found = _WITH_PORT.fullmatch(told)
    return (found[1] or found[2]) if found else told


application = believing(settings.TRUSTED_PROXIES, get_wsgi_application())
