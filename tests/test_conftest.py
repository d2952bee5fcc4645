"""A run never leaves anything out in silence."""

import os
import re
import subprocess
import sys

import pytest
from django.core.management.color import no_style
from django.db import connection

BROWSER_TESTS = "tests/templates/test_in_the_browser.py"


def last_words(project, *arguments, **environment):
    """Run some tests in a process of their own, and return the lines in which it says what it left out."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    run = subprocess.run(  # noqa: S603
        command,
        cwd=project,
        env={**os.environ, "PYTEST_ADDOPTS": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    *_before, section, _result = re.split(r"=+ Left out =+\n|(?=\n[^\n]+ in [\d.]+s\n)", run.stdout)
    return section


def test_a_run_without_a_browser_says_how_many_tests_it_left_out_and_why(project):
    said = last_words(project, BROWSER_TESTS, PATH="/nowhere")

    assert re.sub(r"^\d+", "so many", said) == (
        "so many tests: no Chromium on this machine (Debian: apt-get install chromium-headless-shell)"
    )


def test_a_run_of_some_tests_says_which_it_took(project):
    said = last_words(project, "tests/test_conftest.py", "-m", "drill", "--collect-only")

    assert said == "By choice: this run took only the tests marked “drill”."


@pytest.mark.browser
@pytest.mark.django_db
def test_tables_are_emptied_by_the_same_statements_while_a_browser_is_open(browser, passes_triggers_by):
    if not passes_triggers_by:
        pytest.skip("the database server does not let the tests pass triggers by")

    statements = connection.ops.sql_flush(no_style(), ["evaluations_report"], reset_sequences=True)

    assert statements == ["SET LOCAL session_replication_role = replica", 'DELETE FROM "evaluations_report"']
