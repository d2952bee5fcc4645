"""Who checks what was submitted, and decides about what is published."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from ..choices import ChangeClass, ReviewRule
from ..conflicts import standing_conflicts
from .roles import REVIEWERS, has_evaluated, is_reviewer
from .writing import has_submitted, is_author_of, leads


def is_outside(user, edition):
    """Whether she is a reviewer who neither wrote the report nor submitted it: from this nobody is exempt."""
    return is_reviewer(user) and not has_evaluated(user, edition.report) and not has_submitted(user, edition)


def can_review(user, edition):
    """Reviewers check what was submitted, except where they wrote it, or have a tie from which they are not exempt."""
    return is_outside(user, edition) and not standing_conflicts(user, edition) - {ReviewRule.SAME_PERSON}


def can_publish(user, edition):
    """Who may review an edition publishes it, except where she approved it herself."""
    return is_outside(user, edition) and not standing_conflicts(user, edition)


def reviewed(edition):
    """Return the edition as it was reviewed: of one that tells of a redaction, which nobody reviews, what it copies."""
    while edition.change_class == ChangeClass.REDACTION:
        edition = edition.predecessor
    return edition


def can_discard(user, edition):
    """Whoever leads a new edition discards it while it is open, and so does a reviewer.

    But no reviewer who does not lead it and is or was an evaluator on the report, or has a tie from which she is not
    exempt, declared of it or of what it is to take the place of.
    """
    if leads(user, edition):
        return True
    if not is_reviewer(user) or has_evaluated(user, edition.report):
        return False
    concerned = [edition, reviewed(edition.predecessor)] if edition.predecessor_id else [edition]
    return not any(standing_conflicts(user, one) - {ReviewRule.SAME_PERSON} for one in concerned)


def can_withdraw(user, report):
    """Who may review what is published of a report withdraws it, and lets it stand again."""
    return report.current_id is not None and can_review(user, reviewed(report.current))


def can_ask_to_respond(user, report):
    """Who may review what is published of a report chooses who responds to it for the government."""
    return can_withdraw(user, report)


def can_declare(user, edition):
    """A reviewer says whether she has a tie while it matters: from the first submission to the publication."""
    return edition.is_under_review and is_outside(user, edition)


def can_exempt(user, edition, reviewer):
    """Who may review an edition exempts another reviewer; an administrator, who may be alone, also herself."""
    if not edition.is_with_reviewers or not is_outside(reviewer, edition):
        return False
    return (user.is_superuser and user.is_active) or (user.pk != reviewer.pk and can_review(user, edition))


def reviewers_besides(edition, people):
    """Return the reviewers who may still decide about an edition when these people have done their part."""
    free = reviewers_who_did_not_write(edition).exclude(pk__in=people)
    # Of nobody else is anything known that could stand against her.
    known = free.filter(Q(pk__in=edition.declarations.values("by")) | Q(evaluator__isnull=False))
    hindered = [one.pk for one in known if standing_conflicts(one, edition) - {ReviewRule.SAME_PERSON}]
    return free.exclude(pk__in=hindered)


def reviewers_who_did_not_write(edition):
    """Return the reviewers of an edition, with those against whom a rule stands that an exemption would lift."""
    wrote = Q(evaluator__bylines__edition__report=edition.report_id)
    wrote |= Q(evaluator__removed_bylines__edition__report=edition.report_id)
    reviewers = get_user_model().objects.filter(groups__name=REVIEWERS, is_active=True)
    return reviewers.exclude(wrote).distinct()


def can_reply_to_remarks(user, edition):
    """Whoever writes an edition, or may review it, says something back to what was remarked on it."""
    return is_author_of(user, edition) or can_review(user, edition)
