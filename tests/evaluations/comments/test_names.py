"""A name that looks like that of somebody who wears a badge holds the comment."""

import pytest

from evaluations.comments.names import imitated
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.evaluations.comments.own import approve_as_read
from tests.factories import ApprovedCommentFactory, BadgeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge(report):
    return BadgeFactory(
        account=UserFactory(), member=report.member, given_by=scenes.moderator(), name="Marta Ríos Villarreal"
    )


@pytest.mark.parametrize(
    "name",
    [
        "Marta Ríos Villarreal",
        "MARTA RIOS VILLARREAL",
        "  marta   ríos\u00a0villarreal ",
        "Marta Ríos Villarreal (Ministry)",
        "Dr. Marta-Ríos Villarreal",
        "MartaRíosVillarreal",
        "Мarta Ríos Villarreal",  # a Cyrillic М
        "Mаrtа Rίos Villarreal",  # Cyrillic а, Greek ί
        "Marta R1os Vi11arreal",
        "Marta Ríos VilIarreaI",  # capital i for l
        "Ｍａｒｔａ Ríos Villarreal",
        "M\u200barta Ríos Villarreal",
        "𝐌𝐚𝐫𝐭𝐚 Ríos Villarreal",
        "Marta Rı́os Villarreal",  # a dotless i
        "Marta Ríos Villarreal\u3164",  # a letter of Hangul that is a blank
        "Dr. Marta R\u115fíos Villarreal\uffa0",
        "Dr. Marta R\u2065íos Villarreal",  # a sign that Unicode keeps for what is not seen
    ],
)
def test_what_looks_like_her_name_is_hers(badge, name):
    assert imitated(name) == badge


@pytest.mark.parametrize("name", ["Marta", "Marta Ríos", "Villarreal", "Martha Ríos Villarreal", "Ana", "王小明", "…"])
def test_what_only_shares_a_part_is_not(badge, name):
    assert imitated(name) is None


def test_a_name_in_another_script_is_known_by_itself(report):
    badge = BadgeFactory(
        account=UserFactory(), member=report.member, given_by=scenes.moderator(), name="Ніно Ґелашвілі"
    )

    assert imitated("НІНО ґелашвілі") == badge


def test_a_guest_and_a_known_account_under_her_name_wait_and_the_moderator_reads_why(report, badge):
    known = UserFactory()
    approve_as_read(ApprovedCommentFactory(report=report, author=known))

    reasons = [
        post(report, name="Marta Rios Villarreal").held_because,
        post(report, name="Marta Rios Villarreal", author=known).held_because,
    ]

    why = "The name could be taken for that of Marta Ríos Villarreal: Government."
    assert reasons == [f"{why} From a guest.", why]


def test_she_imitates_nobody_and_a_badge_that_was_taken_protects_no_name(report, badge):
    account = badge.account
    approve_as_read(ApprovedCommentFactory(report=report, author=account))
    assert post(report, name=badge.name, author=account).status == "approved"

    from evaluations import comments

    comments.take_badge(badge, reason="She left.", by=scenes.moderator())
    assert imitated(badge.name) is None
