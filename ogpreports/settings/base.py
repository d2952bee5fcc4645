"""What holds everywhere.

Every knob that an operator may turn is read from the environment, here and in `production.py`; the README
lists them all.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ogpreports.proxies import trusted_proxies
from ogpreports.release import fingerprint

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# Part of every page's validator: a new release may render the same rows differently.
RELEASE, RELEASED_AT = fingerprint(BASE_DIR)

DEBUG = False
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "pgtrigger",
    "ogpreports",
    "ogpreports.accounts",
    "ogpreports.admin_site.StaffAdminConfig",
    "commitments",
    "evaluations",
]

# What sets headers stands outside of whatever may answer, so that errors and files carry them too.
MIDDLEWARE = [
    "ogpreports.middleware.StrictHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ogpreports.middleware.SteadyGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ogpreports.middleware.ReadableQueryMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ogpreports.middleware.PrivatePagesMiddleware",
    "ogpreports.errors.WordsBeforeSigningInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ogpreports.accounts.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "ogpreports.urls"
WSGI_APPLICATION = "ogpreports.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evaluations.navigation.nav_roles",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("record",)
CRISPY_TEMPLATE_PACK = "record"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["ogpreports.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 28  # seconds; an evaluator comes back to her draft after weeks

ACCOUNT_ADAPTER = "ogpreports.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "ogpreports.accounts.forms.SignInForm", "signup": "ogpreports.accounts.forms.SignUpForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# Nobody learns who has an account. The mail to an unknown one is written, and thrown away by the adapter: an answer
# takes as long with an account as without.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_DISPLAY = "ogpreports.accounts.adapter.display_name"  # usernames are random and mean nothing
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # Wrong passwords: ten a minute from one IP address, five in five minutes for one account.
    "login_failed": "10/m/ip,5/5m/key",
}
MFA_ADAPTER = "ogpreports.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Open Government Reports"
# A code that was just used is refused for its 30 seconds; the next or last one must do.
MFA_TOTP_TOLERANCE = 1
# Who has to have a second factor besides `is_staff`, where one is demanded.
SECOND_FACTOR_GROUPS = ["reviewers", "moderators"]
STAFF_NEED_SECOND_FACTOR = True

# How many comments one IP address may send: five a minute, thirty an hour.
COMMENT_RATE = os.environ.get("COMMENT_RATE", "5/m,30/h")
# A program that scores comments, by the path of its class (evaluations/comments/checking.py); none unless it is named.
COMMENT_CHECKER = os.environ.get("COMMENT_CHECKER", "")
COMMENT_CHECKER_LIMIT = float(os.environ.get("COMMENT_CHECKER_LIMIT", "0.5"))  # from which score on it holds one
AKISMET_KEY = os.environ.get("AKISMET_KEY", "")
AKISMET_URL = os.environ.get("AKISMET_URL", "https://rest.akismet.com/1.1/comment-check")
# How many mails to confirm a comment go to one email, whoever asks for them: its owner may know nothing of it.
CONFIRMATION_RATE = os.environ.get("CONFIRMATION_RATE", "3/10m,10/d")

CSRF_FAILURE_VIEW = "ogpreports.errors.csrf_failure"

# One language of the interface for now: the report page must be the same bytes for every reader, so no
# language is negotiated. Narrative carries its own language.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "ogpreports" / "locale"]
FORMAT_MODULE_PATH = ["ogpreports.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles"))

DATA_DIR = Path(os.environ.get("OGPREPORTS_DATA", BASE_DIR / ".data"))
# Where the bytes of evidence live, by SHA-256. No URL points here: a view that asks who may sends them.
MEDIA_ROOT = Path(os.environ.get("EVIDENCE_ROOT", DATA_DIR / "evidence"))
# What a form may hold beside its files. Far above what the questions take, so that too long a text meets the sentence
# that says so, with the text kept, and not a bare refusal.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
EVIDENCE_MAXIMUM_BYTES = int(os.environ.get("EVIDENCE_MAXIMUM_BYTES", "10485760"))  # a file: 10 MB, as OGP's form says
EVIDENCE_MAXIMUM_FILES = int(os.environ.get("EVIDENCE_MAXIMUM_FILES", "20"))  # of a report

# How long after its commitment ended a report is due: one month, as OGP asks.
REPORT_DUE_MONTHS = int(os.environ.get("REPORT_DUE_MONTHS", "1"))
OUTBOX_EMAIL_DAYS = int(os.environ.get("OUTBOX_EMAIL_DAYS", "90"))  # how long the outbox tells where a mail went
COMMENT_LINK_DAYS = 7  # how long a guest may take to confirm a comment by the link that was mailed; another is offered
UNCONFIRMED_COMMENT_DAYS = 30  # how long her words wait for it
COMMENT_EDIT_MINUTES = 15  # how long an author changes her comment without a trace
OWN_COMMENTS_LINK_HOURS = 24  # how long the link holds that leads a guest to what she wrote
APPEAL_DAYS = 30  # how long the author of a comment may appeal against a decision, once she was told
COMMENT_PERIOD_DAYS = 14  # how long a report is open "for public comment", after the day on which it is opened
CONSULTATION_DAYS = int(os.environ.get("CONSULTATION_DAYS", "14"))  # how long contacts may read a draft and react
INVITATION_DAYS = 14  # how long somebody may take to join a report to which she was invited

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# What no middleware of Django's sets, or sets too late for an error of its own.
STRICT_HEADERS = {
    "Cross-Origin-Opener-Policy": SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
}

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Open Government Reports <noreply@localhost>")

# The proxies, by IP address or network, whose word about a visitor's IP address and scheme is believed:
# wsgi.py puts both into the request, and nothing else in the site looks at a proxy's headers.
TRUSTED_PROXIES = trusted_proxies(os.environ.get("TRUSTED_PROXIES", ""))
