"""For the public: all that differs between two sites comes from the environment; the README lists it."""

import os
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 -- settings build on each other


def required(name):
    """Return an environment variable, or refuse to start without it."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set {name} in the environment; the README says to what.") from None


SECRET_KEY = required("SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
ALLOWED_HOSTS = [name.strip() for name in required("ALLOWED_HOSTS").split(",")]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Name the hosts in ALLOWED_HOSTS, not “*”: links in mails would lead where a visitor says."
    )
SITE_URL = os.environ.get("SITE_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")

DATABASES = {"default": dj_database_url.parse(required("DATABASE_URL"), conn_max_age=0)}
# Each worker keeps its connections: the pool takes the place of CONN_MAX_AGE.
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {
    "min_size": 1,
    "max_size": int(os.environ.get("DATABASE_POOL", "8")),
}
# Workers count a guesser's tries together. `manage.py createcachetable` makes it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# Mail waits in the database for `manage.py db_worker`: it neither delays a page nor breaks one.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

mail = urlsplit(required("EMAIL_URL"))  # smtp://, smtp+tls:// or smtps://, then user:password@host:port
EMAIL_HOST, EMAIL_PORT = mail.hostname, mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.scheme == "smtp+tls", mail.scheme == "smtps"
EMAIL_TIMEOUT = 10  # seconds

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # a load balancer asks from within
SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", "31536000"))  # a year
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"  # no other host of the domain can set it
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
