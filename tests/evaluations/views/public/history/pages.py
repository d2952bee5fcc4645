"""What stands in an element of a page, read as a browser parses it."""

import html5lib


def parsed(html):
    return html5lib.parse(html, namespaceHTMLElements=False)


def text_of(element):
    """Return the text of an element, each piece of it parted by a space; what looks like mark-up in it is text."""
    return " ".join(" ".join(element.itertext()).split())
