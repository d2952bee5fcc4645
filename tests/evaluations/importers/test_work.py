"""What a page of nothing but labels costs, counted in calls: twice the lines take twice the work, and no more."""

import cProfile
import pstats
from itertools import cycle, islice

import pytest

from evaluations.importers.end_of_commitment import form
from evaluations.importers.order import Slot, lay_out
from evaluations.importers.page import read_page

from .pages import MEMBER, PLAN, QUESTIONS, TITLE

LABELS = ["Commitment", "Email", "Degree of result:", QUESTIONS["1.3"], "1.1 What was reached, in all?", MEMBER, PLAN]


def calls_for(lines, number):
    """Return how many calls it takes to read a page of so many lines, which repeat the ones given."""
    page = "\n".join([TITLE, *islice(cycle(lines), number)]).encode()
    profile = cProfile.Profile()
    profile.runcall(read_page, page)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize("lines", [*([label] for label in LABELS), LABELS, [label.words for label in form().labels]])
def test_repeated_labels_take_work_in_proportion(lines):
    calls_for(LABELS, 50)  # what is compiled once is no part of it

    assert calls_for(lines, 1000) < 2.2 * calls_for(lines, 500)


def test_each_block_is_held_against_each_slot_once():
    asked = []
    slots = [Slot(str(number), takes=lambda block: asked.append(block) or True) for number in range(7)]

    lay_out(slots, [str(number) for number in range(50)])

    assert len(asked) == 7 * 50
