"""Mails to those who follow something: that they confirm it, and what is new."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks import task

from .. import news
from ..choices import MailKind
from ..models import NOBODY, Follow
from .sending import later, send, url_of

_MOST = 20  # things that one mail tells


def tell_guest_to_confirm_follow(follow):
    """Send a guest the link by which she confirms that she follows something."""
    later(
        mail_guest_to_confirm_follow, follow.pk, kind=MailKind.CONFIRM_FOLLOW, to=follow.email, report=_report(follow)
    )


@task
def mail_guest_to_confirm_follow(follow_id):
    """Mail one link; nothing where it was confirmed or stopped meanwhile.

    Nothing that somebody typed is in it, for whoever gave this email may not own it.
    """
    for follow in _follows().filter(pk=follow_id, confirmed_at=None):
        with translation.override(follow.language):
            day = date_format(localtime(follow.link_expires_at, _zone(follow)), "j F Y")
            context = {**_told_of(follow), "day": day, "url": url_of("evaluations:confirm-follow", follow.token)}
            send("confirm_follow", follow.email, context)


def tell_guest_that_she_follows(follow):
    """Tell a guest who asks to follow something that she does, and where she changes that."""
    later(
        mail_guest_that_she_follows, follow.pk, kind=MailKind.FOLLOWS_ALREADY, to=follow.email, report=_report(follow)
    )


@task
def mail_guest_that_she_follows(follow_id):
    """Mail it; nothing where it was stopped meanwhile."""
    for follow in _follows().confirmed().filter(pk=follow_id):
        with translation.override(follow.language):
            send("follows_already", follow.email, _told_of(follow) | _ways_out(follow), headers=_headers(follow))


def tell_follower(follow, *, since, until, again):
    """Tell a follower what came to be shown between two moments, and comments, by key, that are shown again."""
    moments = since.isoformat(), until.isoformat()
    to = follow.account or follow.email
    later(mail_follower, follow.pk, *moments, again, kind=MailKind.NEWS, to=to, report=_report(follow))


@task
def mail_follower(follow_id, since, until, again):
    """Mail what is new, as the public sees it by now; nothing where nothing is left, or she follows it no more.

    A comment that nobody reads by now is kept in mind: it is told when a moderator brings it back.
    """
    follow = _follows().with_mailbox().filter(pk=follow_id).exclude(mailbox=NOBODY).first()
    if follow is None:
        return
    window = news.Window(follow, since=parse_datetime(since), until=parse_datetime(until), again=again)
    with translation.override(follow.language):
        if items := window.items:
            context = _told_of(follow) | _ways_out(follow)
            # The newest where there are too many: they are what a thread goes on from.
            context |= {"items": items[-_MOST:], "more": max(0, len(items) - _MOST)}
            send("news", follow.mailbox, context, report=_report(follow), headers=_headers(follow))
    # Not of a mail that failed: when it is sent again it tells what came back meanwhile, and no other may.
    _keep_in_mind(follow, window)


@transaction.atomic
def _keep_in_mind(follow, window):
    """Note which comments are left out."""
    for stored in Follow.objects.select_for_update(of=("self",), no_key=True).filter(pk=follow.pk):
        stored.left_out = sorted({*stored.left_out} - window.told | window.left_out)
        stored.save(update_fields=["left_out"])


def _follows():
    subjects = ["thread__report__current", "thread__report__member", "report__current", "report__member", "member"]
    return Follow.objects.select_related("account", *subjects)


def _report(follow):
    """Return the key of the report that it is about, or None."""
    return follow.thread.report_id if follow.thread else follow.report_id


def _told_of(follow):
    """Return what a mail says of what is followed."""
    report = follow.thread.report if follow.thread else follow.report
    return {
        "is_thread": follow.thread is not None,
        "title": report.current.title if report else follow.member.title,
        "pace": follow.get_pace_display(),
        "subject_url": settings.SITE_URL + follow.subject_url,
    }


def _ways_out(follow):
    """Return where she changes what she follows, and where she stops this."""
    all_of_it = (
        url_of("evaluations:following") if follow.account_id else url_of("evaluations:following-by-link", follow.token)
    )
    return {"following_url": all_of_it, "stop_url": url_of("evaluations:stop-following", follow.token)}


def _headers(follow):
    """Return what lets mail programs stop it with one click (RFC 8058)."""
    stop_url = url_of("evaluations:stop-following", follow.token)
    return {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _zone(follow):
    member = follow.member or (follow.thread.report if follow.thread else follow.report).member
    return ZoneInfo(member.time_zone)
