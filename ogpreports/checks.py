"""What must be set together before the site is deployed."""

from django.conf import settings
from django.core.checks import Tags, Warning, register  # noqa: A004 -- Django's own name
from django.utils.translation import gettext as _


@register(Tags.security, deploy=True)
def a_proxy_is_believed(app_configs, **kwargs):
    """Return a warning where pages insist on TLS, and nobody is believed who could say that a request came by it."""
    if not settings.SECURE_SSL_REDIRECT or settings.SECURE_PROXY_SSL_HEADER or settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            _(
                "TRUSTED_PROXIES names nobody: behind a proxy that speaks TLS every page redirects to itself, and all"
                " visitors share one limit of tries."
            ),
            hint=_("Set TRUSTED_PROXIES to the IP address or network of the proxy."),
            id="ogpreports.W001",
        )
    ]
