"""The page that says what became of a comment, to whoever sent it."""

from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from .. import comments, permissions
from ..models import Report
from .commenters import commenter_of

_receipts = signing.Signer(salt="evaluations.comment-receipt")


def published(slug):
    """Return the report of this slug with its current edition, or raise Http404."""
    return get_object_or_404(Report.objects.published().select_related("current", "member"), slug=slug)


def sent_url(comment):
    """Return where its sender is told what became of a comment: nobody else is led there."""
    return reverse("evaluations:reply-sent", args=[comment.report.slug, _receipts.sign(comment.pk)])


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def reply_sent(request, slug, receipt):
    """Say what became of a comment, to whoever holds the receipt: only the URL that the sender was led to has it."""
    report = published(slug)
    try:
        found = report.comments.select_related("parent")
        comment = get_object_or_404(found, pk=_receipts.unsign(receipt))
    except signing.BadSignature:
        raise Http404 from None
    comment.report, in_place = report, bool(request.htmx)
    if comment.parent:
        comment.parent.report = report
    template = "evaluations/partials/thread_sent.html" if in_place else "evaluations/reply_sent.html"
    context = {
        "report": report,
        "edition": report.current,
        "entry": comments.alone(comment),
        # What fell into the trap waits, too: a machine is not taught what gave it away.
        "waits": comment.waits,
        "may_edit": comment.is_new and permissions.can_edit_comment(commenter_of(request), comment),
        "in_place": in_place,
    }
    return render(request, template, context)
