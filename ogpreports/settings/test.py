"""For the test suite: development, with what makes tests quick and mail readable."""

from .development import *  # noqa: F403 -- settings build on each other
from .development import DATABASES, INSTALLED_APPS

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# Tests outlive no power failure.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"

# Static files come from where they are written: nothing is collected for a test.
INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "whitenoise.runserver_nostatic"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

SITE_URL = "http://127.0.0.1:8000"  # whatever the environment says

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
