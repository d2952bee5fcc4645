"""People at the desk, and what they read there."""

import re

from django.test import Client
from django.urls import reverse

from tests.factories import CommitmentFactory

PAGES_OF_A_REPORT = ("task-list", "overview", "evaluators", "check", "submit")


def url(name, edition):
    return reverse(f"evaluations:{name}", args=[edition.report_id])


def lead(edition):
    return edition.report.lead.user


def colleague(edition):
    return edition.bylines.get(position=2).evaluator.user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def heading_of(response):
    return " ".join(re.sub("<[^>]+>", " ", re.search("<h1.*?</h1>", response.text, re.DOTALL).group()).split())


def titles_of(response):
    return [" ".join(text.split()) for text in re.findall('<h3 class="row-title"><a [^>]*>(.*?)</a>', response.text)]


def local_commitment(member, **kwargs):
    return CommitmentFactory(member=member, **kwargs)
