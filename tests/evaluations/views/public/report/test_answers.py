# ruff: noqa: E501 -- labels are worded in one piece, as their sources word them
"""Every label and answer of a report, as the published ones word and order them."""

import re
from datetime import UTC, datetime

import pytest

from evaluations.models import Evidence, StoredFile
from tests import scenes
from tests.evaluations.views.public.report.pages import overview, page, words
from tests.factories import EvidenceFactory, UserFactory, stored

pytestmark = pytest.mark.django_db

# As they stand in the published reports, in their order.
LABELS = [
    "Overview",
    "Name of Evaluator",
    "Email",
    "Member Name",
    "Action Plan Title",
    "Commitment",
    "Action",
    "Problem",
    "Section 1. Commitment completion",
    "1.1 What was the overall level of progress in the commitment implementation at the time of this assessment?",
    "Provide a brief explanation of your answer:",
    "1.2 Describe the main external or internal factors that impacted implementation of this commitment and how they were addressed (or not).",
    "1.3 Was the commitment implemented as originally planned?",
    "Provide a brief explanation of your answer:",
    "Provide evidence for your answer:",
    "Section 2. Did it open government?",
    "2.1.1. – Did the government disclose more information; improve the quality of the information (new or existing); improve the value of the information; improve the channels to disclose or request information or improve accessibility to information?",
    "Degree of result:",
    "Explanation: In narrative form, what has been the impact on people or practice.",
    "2.1.2. – Did the government create new opportunities to seek feedback from citizens/enable participation inform or influence decisions; improve existing channels or spaces to seek feedback from citizens/enable participation/ inform or influence decisions; create or improve capabilities in the government or the public aimed to improve how the government seeks feedback from citizens/enables participation/ or allows for the public to inform or influence decisions?",
    "Degree of result:",
    "Explanation: In narrative form, what has been the impact on people or practice.",
    "2.1.3 Did the government create or improve channels, opportunities or capabilities to hold officials answerable to their actions?",
    "Degree of result:",
    "Explanation: In narrative form, what has been the impact on people or practice.",
    "2.2 Did the commitment address the public policy problem that it intended to address as described in the action plan?",
    "Provide a brief explanation of your answer:",
    "Section 3. Lessons from implementation",
    "3. Provide at least one lesson or reflection relating to the implementation of this commitment. It can be the identification of key barriers to implementation, an unexpected help/hindrance, recommendations for future commitments, or if the commitment should be taken forward to the next action plan.",
]
ANCHORS = [
    "q-1-1", "q-1-1-explanation", "q-1-2", "q-1-3", "q-1-3-explanation", "q-1-3-evidence",
    "q-2-1-1", "q-2-1-1-degree", "q-2-1-1-explanation", "q-2-1-2", "q-2-1-2-degree", "q-2-1-2-explanation",
    "q-2-1-3", "q-2-1-3-degree", "q-2-1-3-explanation", "q-2-2", "q-2-2-explanation", "q-3",
]  # fmt: skip


def labels(html):
    """Return what is worded as a label on the page, in order, without the link to each."""
    report = html[html.index('id="overview"') : html.index('id="about-report"')]
    found = re.findall(r"<(dt|h2|h3|h4)\b[^>]*>(.*?)</\1>", report, re.DOTALL)
    return [words(label).removesuffix(" #").replace("&#x27;", "'") for _tag, label in found]


def test_every_label_of_the_published_reports_in_their_order(client):
    html = page(client, scenes.published())

    assert labels(html) == LABELS


def test_every_answer_has_the_anchor_of_its_key(client):
    html = page(client, scenes.published())

    assert re.findall(r'id="(q-[^"]*)"', html) == ANCHORS


def test_every_answer_stands_in_plain_text(client):
    edition = scenes.published(level_of_progress="limited", as_planned="none", access_result="no", access_degree="")

    html = page(client, edition)

    values = [words(value) for value in re.findall(r'<p class="answer-value">(.*?)</p>', html, re.DOTALL)]
    assert values == [
        "Limited",
        "None of the commitment milestones were implemented as planned",
        "No",
        "Yes",
        "Major",
        "Yes",
        "Major",
        "Yes",
    ]
    for key in ("1.1.explanation", "1.2", "1.3.explanation", "2.1.1.explanation", "2.2.explanation", "3"):
        assert html.count(scenes.PROSE.format(key=key)) == 1


def test_what_a_source_had_lost_is_said_to_be_lost_there(client):
    edition = scenes.imported(level_of_progress="complete")

    html = page(client, edition)

    text = words(html)
    assert overview(html)["Problem"] == "Not recorded in the source"
    assert "Source: https://example.org/copied/" in text
    assert (labels(html), re.findall(r'id="(q-[^"]*)"', html)) == (LABELS, ANCHORS)
    lost = re.findall(r'<p>\s*<span class="not-recorded">Not recorded in the source</span>', html)
    assert len(lost) == len(ANCHORS) - 1


def test_evidence_is_listed_with_type_size_hash_and_when_it_was_received(client):
    edition = scenes.draft()
    received = {"stored_file": stored(b"x" * 2048), "added_at": datetime(2026, 3, 2, 14, 5, tzinfo=UTC)}
    EvidenceFactory(edition=edition, is_file=True, name="Acta política.pdf", **received)
    EvidenceFactory(edition=edition, name="Minutes", url="https://example.org/m")
    EvidenceFactory(edition=edition, name="Bad", url="javascript:alert(1)")

    html = page(client, scenes.published(edition))

    listed = html[html.index('<ul class="evidence">') :]
    listed = listed[: listed.index("</ul>")]
    file = Evidence.objects.get(position=1)
    assert re.findall(r'href="([^"]*)"', listed) == [
        f"/reports/files/{file.uuid}/Acta%20pol%C3%ADtica.pdf",
        "https://example.org/m",
    ]
    assert words(listed).replace("\xa0", " ") == (
        f"Acta política.pdf PDF, 2.0 KB Received 2 March 2026, 14:05 UTC. SHA-256 {file.stored_file.sha256} "
        "Minutes link Bad javascript:alert(1) link"
    )
    assert StoredFile.objects.count() == 1


def test_words_of_a_source_say_where_they_stand_and_their_language(client):
    edition = scenes.draft()
    quotation = {"kind": "quotation", "url": "", "name": "Decreto 45", "quotation": "Se <b>publicará</b>."}
    EvidenceFactory(edition=edition, answer_key="2.1.1.evidence", **quotation, locator="Artículo 7", language="es")

    html = page(client, scenes.published(edition))

    listed = html[html.index('<ul class="evidence">') : html.index("</ul>", html.index('<ul class="evidence">'))]
    assert '<blockquote lang="es" dir="ltr"><p>Se &lt;b&gt;publicará&lt;/b&gt;.</p></blockquote>' in listed
    assert words(listed) == "Se &lt;b&gt;publicará&lt;/b&gt;. Decreto 45 Artículo 7 (Español)"


def test_that_there_is_no_evidence_is_said_with_the_reason(client):
    edition = scenes.draft()
    EvidenceFactory(edition=edition, answer_key="3.evidence", kind="none", name="", url="", reason="None was kept.")

    html = page(client, scenes.published(edition))

    listed = html[html.index('<ul class="evidence">') : html.index("</ul>", html.index('<ul class="evidence">'))]
    assert words(listed) == "No evidence. None was kept."
    assert re.findall(r'id="(q-[^"]*)"', html) == [*ANCHORS, "q-3-evidence"]


def test_evidence_names_nobody(client):
    edition = scenes.draft()
    person = UserFactory(first_name="Rosalinda", last_name="Ejemplo", email="rosalinda@example.org")
    EvidenceFactory(edition=edition, is_file=True, added_by=person)

    html = page(client, scenes.published(edition))

    assert "osalinda" not in html


def test_narrative_says_its_language_and_direction(client):
    edition = scenes.draft()
    edition.language = "ar"
    edition.save()

    html = page(client, scenes.published(edition))

    assert html.count('<div class="prose" lang="ar" dir="rtl">') == 8
    assert '<div class="prose" lang="en"' not in html


def test_the_results_report_reads_as_published(client):
    edition = scenes.results_draft()
    edition.footnotes = {"1": "A statement."}
    scenes.answered(edition, results_early="Nine of thirteen.[1]", footnotes={"1": "A statement."})

    html = page(
        client, scenes.published(edition, results_early="Nine of thirteen.[1]", footnotes={"1": "A statement."})
    )

    titles = [words(title) for title in re.findall(r'class="section-title"[^>]*>([^<]*)<', html)]
    assert titles == [
        "Summary",
        "Early Results",
        "Completion",
        "Participation and Co-creation",
        "Implementation in Context",
        "Footnotes and downloads",
        "About this report",
    ]
    assert '<sup id="call-1"><a href="#note-1">[1]</a></sup>' in html
    assert (
        '<li id="note-1" value="1"><p>A statement. <a href="#call-1" aria-label="Back to the text">↩</a></p></li>'
        in html
    )
    assert re.search(r"Filed under:\s*<a href=\"[^\"]*\?kind=results\">IRM Report</a>", html)
