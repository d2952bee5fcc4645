"""Very many people do very many things to the comments under one report."""

import pytest

from tests import comments_machine

pytestmark = [pytest.mark.drill, pytest.mark.django_db]


def test_what_has_to_hold_holds_after_whatever_people_do():
    comments_machine.run(examples=40, steps=50, reaching=["shown", "removed", "withdrawn", "undone", "answered"])
