"""A comment that waits for a decision, and a mailbox that takes nothing."""

from tests.factories import CommentFactory

DOWN = "tests.evaluations.mailboxes.Down"


def held(report, **more):
    return CommentFactory(report=report, name="Ana", email="ana@example.org", text="It was\nnever built.", **more)
