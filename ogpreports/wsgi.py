"""The site as a WSGI application; `gunicorn --config ogpreports/server.py` serves it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from ogpreports.proxies import believing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ogpreports.settings.production")

application = believing(settings.TRUSTED_PROXIES, get_wsgi_application())
