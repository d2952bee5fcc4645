"""Publishing at its time: what reviewers have scheduled is published by a command."""

import logging

from django.core.exceptions import ValidationError
from django.db import transaction

from . import workflow
from .models import Edition

logger = logging.getLogger(__name__)

# Somebody else was quicker: published it, took it off the schedule, or chose a later time.
OVERTAKEN = {"status", "early"}


def publish_due(*, on_fault=lambda edition: None):
    """Publish every scheduled edition whose time has come; return the moves that were made, oldest time first.

    What is not fit to be published any more is taken off the schedule, with the reason, and its reviewers are told.
    Each edition stands for itself: what keeps one back, be it a fault of ours, which is logged and of which `on_fault`
    is told, keeps no other. Run twice, or by two at once, it publishes once.
    """
    moves = (_publish_or_log(edition, on_fault) for edition in list(Edition.objects.due_for_publication()))
    return [move for move in moves if move is not None]


def _publish_or_log(edition, on_fault):
    try:
        return _publish(edition)
    except Exception:  # whatever it is, the others wait behind it
        logger.exception("Report %s could not be published at its time", edition.report_id)
        on_fault(edition)
        return None


def _publish(edition):
    """Publish one edition, or take it off the schedule; return the move, or None where somebody else was quicker."""
    try:
        with transaction.atomic():
            return workflow.perform(workflow.PUBLISH_SCHEDULED, edition, by=None)
    except ValidationError as error:
        if _is_overtaken(error):
            return None
        reason = "\n".join(error.messages)
    try:
        with transaction.atomic():
            return workflow.perform(workflow.UNSCHEDULE, edition, by=None, reason=reason)
    except ValidationError:
        return None


def _is_overtaken(error):
    return {part.code for part in error.error_list} <= OVERTAKEN
