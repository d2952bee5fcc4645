"""Which editions there are: those that are made, with their reviewers, published or discarded."""

from django.db import models
from django.db.models import F
from django.utils import timezone

from ..choices import Status

ONCE_APPROVED = (Status.APPROVED, Status.SCHEDULED)
WITH_REVIEWERS = (Status.SUBMITTED, *ONCE_APPROVED)
ENDED = (Status.PUBLISHED, Status.DISCARDED)


class EditionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def unpublished(self):
        """Those that are being made: neither published nor discarded."""
        return self.exclude(status__in=ENDED)

    def discarded(self):
        return self.filter(status=Status.DISCARDED)

    def unsealed(self):
        """Those that are being made, and those that were discarded."""
        return self.exclude(status=Status.PUBLISHED)

    def waiting_for_review(self):
        """Editions that are with their reviewers, approved or not, the one that waits longest first.

        Those that are scheduled come last, for nobody has to do anything about them.
        """
        waiting = self.filter(status__in=WITH_REVIEWERS)
        return waiting.order_by(F("scheduled_for").asc(nulls_first=True), "submitted_at", "id")

    def due_for_publication(self):
        """Scheduled editions whose time has come, the one that has waited longest first."""
        due = self.filter(status=Status.SCHEDULED, scheduled_for__lte=timezone.now())
        return due.order_by("scheduled_for", "id")

    def by_evaluator(self, evaluator):
        return self.filter(bylines__evaluator=evaluator)


class EditionManager(models.Manager.from_queryset(EditionQuerySet)):
    def get_queryset(self):
        """Leave what is made for searching in the database: nobody reads it, and it is as long as the report."""
        return super().get_queryset().defer("search", "narrative_marks")
