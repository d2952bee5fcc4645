import re
from types import SimpleNamespace

import brotli
import html5lib
import pytest
from django.contrib.messages.constants import ERROR
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from pytest_django.asserts import assertHTMLEqual

PAGES_OF_THEIR_OWN = ("400", "403", "403_csrf", "404", "429", "500")
TEXTS = ("about", "accessibility", "comment_rules", "data", "privacy")
EVERY_PAGE = [*(f"{name}.html" for name in PAGES_OF_THEIR_OWN), *(f"pages/{name}.html" for name in TEXTS)]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_needs_no_context_and_is_valid(name):
    html = get_template(name).render()

    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    assert parser.errors == []


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_has_one_heading_one_main_and_a_way_past_the_head(name):
    html = get_template(name).render()

    marks = {mark: html.count(mark) for mark in ("<h1", "<main", 'href="#main"', 'lang="en"')}
    assert marks == {"<h1": 1, "<main": 1, 'href="#main"': 1, 'lang="en"': 1}


def test_ids_are_unique():
    html = get_template("404.html").render()

    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_whoever_is_signed_in_sees_her_rooms():
    links = [SimpleNamespace(label="Desk", url="/desk/", current=True)]
    person = SimpleNamespace(is_authenticated=True, email="ana@example.org", get_full_name=lambda: "Ana")

    html = get_template("404.html").render({"user": person, "nav_roles": links})

    bar = re.search(r'<div class="role-bar">.*?</nav>\s*</div>', html, re.DOTALL)[0]
    expected = """
        <div class="role-bar"><nav class="role-bar-inner" aria-label="Your work">
          <ul><li><a href="/desk/" aria-current="page">Desk</a></li></ul>
          <ul>
            <li class="person">Ana</li>
            <li><a href="/reports/comments/yours/">Your comments</a></li>
            <li><a href="/following/">What you follow</a></li>
            <li><a href="/accounts/email/">Account</a></li>
            <li><a href="/accounts/logout/">Sign out</a></li>
          </ul>
        </nav></div>
    """
    assertHTMLEqual(bar, expected)


def test_messages_say_what_they_are_before_what_they_say():
    message = Message(ERROR, "Two answers are missing.")

    html = render_to_string("partials/messages.html", {"messages": [message]})

    expected = """
        <div class="notice notice-error" role="alert">
          <p><strong class="notice-kind">Error</strong>Two answers are missing.</p>
        </div>
    """
    assertHTMLEqual(html, expected)


def test_what_every_page_loads_leaves_room_for_the_page():
    files = ("record.css", "record.js", "favicon.svg", "django_htmx/htmx-2.min.js")
    sizes = []
    for name in files:
        with open(finders.find(name), "rb") as file:  # noqa: PTH123 -- finders answer with strings
            sizes.append(len(brotli.compress(file.read())))

    assert sum(sizes) < 30_000  # bytes; a first load may take 60 kB


def test_a_page_without_an_error_does_not_say_error():
    html = get_template("pages/about.html").render()

    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    assert "Error" not in re.sub(r"<[^>]*>", " ", main)
