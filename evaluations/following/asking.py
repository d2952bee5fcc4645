"""How somebody comes to follow something, and how she stops.

Who is signed in follows at once. A guest confirms it by a button that only her mail leads to: opening the link changes
nothing, for scanners of mail open every link.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.models import Member

from .. import notifications
from ..choices import FollowPace
from ..models import Comment, Follow, Report


@transaction.atomic
def follow(subject, *, account, pace):
    """Let an account follow a thread (the Comment that begins it), a report or a member at a FollowPace from now on.

    Return the Follow. Who follows it already does so at this pace from now on, and misses nothing by it.
    """
    known = {"pace": pace, "language": get_language(), "confirmed_at": Now(), "told_until": Now()}
    found, is_new = Follow.objects.get_or_create(account=account, **_place(subject), defaults=known)
    if not is_new and found.pace != pace:
        change_pace(found, pace)
    return found


@transaction.atomic
def ask(subject, *, email, pace):
    """Mail a guest the link by which she confirms that she wants to follow something at a pace.

    Where this email follows it already it is mailed that, and nothing changes, for anybody may have typed it. Nothing
    is returned, so that whoever asks cannot be told whether it does.
    """
    found = _of_guest(subject, email, pace)
    if found.confirmed_at:
        notifications.tell_guest_that_she_follows(found)
        return
    found.pace, found.language, found.asked_at = pace, get_language(), Now()
    found.save(update_fields=["pace", "language", "asked_at"])
    notifications.tell_guest_to_confirm_follow(found)


def _of_guest(subject, email, pace):
    """Return the Follow of an email, locked, made where there is none."""
    place = _place(subject)
    stored = Follow.objects.select_for_update(of=("self",), no_key=True).filter(email__mailbox=email, **place)
    if found := stored.first():
        return found
    try:
        with transaction.atomic():
            return Follow.objects.create(email=email, pace=pace, language=get_language(), **place)
    except IntegrityError:  # of two at once, in whatever capitals, one makes it
        return stored.get()


@transaction.atomic
def follow_thread(comment, *, account=None, email=""):
    """Let the author of a comment hear at once of what is said in its thread: an account, or a guest's proven email.

    Who follows it already, or asked for it, does so at the pace that she chose.
    """
    root = Comment.objects.get(pk=Comment.objects.filter(pk=comment.pk).values("root")[:1])
    if account:
        known = {"pace": FollowPace.AT_ONCE, "language": get_language(), "confirmed_at": Now(), "told_until": Now()}
        Follow.objects.get_or_create(account=account, thread=root, defaults=known)
    else:
        _confirm(_of_guest(root, email, FollowPace.AT_ONCE))


@transaction.atomic
def confirm(found):
    """Let a guest's follow count from now on; one that is confirmed stays as it is.

    Raises ValidationError where the link has expired (code "expired") or nothing is followed by it any more ("gone").
    """
    stored = _stored(found)
    if not stored.confirmed_at and stored.has_expired:
        raise ValidationError(_("This link has expired. Nothing was confirmed."), code="expired")
    _confirm(stored)


def _confirm(stored):
    if not stored.confirmed_at:
        stored.confirmed_at = stored.told_until = Now()
        stored.save(update_fields=["confirmed_at", "told_until"])


@transaction.atomic
def send_link_again(found):
    """Mail a guest another link, unless she has confirmed it; raise ValidationError (code "gone")."""
    stored = _stored(found)
    if not stored.confirmed_at:
        stored.asked_at = Now()
        stored.save(update_fields=["asked_at"])
        notifications.tell_guest_to_confirm_follow(stored)


def change_pace(found, pace):
    """Let somebody be told at another FollowPace; what she has not been told yet, she is told at that one."""
    Follow.objects.filter(pk=found.pk).update(pace=pace)


def stop(follows):
    """Stop these follows (a queryset): nothing is kept of them. Return how many there were."""
    deleted, _by_model = follows.delete()
    return deleted


def _stored(found):
    stored = Follow.objects.select_for_update(of=("self",), no_key=True).filter(pk=found.pk).first()
    if stored is None or stored.is_outlived:
        raise ValidationError(_("This is not followed any more."), code="gone")
    return stored


def _place(subject):
    """Return which column holds the subject."""
    name = "member" if isinstance(subject, Member) else "report" if isinstance(subject, Report) else "thread"
    return {name: subject}
