"""Who else is at the report is told while the page is open, without a word from the reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.db.models import F
from playwright.sync_api import expect

from evaluations.models import Evaluator, Presence
from evaluations.presence import NOW
from tests import scenes

from .writers import WORDS, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Counts how often the sentence is put there, as a screen reader would read it.
COUNT_CHANGES = """
  window.changes = 0;
  new MutationObserver(() => { window.changes += 1; })
    .observe(document.querySelector("[data-others-here]"), { childList: true, subtree: true, characterData: true });
"""

FOCUS = "(ids) => { for (const id of ids) document.getElementById(id).focus(); }"


@pytest.fixture
def tomas(colleague):
    Evaluator.objects.filter(user=colleague).update(name="Tomás Ruiz")
    return colleague


@pytest.fixture
def sit_down(sit_down):
    """Let `clock.run_for` move each writer's pages on in time."""

    def arrive(user=None):
        writer = sit_down(user)
        writer.context.clock.install()
        writer.visit()
        return writer

    return arrive


def others(writer):
    return writer.page.locator("[data-others-here]")


def posts(writer):
    """Return a list that grows by the body of each request about who is here."""
    bodies = []

    def note(request):
        if request.url.endswith("/presence/"):
            bodies.append(request.post_data)

    writer.page.on("request", note)
    return bodies


def let_a_period_pass(writer):
    with writer.page.expect_response("**/presence/") as answered:
        writer.page.clock.run_for(20_000)
    return answered.value.status


def go_to(writer, anchor):
    with writer.page.expect_response("**/presence/"):
        writer.page.locator(f"[id='{anchor}']").focus()
        writer.page.clock.run_for(500)


def test_the_second_sees_the_first_at_an_answer_then_at_another_then_gone(sit_down, tomas):
    first = sit_down(tomas)
    go_to(first, "q-1-2")

    second = sit_down()
    expect(others(second)).to_have_text("Also here now: Tomás Ruiz, at 1.2.")
    assert Axe().run(second.page).response["violations"] == []
    go_to(first, "q-1-3-explanation")
    let_a_period_pass(second)
    expect(others(second)).to_have_text("Also here now: Tomás Ruiz, at 1.3.")
    Presence.objects.filter(user=tomas).update(seen_at=F("seen_at") - NOW)
    let_a_period_pass(second)

    expect(others(second)).to_have_text("")
    assert others(second).bounding_box()["height"] == 0
    assert Axe().run(second.page).response["violations"] == []


def test_the_same_words_are_not_put_there_again(sit_down, edition, tomas):
    Evaluator.objects.filter(user=tomas).update(name="Tomás O’Brien & 'Ruiz'")
    go_to(sit_down(tomas), "q-1-2")
    second = sit_down()
    second.page.evaluate(COUNT_CHANGES)

    for _ in range(3):
        let_a_period_pass(second)
    same = second.page.evaluate("window.changes")
    Presence.objects.filter(user=tomas).update(place="check")
    let_a_period_pass(second)

    expect(others(second)).to_have_text("Also here now: Tomás O’Brien & 'Ruiz', checking the answers.")
    assert (same, second.page.evaluate("window.changes")) == (0, 1)


def test_a_focus_that_moves_on_is_told_once_and_a_button_is_no_answer(sit_down, edition):
    writer = sit_down()
    bodies = posts(writer)

    with writer.page.expect_response("**/presence/"):
        writer.page.evaluate(FOCUS, ["q-1-1-explanation", "q-1-3-explanation", "q-1-2"])
        writer.page.clock.run_for(500)
    writer.page.get_by_role("button", name="Save and continue", exact=True).focus()
    let_a_period_pass(writer)

    assert [body.partition("place=")[2] for body in bodies] == ["q-1-2", "q-1-2"]
    assert list(Presence.objects.values_list("place", flat=True)) == ["q-1-2"]


def test_a_page_that_is_not_in_sight_asks_nothing_until_it_is(sit_down):
    writer = sit_down()
    bodies = posts(writer)
    hide = """(hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""

    writer.page.evaluate(hide, True)
    writer.page.clock.run_for(100_000)
    asked_hidden = len(bodies)
    with writer.page.expect_response("**/presence/"):
        writer.page.evaluate(hide, False)

    assert (asked_hidden, len(bodies)) == (0, 1)


@pytest.mark.parametrize("end", ["signed out", "taken off", "closed"])
def test_it_stops_where_it_is_over(sit_down, edition, tomas, end):
    first = sit_down()
    go_to(first, "q-1-2")
    writer = sit_down(tomas)
    expect(others(writer)).to_contain_text("at 1.2.")
    if end == "signed out":
        Session.objects.all().delete()
    elif end == "taken off":
        edition.bylines.get(position=2).delete()
    else:
        scenes.submitted(edition)

    status = let_a_period_pass(writer)
    bodies = posts(writer)
    writer.page.locator("[id='q-1-1-explanation']").focus()
    writer.page.clock.run_for(100_000)
    writer.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert (status, bodies) == ({"signed out": 401, "taken off": 404, "closed": 409}[end], [])
    expect(others(writer)).to_have_text("")


def test_its_failures_are_silent_and_saving_goes_on(sit_down, edition, tomas):
    go_to(sit_down(tomas), "q-1-2")
    writer = sit_down()
    writer.page.route("**/presence/", lambda route: route.abort())

    writer.type(WORDS)
    writer.page.clock.run_for(21_000)

    writer.reads("Saved ")
    expect(others(writer)).to_contain_text("Tomás Ruiz, at 1.2.")
    assert (stored(edition), writer.kept(), writer.page.page_errors()) == (WORDS, [], [])
    writer.page.clock.run_for(100_000)
    expect(others(writer)).to_have_text("")  # nobody knows by now
