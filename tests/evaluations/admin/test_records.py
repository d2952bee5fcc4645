"""Reports, editions, moves and evidence in the admin: to look into, never to change."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from evaluations import drafts
from evaluations.models import Byline, Edition, Evidence, RemovedByline, Report, StoredFile
from tests import scenes
from tests.factories import EvaluatorFactory, EvidenceFactory, UserFactory

pytestmark = pytest.mark.django_db

RECORDS = ["report", "edition", "move", "evidence", "storedfile"]


def with_file(edition, number=0):
    stored, _created = StoredFile.objects.get_or_create(sha256=f"{number:064x}", defaults={"size": 1})
    return EvidenceFactory(edition=edition, is_file=True, name="a.csv", stored_file=stored, content_type="text/csv")


def row_of(model):
    return {
        "report": Report,
        "edition": Edition,
        "move": Edition.moves.rel.related_model,
        "evidence": Evidence,
        "storedfile": StoredFile,
    }[model].objects.first()


@pytest.mark.parametrize("model", RECORDS)
def test_everything_can_be_read_and_nothing_changed(client, model):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    edition = scenes.draft()
    with_file(edition)
    scenes.published(edition)
    row = row_of(model)

    def answer(method, page, *args):
        return getattr(client, method)(reverse(f"admin:evaluations_{model}_{page}", args=args)).status_code

    assert answer("get", "changelist") == 200
    assert answer("get", "change", row.pk) == 200
    assert answer("get", "history", row.pk) == 200
    assert answer("get", "add") == answer("post", "add") == 403
    assert answer("post", "change", row.pk) == 403
    assert answer("get", "delete", row.pk) == answer("post", "delete", row.pk) == 403


@pytest.mark.parametrize("model", RECORDS)
def test_no_field_of_a_record_can_be_typed_into(client, reviewer, model):
    edition = scenes.draft()
    with_file(edition)
    scenes.published(edition)

    page = client.get(reverse(f"admin:evaluations_{model}_change", args=[row_of(model).pk])).content.decode()

    main = page.partition('id="content-main"')[2]
    assert re.findall(r"<(?:textarea|select|input(?! type=\"hidden\"))[^>]*>", main) == []


def test_list_of_reports_tells_their_state(client, reviewer):
    draft, submitted, returned, published = (
        scene() for scene in (scenes.draft, scenes.submitted, scenes.returned, scenes.published)
    )
    corrected = scenes.published()
    drafts.correct(corrected.report, by=reviewer, reason="A date was wrong.")
    withdrawn = scenes.published()
    Report.objects.filter(pk=withdrawn.report_id).update(standing="withdrawn")

    response = client.get(reverse("admin:evaluations_report_changelist"))

    admin = response.context["cl"].model_admin
    states = {report.pk: admin.state(report) for report in response.context["cl"].result_list}
    assert states == {
        draft.report_id: "Draft",
        submitted.report_id: "Submitted",
        returned.report_id: "Returned",
        published.report_id: "Published",
        corrected.report_id: "Published, Draft",
        withdrawn.report_id: "Withdrawn",
    }


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "public", "withdrawn"])
def test_filter_of_reports_by_state(client, reviewer, state):
    editions = {
        "draft": scenes.draft(),
        "submitted": scenes.submitted(),
        "returned": scenes.returned(),
        "public": scenes.published(),
        "withdrawn": scenes.published(),
    }
    Report.objects.filter(pk=editions["withdrawn"].report_id).update(standing="withdrawn")

    found = client.get(reverse("admin:evaluations_report_changelist"), {"state": state}).context["cl"].queryset

    assert [report.pk for report in found] == [editions[state].report_id]


@pytest.mark.parametrize("words", ["Open contracts", "Toluca", "{number}"])
def test_report_is_found_by_its_number_title_or_member(client, reviewer, words):
    scenes.draft()
    edition = scenes.draft()
    type(edition.report.commitment).objects.filter(pk=edition.report.commitment_id).update(title="Open contracts")
    type(edition.report.member).objects.filter(pk=edition.report.member_id).update(name="Toluca")

    url = reverse("admin:evaluations_report_changelist")
    found = client.get(url, {"q": words.format(number=edition.report.number)}).context["cl"].queryset

    assert list(found) == [edition.report]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"), [("report", 10), ("edition", 10), ("move", 9), ("evidence", 9), ("storedfile", 7)]
)
def test_number_of_queries_does_not_grow(client, reviewer, django_assert_num_queries, model, queries, rows):
    for number in range(rows):
        edition = scenes.draft()
        with_file(edition, number)
        scenes.published(edition)
        drafts.correct(edition.report, by=reviewer, reason="A date was wrong.")
        scenes.results_draft()

    with django_assert_num_queries(queries):
        response = client.get(reverse(f"admin:evaluations_{model}_changelist"))

    assert response.status_code == 200


@pytest.mark.parametrize("rows", [1, 4])
@pytest.mark.parametrize(("model", "queries"), [("report", 15), ("edition", 21), ("storedfile", 8)])
def test_number_of_queries_of_a_page_does_not_grow(client, reviewer, django_assert_num_queries, model, queries, rows):
    edition = scenes.draft()
    for number in range(1, rows):
        Byline.objects.create(edition=edition, position=number + 1, name="B", evaluator=EvaluatorFactory())
        RemovedByline.objects.create(edition=edition, evaluator=EvaluatorFactory(), by=UserFactory())
        with_file(edition, number)
    stored = with_file(edition).stored_file
    for _number in range(1, rows):
        with_file(scenes.draft())
    page = {"report": edition.report, "edition": edition, "storedfile": stored}[model]
    ContentType.objects.clear_cache()  # whatever ran before

    with django_assert_num_queries(queries):
        response = client.get(reverse(f"admin:evaluations_{model}_change", args=[page.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("model", RECORDS)
def test_moderators_see_none_of_it(client, model):
    client.force_login(scenes.moderator())

    assert client.get(reverse(f"admin:evaluations_{model}_changelist")).status_code == 403


def test_index_shows_to_each_what_is_hers(client):
    shown = {}
    for name, person in (("reviewer", scenes.reviewer()), ("moderator", scenes.moderator())):
        client.force_login(person)
        apps = client.get(reverse("admin:index")).context["available_apps"]
        shown[name] = {app["app_label"]: [model["object_name"] for model in app["models"]] for app in apps}

    assert shown == {
        "reviewer": {
            "evaluations": [
                "Act",
                "Assignment",
                "Edition",
                "Evaluator",
                "Evidence",
                "Invitation",
                "Mail",
                "Move",
                "Redaction",
                "Report",
                "AssignmentRequest",
                "Seal",
                "StoredFile",
            ]
        },
        "moderator": {"evaluations": ["Badge", "Comment", "HoldingRules"]},
    }


def test_moves_are_told_in_words(client, reviewer):
    edition = scenes.imported()
    move = edition.moves.latest("pk")
    addresses = ["move/", f"move/{move.pk}/change/", f"edition/{edition.pk}/change/"]

    pages = [client.get(f"/admin/evaluations/{address}").text for address in addresses]

    assert str(move) == f"{edition}: Published as imported"
    assert [("Published as imported" in page, ">publish-import<" in page) for page in pages] == [(True, False)] * 3


def test_moves_are_narrowed_down_by_what_was_done(client, reviewer):
    edition = scenes.submitted()

    page = client.get("/admin/evaluations/move/?name=submit")

    assert [(move.edition, move.name) for move in page.context["cl"].result_list] == [(edition, "submit")]
    assert '<a href="?name=return">Returned for changes</a>' in page.text


def test_why_there_is_no_evidence_is_shown(client, reviewer):
    statement = EvidenceFactory(edition=scenes.draft(), kind="none", name="", url="", reason="The archive is closed.")

    pages = [
        client.get(reverse("admin:evaluations_evidence_changelist")),
        client.get(reverse("admin:evaluations_evidence_changelist"), {"q": "archive"}),
        client.get(reverse("admin:evaluations_evidence_change", args=[statement.pk])),
        client.get(reverse("admin:evaluations_edition_change", args=[statement.edition_id])),
    ]

    assert ["The archive is closed." in page.text for page in pages] == [True] * 4
