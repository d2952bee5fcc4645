"""For a person at her own machine: no server to install, mail on the terminal."""

import os

import dj_database_url

from ogpreports import embedded_postgres

from .base import *  # noqa: F403 -- settings build on each other
from .base import DATA_DIR, INSTALLED_APPS

DEBUG = True
SECRET_KEY = "only-for-development-and-public"  # noqa: S105 -- production refuses to start without its own
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.config()}
else:
    DATABASES = {"default": embedded_postgres.database_settings(DATA_DIR)}

# Files are served as in production, through the middleware, with the same headers.
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]

# Where serve_demonstration listens, which is where pages and mails say that the site is.
PORT = int(os.environ.get("PORT", "8000"))
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STAFF_NEED_SECOND_FACTOR = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
