"""Which comments there are: those that the public reads, and those that wait for somebody."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, When
from django.db.models.lookups import Exact

from ..choices import TURNED_DOWN, CommentStatus
from .edition import Edition

# In the order in which they were posted; those of an imported page, which did not say when, are older.
IN_TIME = (F("posted_at").asc(nulls_first=True), "id")
SHOWN = Q(shown_at__isnull=False)
# For a moderator: also what fell into the trap for machines, about which nobody has decided.
WAITS = Q(status__in=[CommentStatus.HELD, CommentStatus.SPAM], decided_at=None)
COMPLAINED_OF, APPEALED = Q(complained_at__isnull=False), Q(appealed_at__isnull=False)


class IsAmong(Func):
    """Whether a value is one of an array's."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


class CommentQuerySet(models.QuerySet):
    def approved(self):
        """The comments that the public sees."""
        return self.filter(status=CommentStatus.APPROVED)

    def shown(self):
        """Those that have a place on the page: what the public sees, and of what it saw once, the notice."""
        return self.filter(SHOWN)

    def with_what_they_speak_of(self):
        """Annotate `written_about`: the number of its edition where what it speaks of was changed by a later one.

        What the editions of before it was noted changed, nobody knows: after such a one it is told of every comment.
        """
        later = Edition.objects.published().filter(report=OuterRef("report"), number__gt=OuterRef("edition__number"))
        changed = later.filter(
            Q(changed=None) | Q(IsAmong(OuterRef("answer_key"), F("changed"))) | Q(Exact(OuterRef("answer_key"), ""))
        )
        return self.annotate(written_about=Case(When(Exists(changed), then=F("edition__number"))))

    def with_outcomes(self):
        """Annotate `led_to`: the numbers of the editions to which each is recorded to have led."""
        editions = Edition.objects.filter(outcomes__comment=OuterRef("pk")).order_by("number").values("number")
        return self.annotate(led_to=ArraySubquery(editions))

    def pinned(self):
        """Those that stand above the threads."""
        return self.filter(pinned_at__isnull=False)

    def in_time(self):
        """The oldest first."""
        return self.order_by(*IN_TIME)

    def held(self):
        """The comments that wait for a moderator, the one that waits longest first."""
        return self.filter(status=CommentStatus.HELD).order_by("posted_at", "id")

    def waiting(self):
        """Those of which the public reads nothing until a moderator decides."""
        return self.filter(WAITS)

    def turned_down(self):
        """Those of which a moderator has decided that the public does not read them."""
        return self.filter(status__in=TURNED_DOWN, decided_by__isnull=False)

    def wanting_a_decision(self):
        """Those that wait, and those about which people have asked something: their authors, or readers."""
        return self.filter(WAITS | COMPLAINED_OF | APPEALED)
