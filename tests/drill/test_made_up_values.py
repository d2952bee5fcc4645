"""Made-up values in every form, from everybody, in every state of a report: never a 500, and nothing typed is lost."""

import html
import re
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from tests.matrix.routes import names_of_routes, url_of
from tests.matrix.world import ROLES, WORLDS, World

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

EXAMPLES = 300  # for each state
MARKS = re.compile(r"kept-\d+")
# The statuses that show a form again.
REFUSED = {400, 403, 409, 413, 415, 422, 429}

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
# A mark at either end, so that neither a loss nor a cut goes unseen.
words = st.integers(1000, 9999).map("kept-{}".format)
marked = st.builds("{} {} {}".format, words, st.text("ab \r\n<&\"'é𝄞\x00\u202e", max_size=40) | anything, words)
long_ones = st.builds(lambda first, size, last: f"{first} {'x' * size} {last}", words, st.integers(200, 31_000), words)
numbers = st.sampled_from(["0", "-1", "1", "4711", "9" * 30, "1e9", "٣", "²", "NaN"])
codes = st.sampled_from(["yes", "no", "complete", "all", "major", "en", "es", "xx", "on", "", " ", "\x00", "a\x00b"])
# What a page says for itself (whose it is, which version) is seldom touched, or every form would end there.
seldom = st.sampled_from([False] * 9 + [True])
mostly = st.sampled_from([False] + [True] * 3)
values = st.one_of(marked, long_ones, numbers, codes, anything)
files = st.builds(
    SimpleUploadedFile,
    st.sampled_from(["a.pdf", "a", "", "a.exe", "ü" * 130 + ".pdf", "a\x00.txt", "../../a.csv", ".pdf"]),
    st.sampled_from([b"", b"%PDF-1.4", b"MZ", b"\x00" * 100, b"plain words"]),
    st.sampled_from(["application/pdf", "text/html", "", "x" * 200]),
)


def cookies_of(person):
    client = Client()
    if person:
        client.force_login(person)
    return client.cookies.output(header="", sep=";")


def forms_on(page):
    """Return, for each form on a page that posts, where to, the fields with the values they hold, and the texts."""
    try:
        document = lxml_html.fromstring(page)
    except (etree.ParserError, ValueError):
        return []
    return [form for form in document.forms if form.method == "POST"]


def filled_in(form, data):
    """Return what is posted: of each field what it held, or something made up."""
    posted = {}
    for element in form.inputs:
        name, kind = element.get("name"), element.get("type", element.tag)
        if not name:
            continue
        if kind == "file":
            if data.draw(st.booleans()):
                posted[name] = data.draw(files, label=name)
        elif data.draw(seldom if kind == "hidden" else mostly):
            posted[name] = data.draw(values, label=name)
        elif kind not in {"radio", "checkbox", "submit"}:
            posted[name] = element.value or ""
    return posted


def texts_in(form):
    """Return the names of the fields in which a person types."""
    typed = {"textarea", "text", "email", "search", None}
    return {
        element.get("name")
        for element in form.inputs
        if element.tag == "textarea" or (element.tag == "input" and element.get("type") in typed)
    }


def lost(form, posted, response):
    """Return the marked texts of a refused form that are not on the page that refuses it."""
    if response.status_code not in REFUSED:
        return []
    page = html.unescape(response.content.decode())
    return [name for name in texts_in(form) if any(mark not in page for mark in MARKS.findall(posted.get(name, "")))]


def visit(world, cookies, name, data):
    """Open a page and send each of its forms with made-up values, or made-up values to the page itself."""
    client = Client()
    client.cookies = SimpleCookie(cookies)
    url = url_of(name, world)
    page = client.get(url)
    # A file stays open until it is read to its end.
    content = b"".join(page.streaming_content) if page.streaming else page.content
    found = forms_on(content) if page.status_code == 200 and not page.streaming else []
    if not found:
        made_up = data.draw(st.dictionaries(st.sampled_from(["then", "text", "q-1-2", "reason", "add"]), values))
        return client.post(url, made_up), []
    form = data.draw(st.sampled_from(found))
    posted = filled_in(form, data)
    note(posted)
    response = client.post(form.action or url, posted)
    return response, lost(form, posted, response)


@pytest.mark.parametrize("state", WORLDS)
def test_no_form_breaks_and_none_forgets(state):
    world, routes = World(state), [name for name in names_of_routes() if name != "account_logout"]
    cookies = {role: cookies_of(world.people.get(role)) for role in ROLES}

    # Nothing is shrunk: that may take longer than all the rest, and the drill is to end by itself.
    @settings(max_examples=EXAMPLES, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(ROLES), st.sampled_from(routes), st.data())
    def send(role, name, data):
        cache.clear()
        with transaction.atomic():
            response, forgotten = visit(world, cookies[role], name, data)
            transaction.set_rollback(True)
        assert response.status_code < 500
        assert forgotten == []

    send()
