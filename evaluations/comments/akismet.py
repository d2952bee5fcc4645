"""Akismet as a checker of comments: a service on the network, asked only where an operator has a key for it."""

from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings

PATIENCE = 3  # seconds
_NAME = "OpenGovernmentReports/1"  # as Akismet asks for: application, and version
_ANSWERS = {"true": 0.9, "false": 0.0}


class Akismet:
    """Asks `comment-check` of Akismet's API, version 1.1, with the key in AKISMET_KEY."""

    def score(self, said):
        """Return 1 for what it would throw away, 0.9 for spam, 0 for the rest; raise OSError where it does not tell."""
        sent = {
            "api_key": settings.AKISMET_KEY,
            "blog": settings.SITE_URL,
            "user_ip": said.ip_address,
            "user_agent": said.user_agent,
            "permalink": said.url,
            "comment_type": "reply" if said.is_reply else "comment",
            "comment_author": said.name,
            "comment_author_email": said.email,
            "comment_content": said.text,
            "blog_charset": "UTF-8",
        }
        url, body = settings.AKISMET_URL, urlencode(sent).encode()
        request = Request(url, body, {"User-Agent": _NAME})  # noqa: S310 -- an operator wrote the URL
        try:
            with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310 -- the same URL
                answer = response.read(100).decode("utf-8", "replace").strip()
                is_blatant = response.headers.get("X-akismet-pro-tip") == "discard"
        except HTTPError as error:
            raise OSError(error.code) from None
        if answer not in _ANSWERS:
            raise OSError("no answer")
        return 1.0 if is_blatant else _ANSWERS[answer]
