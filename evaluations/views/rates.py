"""How often one IP address or one account may send something. Of IP addresses the cache holds keyed hashes alone."""

import ipaddress
import re
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

_SECONDS = {"s": 1, "m": 60, "h": 60 * 60, "d": 60 * 60 * 24}
_RATE = re.compile(r"(\d+)/(\d*)([smhd])")


def seconds_to_wait(request, *, action, rates):
    """Count one sending of `action` from the request's IP address; return 0, or the seconds until it may be repeated.

    `rates` says how many in what time: "5/m,30/h". The IP address is REMOTE_ADDR: no header is believed here, where a
    trusted proxy stands before the site, wsgi.py has put in what it says.
    """
    return _longest_wait(action, _network(request.META.get("REMOTE_ADDR", "")), rates)


def seconds_to_wait_here(request, *, action, rates):
    """Count one sending of `action` from the request's IP address and by its account, if it has one; as above."""
    wait = seconds_to_wait(request, action=action, rates=rates)
    return wait or (
        seconds_to_wait_for(request.user, action=action, rates=rates) if request.user.is_authenticated else 0
    )


def seconds_until_free(*, action, rates):
    """Count one sending of `action`, whoever sends it; return 0, or the seconds until it may be repeated."""
    return _longest_wait(action, "", rates)


def seconds_to_wait_for(user, *, action, rates):
    """Count one sending of `action` by an account, from wherever; return 0, or the seconds until it may be repeated."""
    return seconds_until_free(action=f"{action}-by-{user.pk}", rates=rates)


def _longest_wait(action, network, rates):
    waits = [_wait(f"{action}-{seconds}", network, allowed, seconds) for allowed, seconds in _parsed(rates)]
    return max(waits, default=0)


def _parsed(rates):
    return [(int(n), int(times or 1) * _SECONDS[unit]) for n, times, unit in _RATE.findall(rates)]


def _network(ip_address):
    """Return what one visitor holds: an IP address, or of version 6 the /64 in which she may choose any."""
    try:
        parsed = ipaddress.ip_address(ip_address)
    except ValueError:
        return ip_address
    if parsed.version == 4:
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))


def _wait(what, network, allowed, seconds):
    """Take one of the places of the present window; without a free one, return the seconds until the next window.

    Adding a key that is not there is the one thing that every cache does atomically, so each place is a key.
    """
    window, elapsed = divmod(time.time(), seconds)
    key = salted_hmac("evaluations.rates", f"{what} {network} {window}").hexdigest()
    for place in range(cache.get(key, 0), allowed):
        if cache.add(f"{key}-{place}", 1, seconds):
            cache.set(key, place + 1, seconds)  # the next one need not look at the places below
            return 0
    return int(seconds - elapsed) + 1
