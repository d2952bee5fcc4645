"""How people come to what they wrote."""

from django.urls import reverse

from evaluations.own_links import token_of

YOURS = "/reports/comments/yours/"
DOWNLOAD, ERASE = f"{YOURS}download/", f"{YOURS}erase/"


def ask(client, email="ana@example.org", **more):
    return client.post(YOURS, {"email": email, "pebble": "", **more})


def come_by_link(client, comment):
    url = reverse("evaluations:show-comments", args=[token_of(comment)])
    assert client.get(url).status_code == 200
    return client.post(url, follow=True)
