"""The site as a WSGI application: `granian --interface wsgi ogpreports.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogpreports.settings.production")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- readable once Django is set up

if settings.TRUSTED_PROXIES:
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=settings.TRUSTED_PROXIES)
