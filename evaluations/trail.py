"""The audit trail: who did what to which report. Whoever changes a report writes it here, in the same transaction.

Saving answers is left out: it happens with every few words, and what it came to is told by the submissions.
"""

from . import permissions
from .acts import ActKind, ActRole
from .choices import MoveName
from .models import Act

_BY_INVITED = {ActKind.ACCEPT_INVITATION, ActKind.DECLINE_INVITATION}
_BY_CONTACTS = {ActKind.REACT, ActKind.TAKE_BACK_REACTION, ActKind.RESPOND}  # who have no account
# Of whom it keeps no name.
_BY_COMMENTERS = {ActKind.EDIT_COMMENT, ActKind.WITHDRAW_COMMENT, ActKind.APPEAL, ActKind.ERASE_COMMENTER}
_BY_READERS = {ActKind.COMPLAIN}
_BY_MODERATORS = {
    ActKind.SET_HOLDING,
    ActKind.SET_LAST_DAY,
    ActKind.APPROVE_COMMENT,
    ActKind.REJECT_COMMENT,
    ActKind.MARK_SPAM,
    ActKind.UNDO_DECISION,
    ActKind.PIN_COMMENT,
    ActKind.UNPIN_COMMENT,
    ActKind.RECORD_OUTCOME,
    ActKind.TAKE_BACK_OUTCOME,
}
_BY_REVIEWERS = {
    MoveName.RETURN,
    MoveName.APPROVE,
    MoveName.SCHEDULE,
    MoveName.UNSCHEDULE,
    MoveName.PUBLISH,
    ActKind.TAKE_BACK_INVITATION,
    ActKind.GRANT_UNLOCKING,
    ActKind.DECLINE_UNLOCKING,
    ActKind.REMARK,
    ActKind.RESOLVE,
    ActKind.ACCEPT_JUSTIFICATION,
    ActKind.REFUSE_JUSTIFICATION,
    ActKind.DECLARE,
    ActKind.EXEMPT,
    ActKind.OPEN_CONSULTATION,
    ActKind.ASK_CONTACTS,
    ActKind.REVOKE_LINK,
    ActKind.END_CONSULTATION,
    ActKind.SKIP_CONSULTATION,
    ActKind.DISPOSE,
    ActKind.WITHDRAW,
    ActKind.REINSTATE,
    ActKind.ASK_TO_RESPOND,
    ActKind.REVOKE_RESPONDENT,
    ActKind.OPEN_COMMENTS,
}


def record(kind, edition, *, by, report=None, row=None, answer_key="", words=""):
    """Write that `by` did something to a report, and return the Act; to be called in the transaction that does it.

    `kind` is a MoveName or an ActKind, `edition` the one with which it was done, or else None and `report` its key;
    `row` is the key of what it is about (of a move, a remark, an invitation …), `words` what stands in no other row:
    never an email, for no row of the trail is ever emptied. `by` is None where the site does it by itself, or the
    author of a comment, and may be anonymous where somebody was invited.
    """
    account = by if by is not None and by.is_authenticated else None
    return Act.objects.create(
        kind=kind,
        report_id=report if edition is None else edition.report_id,
        edition=edition,
        by=account,
        role=_role_of(by, kind, edition),
        row=row,
        answer_key=answer_key,
        words=words,
    )


def _role_of(person, kind, edition):
    """Return the role in which somebody does this: by what it is, and where several may, by who she is."""
    if kind in _BY_CONTACTS and person is None:  # reviewers take reactions back, too
        return ActRole.CONTACT
    if kind in _BY_COMMENTERS:
        return ActRole.COMMENTER
    if kind in _BY_READERS:
        return ActRole.READER
    if person is None:
        return ActRole.SITE
    if kind in _BY_INVITED:
        return ActRole.INVITED
    if kind in _BY_MODERATORS:
        return _staff_role(person, permissions.MODERATORS, ActRole.MODERATOR)
    if kind not in _BY_REVIEWERS and edition is not None and permissions.is_evaluator_on(person, edition):
        return ActRole.EVALUATOR
    if kind in _BY_REVIEWERS or permissions.is_reviewer(person):
        return _staff_role(person, permissions.REVIEWERS, ActRole.REVIEWER)
    return ActRole.EVALUATOR  # who took herself off, say


def _staff_role(person, group, role):
    """Return the role of a group, but of an administrator who is none of it that she is one."""
    return role if not person.is_superuser or person.groups.filter(name=group).exists() else ActRole.ADMINISTRATOR
