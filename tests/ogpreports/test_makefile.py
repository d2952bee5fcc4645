import re
import subprocess

import pytest

TARGETS = ["run", "test", "quick", "check", "drill", "bench", "stop", "lock"]
STATIC_CHECKS = [
    "ruff format --check",
    "ruff check",
    "djlint --quiet --lint templates",
    "lint-imports",
    "manage.py check",
]
PRODUCTIONS_CHECKS = ["manage.py check --deploy --fail-level WARNING", "manage.py makemigrations --check"]
FAST_TESTS, ALL_TESTS = '-m "not browser and not drill"', '-m "not drill"'


def plan(project, target, **variables):
    """Return what make would do, without doing it."""
    settings = [f"{name}={value}" for name, value in variables.items()]
    command = ["make", "--dry-run", "--always-make", "-C", project, target, *settings]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout  # noqa: S603


def test_help_names_every_target(project):
    said = subprocess.run(["make", "-C", project], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607

    assert re.findall(r"^  make (\S+)", said, re.MULTILINE) == ["help", *TARGETS]


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_is_planned_from_any_folder(project, target):
    assert plan(project, target)


def test_the_port_can_be_chosen(project):
    assert re.search(r"PORT=8123 exec \S+ manage\.py serve_demonstration", plan(project, "run", PORT=8123))


@pytest.mark.parametrize(
    ("target", "steps"),
    [("quick", [*STATIC_CHECKS, FAST_TESTS]), ("check", [*STATIC_CHECKS, *PRODUCTIONS_CHECKS, ALL_TESTS])],
)
def test_what_is_run_before_a_commit_and_by_ci_leaves_nothing_out(project, target, steps):
    planned = plan(project, target)

    any_step = "|".join([*map(re.escape, [*PRODUCTIONS_CHECKS, *STATIC_CHECKS]), '-m "[^"]*"'])
    assert re.findall(any_step, planned) == steps


@pytest.mark.parametrize("lock", ["development", "test"])
def test_nothing_is_installed_without_its_hash(project, lock):
    assert f"pip install --quiet --require-hashes -r requirements/{lock}.txt" in plan(project, "test")


def test_ci_runs_make_check(project):
    assert "\nmake check </dev/null\n" in (project / ".ci" / "run").read_text()


@pytest.mark.parametrize("lock", ["base", "development", "test"])
def test_locks_name_no_index(project, lock):
    assert (
        re.findall(r"https?://|--index-url|--find-links", (project / "requirements" / f"{lock}.txt").read_text()) == []
    )
