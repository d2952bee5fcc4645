"""Which proxies are believed."""

from ipaddress import ip_network

from django.core.exceptions import ImproperlyConfigured


def trusted_proxies(text):
    """Return the IP addresses and networks that are named, with commas between them.

    Raises ImproperlyConfigured where one is neither, or is everybody: then each visitor could say that she comes from
    where she likes, and no limit of tries would hold her.
    """
    proxies = [name.strip() for name in text.split(",") if name.strip()]
    for proxy in proxies:
        if not _is_somebody(proxy):
            raise ImproperlyConfigured(
                f"TRUSTED_PROXIES names “{proxy}”. Name each proxy by its IP address or its network, such as 10.0.0.5"
                " or 10.1.0.0/16, and never everybody: whoever is believed may claim any IP address."
            )
    return proxies


def _is_somebody(proxy):
    try:
        return ip_network(proxy).prefixlen > 0
    except ValueError:
        return False
