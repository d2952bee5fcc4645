import io
import json

import pytest
from django.core.management import CommandError, call_command

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
