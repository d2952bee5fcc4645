"""The audit trail in the admin: read by reviewers, narrowed down, taken along as CSV, changed by nobody."""

import csv
import io

import pytest
from django.urls import reverse

from evaluations import comments, invitations, trail
from evaluations.acts import ActKind
from evaluations.choices import MoveName
from evaluations.models import Act
from tests import scenes
from tests.evaluations.trail.sending import lead_of
from tests.factories import CommentFactory, CommitmentFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:evaluations_act_changelist")
DOWNLOAD = reverse("admin:evaluations_act_csv")
FORMULA = "=HYPERLINK(1)"


def kinds(client, **query):
    found = client.get(LIST, query).context["cl"].result_list
    return [act.kind for act in found]


def downloaded(client, **query):
    """Return the rows of the CSV, each by its head."""
    response = client.get(DOWNLOAD, query)
    assert response.streaming
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_newest_stands_first_with_who_did_what_and_the_words(client, reviewer):
    edition = scenes.submitted()
    scenes.send_back(edition, by=reviewer, reason="Say where the minutes are.")

    page = client.get(LIST)

    assert [act.kind for act in page.context["cl"].result_list] == ["return", "submit", "start"]
    for text in ("Returned for changes", "Rosa Luna", "Reviewer", "Say where the minutes are.", "Evaluator"):
        assert text in page.text
    assert "@example.org" not in page.text


def test_one_act_is_shown_whole(client, reviewer):
    long = "Say where the minutes are. " * 20
    scenes.send_back(scenes.submitted(), by=reviewer, reason=long)

    page = client.get(reverse("admin:evaluations_act_change", args=[Act.objects.latest("pk").pk]))

    assert long.strip() in page.text


def test_it_is_narrowed_down_by_act_role_and_day(client, reviewer):
    edition = scenes.published()
    comments.approve(CommentFactory(report=edition.report), by=scenes.moderator())

    assert kinds(client, kind="approve") == ["approve"]
    assert kinds(client, role__exact="moderator") == ["approve-comment"]
    assert kinds(client, kind="nothing-such") == kinds(client)
    assert kinds(client, at__year=2001) == []


def test_it_is_found_by_report_title_member_and_who_did_it(client, reviewer):
    scenes.draft()
    edition = scenes.draft()
    type(edition.report.commitment).objects.filter(pk=edition.report.commitment_id).update(title="Open contracts")
    type(edition.report.member).objects.filter(pk=edition.report.member_id).update(name="Toluca")
    type(edition.report.lead).objects.filter(pk=edition.report.lead_id).update(name="Inés Peña")

    found = [
        [act.report for act in client.get(LIST, {"q": words}).context["cl"].result_list]
        for words in (edition.report.number, "Open contracts", "Toluca", "Inés")
    ]
    assert found == [[edition.report]] * 4


@pytest.mark.parametrize("lookup", ["by__email__startswith", "by__evaluator__email__startswith", "by__password__gt"])
@pytest.mark.parametrize("url", [LIST, DOWNLOAD])
def test_no_email_is_guessed_letter_by_letter(client, reviewer, url, lookup):
    scenes.draft()

    assert client.get(url, {lookup: "a"}).status_code == 400


def test_what_no_filter_knows_is_no_fault_of_the_download(client, reviewer):
    response = client.get(DOWNLOAD, {"at__year": "x"})

    assert (response.status_code, response.url) == (302, f"{LIST}?e=1")


def test_moderators_and_evaluators_do_not_come_in(client):
    for person, status in ((scenes.moderator(), 403), (lead_of(scenes.draft()), 302)):
        client.force_login(person)
        assert [client.get(url).status_code for url in (LIST, DOWNLOAD)] == [status, status]


def test_nobody_adds_changes_or_deletes(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    scenes.draft()
    pk = Act.objects.get().pk

    pages = [("add", []), ("change", [pk]), ("delete", [pk])]
    assert [
        client.post(reverse(f"admin:evaluations_act_{page}", args=args), {"words": "Other."}).status_code
        for page, args in pages
    ] == [403] * 3
    client.post(LIST, {"action": "delete_selected", "_selected_action": pk, "post": "yes"})
    assert Act.objects.get().words == ""


def test_a_reviewer_who_evaluates_reads_it_as_she_reads_every_review(client, reviewer):
    commitment = CommitmentFactory()
    evaluator = scenes.evaluator_for(commitment.member, user=reviewer)
    edition = scenes.submitted(scenes.draft(commitment=commitment, evaluator=evaluator))
    scenes.remark(edition, "1.2", "Say where.")

    assert client.get(reverse("evaluations:review", args=[edition.report_id])).status_code == 200
    assert "remark" in kinds(client)


def test_what_is_shown_is_downloaded_in_the_same_order(client, reviewer):
    edition = scenes.published()
    scenes.draft()
    comments.reject(CommentFactory(report=edition.report), by=scenes.moderator(), reason="Off the subject.")

    rows = downloaded(client, q=edition.report.number)

    assert [row["act"] for row in rows] == kinds(client, q=edition.report.number)
    last, first = rows[0], rows[-1]
    assert list(last) == [
        "at", "act", "told", "report", "title", "member", "edition", "by", "role", "answer", "row", "words",
    ]  # fmt: skip
    assert (last["act"], last["told"], last["role"], last["words"], last["edition"]) == (
        "reject-comment",
        "Rejected a comment",
        "moderator",
        "Off the subject.",
        "1",
    )
    act = Act.objects.filter(report=edition.report).earliest("pk")
    assert first == {
        "at": act.at.isoformat(),
        "act": "start",
        "told": "Started",
        "report": str(edition.report.number),
        "title": str(edition.report.commitment),
        "member": str(edition.report.member),
        "edition": "1",
        "by": edition.report.lead.name,
        "role": "evaluator",
        "answer": "",
        "row": str(act.row),
        "words": "",
    }


def test_what_a_spreadsheet_would_run_is_defused_in_the_download(client):
    edition = scenes.published()
    client.force_login(scenes.reviewer(first_name=FORMULA))
    type(edition.report.commitment).objects.update(title=FORMULA)
    comments.reject(CommentFactory(report=edition.report), by=scenes.moderator(first_name="@SUM(1)"), reason=FORMULA)

    row = downloaded(client, kind="reject-comment")[0]

    assert (row["title"], row["by"], row["words"]) == (f"'{FORMULA}", "'@SUM(1)", f"'{FORMULA}")


def test_no_email_of_a_guest_is_downloaded(client, reviewer):
    edition = scenes.draft()
    invitations.invite(edition, by=lead_of(edition), email="guest@example.org")

    rows = downloaded(client, kind="invite")

    assert [(row["words"], "@" in "".join(row.values())) for row in rows] == [("", False)]


def test_the_list_leads_to_the_download_of_what_it_shows(client, reviewer):
    scenes.draft()

    page = client.get(LIST, {"kind": "start"})

    assert f'href="{DOWNLOAD}?kind=start"' in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_does_not_grow(client, reviewer, django_assert_num_queries, rows):
    for _ in range(rows):
        edition = scenes.published()
        trail.record(MoveName.START, edition, by=reviewer, row=1)
        trail.record(ActKind.NAME_EVALUATOR, scenes.results_draft(), by=reviewer, row=1)

    with django_assert_num_queries(8):
        client.get(LIST)
    with django_assert_num_queries(4):
        client.get(DOWNLOAD).getvalue()
