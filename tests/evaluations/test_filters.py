import re
from datetime import UTC, datetime

import html5lib
import pytest
from django.utils import timezone

from commitments.models import Member
from evaluations.choices import Standing
from evaluations.filters import PROMPTS, ReportFilter
from evaluations.models import Edition, Report
from tests import scenes
from tests.factories import ActionPlanFactory, ApprovedCommentFactory, CommentFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db


def publish(title="Ledger", *, member=None, language="en", **answers):
    plan = ActionPlanFactory(member=member or MemberFactory())
    edition = scenes.draft(commitment=CommitmentFactory(title=title, action_plan=plan, action="", problem=""))
    edition.language = language
    edition.save()
    return scenes.published(edition, **answers).report


def found(client, query=""):
    """Return the commitments of the reports that the list shows, in order."""
    response = client.get(f"/reports/?{query}")
    assert response.status_code == 200
    titles = re.findall(r'class="row-title"><a href="[^"]*"[^>]*>([^<]*)</a>', response.content.decode())
    return [title.removeprefix("End of Commitment Report – ") for title in titles]


def test_shows_what_stands_the_newest_first(client):
    for title in ("First", "Second", "Third", "Withdrawn"):
        publish(title)
    Report.objects.filter(slug="withdrawn").update(standing=Standing.WITHDRAWN)
    scenes.submitted()

    assert found(client) == ["Third", "Second", "First"]


@pytest.mark.parametrize("sort", ["oldest", "member", "newest", "best"])
def test_sorts(client, sort):
    publish("B", member=MemberFactory(country="Albania", name="B"))
    publish("A", member=MemberFactory(country="Zambia", name="A"))

    assert found(client, f"sort={sort}") == {"oldest": ["B", "A"], "member": ["B", "A"]}.get(sort, ["A", "B"])


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.filter)
def test_every_code_of_an_answer_can_be_filtered_by(client, prompt):
    codes = Edition._meta.get_field(prompt.column).codes.values
    for code in codes:
        publish(code, **{prompt.column: code})

    assert {code: found(client, f"{prompt.filter}={code}") for code in codes} == {code: [code] for code in codes}


def test_filters_by_subject(client):
    jalisco = MemberFactory(name="Jalisco", country="Mexico", slug="jalisco")
    publish("Water", member=jalisco)
    publish("Roads", member=MemberFactory(name="Buenos Aires", country="Argentina"))
    plan = Report.objects.get(slug="water").plan
    results = scenes.published(scenes.results_draft(plan=plan)).title

    assert found(client, "member=jalisco") == [results, "Water"]
    assert found(client, "country=Argentina") == ["Roads"]
    assert found(client, f"plan={plan.slug}") == [results, "Water"]
    assert found(client, "kind=results") == [results]
    assert found(client, "kind=end-of-commitment&country=Mexico") == ["Water"]
    assert found(client, "language=es") == []
    year = Report.objects.first().current.published_at.year
    assert found(client, f"year={year}&country=Argentina") == ["Roads"]


def test_an_import_is_of_no_year(client):
    publish("Written here")
    scenes.imported("Copied")
    year = Report.objects.first().current.published_at.year

    html = client.get("/reports/").content.decode()

    (years,) = re.findall(r'<select name="year".*?</select>', html, re.DOTALL)
    assert re.findall(r'value="([^"]+)"', years) == [str(year), "not-recorded"]
    assert found(client, f"year={year}") == ["Written here"]
    assert found(client, "year=not-recorded") == ["Copied"]


# By clocks that show the same as UTC, or lag behind it; and by some of which PostgreSQL has never heard.
@pytest.mark.parametrize(("zone", "year"), [("UTC", 2026), ("America/Lima", 2025), ("localtime", 2026)])
def test_the_year_goes_by_the_clocks_of_the_member(client, monkeypatch, zone, year):
    moment = datetime(2026, 1, 1, 1, 30, tzinfo=UTC)
    member = MemberFactory()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    publish("Roads", member=member)
    Member.objects.filter(pk=member.pk).update(time_zone=zone)

    (years,) = re.findall(r'<select name="year".*?</select>', client.get("/reports/").text, re.DOTALL)

    assert re.findall(r'value="([^"]+)"', years) == [str(year)]
    assert found(client, f"year={year}") == ["Roads"]


def test_a_row_calls_the_day_what_it_is(client):
    publish("Written here")
    scenes.imported("Copied")

    html = client.get("/reports/").content.decode()

    assert re.findall(r'class="row-foot">\s*(\w+) <time', html) == ["Imported", "Published"]


def test_filters_by_a_strong_result_in_any_dimension(client):
    publish("None", access_degree="marginal", participation_degree="worsened", accountability_degree="did-not-change")
    publish("One", access_degree="marginal", participation_degree="outstanding", accountability_degree="marginal")

    assert found(client, "opened=strongly") == ["One"]


@pytest.mark.parametrize("query", ["opened=strongly", "access=major"])
def test_a_degree_that_is_no_longer_asked_is_not_found(client, query):
    strong = {f"{name}_degree": "major" for name in ("access", "participation", "accountability")}
    publish("Taken back", access_result="no", participation_result="no", accountability_result="no", **strong)
    publish("Asked", **strong)
    scenes.imported("Code lost", **strong)

    assert found(client, query) == ["Code lost", "Asked"]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("participacion", ["Presupuestos"]),
        ("participación", ["Presupuestos"]),
        ("PARTICIPACIÓN", ["Presupuestos"]),
        ("presup", ["Presupuestos"]),
        ("presupuesto", ["Presupuestos"]),
        ("auditing", ["Contracts"]),
        ("contract", ["Contracts"]),
        ("contracts audited", ["Contracts"]),
        ("contracts participacion", []),
        ("!?", []),
        ("'; drop table", []),
        ("contr & | ! ( :*", ["Contracts"]),
    ],
)
def test_finds_words_in_all_their_forms(client, words, titles):
    publish("Presupuestos", language="es", factors="Hubo participación ciudadana.")
    publish("Contracts", factors="Everything was audited.")

    assert found(client, f"words={words}") == titles


def test_the_best_match_comes_first(client):
    publish("Water", factors="Water for all.")
    publish("Roads", factors="There was water on the roads.")

    assert found(client, "words=water") == ["Water", "Roads"]
    assert found(client, "words=water&sort=newest") == ["Roads", "Water"]


def test_too_many_matches_are_not_ranked(client, monkeypatch):
    monkeypatch.setattr("evaluations.filters.RANKED_AT_MOST", 1)
    publish("Water", factors="Water for all.")
    publish("Roads", factors="There was water on the roads.")

    assert found(client, "words=water") == ["Roads", "Water"]


@pytest.mark.parametrize(
    "query",
    [
        "progress=nonsense",
        "member=nobody",
        "year=x",
        "year=99999999999999999999",
        "sort=sideways",
        "kind=results&language=xx",
        "words=" + "x" * 201,
        "opened=1",
    ],
)
def test_values_that_make_no_sense_are_told(client, query):
    publish()

    response = client.get(f"/reports/?{query}")

    assert (response.status_code, "There is a problem" in response.content.decode()) == (400, True)


@pytest.mark.parametrize("page", ["0", "x", "99", "-1"])
def test_a_page_that_is_not_there_is_not_found(client, page):
    publish()

    assert client.get(f"/reports/?page={page}").status_code == 404


def test_chips_take_one_filter_away_each(client):
    publish(level_of_progress="limited")

    response = client.get("/reports/?words=ledger&progress=limited&page=1")

    assert [(chip.label, chip.url) for chip in response.context["chips"]] == [
        ("Words: ledger", "/reports/?progress=limited"),
        ("Level of progress: Limited", "/reports/?words=ledger"),
    ]


def test_an_empty_list_says_which_filter_to_loosen(client):
    publish(level_of_progress="limited")

    response = client.get("/reports/?words=ledger&progress=complete")

    assert response.context["empty"]["link"] == "Remove “Level of progress: Complete”"


def test_a_row_tells_what_was_found(client):
    report = publish(level_of_progress="limited", access_result="no", access_degree="")
    ApprovedCommentFactory(report=report)
    CommentFactory(report=report)

    html = client.get("/reports/").content.decode()

    row = html[html.index('<li class="row">') : html.index("</li>", html.index('<li class="row">'))]
    assert re.findall(r"<dt>([^<]*)</dt>", row) == [
        "Level of progress",
        "Access to information",
        "Civic participation",
        "Public accountability",
    ]
    assert re.findall(r'class="figure-text">([^<]*)<', row) == ["Limited", "No", "Major", "Major"]
    assert "1 comment\n" in row
    html5lib.HTMLParser(strict=True).parse(html)


@pytest.mark.parametrize(
    ("query", "opened"), [("", False), ("progress=limited", False), ("language=en", True), ("addressed=perhaps", True)]
)
def test_the_fold_is_open_while_a_filter_in_it_is_in_use_or_wrong(client, query, opened):
    publish()

    html = client.get(f"/reports/?{query}").content.decode()

    fold = html[html.index('<details class="more-filters"') : html.index("</details>")]
    assert fold.startswith('<details class="more-filters" open>') == opened
    assert re.findall(r'<select name="(\w+)"', fold) == [
        "as_planned",
        "access",
        "participation",
        "accountability",
        "addressed",
        "language",
    ]


def test_filters_stand_in_the_order_of_the_form():
    assert list(ReportFilter.base_filters) == [
        "words",
        "member",
        "country",
        "plan",
        "kind",
        "progress",
        "as_planned",
        "access",
        "participation",
        "accountability",
        "addressed",
        "opened",
        "year",
        "language",
        "sort",
    ]
