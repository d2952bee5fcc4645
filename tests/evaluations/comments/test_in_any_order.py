"""Whatever people do to comments, in any order: what has to hold, holds. The drill does it for longer."""

import pytest

from tests import comments_machine

pytestmark = pytest.mark.django_db


def test_what_has_to_hold_holds_after_each_step():
    comments_machine.run(examples=8, steps=25, reaching=["shown"])
