"""Pages as their readers read them."""

import lxml.html


def text_of(response):
    """Return all text of a response's page, each run of blanks as one."""
    return " ".join(lxml.html.fromstring(response.content).text_content().split())
