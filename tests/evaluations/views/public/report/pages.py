"""The page of a report, read as HTML and as words."""

import re

import html5lib
from django.utils.html import strip_tags


def page(client, edition, path=""):
    response = client.get(edition.report.get_absolute_url() + path)
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response.content.decode()


def words(html):
    """Return the text of a piece of HTML, with single spaces."""
    return " ".join(strip_tags(html).split())


def overview(html):
    rows = re.findall(r"<dt>([^<]*)</dt>\s*<dd>(.*?)</dd>", html[html.index('id="overview"') :], re.DOTALL)
    return {label: words(value) for label, value in rows[:7]}
