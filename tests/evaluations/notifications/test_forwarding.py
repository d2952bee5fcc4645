"""A reader's message to an evaluator, and what it cannot smuggle in."""

import pytest
from django.core import mail
from django.core.mail import BadHeaderError

from evaluations import notifications
from tests import scenes
from tests.evaluations.notifications.mails import REASON, SITE, TITLE, sent
from tests.factories import EvaluatorFactory

pytestmark = pytest.mark.django_db


def test_reader_writes_to_an_evaluator(draft):
    edition = scenes.published(draft)
    mail.outbox.clear()

    notifications.forward(edition.bylines.get(), name="Eva & Max", email="reader@example.org", message=REASON)

    assert [message.reply_to for message in mail.outbox] == [["reader@example.org"]]
    assert sent() == [
        (
            [draft.report.lead.user.email],
            [],
            [],
            f"A reader writes about “End of Commitment Report – {TITLE}”",
            (
                "Dear Ana O'Farril & Co,\n"
                "\n"
                "Eva & Max read your report and writes to you:\n"
                "\n"
                f"{REASON}\n"
                "\n"
                "The reader does not know your email. If you answer this email, your answer goes to the "
                "reader, who then "
                "sees it.\n"
                "\n"
                "The report:\n"
                f"{SITE}/reports/publish-every-contract-budget-line-of-ofarrils-office/\n"
                "\n"
                "-- \n"
                "Open Government Reports\n"
                f"{SITE}\n"
            ),
        )
    ]


def test_evaluator_without_any_email_cannot_be_written_to(draft):
    draft.bylines.create(position=2, name="Nobody we know")
    draft.bylines.create(position=3, name="Berta", evaluator=EvaluatorFactory(user=None, email=""))

    can = [notifications.can_be_written_to(byline) for byline in draft.bylines.order_by("position")]

    assert can == [True, False, False]


def test_evaluator_whose_account_is_closed_cannot_be_written_to(draft):
    user = draft.report.lead.user
    user.is_active = False
    user.save()

    assert not notifications.can_be_written_to(draft.bylines.get())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_no_name_begins_a_new_line(draft, ending):
    edition = scenes.published(draft)
    mail.outbox.clear()
    evil = f"Eva{ending}Bcc: all@example.org{ending}{ending}Dear friend, click here"

    notifications.forward(edition.bylines.get(), name=evil, email="reader@example.org", message="Hello")

    (message,) = mail.outbox
    assert (
        message.body.splitlines()[2]
        == "Eva Bcc: all@example.org Dear friend, click here read your report and writes to you:"
    )
    assert message.recipients() == [draft.report.lead.user.email]
    assert "Bcc" not in message.message()


def test_no_email_begins_a_new_header(draft):
    edition = scenes.published(draft)
    mail.outbox.clear()

    with pytest.raises(BadHeaderError):
        notifications.forward(
            edition.bylines.get(), name="Eva", email="reader@example.org\nBcc: all@example.org", message="Hello"
        )

    assert mail.outbox == []
