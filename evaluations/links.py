"""The URLs that stand in what a person typed, found in time that grows with its length alone."""

import re
from urllib.parse import urlsplit

LONGEST_URL = 2_000  # characters; what is longer stays text
_URL = re.compile(rf"(?<!\w)(?:https?://|www\.)[^\s<>\"“”«»]{{1,{LONGEST_URL}}}", re.IGNORECASE)
# What ends a sentence ends no URL.
_AFTER_URL = ".,;:!?'’…*"
_OPENING = {")": "(", "]": "["}


def find(text):
    """Yield where each URL begins, and the URL: only what says itself that it is one, by its scheme or by "www."."""
    for match in _URL.finditer(text):
        if url := _url(match):
            yield match.start(), url


def at(text, start):
    """Return the URL that begins at this place of a text, or ""."""
    match = _URL.match(text, start)
    return _url(match) if match else ""


def _url(match):
    url = _without_what_follows(match.group())
    return url if len(url) < LONGEST_URL and _leads_somewhere(url) else ""


def _without_what_follows(url):
    url = url.rstrip(_AFTER_URL)
    surplus = {closing: url.count(closing) - url.count(opening) for closing, opening in _OPENING.items()}
    end = len(url)
    # "(see https://example.org/)" closes a bracket that the URL did not open.
    while end and (surplus.get(url[end - 1], 0) > 0 or url[end - 1] in _AFTER_URL):
        if url[end - 1] in surplus:
            surplus[url[end - 1]] -= 1
        end -= 1
    return url[:end]


def _leads_somewhere(url):
    try:
        return bool(urlsplit(url if "://" in url[:8] else f"http://{url}").hostname)
    except ValueError:
        return False
