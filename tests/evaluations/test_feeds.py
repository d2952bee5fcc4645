import re

import pytest
from lxml import etree

from evaluations.choices import Standing
from tests import scenes
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client):
    response = client.get("/reports/feed/")
    assert response.status_code == 200
    return etree.fromstring(response.content).findall(f"{ATOM}entry")


def test_tells_the_latest_reports_first(client):
    first, second = scenes.published(), scenes.published()

    assert [entry.findtext(f"{ATOM}title") for entry in entries(client)] == [second.title, first.title]


def test_says_what_was_found(client):
    edition = scenes.published(level_of_progress="limited", access_result="no", access_degree="")

    (entry,) = entries(client)

    assert entry.findtext(f"{ATOM}summary") == (
        f"{edition.member_title} · Level of progress: Limited · As planned: All of the commitment milestones were "
        "implemented as planned · Access to information: No · Civic participation: Major "
        "· Public accountability: Major · Problem addressed: Yes"
    )


def test_an_import_has_no_day_of_publication(client):
    published, imported = scenes.published(), scenes.imported()

    days = {entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}published") for entry in entries(client)}

    day = published.published_at.isoformat()
    assert days == {published.title: day, imported.title: None}


def test_leaves_out_what_the_public_does_not_read(client):
    scenes.submitted()
    withdrawn = scenes.published().report
    withdrawn.standing = Standing.WITHDRAWN
    withdrawn.save()

    assert entries(client) == []


def test_no_sign_in_a_title_breaks_it(client):
    member = MemberFactory(name="Mont\x0clanda")
    plan = ActionPlanFactory(member=member)
    scenes.published(scenes.draft(commitment=CommitmentFactory(action_plan=plan, title="Open\x0bledger")))

    (entry,) = entries(client)

    assert entry.findtext(f"{ATOM}title") == "End of Commitment Report – Openledger"
    assert entry.findtext(f"{ATOM}summary").startswith("Montlanda")


def test_a_name_is_text_in_it(client):
    plan = ActionPlanFactory(member=MemberFactory(name="Ayr <South> & Bute"))
    scenes.published(scenes.draft(commitment=CommitmentFactory(action_plan=plan)))

    (entry,) = entries(client)

    assert entry.findtext(f"{ATOM}summary").startswith("Ayr &lt;South&gt; &amp; Bute")


def test_has_no_email(client):
    edition = scenes.draft()
    scenes.publishing_email(edition.report.lead)
    scenes.published(edition)

    assert re.findall("@", client.get("/reports/feed/").content.decode()) == []
