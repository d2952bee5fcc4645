import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from commitments.models import Commitment
from evaluations import drafts
from evaluations.models import Comment, Edition, Report

from . import pages
from .pages import RESULTS, html_page, rows, text_page

pytestmark = pytest.mark.django_db


def run(*paths, **options):
    """Run the command and return its exit status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import_reports", *map(str, paths), stdout=out, stderr=err, **options)
    except CommandError as error:
        status = error.returncode
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_text(text_page())
    (tmp_path / "a.txt").write_text(RESULTS)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "c.html").write_text("<p>A page about the weather.</p>")
    (tmp_path / ".hidden").write_text(text_page())
    return tmp_path


def test_json_is_one_line_a_page_in_sorted_order(folder):
    status, out, err = run(folder, as_json=True)

    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(line["file"], line["kind"]) for line in lines] == [
        (f"{folder}/a.txt", "results"),
        (f"{folder}/b.txt", "end-of-commitment"),
        (f"{folder}/inner/c.html", "unrecognised"),
    ]
    assert [set(line) for line in lines] == [set(lines[0])] * 3
    assert f"{folder}/inner/c.html: refused" in err
    assert Report.objects.count() == 2


def test_emails_appear_in_json_alone(folder):
    _status, out, err = run(folder, as_json=True)
    _status, plain, _err = run(folder)

    assert ("ana@example.org" in out, "@example.org" in err, "@example.org" in plain) == (True, False, False)


@pytest.mark.parametrize("as_json", [True, False])
def test_dry_run_says_the_same_and_writes_nothing(folder, as_json):
    tried = run(folder, as_json=as_json, dry_run=True)
    assert (Report.objects.count(), Edition.objects.count(), Comment.objects.count()) == (0, 0, 0)

    assert run(folder, as_json=as_json) == tried


@pytest.mark.parametrize("content", ["A page about the weather.", "", "End of Commitment Report – Alone"])
def test_status_is_1_where_nothing_could_be_used(tmp_path, content):
    page = tmp_path / "page.txt"
    page.write_text(content)

    status, out, _err = run(page, as_json=True)

    assert (status, json.loads(out)["kind"]) == (1, "unrecognised")


def test_status_is_1_for_an_empty_folder(tmp_path):
    assert run(tmp_path)[0] == 1


def test_status_is_2_for_a_path_that_cannot_be_read_and_the_others_go_in(folder):
    status, _out, err = run(folder / "none.txt", folder / "b.txt")

    assert (status, Report.objects.count()) == (2, 1)
    assert "none.txt: cannot be read" in err


def test_a_page_that_cannot_be_kept_costs_only_itself(folder):
    overview = [*pages.OVERVIEW[:2], ("Member Name", "x" * 500), *pages.OVERVIEW[3:]]
    (folder / "a.txt").write_text(text_page(rows(overview=overview)))

    status, _out, err = run(folder)

    assert (status, Report.objects.count()) == (0, 1)
    assert "a.txt: refused" in err


def test_the_same_import_twice_ends_with_0_both_times(folder):
    assert (run(folder)[0], run(folder)[0]) == (0, 0)


@pytest.mark.parametrize(("foot", "status"), [(pages.FOOT, 1), (["Ana Muster Reply", "Agreed."], 0)])
def test_a_page_whose_report_evaluators_write_is_used_by_its_comments_alone(tmp_path, foot, status):
    (tmp_path / "page.txt").write_text(text_page(rows()))
    run(tmp_path)
    (tmp_path / "page.txt").write_text(text_page(rows(foot=foot)))
    drafts.correct(Report.objects.get(), by=None, reason="An evaluator mends it.")

    assert (run(tmp_path)[0], run(tmp_path)[0]) == (status, status)


def test_the_author_of_a_comment_with_too_long_a_name_is_shortened_and_named(tmp_path):
    name = "Ana " + "Prueba" * 13 + " de la " + "Muestra" * 5
    page = tmp_path / "page.html"
    comment = f'<li class="comment"><cite class="fn">{name}</cite><div class="comment-content">Agreed.</div></li>'
    page.write_text(html_page(comments=f"<ol>{comment}</ol>"))

    status, out, err = run(page, as_json=True)

    shortened = "Ana " + "Prueba" * 13 + " de la…"
    assert (status, list(Comment.objects.values_list("name", "text"))) == (0, [(shortened, "Agreed.")])
    assert json.loads(out)["unrecognised"] == [{"at": "comments", "text": name}]
    assert f"{page}: not recognised at comments; see --json" in err
    assert run(page, as_json=True)[0] == 0
    assert Comment.objects.count() == 1


LONG = "x" * 600


@pytest.mark.parametrize(
    ("row", "value", "field"),
    [
        (0, f"Ana Prueba ({LONG}), Luis Ejemplo", "organisation"),
        (0, f"Ana {LONG}, Luis Ejemplo", "name"),
        (2, f"Mexico State, {LONG}", "country"),
        (2, f"{LONG}, Mexico", "name"),
        (3, f"Action plan – {LONG}, 2021 – 2022", "title"),
        (4, LONG * 2, "title"),
    ],
)
@pytest.mark.parametrize("is_known", [False, True])
def test_what_is_too_long_to_keep_is_refused_in_words(tmp_path, row, value, field, is_known):
    if is_known:
        (tmp_path / "a.txt").write_text(text_page())
        run(tmp_path / "a.txt")
        Commitment.objects.update(title="Another")
    overview = [*pages.OVERVIEW]
    overview[row] = (overview[row][0], value)
    (tmp_path / "b.txt").write_text(text_page(rows(overview=overview, title="End of Commitment Report – Other")))

    status, _out, err = run(tmp_path / "b.txt")

    assert status == 1
    assert re.search(rf"b.txt: refused: \w*{field}: Ensure this value has at most \d+ characters", err)


def test_an_email_that_is_none_costs_only_itself(tmp_path):
    overview = [pages.OVERVIEW[0], ("Email", "ana..prueba@example.org, luis@example.org"), *pages.OVERVIEW[2:]]
    (tmp_path / "page.txt").write_text(text_page(rows(overview=overview)))

    status, out, _err = run(tmp_path / "page.txt", as_json=True)

    line = json.loads(out)
    assert (status, [one["email"] for one in line["evaluators"]]) == (0, ["", "luis@example.org"])
    assert line["unrecognised"] == [{"at": "evaluators", "text": "ana..prueba@example.org"}]


def test_a_url_that_is_too_long_is_not_cut_into_another(tmp_path):
    url = f"https://example.org/{LONG}"
    link = f'<head><link rel="canonical" href="{url}">'
    (tmp_path / "saved.html").write_text(html_page().replace("<head>", link))

    run(tmp_path)

    assert Edition.objects.get().source == "saved.html"


def test_differing_texts_are_reported(tmp_path):
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text(text_page())
    second.write_text(text_page().replace("Two elections", "Three elections"))

    status, _out, err = run(first, second)

    assert (status, err.strip()) == (0, f"{second}: 1.2 differs from what is stored, which stays")


def test_source_is_the_url_that_the_page_gives_itself_or_else_the_file(tmp_path):
    (tmp_path / "saved.html").write_text(
        html_page().replace("<head>", '<head><link rel="canonical" href="https://example.org/report/">')
    )

    run(tmp_path / "saved.html")

    assert Edition.objects.get().source == "https://example.org/report/"
