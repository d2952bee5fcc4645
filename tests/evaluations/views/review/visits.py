"""What a reviewer reads and sends."""

import re

from django.urls import reverse

REASON = "Say where the minutes are kept, O'Farril & Co."


def page(edition):
    return reverse("evaluations:review", args=[edition.report.number])


def seen(client, edition):
    """Return what the forms of the page carry, after reading the page."""
    response = client.get(page(edition))
    return response.context["return_form"]["seen"].value()


def decide(client, edition, move, **data):
    return client.post(reverse(f"evaluations:{move}", args=[edition.report.number]), data)


def words_of(response):
    """Return the text of a page as it is read."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
