"""People post, change, withdraw and leave comments, moderators decide and undo, in any order there is."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from evaluations import comments, informing, moderation_log, permissions
from evaluations.choices import TURNED_DOWN, CommentStatus, HoldingMode
from evaluations.comments.entries import each_in
from evaluations.models import Act, Appeal, Comment, Complaint, Decision, EarlierText, Report
from tests import scenes
from tests.factories import BadgeFactory, UserFactory

GUESTS = {
    "Ana": ("ana@example.org", UUID(int=1)),
    "Eva": ("eva@example.org", UUID(int=2)),
}
WRITERS = ("Luz", "Marta", *GUESTS)
MODERATORS = ("first", "second", "evaluator", "nobody")
TEXTS = st.sampled_from(["Well done.", "It was never built.", "See https://a.example", "Casino https://b.example/x"])
VERDICTS = st.sampled_from([CommentStatus.APPROVED, CommentStatus.REJECTED, CommentStatus.SPAM])
PICKS = st.integers(min_value=0, max_value=30)  # which of the comments that there are
KEYS = st.sampled_from(["", "1.1", "1.2"])
_TIMES = {
    Comment: (
        "posted_at", "shown_at", "pinned_at", "edited_at", "changed_at", "withdrawn_at", "erased_at", "decided_at",
        "appealed_at", "complained_at",
    ),
    Decision: ("at", "undone_at", "told_at"),
    EarlierText: ("written_at", "replaced_at"),
    Appeal: ("made_at",),
    Complaint: ("made_at",),
}  # fmt: skip
REFUSALS = (PermissionDenied, ValidationError)  # what the database itself refuses is a fault


class CommentsInManyHands(RuleBasedStateMachine):
    """The comments under one report."""

    shown = removed = withdrawn = undone = answered = 0  # how often it came to that, in all runs

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.report = Report.objects.get(pk=scenes.published().report_id)
        moderators = [scenes.moderator(), scenes.moderator()]
        evaluator = self.report.lead
        evaluator.user.groups.add(*moderators[0].groups.all())
        self.moderators = dict(zip(MODERATORS, [*moderators, evaluator.user, UserFactory()], strict=True))
        self.accounts = {"Luz": UserFactory(), "Marta": UserFactory()}
        given = {"account": self.accounts["Marta"], "member": self.report.member, "given_by": moderators[0]}
        self.badge = BadgeFactory(name="Marta", **given)
        self.presses, self.seen, self.said = [], {}, 0
        comments.set_holding(self.report, "rules", by=moderators[0])

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    def commenter(self, who):
        if who in self.accounts:
            return comments.Commenter(self.accounts[who])
        email, browser = GUESTS[who]
        return comments.Commenter(emails=frozenset({email}), browser=browser)

    def picked(self, number):
        found = list(Comment.objects.order_by("pk"))
        return found[number % len(found)] if found else None

    def picked_by(self, who, number, *, own):
        """Return a comment of hers, if she has one and `own` says so, or any."""
        hers = list(self.commenter(who).comments().order_by("pk")) if own else []
        return hers[number % len(hers)] if hers else self.picked(number)

    def attempt(self, action):
        """Do something; where it is refused, nothing at all has changed."""
        before = self.rows()
        try:
            with transaction.atomic():
                return action()
        except REFUSALS:
            assert self.rows() == before

    def rows(self):
        tables = (Comment, EarlierText, Decision, Appeal, Complaint)
        return [[model_to_dict(row) for row in table.objects.order_by("pk")] for table in tables]

    @rule(who=st.sampled_from(WRITERS), text=TEXTS, key=KEYS, badge=st.booleans())
    def post(self, who, text, key, badge):
        self.say(who, text, badge, answer_key=key)

    @precondition(lambda self: Comment.objects.approved().exists())
    @rule(who=st.sampled_from(WRITERS), text=TEXTS, to=PICKS, badge=st.booleans())
    def answer(self, who, text, to, badge):
        self.say(who, text, badge, parent=self.picked(to))

    def say(self, who, text, badge, **place):
        self.said += 1  # the same words twice are one comment
        said = {"name": who, "email": "", "text": f"{text} ({self.said})", **place}
        if who in self.accounts:
            said["author"] = self.accounts[who]
            said["badge"] = self.badge if who == "Marta" and badge else None
        else:
            said["email"], said["browser"] = GUESTS[who]
        self.attempt(lambda: comments.post(self.report, **said))

    @rule(minutes=st.sampled_from([1, 20, 70]))
    def pass_time(self, minutes):
        """Let everything be older: of when it was posted the database lets nobody else change anything."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for model, names in _TIMES.items():
                model.objects.update(**{name: F(name) - timedelta(minutes=minutes) for name in names})
            cursor.execute("SET LOCAL session_replication_role = origin")
        self.seen.clear()  # it tells of times, too

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=PICKS)
    def look(self, number):
        """Open the page of a comment, to send something from it later."""
        comment = self.picked(number)
        self.seen[comment.pk] = (comments.state_of(comment), comments.case_of(comment))

    def seen_of(self, comment):
        return self.seen.pop(comment.pk, None) or (comments.state_of(comment), comments.case_of(comment))

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=PICKS, who=st.sampled_from(WRITERS), text=TEXTS, own=st.booleans())
    def edit(self, number, who, text, own):
        comment = self.picked_by(who, number, own=own)
        seen, _case = self.seen_of(comment)
        self.attempt(lambda: comments.edit(comment, text, by=self.commenter(who), seen=seen))

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=PICKS, who=st.sampled_from(WRITERS), own=st.booleans())
    def withdraw(self, number, who, own):
        comment = self.picked_by(who, number, own=own)
        self.attempt(lambda: comments.withdraw(comment, by=self.commenter(who)))

    @precondition(lambda self: Comment.objects.count() > 4)
    @rule(who=st.sampled_from(WRITERS), withdrawing=st.booleans())
    def erase(self, who, withdrawing):
        comments.erase(self.commenter(who), withdrawing=withdrawing)
        assert not self.commenter(who).comments().exists()

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=PICKS, verdict=VERDICTS, who=st.sampled_from(MODERATORS))
    def decide(self, number, verdict, who):
        self.decide_about(self.picked(number), verdict, who)

    @precondition(lambda self: Comment.objects.approved().exists())
    @rule(number=PICKS, who=st.sampled_from(MODERATORS[:2]), appeals=st.booleans())
    def remove(self, number, who, appeals):
        """Remove a comment; its author may appeal at once: a run in which no rule lets her would answer no appeal."""
        shown = list(Comment.objects.approved().order_by("pk"))
        comment = shown[number % len(shown)]
        self.decide_about(comment, CommentStatus.REJECTED, who)
        if appeals and (decision := comments.appealable(Comment.objects.get(pk=comment.pk))):
            self.attempt(lambda: comments.appeal(decision, "It is fair."))

    @precondition(lambda self: Comment.objects.filter(appealed_at__isnull=False).exists())
    @rule(verdict=VERDICTS, who=st.sampled_from(MODERATORS[:2]))
    def answer_an_appeal(self, verdict, who):
        """Decide about a comment whose author appeals; of the two, one may."""
        self.decide_about(Comment.objects.filter(appealed_at__isnull=False).earliest("pk"), verdict, who)

    def decide_about(self, comment, verdict, who):
        press, was_appealed = uuid4(), comment.appealed_at is not None
        given = {"by": self.moderators[who], "reason": "Read.", "seen": self.seen_of(comment)[1], "press": press}
        if self.attempt(lambda: comments.decide(comment, verdict, **given)):
            assert who in ("first", "second")
            type(self).answered += was_appealed
            self.presses.append((press, who))

    @precondition(lambda self: self.presses)
    @rule(number=PICKS, who=st.sampled_from(MODERATORS), own=st.booleans())
    def undo(self, number, who, own):
        press, decider = self.presses[-1 - number % len(self.presses)]
        done = comments.undo(press, by=self.moderators[decider if own else who])
        type(self).undone += done.count

    @precondition(lambda self: any(one.is_turned_down for one in Comment.objects.all()))
    @rule(number=PICKS)
    def appeal(self, number):
        removed = [one for one in Comment.objects.order_by("pk") if one.is_turned_down]
        if decision := comments.appealable(removed[number % len(removed)]):
            self.attempt(lambda: comments.appeal(decision, "It is fair."))

    @precondition(lambda self: Comment.objects.approved().exists())
    @rule(number=PICKS, who=st.sampled_from(WRITERS))
    def complain(self, number, who):
        account = self.accounts.get(who)
        given = {"rule": "insult", "account": account, "email": "" if account else GUESTS[who][0]}
        self.attempt(lambda: comments.complain(self.picked(number), **given))

    @rule()
    def tell(self):
        """Tell whom it concerns of what cannot be undone any more: it cannot, from then on."""
        informing.inform()
        assert not Decision.objects.to_be_told().exists()

    @precondition(lambda self: Comment.objects.exists())
    @rule(number=PICKS, who=st.sampled_from(MODERATORS), pins=st.booleans())
    def pin(self, number, who, pins):
        act = comments.pin if pins else comments.unpin
        self.attempt(lambda: act(self.picked(number), by=self.moderators[who]))

    @rule(mode=st.sampled_from(["", *HoldingMode.values]))
    def set_holding(self, mode):
        comments.set_holding(self.report, mode, by=self.moderators["first"])

    def places(self):
        """Return the entries of every page of the threads."""
        first = comments.thread_of(self.report)
        pages = range(1, first.paging.paginator.num_pages + 1)
        return [entry for page in pages for entry in each_in(comments.thread_of(self.report, page=page).entries)]

    @invariant()
    def what_is_visible_is_what_is_approved(self):
        places = self.places()
        visible = {entry.comment.pk for entry in places if not entry.is_hidden}
        assert visible == set(Comment.objects.approved().values_list("pk", flat=True))
        assert {entry.comment.pk for entry in places} == set(Comment.objects.shown().values_list("pk", flat=True))
        type(self).shown += len(visible)

    @invariant()
    def numbers_are_those_of_the_rows(self):
        thread = comments.thread_of(self.report)
        for key in ("", "1.1", "1.2"):
            assert thread.beside(key) == Comment.objects.approved().filter(answer_key=key).count()

    @invariant()
    def no_answer_lost_what_it_answers(self):
        lost = Comment.objects.shown().filter(parent__isnull=False, parent__shown_at=None)
        assert not lost.exists()

    @invariant()
    def the_log_and_the_notices_leave_no_gap(self):
        """Each notice has its line in the public log, or its act; each line that stands, its notice."""
        log = moderation_log.decisions(self.report).filter(undone_at=None).order_by("pk")
        turned_down = {line.comment_id: line for line in log}  # by what was decided last
        turned_down = {key: line for key, line in turned_down.items() if line.status != CommentStatus.APPROVED}
        for line in turned_down.values():
            told = Comment.objects.values_list("status", "removed_for", "decided_at").get(pk=line.comment_id)
            assert told == (line.status, line.rule, line.at)
        notices = [entry.comment for entry in self.places() if entry.is_hidden]
        removed = {comment.pk for comment in notices if comment.status in TURNED_DOWN}
        assert removed == {key for key, line in turned_down.items() if line.comment.shown_at}
        type(self).removed += len(removed)
        for comment in notices:
            if comment.status == CommentStatus.WITHDRAWN:
                assert Act.objects.filter(kind="withdraw-comment", row=comment.pk).count() == 1
                type(self).withdrawn += 1

    @invariant()
    def what_is_asked_waits_until_it_is_answered(self):
        for comment in Comment.objects.all():
            complaints = comment.complaints.waiting().order_by("made_at")
            appeals = Appeal.objects.waiting().filter(decision__comment=comment)
            assert (comment.open_complaints, comment.complained_at) == (
                complaints.count(), complaints.values_list("made_at", flat=True).first(),
            )  # fmt: skip
            assert [comment.appealed_at] == (list(appeals.values_list("made_at", flat=True)) or [None])
        for appeal in Appeal.objects.exclude(answer=None).select_related("answer", "decision"):
            assert appeal.answer.by_id != appeal.decision.by_id

    @invariant()
    def whatever_waits_is_in_a_queue(self):
        """Of somebody at least: nothing is left to nobody."""
        queued = permissions.comments_to_decide(self.moderators["first"]).wanting_a_decision()
        queued |= permissions.comments_to_decide(self.moderators["second"]).wanting_a_decision()
        waiting = [one.pk for one in Comment.objects.all() if not (one.is_approved or one.decided_at)]
        assert set(waiting) - set(Comment.objects.filter(status="withdrawn").values_list("pk", flat=True)) <= set(
            queued.values_list("pk", flat=True)
        )

    @invariant()
    def what_is_shown_is_what_was_written(self):
        for comment in Comment.objects.all():
            assert comment.html == (comments.render(comment.text) if comment.is_approved else "")
            assert bool(comment.text) or (comment.withdrawn_at and comment.erased_at)

    @invariant()
    def nothing_earlier_is_lost_or_left_over(self):
        for comment in Comment.objects.all():
            is_destroyed = bool(comment.withdrawn_at and comment.erased_at)
            assert comment.earlier_texts.exists() == (comment.changed_at is not None and not is_destroyed)

    @invariant()
    def whoever_was_erased_is_named_nowhere(self):
        for comment in Comment.objects.filter(erased_at__isnull=False):
            assert (comment.name, comment.email, comment.author, comment.browser) == ("", "", None, None)


def run(*, examples, steps, reaching):
    """Let people do so many things, so many times over; fail where none of it came as far as is to be reached."""
    chosen = {"deadline": None, "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(
        CommentsInManyHands, settings=settings(max_examples=examples, stateful_step_count=steps, **chosen)
    )
    reached = {name: getattr(CommentsInManyHands, name) for name in reaching}
    assert all(reached.values()), reached
