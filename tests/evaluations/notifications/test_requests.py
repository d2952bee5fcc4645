"""Who is told of a request for an assignment, in whole mails."""

import pytest

from evaluations import assignments, notifications
from tests import scenes
from tests.evaluations.notifications.mails import REASON, SITE, sent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_request_for_an_assignment_is_told_to_those_who_grant_it(
    request_for_toluca, django_capture_on_commit_callbacks
):
    UserFactory(email="admin@example.org", is_superuser=True, is_staff=True)
    scenes.reviewer(email="reviewer@example.org")
    without_the_admin = scenes.reviewer()
    without_the_admin.is_staff = False
    without_the_admin.save()
    scenes.moderator()

    with django_capture_on_commit_callbacks(execute=True):
        notifications.tell_staff_of_request(request_for_toluca)

    subject = "Ana O'Farril asks to evaluate for Toluca, Mexico"
    body = (
        "Ana O'Farril asks to be assigned to Toluca, Mexico, to file reports on its commitments.\n"
        "Organisation: Ojo & Voz\n"
        "\n"
        "I <know> the “city”.\n"
        "\n"
        "Ana\n"
        "\n"
        "Grant or decline the request here:\n"
        f"{SITE}/admin/evaluations/assignmentrequest/{request_for_toluca.pk}/change/\n"
        "\n"
        "You get this email because you may decide about assignments.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    assert sorted(sent()) == [
        (["admin@example.org"], [], [], subject, body),
        (["reviewer@example.org"], [], [], subject, body),
    ]


def test_granted_request_is_told_to_the_person(request_for_toluca, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assignments.grant(request_for_toluca, by=scenes.reviewer())

    assert sent() == [
        (
            ["asks@example.org"],
            [],
            [],
            "You may now file reports for Toluca, Mexico",
            (
                "Dear Ana O'Farril,\n"
                "\n"
                "You were assigned to Toluca, Mexico and may file End of Commitment Reports on its "
                "commitments. They wait "
                "on your desk:\n"
                f"{SITE}/desk/\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]


def test_declined_request_is_told_with_its_reason(request_for_toluca, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assignments.decline(request_for_toluca, by=scenes.reviewer(), reason=REASON)

    assert sent() == [
        (
            ["asks@example.org"],
            [],
            [],
            "Your request to evaluate for Toluca, Mexico",
            (
                "Dear Ana O'Farril,\n"
                "\n"
                "You asked to be assigned to Toluca, Mexico. The request was declined, for this reason:\n"
                "\n"
                f"{REASON}\n"
                "\n"
                "You may ask again, or for another member:\n"
                f"{SITE}/desk/ask/\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]
