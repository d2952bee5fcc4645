"""Who gets which answer where: every route of the urlconf, for every role, in every state of a report.

The tables beside this module are literal. A route without a row fails; so does a row without a route.
"""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from tests.matrix import tables
from tests.matrix.routes import names_a_report, names_of_routes, url_of
from tests.matrix.world import CONFIDENTIAL, DISCARDED, PLANNED, ROLES, UNCONFIRMED, WORLDS, World

pytestmark = pytest.mark.django_db

SHOWING_BOTH = ("evaluations:edit-section", "evaluations:compare")
BY_LINK = tuple(
    f"evaluations:{name}" for name in ("consultation", "react-to-all", "react", "take-back", "consultation-file")
)
IN_REVIEW = {
    "get": ("evaluations:review-consultation",),
    "post": tuple(
        f"evaluations:{name}"
        for name in ("open-consultation", "skip-consultation", "end-consultation", "ask-more", "revoke-link", "dispose")
    ),
}
# Where whoever has the link of a respondent reads what is not published yet.
WRITTEN = {
    "get": ("evaluations:response", "evaluations:write-on-answer"),
    "post": ("evaluations:write-on-answer", "evaluations:publish-response"),
}
EVALUATORS = ("lead", "co-evaluator", "guest")
# Who writes the report in each state in which it is open.
WRITERS = {"draft": EVALUATORS, "returned": EVALUATORS, "correction": EVALUATORS, "results": ("reviewer", "admin")}


def cookies_of(person):
    client = Client()
    if person:
        client.force_login(person)
    return client.cookies.output(header="", sep=";")


def read(response):
    """Read a response to its end, as a browser does: a file that is sent is closed then."""
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def routes_that_matter(state, world):
    """Return every route once; in the other states those that name a report, which alone answer by its state."""
    return [name for name in names_of_routes() if state == "published" or names_a_report(name, world)]


def urls_of(routes, world):
    """Return the URL of each route in this world, asked for once and not for every role."""
    return {name: url_of(name, world) for name in routes}


def statuses(world, role, urls, **more):
    """Return the status of each route, by its URL."""
    return {name: response.status_code for name, response in answers_of(world, role, urls, **more)}


def answers_of(world, role, urls, *, method, sent=None, enforce_csrf_checks=False):
    """Yield each route with its answer to what is sent, by route. What a request changes is undone before the next."""
    # Not the client: it copies the context of every template, and there are thousands of answers.
    cache.clear()  # rate limits count everybody as one visitor
    site = ClientHandler(enforce_csrf_checks=enforce_csrf_checks)
    ask = getattr(RequestFactory(headers={"cookie": cookies_of(world.people.get(role)).strip()}), method)
    for name, url in urls.items():
        with transaction.atomic():
            yield name, read(site(ask(url, (sent or {}).get(name)).environ))
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", WORLDS)
@pytest.mark.parametrize(("method", "table"), [("get", tables.GET), ("post", tables.POST)], ids=["reading", "sending"])
def test_answer_of_every_route_to_everybody(method, table, state):
    world = World(state)
    routes = routes_that_matter(state, world)
    urls = urls_of(routes, world)

    answers, readers, readers_of_plans, readers_of_guests, readers_of_lost = {}, set(), set(), set(), set()
    for role in ROLES:
        told = list(answers_of(world, role, urls, method=method))
        answers[role] = {name: response.status_code for name, response in told}
        readers |= {(role, name) for name, response in told if is_told(CONFIDENTIAL, response)}
        readers_of_plans |= {(role, name) for name, response in told if is_told(PLANNED, response)}
        readers_of_guests |= {(role, name) for name, response in told if is_told(UNCONFIRMED, response)}
        readers_of_lost |= {(role, name) for name, response in told if is_told(DISCARDED, response)}

    expected = {role: tables.expected(table, state, role, routes) for role in ROLES}
    assert differences(answers, expected) == []
    assert readers == readers_of_what_is_confidential(state, method)
    by_link = WRITTEN[method] if state in ("published", "correction") else ()
    assert readers_of_plans == {(role, name) for role in ROLES for name in by_link}
    by_mail = ["evaluations:confirm-comment"] if state in ("published", "correction", "withdrawn") else []
    assert readers_of_guests == {(role, name) for role in ROLES for name in by_mail}
    wrote_or_reviews = WRITERS_AND_REVIEWERS if (state, method) == ("correction", "get") else ()
    assert readers_of_lost == {(role, "evaluations:discarded") for role in wrote_or_reviews}


@pytest.mark.parametrize("state", WORLDS)
def test_answer_to_words_that_meet_those_of_somebody_else_and_who_reads_these(state):
    world = World(state)
    sent, theirs = world.words, world.text
    answers = {role: dict(answers_of(world, role, urls_of(sent, world), method="post", sent=sent)) for role in ROLES}

    got = {role: {name: answer.status_code for name, answer in told.items()} for role, told in answers.items()}
    assert differences(got, {role: tables.expected(tables.WORDS, state, role, sent) for role in ROLES}) == []
    shown = [(role, name) for role, told in answers.items() for name, answer in told.items() if theirs in answer.text]
    assert shown == [(role, name) for role in WRITERS.get(state, ()) for name in SHOWING_BOTH]


def test_what_was_published_stays_everybodys_while_a_correction_is_written():
    world = World("correction")
    url = {"evaluations:evidence": world.report.current.evidence_set.get().get_absolute_url()}

    assert {role: statuses(world, role, url, method="get") for role in ROLES} == {
        role: {"evaluations:evidence": 200} for role in ROLES
    }


WRITERS_AND_REVIEWERS = ("lead", "co-evaluator", "guest", "reviewer", "admin")


def is_told(words, response):
    """Whether somebody reads these words in what she is answered, in its headers or in where it leads."""
    body = b"" if response.streaming else response.content
    return words.encode() in body or words in str(response.headers)


def readers_of_what_is_confidential(state, method):
    """Return role and route of each answer in which a confidential reaction is told.

    To whoever has the link of its contact; once the consultation is over, also where she is told that it is, and to
    those who write the report; to reviewers. Nowhere while another edition is written.
    """
    if state in ("draft", "results"):
        return set()
    told = {(role, route) for role in ROLES for route in (BY_LINK if state != "submitted" else BY_LINK[:1])}
    if state == "submitted" and method == "post":
        told = set()
    if state != "correction":
        told |= {(role, route) for role in ("reviewer", "admin") for route in IN_REVIEW[method]}
    if method == "get" and state not in ("submitted", "correction"):
        told |= {(role, "evaluations:desk-consultation") for role in EVALUATORS}
    return told - ({("reviewer", "evaluations:revoke-link")} if state == "submitted" else set())  # it is done: 302


def differences(answers, expected):
    """Return role, route, the answer and the expected one, where they differ: the tables are long."""
    return [
        (role, route, answer, expected[role][route])
        for role, answers_to_role in answers.items()
        for route, answer in answers_to_role.items()
        if answer != expected[role][route]
    ]


@pytest.mark.parametrize("role", ["anonymous", "admin"])
def test_nothing_is_taken_without_a_token(role):
    world = World("published")

    answers = statuses(world, role, urls_of(names_of_routes(), world), method="post", enforce_csrf_checks=True)

    # Mail programs stop mails, by a signed link and without a page.
    by_programs = dict.fromkeys(["evaluations:stop-reminders", "evaluations:stop-following"], 200)
    assert answers == dict.fromkeys(names_of_routes(), 403) | by_programs


def test_tables_name_every_route_once_and_no_other():
    for table in (tables.GET, tables.POST):
        assert sorted(tables.routes_in(table)) == sorted(set(names_of_routes()))
