"""The comments on a report: all of them page by page, one thread by itself, and where a single one stands."""

from django.core.paginator import InvalidPage
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commitments.keys import key_in

from ...comments import NEWEST, branch_of, place_of, thread_of
from ...models import Comment
from .report import public_report
from .validity import revalidated

_LAST_PAGE = 10**9  # of any report; the database counts no comments beyond its largest number


@require_safe
@revalidated
def comments_page(request, *, slug):
    """Show a page of the threads under a report.

    `?page=` counts from 1, `?order=newest` begins with the newest thread, `?answer=` the key of an answer keeps those
    about it. Http404 for a page beyond the last, or an answer that the report does not have.
    """
    report = public_report(slug)
    form, key = report.current.form, request.GET.get("answer", "")
    thread = thread_of(report, page=_page(request), answer_key=key, newest_first=_is_newest_first(request))
    if _is_beyond(thread) or (key and key not in form.keys and not thread.entries):
        raise Http404
    answer = form.words_of(key) if key in form.keys else key
    context = {"report": report, "edition": report.current, "thread": thread, "answer": answer}
    return render(request, "evaluations/comments.html", context)


@require_safe
@revalidated
def thread_page(request, *, slug, pk):
    """Show a page of one thread, from the comment that begins it; Http404 where none of that key does."""
    report = public_report(slug)
    root = get_object_or_404(Comment.objects.shown(), report=report, pk=pk, parent=None)
    root.report = report
    try:
        branch = branch_of(root, page=_page(request))
    except InvalidPage as error:
        raise Http404 from error
    context = {"report": report, "edition": report.current, "root": root, "branch": branch, "page": branch.paging}
    return render(request, "evaluations/thread.html", context)


@require_safe
def find_comment(request, slug, pk):
    """Lead to the page on which a comment stands, with it in view; Http404 where the public was never shown it."""
    report = public_report(slug)
    comment = get_object_or_404(Comment.objects.shown(), report=report, pk=pk)
    comment.report = report
    place = place_of(comment)
    if place.root:
        url = reverse("evaluations:thread", args=[slug, place.root])
    elif place.page > 1:
        url = reverse("evaluations:comments", args=[slug])
    else:
        url = report.get_absolute_url()
    page = f"?page={place.page}" if place.page > 1 else ""
    return redirect(f"{url}{page}#comment-{comment.pk}")


def _is_newest_first(request):
    """Whether the newest are asked for; Http404 for an order that there is not, for it would be the same page."""
    order = request.GET.get("order", "")
    if order not in ("", NEWEST):
        raise Http404
    return order == NEWEST


def _page(request):
    page = key_in(request.GET.get("page", "1"))
    if page is None or page > _LAST_PAGE:
        raise Http404
    return page


def _is_beyond(thread):
    """Whether there are fewer pages; the first one may be empty."""
    return thread.page > 1 and not thread.entries
