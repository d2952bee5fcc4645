"""The rows of a list, as they are read."""

import re


def titles(response):
    """Return the titles of the rows of a list, in order."""
    return re.findall(r'class="row-title"><a href="[^"]*">([^<]*)</a>', response.content.decode())
