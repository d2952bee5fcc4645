"""What commenters and moderators send."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from evaluations import (
    comments,
    drafts,
)
from evaluations.own_links import token_of_decision
from tests import scenes
from tests.evaluations.comments.own import approve_as_read
from tests.factories import (
    ApprovedCommentFactory,
    BadgeFactory,
    CommentFactory,
    UserFactory,
)

from .made import COMMENTER, KEY, MODERATOR, WORDS, Sending, of


def _decide_about_comment(verdict, kind):
    comment = CommentFactory(report=scenes.published().report, answer_key=KEY)
    data = {"seen": f"{comment.pk} held - - - 0", "rule": "other", "reason": "Off the subject."}
    return Sending(scenes.moderator(), (verdict,), data, [(kind, MODERATOR, KEY)])


def say_what_waits():
    edition = scenes.published()
    sent = {"holding": "all", "last_day": timezone.localdate() + timedelta(days=9), "seen": "site -"}
    acts = [("set-last-day", MODERATOR), ("set-holding", MODERATOR)]
    return of(edition, scenes.moderator(), sent, *acts)


def _press_in_the_queue(verdict, kind):
    comment = CommentFactory(report=scenes.published().report, answer_key=KEY)
    data = {
        "seen": f"{comment.pk} {comments.case_of(comment)}",
        "verdict": verdict,
        "rule": "other",
        "reason": "Off the subject.",
    }
    return Sending(scenes.moderator(), (), data, [(kind, MODERATOR, KEY)])


def approve_in_the_queue():
    return _press_in_the_queue("approve", "approve-comment")


def reject_in_the_queue():
    return _press_in_the_queue("reject", "reject-comment")


def undo_a_decision():
    comment, moderator = CommentFactory(report=scenes.published().report, answer_key=KEY), scenes.moderator()
    comments.approve(comment, by=moderator)
    data = {"press": comment.decisions.get().press}
    return Sending(moderator, (), data, [("undo-decision", MODERATOR, KEY)])


def approve_a_comment():
    return _decide_about_comment("approve", "approve-comment")


def reject_a_comment():
    return _decide_about_comment("reject", "reject-comment")


def mark_spam():
    return _decide_about_comment("spam", "mark-spam")


def _press_for_outcome(name, kind):
    edition = scenes.published()
    comment = ApprovedCommentFactory(report=edition.report, answer_key=KEY)
    after = scenes.published(drafts.correct(edition.report, by=scenes.reviewer(), reason="A reader was right."))
    moderator = scenes.moderator()
    if name == "take_back":
        comments.record_outcome(comment, after, by=moderator)
    return Sending(moderator, (comment.pk,), {name: "2"}, [(kind, MODERATOR, KEY)])


def record_an_outcome():
    return _press_for_outcome("record", "record-outcome")


def take_back_an_outcome():
    return _press_for_outcome("take_back", "take-back-outcome")


def _press_pin(name):
    report, moderator = scenes.published().report, scenes.moderator()
    badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=moderator)
    comment = ApprovedCommentFactory(report=report, answer_key=KEY, author=badge.account, badge=badge)
    if name == "unpin":
        comments.pin(comment, by=moderator)
    return Sending(moderator, (comment.pk,), {name: "1"}, [(f"{name}-comment", MODERATOR, KEY)])


def pin_a_comment():
    return _press_pin("pin")


def take_a_comment_down():
    return _press_pin("unpin")


def _about_own_comment(data, kind):
    comment = ApprovedCommentFactory(
        report=scenes.published().report, answer_key=KEY, author=UserFactory(), email="", browser=None
    )
    approve_as_read(comment)
    sent = {"seen": comments.state_of(comment), **data}
    return Sending(comment.author, (comment.report.slug, comment.pk), sent, [(kind, COMMENTER, KEY)])


def appeal_against_a_decision():
    comment = ApprovedCommentFactory(report=scenes.published().report, answer_key=KEY)
    comments.reject(comment, by=scenes.moderator(), reason="Off the subject.", rule="other")
    token = token_of_decision(comment.decisions.get())
    return Sending(comment.author, (token,), {"text": WORDS}, [("appeal", COMMENTER, KEY)])


def complain_of_a_comment():
    comment = ApprovedCommentFactory(report=scenes.published().report, answer_key=KEY)
    return Sending(None, (comment.report.slug, comment.pk), {"rule": "insult"}, [("complain", "reader", KEY)])


def change_a_comment():
    return _about_own_comment({"text": WORDS}, "edit-comment")


def withdraw_a_comment():
    return _about_own_comment({}, "withdraw-comment")


def erase_an_author():
    return replace(_about_own_comment({"sure": "on"}, "erase-commenter"), args=())


def erase_and_withdraw():
    sending = _about_own_comment({"sure": "on", "withdrawing": "on"}, "withdraw-comment")
    return replace(sending, args=(), acts=[*sending.acts, ("erase-commenter", COMMENTER, KEY)])


SENDINGS = {
    "evaluations:edit-comment": [change_a_comment],
    "evaluations:withdraw-comment": [withdraw_a_comment],
    "evaluations:appeal": [appeal_against_a_decision],
    "evaluations:complain": [complain_of_a_comment],
    "evaluations:erase-commenter": [erase_an_author, erase_and_withdraw],
    "evaluations:comments-of-report": [say_what_waits],
    "evaluations:decide-comments": [approve_in_the_queue, reject_in_the_queue],
    "evaluations:undo-decision": [undo_a_decision],
    "admin:evaluations_comment_decide": [approve_a_comment, reject_a_comment, mark_spam],
    "admin:evaluations_comment_outcome": [record_an_outcome, take_back_an_outcome],
    "admin:evaluations_comment_pin": [pin_a_comment, take_a_comment_down],
}
