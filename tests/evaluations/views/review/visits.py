"""What a reviewer reads and sends."""

import re

from django.urls import reverse

from tests import scenes

REASON = "Say where the minutes are kept, O'Farril & Co."


def page(edition):
    return reverse("evaluations:review", args=[edition.report.number])


def seen(client, edition):
    """Return what the forms of the page carry, after reading the page."""
    response = client.get(page(edition))
    return response.context["return_form"]["seen"].value()


def waiting_for(reviewer, edition=None, **answers):
    """Return a submitted edition about which a reviewer has said that she has no tie."""
    edition = scenes.submitted(edition, **answers)
    scenes.declared(reviewer, edition)
    return edition


def approved_for(reviewer, edition=None):
    """Return an approved edition that this reviewer may publish."""
    return scenes.approve(waiting_for(reviewer, edition))


def decide(client, edition, move, **data):
    return client.post(reverse(f"evaluations:{move}", args=[edition.report.number]), data)


def words_of(response):
    """Return the text of a page as it is read."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
