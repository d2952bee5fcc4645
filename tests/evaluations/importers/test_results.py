# ruff: noqa: E501 -- the lines are those of the pages
import pytest

from evaluations.importers.page import read_page

from .pages import RESULTS

WHOLE = {
    "file": "p",
    "kind": "results",
    "title": "Mexico Results Report 2019-2022",
    "member": "Mexico",
    "action_plan": "Action plan – Mexico, 2019 – 2022",
    "commitment": "",
    "evaluators": [],
    "action": "",
    "problem": "",
    "answers": {
        "summary": "The plan was carried through in lean years.",
        "early-results": "Three promises changed what an office does[2].\n\nTwo more may do so:\n\n"
        "• A register of owners.\n• A calendar of hearings.",
        "completion": "One of them was completed.",
        "participation": "The table met eleven times [3].",
        "context": "Nobody had planned for so many people to leave.",
        "footnotes": {
            "1": "See the glossary of the project.",
            "2": "Counted in March.\n\nThe count is in the annex.",
            "3": "Minutes are kept.",
        },
    },
    "missing": [],
    "unrecognised": [],
    "comments": [],
}


def read(page):
    return read_page(page.encode()).as_json(file="p")


def test_results_report_is_read_whole():
    assert read(RESULTS) == WHOLE


def test_results_report_line_under_line():
    page = RESULTS.replace("\n\n", "\n")

    parsed = read(page)

    assert parsed["answers"].keys() == WHOLE["answers"].keys()
    assert parsed["answers"]["footnotes"] == WHOLE["answers"]["footnotes"]


def test_results_report_as_html():
    body = ""
    for block in RESULTS.split("\n\n"):
        tag = "h2" if len(block) < 30 and not block.startswith("[") and "." not in block else "p"
        items = "".join(f"<li>{line.strip(' •')}</li>" for line in block.split("\n") if "•" in line)
        body += f"<ul>{items}</ul>" if items else f"<{tag}>{block}</{tag}>"
    body = body.replace("results[1]", 'results<sup><a href="#fn1">1</a></sup>')

    parsed = read(f"<html><body><nav>Mexico</nav>{body}</body></html>")

    early = WHOLE["answers"]["early-results"].replace("•", "-")
    assert parsed == WHOLE | {"answers": WHOLE["answers"] | {"early-results": early}}


def test_what_the_page_lacks_is_missing():
    page = RESULTS.replace("Completion\n\nOne of them was completed.\n\n", "")
    page = page[: page.index("[1] See")] + page[page.index("Downloads") :]

    parsed = read(page)

    assert parsed["missing"] == ["completion", "footnotes"]


def test_comments_of_a_results_report():
    comments = "Comments (1)\n\nNadia Ejemplo Reply\n\nWhere is the annex?\n\nLeave a Reply"

    parsed = read(RESULTS.replace("No comments yet\n\nLeave a Reply", comments))

    assert parsed == WHOLE | {"comments": [{"name": "Nadia Ejemplo", "text": "Where is the annex?", "replies": []}]}


@pytest.mark.parametrize(
    ("title", "member", "plan"),
    [
        ("Kenya Transitional Results Report 2018–2021", "Kenya", "Action plan – Kenya, 2018 – 2021"),
        ("United States Results Report 2019-22", "United States", "Action plan – United States, 2019 – 2022"),
        ("Informe de resultados de México 2019-2022", "México", "Action plan – México, 2019 – 2022"),
        ("Mexico Results Report", "Mexico", ""),
    ],
)
def test_titles_of_results_reports(title, member, plan):
    parsed = read(RESULTS.replace("Mexico Results Report 2019-2022", title))

    assert (parsed["kind"], parsed["title"], parsed["member"], parsed["action_plan"]) == (
        "results",
        title,
        member,
        plan,
    )


@pytest.mark.parametrize(
    "page",
    [
        "Mexico Results Report 2019-2022 – For Public Comment\n\nIn 2023, the report was published.\n\nLeave a Reply",
        (
            "Inception Report – Action plan – Nandi, Kenya, 2021 – 2022\n\nOverview\n\nName of Evaluator\n\nAna Prueba\n\n"
            "Member Name\n\nNandi, Kenya\n\nSection 1.\nCompliance with\nco-creation requirements\n\n1.1 Does a forum exist?"
            "\n\nYes\n\nProvide a brief explanation of your answer:\n\nIt met.\n\nLeave a Reply"
        ),
        "IRM Report\n\nEcuador published its Results Report 2019-2022 and more.\n\nMexico\n\nThe plan…",
        "A page about the weather.\n\nIt rained.",
    ],
)
def test_anything_else_is_refused_by_name(page):
    report = read_page(page.encode())

    assert (report.kind, report.answers, bool(report.refusal)) == ("unrecognised", {}, True)
    assert report.title == page.split("\n")[0]
