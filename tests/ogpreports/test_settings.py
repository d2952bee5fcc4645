import json
import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "reports.example.org,www.reports.example.org",
    "DATABASE_URL": "postgresql://ada:secret@db.example.org:5433/reports",
    "EMAIL_URL": "smtp+tls://post%40example.org:p%2Fss@mail.example.org:587",
}


def run(code, *, settings, **environ):
    """Run code under these settings in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-W", "error", "-c", f"import django; django.setup()\n{code}"],
        env={**kept, **environ, "DJANGO_SETTINGS_MODULE": f"ogpreports.settings.{settings}"},
        capture_output=True,
        text=True,
        check=False,
    )


def in_production(code, **environ):
    return run(code, settings="production", **environ)


def values(*names, **environ):
    code = f"import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    return json.loads(in_production(code, **PRODUCTION, **environ).stdout)


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_refuses_to_start_without_what_it_needs(name):
    lacking = {known: value for known, value in PRODUCTION.items() if known != name}

    done = in_production("", **lacking)

    assert done.returncode == 1
    assert f"Set {name} in the environment" in done.stderr


def test_production_asks_no_embedded_server():
    done = in_production("import sys; print('ogpreports.embedded_postgres' in sys.modules)", **PRODUCTION)

    assert done.stdout == "False\n"


def test_production_is_strict():
    names = ["DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "STAFF_NEED_SECOND_FACTOR"]

    assert values(*names) == [False, True, True, True, True]


def test_production_reads_where_mail_goes():
    names = ["EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL"]

    assert values(*names) == ["mail.example.org", 587, "post@example.org", "p/ss", True, False]


def test_one_knob_names_the_trusted_proxies():
    assert values("TRUSTED_PROXIES", TRUSTED_PROXIES="10.0.0.5,10.1.0.0/16") == [["10.0.0.5", "10.1.0.0/16"]]


@pytest.mark.parametrize("everybody", ["*", "0.0.0.0/0", "::/0", "10.0.0.5,*", "proxy.example.org"])
def test_production_refuses_to_believe_everybody(everybody):
    done = in_production("", **PRODUCTION, TRUSTED_PROXIES=everybody)

    assert done.returncode == 1
    assert f"TRUSTED_PROXIES names “{everybody.rpartition(',')[2]}”." in done.stderr


def test_production_refuses_to_be_any_host():
    done = in_production("", **PRODUCTION | {"ALLOWED_HOSTS": "reports.example.org, *"})

    assert done.returncode == 1
    assert "Name the hosts in ALLOWED_HOSTS" in done.stderr


def test_production_tells_browsers_to_insist_on_tls(tmp_path):
    code = """
from django.test import Client
site = Client(SERVER_NAME="reports.example.org", raise_request_exception=False)
plain, secure = site.get("/robots.txt"), site.get("/robots.txt", secure=True)
print(plain.status_code, plain.headers["Location"], secure.status_code, secure.headers["Strict-Transport-Security"])
"""

    done = in_production(code, **PRODUCTION, STATIC_ROOT=str(tmp_path))

    assert done.stdout == (
        "301 https://reports.example.org/robots.txt 200 max-age=31536000; includeSubDomains; preload\n"
    )


def test_workers_count_a_guessers_tries_together():
    assert values("CACHES")[0]["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_the_limits_are_those_that_were_promised():
    limits = values("EVIDENCE_MAXIMUM_BYTES", "EVIDENCE_MAXIMUM_FILES", "COMMENT_RATE", "ACCOUNT_RATE_LIMITS")

    assert limits == [10 * 1024 * 1024, 20, "5/m,30/h", {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}]


def test_the_limits_of_evidence_can_be_set():
    limits = values(
        "EVIDENCE_MAXIMUM_BYTES", "EVIDENCE_MAXIMUM_FILES", EVIDENCE_MAXIMUM_BYTES="5", EVIDENCE_MAXIMUM_FILES="7"
    )

    assert limits == [5, 7]


def test_when_reports_are_due_can_be_set():
    assert values("REPORT_DUE_MONTHS") == [1]
    assert values("REPORT_DUE_MONTHS", REPORT_DUE_MONTHS="3") == [3]


def test_how_long_the_outbox_tells_emails_can_be_set():
    assert values("OUTBOX_EMAIL_DAYS") == [90]
    assert values("OUTBOX_EMAIL_DAYS", OUTBOX_EMAIL_DAYS="30") == [30]


def test_development_takes_the_server_that_it_is_told_of_and_starts_none():
    code = "from django.conf import settings; print(settings.DATABASES['default']['HOST'])"
    no_folder = "/dev/null"  # no server could be started in it

    done = run(code, settings="development", DATABASE_URL=PRODUCTION["DATABASE_URL"], OGPREPORTS_DATA=no_folder)

    assert (done.stdout, done.stderr) == ("db.example.org\n", "")


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "8123"}, "http://127.0.0.1:8123"),
        ({"PORT": "8123", "SITE_URL": "https://reports.example.org/"}, "https://reports.example.org"),
    ],
)
def test_pages_of_development_name_the_port_that_is_served(environment, url):
    code = "from django.conf import settings; print(settings.SITE_URL)"

    done = run(code, settings="development", DATABASE_URL=PRODUCTION["DATABASE_URL"], **environment)

    assert (done.stdout, done.stderr) == (f"{url}\n", "")
