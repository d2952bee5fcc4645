"""The site as a WSGI application: `granian --interface wsgi ogpreports.wsgi:application`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogpreports.settings.production")


def believing(proxies, site):
    """Return a site that takes the visitor's IP address and scheme from these proxies, and from nobody else."""
    return wrap_wsgi_with_proxy_headers(site, trusted_hosts=proxies) if proxies else site


application = believing(settings.TRUSTED_PROXIES, get_wsgi_application())
