"""What moderators decided, for everybody to read: each decision, and how many there are for each reason.

No person is in it: neither who wrote a comment or complained, nor who decided. Nor is what they wrote, the reasons of
moderators included, for those may quote a comment; against which rule a comment is, is a class of five.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import TURNED_DOWN, CommentStatus, RemovalRule
from .models import Appeal, Complaint, Decision

# Not what stays turned down, be it for another reason or on appeal.
_TURNS_DOWN = Q(status__in=TURNED_DOWN, before__in=[CommentStatus.HELD, CommentStatus.APPROVED])


# Nothing of an edition but its title: there may be very many decisions about one report.
_READ = [
    *("before", "status", "rule", "at", "undone_at"),
    *("comment__shown_at", "comment__report__slug"),
    *("comment__report__current__title", "comment__report__current__language"),
]


@dataclass(frozen=True)
class Tally:
    """How many comments were turned down against one rule, and what came of that."""

    rule: str  # a RemovalRule, "" where it was not recorded
    label: str
    turned_down: int
    appeals: int
    reversed: int  # on appeal
    complaints: int


def decisions(report=None):
    """Return each Decision under a report, or on the whole site, with `on_appeal` and `complaints` (their number).

    One that was taken back within the hour is among them: it says so.
    """
    found = Decision.objects.all() if report is None else Decision.objects.filter(comment__report=report)
    return (
        found.annotate(
            on_appeal=Exists(Appeal.objects.filter(answer=OuterRef("pk"))),
            complaints=Count("answered_complaints"),
        )
        .select_related("comment__report__current")
        .only(*_READ)
    )


def tallies(report=None):
    """Return the Tally of each rule of which there is anything to tell; what was taken back is not counted."""
    counts = [
        _by_rule(Decision.objects.standing().filter(_TURNS_DOWN), "rule", "comment__report", report),
        _by_rule(_appeals(), "decision__rule", "decision__comment__report", report),
        _by_rule(_appeals().filter(_REVERSED), "decision__rule", "decision__comment__report", report),
        _by_rule(Complaint.objects.all(), "rule", "comment__report", report),
    ]
    labels = {**dict(RemovalRule.choices), "": _("not recorded")}
    told = [(rule, [count.get(rule, 0) for count in counts]) for rule in labels]
    return [Tally(rule, str(labels[rule]), *numbers) for rule, numbers in told if any(numbers)]


_REVERSED = Q(answer__status=CommentStatus.APPROVED)


def _appeals():
    return Appeal.objects.filter(decision__undone_at=None)


def _by_rule(rows, rule, report_of, report):
    """Return by rule how many of the rows there are, under a report or on the whole site."""
    rows = rows if report is None else rows.filter(**{report_of: report})
    return dict(rows.order_by().values_list(rule).annotate(Count("pk")))


def published(report=None):
    """Return how many comments moderators published, or left on the page."""
    found = Decision.objects.standing().filter(status=CommentStatus.APPROVED)
    found = found if report is None else found.filter(comment__report=report)
    return found.order_by().values("comment").distinct().count()


def what_was_done(decision):
    """Say what a Decision of `decisions` did."""
    parts = [_done(decision)]
    if decision.on_appeal:
        parts.append(_("on appeal, by another moderator"))
    if decision.complaints:
        words = ngettext("after %(count)d complaint", "after %(count)d complaints", decision.complaints)
        parts.append(words % {"count": decision.complaints})
    if decision.undone_at:
        parts.append(_("taken back within the hour"))
    return ", ".join(parts)


def _done(decision):
    if decision.status == CommentStatus.APPROVED:
        return _("Left on the page") if decision.before == decision.status else _("Published")
    if decision.status == decision.before:
        return _("Left as it was decided")
    if decision.status == CommentStatus.SPAM:
        return _("Marked as spam")
    return _("Removed from the page") if _was_on_the_page(decision) else _("Not published")


def _was_on_the_page(decision):
    """Whether the comment had its place there, if only as the notice that its author changed it, and it waits."""
    waited = decision.before == CommentStatus.HELD and decision.was_shown
    return waited or decision.before == CommentStatus.APPROVED
