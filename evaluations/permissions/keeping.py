"""Who keeps the site: its records, its people, its mails."""

from .roles import is_reviewer


def can_look_into_records(user):
    """Reviewers see, in the admin, everything that was filed and what happened to it."""
    return is_reviewer(user)


def can_redact(user):
    """Who answers for the site destroys what was published, on its command line; nobody else, and on no page."""
    return user is not None and user.is_active and user.is_superuser


def can_send_again(user):
    """Reviewers, who see in the outbox what did not reach anybody, have it sent again."""
    return is_reviewer(user)


def can_assign(user):
    """Reviewers say who may file for which member, and decide about requests for it."""
    return is_reviewer(user)


def can_take_back_invitations(user):
    """Reviewers end what lets somebody join a report or write it as a guest, as they take assignments back."""
    return is_reviewer(user)


def can_keep_evaluators(user):
    """Who evaluates, and under which private e-mail, is for the people who manage the site."""
    return user.is_active and user.is_superuser
