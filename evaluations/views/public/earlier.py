"""What a comment said before its author changed it."""

from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ...comments import Entry
from ...comments import render as as_html
from ...differences import pieces
from ...models import Comment
from .report import public_report
from .validity import revalidated


@require_safe
@revalidated
def earlier_texts(request, *, slug, pk):
    """Show each text that the public had read, the newest first, and how the next one differs.

    Http404 where the public reads no such comment, or nothing of it was changed in public.
    """
    report = public_report(slug)
    comment = Comment.objects.approved().filter(report=report, pk=pk, changed_at__isnull=False).first()
    if comment is None:
        raise Http404
    comment.report = report
    versions, newer = list(comment.earlier_texts.order_by("-pk")), comment.text
    for version in versions:
        version.html = mark_safe(as_html(version.text))  # noqa: S308 -- rendering.py escaped it
        version.pieces, newer = pieces(version.text, newer), version.text
    context = {"report": report, "edition": report.current, "entry": Entry(comment), "versions": versions}
    return render(request, "evaluations/earlier_texts.html", context)
