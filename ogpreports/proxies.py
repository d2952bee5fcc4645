"""Which proxies are believed, and what they tell of the visitor who came through them."""

import re
from ipaddress import ip_address, ip_network

from django.core.exceptions import ImproperlyConfigured

_WITH_PORT = re.compile(r"\[([^\[\]]+)\](?::\d+)?|([^\[\]:]+):\d+")


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


def believing(proxies, site):
    """Return the WSGI application `site` that takes each visitor's IP address and scheme from these proxies alone.

    `X-Forwarded-For` is read from its end, where the nearest proxy writes: the first IP address that is none of the
    proxies' is the visitor's, whatever she put before it herself. Both headers are believed only from a proxy that is
    named, and the server drops whatever is only spelled alike (server.py).
    """
    networks = [ip_network(proxy) for proxy in proxies]

    def answer(environ, start_response):
        if _is_among(networks, environ["REMOTE_ADDR"]):
            environ["REMOTE_ADDR"] = _visitor(networks, environ)
            scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip()
            if scheme in {"http", "https"}:
                environ["wsgi.url_scheme"] = scheme
        return site(environ, start_response)

    return answer


def _visitor(networks, environ):
    """Return the IP address that is counted; a proxy that names nobody stands for its visitors itself."""
    told = [_without_port(name.strip()) for name in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    way = [environ["REMOTE_ADDR"], *reversed([name for name in told if name])]
    return next((name for name in way if not _is_among(networks, name)), way[-1])


def _is_somebody(proxy):
    try:
        return ip_network(proxy).prefixlen > 0
    except ValueError:
        return False


def _is_among(networks, name):
    try:
        address = ip_address(name)
    except ValueError:
        return False
    # A socket that listens for both versions tells of version 4 in the clothes of version 6.
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in networks)


def _without_port(told):
    """Return an IP address as it is counted: some proxies add the port, which is another for each connection."""
    found = _WITH_PORT.fullmatch(told)
    return (found[1] or found[2]) if found else told
