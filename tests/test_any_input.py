"""Whatever is typed into whichever form by whomever, no page breaks."""

from http.cookies import SimpleCookie

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests.matrix.routes import names_of_routes, urls_of
from tests.matrix.world import World
from tests.test_matrix import cookies_of, read

pytestmark = pytest.mark.django_db

WRITERS = [
    ("draft", "lead"),
    ("returned", "co-evaluator"),
    ("draft", "stranger"),
    ("submitted", "reviewer"),
    ("published", "anonymous"),
    ("published", "moderator"),
    ("correction", "lead"),
    ("published", "admin"),
    ("results", "reviewer"),
]
NASTY = st.sampled_from(
    ["", " ", "0", "-1", "9" * 40, "1e999", "nan", "None", "\x00", "\ud7ff\U0010ffff", "x" * 20_000, "'\"<script>&",
     "../..", "2021-02-30", "https://", "a@b", "[1]: x", "{}", "[]", "%s%(x)s{0}", "\r\nBcc: x"]
)  # fmt: skip
TYPED = NASTY | st.text(max_size=200)
FILES = st.builds(
    SimpleUploadedFile, st.sampled_from(["a.pdf", "x" * 300 + ".pdf", "a", ".exe"]), st.binary(max_size=64)
)


def client_with(cookies):
    client = Client(headers={"accept": "text/html"})
    client.cookies = SimpleCookie(cookies)
    return client


def urls_in(world):
    return [url for name in names_of_routes() for url in urls_of(name, world)]


def forms_shown(world, cookies):
    """Return, for each form that a person finds on the pages, where it goes, its fields and the values it came with."""
    forms = {}
    for url in urls_in(world):
        response = read(client_with(cookies).get(url))
        if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
            continue
        for form in html.fromstring(response.content).forms:
            if form.method.lower() == "post":
                target = form.action or url
                forms[target, tuple(sorted(set(form.fields.keys())))] = form
    return [(target, form) for (target, _fields), form in sorted(forms.items(), key=lambda item: item[0])]


def fields_of(form):
    """Return name, whether it takes files, and the values offered, of each field."""
    fields = {}
    for control in form.inputs:
        if control.name and control.name != "csrfmiddlewaretoken":
            is_file = getattr(control, "type", "") == "file"
            offered = getattr(control, "value_options", None) or [control.get("value") or ""]
            known = fields.setdefault(control.name, (is_file, []))
            known[1].extend(value for value in offered if value)
    return fields


def values_for(form):
    """Return a strategy of what somebody may send with a form: what it offers, nothing, or anything."""
    values = {}
    for name, (is_file, offered) in fields_of(form).items():
        sensible = st.sampled_from(offered) if offered else st.just("Some words.")
        values[name] = FILES | st.just("") if is_file else sensible | TYPED | st.lists(TYPED, max_size=3)
    return st.fixed_dictionaries({}, optional=values)


def send_anything(state, role, *, examples, is_drill=False):
    """Send so many examples with every form, each on its own: none is left out by chance."""
    world = World(state)
    cookies = cookies_of(world.people.get(role))
    forms = forms_shown(world, cookies)
    assert forms

    # The short run is the same every time; the drill looks elsewhere each time.
    as_told = settings(max_examples=examples, deadline=None, database=None, derandomize=not is_drill)
    for target, form in forms:
        as_told(given(values_for(form))(sender(cookies, target)))()


def sender(cookies, target):
    """Return a function that sends what it is given, and undoes what that does."""

    def send(typed):
        with transaction.atomic():
            response = read(client_with(cookies).post(target, typed))
            transaction.set_rollback(True)
        assert response.status_code < 500, target

    return send


@pytest.mark.parametrize(("state", "role"), WRITERS)
def test_no_form_breaks_whatever_is_sent(state, role):
    send_anything(state, role, examples=2)


@pytest.mark.drill
@pytest.mark.parametrize(("state", "role"), WRITERS)
def test_no_form_breaks_in_the_long_run(state, role):
    send_anything(state, role, examples=75, is_drill=True)


QUERIES = [
    "words",
    "q",
    "page",
    "o",
    "progress",
    "access",
    "member",
    "country",
    "year",
    "to",
    "next",
    "decision",
    "state",
]


@pytest.mark.parametrize(("state", "role"), [("published", "anonymous"), ("draft", "lead"), ("published", "admin")])
def test_no_page_breaks_whatever_is_asked(state, role):
    world = World(state)
    cookies = cookies_of(world.people.get(role))
    urls = [url for name in names_of_routes() if not name.startswith("mfa_") for url in urls_of(name, world)]

    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    @given(st.sampled_from(urls), st.dictionaries(st.sampled_from(QUERIES), TYPED, max_size=4))
    def ask(url, query):
        with transaction.atomic():
            response = read(client_with(cookies).get(url, query))
            transaction.set_rollback(True)
        assert response.status_code < 500

    ask()
