"""Whatever moderators and authors do between the mails: each comment is told once, and only while it is shown."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations import comments, following
from evaluations.comments import Commenter
from evaluations.models import Comment, Follow, Mail
from evaluations.notifications.following import mail_follower
from tests import scenes
from tests.evaluations.following import followers
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

NAMES = ("Ana", "Eva", "Ida")
STEPS = st.tuples(st.sampled_from(["approve", "reject", "undo", "withdraw"]), st.sampled_from(NAMES))
SENDING = st.sampled_from([("send", ""), ("deliver", "")])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS | SENDING, max_size=30))
def test_each_comment_is_told_once_and_while_it_is_shown(report, mailoutbox, steps):
    with transaction.atomic():
        Machine(report, mailoutbox).play(steps)
        transaction.set_rollback(True)


class Machine:
    """Three comments of one account under a report that somebody follows, and a moderator."""

    def __init__(self, report, mailoutbox):
        author = UserFactory()
        self.author, self.moderator, self.outbox = Commenter(author), scenes.moderator(), mailoutbox
        self.follow = followers.guest(report)
        hers = {"report": report, "author": author, "email": "", "browser": None}
        self.keys = {name: CommentFactory(name=name, **hers).pk for name in NAMES}
        self.presses, self.told = {}, []
        Mail.objects.all().delete()
        self.outbox.clear()

    def play(self, steps):
        for step, name in steps:
            try:
                with transaction.atomic():
                    getattr(self, step)(name)
            except (PermissionDenied, ValidationError):
                pass
        self.deliver("")
        for name in NAMES:
            if self.comment(name).status in ("held", "rejected"):
                self.approve(name)
        self.send("")
        self.deliver("")

        assert sorted(self.told) == sorted({*self.told})  # none twice
        # None is lost: what was shown and withdrawn before a mail left is all that is missing.
        assert {name for name in NAMES if self.comment(name).is_approved} <= {*self.told}
        assert Follow.objects.get(pk=self.follow.pk).left_out == []

    def comment(self, name):
        return Comment.objects.get(pk=self.keys[name])

    def decide(self, name, decision, **said):
        self.presses[name] = uuid4()
        decision(self.comment(name), by=self.moderator, press=self.presses[name], **said)

    def approve(self, name):
        self.decide(name, comments.approve)

    def reject(self, name):
        self.decide(name, comments.reject, reason="Abuse.")

    def undo(self, name):
        if name in self.presses:
            comments.undo(self.presses[name], by=self.moderator)

    def withdraw(self, name):
        comments.withdraw(self.comment(name), by=self.author)

    def send(self, _name):
        following.send()

    def deliver(self, _name):
        """Let what is queued leave."""
        for mail in Mail.objects.filter(kind="news", state="waiting").order_by("pk"):
            self.outbox.clear()
            mail_follower.call(*mail.arguments)
            names = [one for message in self.outbox for one in re.findall(r"^\* (\w+) on", message.body, re.MULTILINE)]
            assert [name for name in names if not self.comment(name).is_approved] == []
            self.told += names
            Mail.objects.filter(pk=mail.pk).delete()
