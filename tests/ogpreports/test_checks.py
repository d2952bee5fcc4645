import pytest

from ogpreports.checks import a_proxy_is_believed


def warned():
    return [warning.id for warning in a_proxy_is_believed(None)]


def test_a_site_that_insists_on_tls_and_believes_nobody_is_warned_of(settings):
    settings.SECURE_SSL_REDIRECT, settings.TRUSTED_PROXIES = True, []

    assert warned() == ["ogpreports.W001"]


@pytest.mark.parametrize(
    "named",
    [
        {"TRUSTED_PROXIES": ["10.0.0.5"]},
        {"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")},
        {"SECURE_SSL_REDIRECT": False},
    ],
)
def test_a_site_that_can_be_reached_is_not(settings, named):
    settings.SECURE_SSL_REDIRECT, settings.TRUSTED_PROXIES = True, []
    for name, value in named.items():
        setattr(settings, name, value)

    assert warned() == []
