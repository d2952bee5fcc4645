import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from evaluations import bylines
from evaluations.models import Edition, Evaluator, Report
from evaluations.signing import digest
from tests import scenes
from tests.evaluations.views.desk.visits import heading_of, lead, signed_in, url
from tests.factories import EvidenceFactory, stored

pytestmark = pytest.mark.django_db


class TestSubmitting:
    def test_missing_answers_are_refused_and_cannot_be_mistaken_for_success(self):
        edition = scenes.draft()

        page = signed_in(lead(edition)).post(url("submit", edition))

        assert (page.status_code, heading_of(page)) == (422, "Error: Check your answers")
        assert "<title>Error: Check your answers" in page.text
        assert 'class="problems" role="alert" tabindex="-1" autofocus' in page.text
        assert page.text.count("?change=2.1.1#") == 2  # in the summary and beside the answer
        assert Edition.objects.get(pk=edition.pk).status == "draft"

    def test_success_says_so_with_the_number(self):
        edition = scenes.answered(scenes.draft())

        page = signed_in(lead(edition)).post(
            url("submit", edition), {"shown": digest(edition), "sign": "1"}, follow=True
        )

        assert heading_of(page) == f"Report {edition.report_id} was submitted"
        assert "What happens next" in page.text
        assert Edition.objects.get(pk=edition.pk).status == "submitted"

    @pytest.mark.parametrize("state", ["submitted", "published"])
    def test_submitting_twice_does_it_once(self, state):
        edition = getattr(scenes, state)()
        moves = edition.moves.count()

        page = signed_in(lead(edition)).post(url("submit", edition), follow=True)

        assert (page.status_code, edition.moves.count()) == (409, moves)
        assert f"Report {edition.report_id}" in heading_of(page)

    def test_the_page_of_checking_changes_every_answer_where_it_is_asked(self):
        edition = scenes.answered(scenes.draft())

        page = signed_in(lead(edition)).get(url("check", edition))

        for prompt in edition.form.prompts:
            section = edition.form.section_of(prompt.key).slug
            at_once = prompt.column and f"/section/{section}/?change={prompt.key}#{prompt.anchor}"
            assert (at_once or url("check", edition).replace("check", "evidence/1.3") + "?from=check") in page.text

    def test_the_page_of_checking_leads_to_the_evidence_of_every_question(self):
        edition = scenes.answered(scenes.draft())
        EvidenceFactory(edition=edition, answer_key="2.1.1.evidence")

        page = signed_in(lead(edition)).get(url("check", edition))

        links = html.fromstring(page.content).xpath('//*[@class="change no-print"]/a[contains(@href, "/evidence/")]')
        assert [(re.search("evidence/(.*)/", link.get("href"))[1], link.text.split()[0]) for link in links] == [
            ("1.1", "Add"),
            ("1.2", "Add"),
            ("1.3", "Change"),
            ("2.1.1", "Change"),
            ("2.1.2", "Add"),
            ("2.1.3", "Add"),
            ("2.2", "Add"),
            ("3", "Add"),
        ]
        assert {link.get("href").partition("?")[2] for link in links} == {"from=check"}


def told(page):
    """Return what a page tells of an edition, part by part, without the ways to change it or to comment, and flags."""
    main = html.document_fromstring(page.content).get_element_by_id("main")
    for own in (*main.find_class("change"), *main.find_class("comment-on"), *main.find_class("flag")):
        own.drop_tree()
    parts = main.xpath('.//dl[@class="summary-strip"] | .//section[@id="overview" or starts-with(@id, "section-")]')
    return [" ".join(part.text_content().split()) for part in parts]


def attach_evidence(edition):
    document = {"kind": "file", "name": "minutes.pdf", "stored_file": stored(), "content_type": "application/pdf"}
    link = {"kind": "link", "name": "The ledger", "url": "https://example.org/ledger"}
    for position, evidence in enumerate((document, link), start=1):
        edition.evidence_set.create(answer_key="1.3.evidence", position=position, **evidence)


def test_the_page_of_checking_tells_what_is_published():
    edition = scenes.answered(scenes.draft())
    attach_evidence(edition)
    second = scenes.evaluator_for(edition.report.member, name="Tomas", organisation="")
    bylines.add(edition, second, by=lead(edition))
    Evaluator.objects.filter(pk=second.pk).update(name="Tomás Ruiz", organisation="Civic Records")

    checked = told(signed_in(lead(edition)).get(url("check", edition)))
    scenes.published(edition)
    public = told(Client().get(Report.objects.get(pk=edition.report_id).get_absolute_url()))

    assert len(checked) == 5
    assert "Tomás Ruiz (Civic Records)" in checked[1]
    assert all(name in checked[2] for name in ("minutes.pdf", "The ledger"))
    assert checked == public


def test_the_page_of_checking_tells_the_footnotes_that_are_published():
    prose = {"results_summary": "Seen from afar.[1]", "footnotes": {"1": "From the hill."}}
    edition = scenes.answered(scenes.results_draft(), **prose)

    checked = told(signed_in(edition.report.started_by).get(url("check", edition)))
    scenes.published(edition, **prose)
    public = told(Client().get(Report.objects.get(pk=edition.report_id).get_absolute_url()))

    assert "From the hill." in " ".join(checked)
    assert checked == public


def test_an_open_report_tells_what_is_to_be_answered_and_what_need_not_be():
    edition = scenes.answered(scenes.draft(), level_of_progress="")

    strip, _overview, completion, *_rest = told(signed_in(lead(edition)).get(url("check", edition)))

    assert strip.count("No answer yet") == completion.count("No answer yet") == 1
    assert completion.count("None given") == 1
    assert "Not recorded" not in strip + completion


def test_what_is_missing_leads_to_the_control_that_mends_it():
    edition = scenes.answered(scenes.draft(), level_of_progress="", factors="")

    page = signed_in(lead(edition)).get(url("task-list", edition))

    section = reverse("evaluations:edit-section", args=[edition.report_id, "completion"])
    assert re.findall(r'<li><a href="([^"]+)">\w+ an answer', page.text) == [
        f"{section}?change=1.1#q-1-1_0",
        f"{section}?change=1.2#q-1-2",
    ]
