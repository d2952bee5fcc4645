"""Where what is new is found: comments that came to be shown, and the acts of the audit trail that the public reads.

All of it carries the time of the database's own clock (`Comment.shown_at`, `Act.at`), so that no two machines disagree
about what came before what.
"""

from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Now

from commitments.models import Member

from ..acts import NEWS, OPENINGS, STANDING_CHANGES, ActKind
from ..choices import CommentStatus, FollowPace, Standing
from ..models import Act, Comment, Follow, IsAmong, ResponsePart, StandingChange
from .items import of_act, of_comment

_OF_REPORT = ("slug", "standing", "comments_close_at", "member__time_zone", "member__slug", "current__title")
_COMMENT = ("name", "text", "html", "shown_at", "edited_at", "erased_at", *(f"report__{name}" for name in _OF_REPORT))
_EDITION = ("number", "title", "change_class", "change_reason")
_ACT = ("kind", "at", "row", *(f"edition__{name}" for name in _EDITION), *(f"report__{name}" for name in _OF_REPORT))
# What was open once and is closed by now, or belongs to a report that was withdrawn, is no news any more.
_IS_NEWS = Q(kind__in=NEWS) & (
    ~Q(kind__in=OPENINGS) | Q(report__standing=Standing.STANDING, report__comments_close_at__gt=Now())
)
# A withdrawn report is in no list of its member's: only that it was withdrawn is told there.
_IS_NEWS_OF_MEMBER = _IS_NEWS & (Q(report__standing=Standing.STANDING) | Q(kind__in=STANDING_CHANGES))


class Window:
    """What is new about what somebody follows, from when she was told last until a moment, as the public sees it now.

    `again` are the keys of comments that are older and had not been told, since nobody could read them then.
    """

    def __init__(self, follow, *, since, until, again=()):
        self.subject, self._since, self._until, self._again = follow.subject, since, until, list(again)
        self._not_hers = ~_by(follow.account_id or 0, follow.mailbox)
        self._told_elsewhere = _by_another(follow)

    @cached_property
    def items(self):
        """Return the Items, the oldest first; what she wrote herself is none."""
        acts = _acts_about(self.subject).filter(at__gt=self._since, at__lte=self._until)
        if isinstance(self.subject, Member):
            acts = acts.exclude(self._told_elsewhere)
        shown = [comment for comment in self._found if comment.is_approved]
        return sorted(_items(shown, acts), key=lambda item: (item.at, item.key))

    @property
    def told(self):
        """Return the keys of the comments that are among them."""
        return {comment.pk for comment in self._found if comment.is_approved}

    @property
    def left_out(self):
        """Return the keys of the comments that nobody reads now, and that a moderator may bring back."""
        gone = (CommentStatus.APPROVED, CommentStatus.WITHDRAWN)
        return {comment.pk for comment in self._found if comment.status not in gone}

    @cached_property
    def _found(self):
        if isinstance(self.subject, Member):
            return []  # a member tells no comments
        # Shown or not, by one query: of what is decided in between, the other two are of one mind.
        is_new = Q(shown_at__gt=self._since, shown_at__lte=self._until) & ~Q(self._told_elsewhere)
        is_new |= Q(pk__in=self._again)
        comments = _comments_about(self.subject).filter(is_new).filter(self._not_hers)
        return list(comments.select_related("report__member", "report__current").only(*_COMMENT, "status"))


def latest(subject, *, at_most):
    """Return the Items about a thread (the Comment that begins it), a report or a member, the newest first."""
    comments = _comments_about(subject).approved().select_related("report__member", "report__current").only(*_COMMENT)
    comments = comments.order_by("-shown_at", "-pk")[:at_most]
    acts = _acts_about(subject).order_by("-at", "-pk")[:at_most]
    return sorted(_items(comments, acts), key=lambda item: (item.at, item.key), reverse=True)[:at_most]


def with_news(follows):
    """Return those of these follows, which have their `mailbox`, of whose subject there is something new to be told."""
    new = Comment.objects.approved().filter(shown_at__gt=OuterRef("told_until"))
    back = Comment.objects.approved().filter(IsAmong(F("pk"), OuterRef("left_out")))
    acts = Act.objects.filter(at__gt=OuterRef("told_until"))
    not_hers = ~_by(Coalesce(OuterRef("account"), Value(0)), OuterRef("mailbox"))
    return follows.filter(
        Exists(new.filter(not_hers, root=OuterRef("thread")))
        | Exists(new.filter(not_hers, report=OuterRef("report")))
        | Exists(back)
        | Exists(acts.filter(_IS_NEWS, report=OuterRef("report")))
        | Exists(acts.filter(_IS_NEWS_OF_MEMBER, report__member=OuterRef("member")))
    )


def _by(account, mailbox):
    """Return the condition that a comment is by this account, or by whoever has this email: never null."""
    return Q(author=account) | Q(email__mailbox=mailbox) | Q(author__email__mailbox=mailbox)


def _by_another(follow):
    """Return the condition that another follow of hers tells it, so that one thing comes in one mail.

    The quicker one does, and of two as quick that of less: the thread, not its report; the report, not its member. A
    member tells less of its reports than they do, and stands in for none.
    """
    paces = list(FollowPace)
    quicker = paces[: paces.index(follow.pace)]
    if follow.thread:
        return _tells(follow, "shown_at", pace__in=quicker, report=OuterRef("report"))
    if follow.report:
        return _tells(follow, "shown_at", pace__in=[*quicker, follow.pace], thread=OuterRef("root"))
    return _tells(follow, "at", pace__in=[*quicker, follow.pace], report=OuterRef("report"))


def _tells(follow, moment, **which):
    hers = Follow.objects.confirmed().of(account=follow.account, emails=[follow.mailbox])
    return Exists(hers.filter(confirmed_at__lt=OuterRef(moment), told_until__gte=OuterRef(moment), **which))


def _comments_about(subject):
    if isinstance(subject, Member):
        return Comment.objects.none()
    return Comment.objects.filter(Q(root=subject.pk) if isinstance(subject, Comment) else Q(report=subject))


def _acts_about(subject):
    acts = Act.objects.select_related("report__member", "report__current", "edition").only(*_ACT)
    if isinstance(subject, Comment):
        return acts.none()
    if isinstance(subject, Member):
        return acts.filter(_IS_NEWS_OF_MEMBER, report__member=subject)
    return acts.filter(_IS_NEWS, report=subject)


def _items(comments, acts):
    acts = list(acts)
    said = _said_with(acts)
    # Where the last day was set several times, one sentence tells which it is now.
    newest = {act.report_id: act.pk for act in sorted(acts, key=lambda act: act.pk) if act.kind in OPENINGS}
    told = [act for act in acts if act.kind not in OPENINGS or newest[act.report_id] == act.pk]
    return [*map(of_comment, comments), *(of_act(act, said.get((act.kind, act.row), "")) for act in told)]


def _said_with(acts):
    """Return, by kind and row of the act, why a report was withdrawn or stands again, what a response says of it."""
    rows = {kind: [act.row for act in acts if act.kind == kind] for kind in (*STANDING_CHANGES, ActKind.RESPOND)}
    said = {}
    for kind in STANDING_CHANGES:
        if rows[kind]:
            reasons = StandingChange.objects.filter(pk__in=rows[kind]).values_list("pk", "reason")
            said |= {(kind, pk): reason for pk, reason in reasons}
    if of_responses := rows[ActKind.RESPOND]:
        on_the_whole = ResponsePart.objects.filter(response__in=of_responses, response__number__isnull=False)
        texts = on_the_whole.filter(answer_key="").values_list("response", "text")
        said |= {(ActKind.RESPOND, pk): text for pk, text in texts}
    return said
