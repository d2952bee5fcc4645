"""What a reader does who answers: a page with a form, and the page that says what became of it."""

from http import HTTPStatus

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from commitments.keys import key_in
from commitments.typed import given_back, text_fields_of

from .. import comments, permissions
from ..choices import CommentStatus
from ..forms.commenting import ReplyForm
from ..models import Comment, Report, own_name
from ..reading import Reading
from .rates import seconds_to_wait

_receipts = signing.Signer(salt="evaluations.comment-receipt")


@method_decorator([never_cache, vary_on_headers("HX-Request")], name="dispatch")
class ReplyView(View):
    """The form to comment on a report, as a page or in place.

    `?answer=` the key of an answer: on that one; `?to=` a comment: to answer that, on whatever it speaks of.
    """

    text_fields = text_fields_of(ReplyForm)

    def dispatch(self, request, slug):
        """Find the report; one that is withdrawn takes no comments, and says so (403)."""
        self.report = _published(slug)
        if not permissions.can_comment(request.user, self.report):
            return self._closed()
        return super().dispatch(request)

    def get(self, request):
        self._find_place()
        return self._show(self._form())

    def post(self, request):
        """Post the comment, or show the form again with what was typed: 422 for wrong input, 429 for too much."""
        try:
            self._find_place()
        except Http404:
            return self._place_is_gone()
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if wait := seconds_to_wait(request, action="comment", rates=settings.COMMENT_RATE):
            return self._ask_to_wait(form, wait)
        try:
            comment = self._post(form)
        except PermissionDenied:
            return self._closed()
        except ValidationError:
            return self._place_is_gone()
        return redirect("evaluations:reply-sent", self.report.slug, _receipts.sign(comment.pk))

    def _find_place(self):
        """Keep what is answered, or spoken of; Http404 where it is not on the page."""
        self.parent = self._parent()
        self.answer = self._answer()

    def _parent(self):
        """Return the comment that is answered, None where there is none; what the public does not see is 404."""
        wanted = self.request.GET.get("to", "")
        if not wanted:
            return None
        if key_in(wanted) is None:
            raise Http404
        return get_object_or_404(Comment.objects.approved(), report=self.report, pk=wanted)

    def _answer(self):
        """Return the answer that is spoken of, None where it is the whole; Http404 where the report tells none such."""
        wanted = self.parent.answer_key if self.parent else self.request.GET.get("answer", "")
        if not wanted:
            return None
        told = {answer.key: answer for answer in Reading(self.report.current).answers}
        if wanted not in told and self.parent is None:
            raise Http404
        return told.get(wanted)

    def _form(self, data=None):
        action, place = reverse("evaluations:reply", args=[self.report.slug]), "reply"
        if self.parent:
            action, place = f"{action}?{urlencode({'to': self.parent.pk})}", f"reply-{self.parent.pk}"
        elif self.answer:
            action, place = f"{action}?{urlencode({'answer': self.answer.key})}", f"reply-{self.answer.prompt.anchor}"
        return ReplyForm(
            data,
            report=self.report,
            user=self.request.user,
            place=place,
            in_place=bool(self.request.htmx),
            action=action,
            name=own_name(self.request.user) if self.request.user.is_authenticated else "",
        )

    def _post(self, form):
        user = self.request.user
        return comments.post(
            self.report,
            name=form.cleaned_data["name"],
            email=form.cleaned_data.get("email", ""),
            text=form.cleaned_data["text"],
            author=user if user.is_authenticated else None,
            parent=self.parent,
            answer_key=self.answer.key if self.answer else "",
            edition=form.edition,
            hasty=form.is_hasty,
            trapped=form.is_trapped,
        )

    def _ask_to_wait(self, form, wait):
        message = ngettext(
            "Many comments came from your network in a short time. Your words are still here: send them again in"
            " %(count)d second.",
            "Many comments came from your network in a short time. Your words are still here: send them again in"
            " %(count)d seconds.",
            wait,
        )
        form.add_error(None, message % {"count": wait})
        response = self._show(form, status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(wait)
        return response

    def _place_is_gone(self):
        words = (
            _("The comment that you are answering is no longer on the page.")
            if self.request.GET.get("to")
            else _("The answer that you are commenting on is no longer on the page.")
        )
        self.parent = self.answer = None
        form = self._form(self.request.POST)
        more = _("Your words are still here: you can send them as a comment on the report.")
        form.add_error(None, f"{words} {more}")
        return self._show(form, status=HTTPStatus.CONFLICT)

    def _show(self, form, *, status=HTTPStatus.OK):
        in_place = bool(self.request.htmx)
        template = "evaluations/partials/thread_form.html" if in_place else "evaluations/reply.html"
        context = {
            "form": form,
            "report": self.report,
            "edition": self.report.current,
            "parent": self.parent,
            "answer": self.answer,
            "entry": comments.Entry(self.parent) if self.parent else None,
            "in_place": in_place,
        }
        return render(self.request, template, context, status=status)

    def _closed(self):
        context = {"report": self.report, "edition": self.report.current, **given_back(self.request)}
        return render(self.request, "evaluations/reply_closed.html", context, status=HTTPStatus.FORBIDDEN)


@require_safe
@never_cache
@vary_on_headers("HX-Request")
def reply_sent(request, slug, receipt):
    """Say what became of a comment, to whoever holds the receipt: only the URL that the sender was led to has it."""
    report = _published(slug)
    try:
        comment = get_object_or_404(report.comments, pk=_receipts.unsign(receipt))
    except signing.BadSignature:
        raise Http404 from None
    in_place = bool(request.htmx)
    template = "evaluations/partials/thread_sent.html" if in_place else "evaluations/reply_sent.html"
    context = {
        "report": report,
        "edition": report.current,
        "entry": comments.Entry(comment),
        # Spam waits too, as far as its sender is told: a machine is not taught what gave it away.
        "waits": comment.status in (CommentStatus.HELD, CommentStatus.SPAM),
        "in_place": in_place,
    }
    return render(request, template, context)


def _published(slug):
    return get_object_or_404(Report.objects.published().select_related("current"), slug=slug)
