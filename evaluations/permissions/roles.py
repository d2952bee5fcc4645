"""Who is who: staff by their groups, evaluators by their assignments and by what they stand on."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from ..models import Assignment, Evaluator, Report

EVALUATORS, REVIEWERS, MODERATORS = "evaluators", "reviewers", "moderators"


def _in_group(user, name):
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "group_names"):
        # Whoever is signed in was read with them; asked several times on one page.
        user.group_names = list(user.groups.values_list("name", flat=True))
    return name in user.group_names


def is_reviewer(user):
    """Staff who check reports and publish them."""
    return user.is_active and (user.is_superuser or _in_group(user, REVIEWERS))


def is_moderator(user):
    """Staff who decide about comments."""
    return user.is_active and (user.is_superuser or _in_group(user, MODERATORS))


def moderators():
    """Return the accounts of the moderators who can be written to."""
    found = get_user_model().objects.filter(groups__name=MODERATORS, is_active=True)
    return found.exclude(email="").order_by("pk")


def keepers():
    """Return the accounts of those who manage the site and can be written to."""
    found = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return found.exclude(email="").order_by("pk")


def is_evaluator(user):
    """People who may be assigned to members, and file reports for those."""
    return _in_group(user, EVALUATORS)


def evaluator_of(user):
    """Return the evaluator whose account this is, or None."""
    if not user.is_authenticated or not user.is_active:
        return None
    return Evaluator.objects.filter(user=user).first()


def is_assigned(user, member):
    """Whether she may file reports on this member's commitments."""
    return (
        user.is_authenticated
        and user.is_active
        and Assignment.objects.filter(evaluator__user=user, member=member).exists()
    )


def is_evaluator_on(user, edition):
    """Whether she stands in the edition's bylines."""
    return user.is_authenticated and edition.bylines.filter(evaluator__user=user).exists()


def has_evaluated(user, report):
    """Whether she stands, or ever stood, in the bylines of the report, taken off or not."""
    return user.is_authenticated and evaluated_by(user).filter(pk=report.pk).exists()


def evaluated_by(user):
    """Return the keys of the reports in whose bylines she stands, or ever stood, taken off or not."""
    is_hers = Q(editions__bylines__evaluator__user=user) | Q(editions__removed_bylines__evaluator__user=user)
    return Report.objects.filter(is_hers).values("pk")
