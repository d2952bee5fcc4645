"""Who is told that she stands on a report, in whole mails. Those about invitations are in ../test_invitations.py."""

import pytest
from django.core import mail

from evaluations import bylines
from evaluations.notifications.joining import mail_named_evaluator
from tests import scenes
from tests.evaluations.notifications.mails import SITE, TITLE, sent

pytestmark = pytest.mark.django_db


def test_being_put_on_a_report_tells_the_evaluator(draft, member, django_capture_on_commit_callbacks):
    other = scenes.evaluator_for(member, name="Berta")

    with django_capture_on_commit_callbacks(execute=True):
        bylines.add(draft, other, by=draft.report.lead.user)

    body = (
        "Dear Berta,\n"
        "\n"
        "Ana O'Farril & Co named you as an evaluator on this report:\n"
        "\n"
        f"End of Commitment Report – {TITLE}\n"
        "\n"
        "Read it, and change it until it is submitted:\n"
        f"{SITE}/desk/{draft.report.number}/\n"
        "\n"
        "If you should not be named on it, ask Ana O'Farril & Co to take you off.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )
    assert sent() == [
        ([other.user.email], [], [], f"You are an evaluator on: End of Commitment Report – {TITLE}", body)
    ]


def test_being_put_on_a_report_by_a_reviewer_names_no_lead(draft, member, django_capture_on_commit_callbacks):
    draft.report.lead.assignments.all().delete()
    other = scenes.evaluator_for(member, name="Berta")

    with django_capture_on_commit_callbacks(execute=True):
        bylines.add(draft, other, by=scenes.reviewer())

    assert mail.outbox[0].body == (
        "Dear Berta,\n"
        "\n"
        "A reviewer named you as an evaluator on this report, since nobody on it can write it any more. "
        "You lead it now:\n"
        "\n"
        f"End of Commitment Report – {TITLE}\n"
        "\n"
        "Read it, and change it until it is submitted:\n"
        f"{SITE}/desk/{draft.report.number}/\n"
        "\n"
        "If you should not be named on it, take yourself off: under “Evaluators”, in its Overview.\n"
        "\n"
        "-- \n"
        "Open Government Reports\n"
        f"{SITE}\n"
    )


def test_who_was_taken_off_before_the_mail_left_hears_nothing(draft, member):
    byline = bylines.add(draft, scenes.evaluator_for(member), by=draft.report.lead.user)
    bylines.remove(draft, byline.pk, by=draft.report.lead.user)

    mail_named_evaluator.call(byline.pk, draft.report.lead.user_id)

    assert sent() == []


def test_who_has_no_email_is_put_on_a_report_in_silence(draft, member, django_capture_on_commit_callbacks):
    unknown = scenes.evaluator_for(member, user=None, email="")

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        bylines.add(draft, unknown, by=draft.report.lead.user)

    assert (callbacks, sent()) == ([], [])
