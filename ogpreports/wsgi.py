"""The site as a WSGI application: `granian --interface wsgi ogpreports.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogpreports.settings.production")


def believing(proxies, site):
    """Return a site that takes the visitor's IP address and scheme from these proxies, and from nobody else."""
    if not proxies:
        return site
    wrapped = wrap_wsgi_with_proxy_headers(site, trusted_hosts=proxies)

    def answer(environ, start_response):
        # The wrapper hears of a scheme only beside an IP address: a proxy that names no visitor stands for its own.
        environ.setdefault("HTTP_X_FORWARDED_FOR", environ["REMOTE_ADDR"])
        return wrapped(environ, start_response)

    return answer


application = believing(settings.TRUSTED_PROXIES, get_wsgi_application())
