"""What a reader does who answers: a page with a form, or the form in place."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers

from commitments.keys import key_in
from commitments.typed import given_back, text_fields_of

from .. import comments, permissions
from ..forms.commenting import ReplyForm
from ..models import Comment, own_name
from ..reading import Reading
from .browsers import browser_of
from .checked import objection_of
from .confirming import seconds_until_mail, waiting_url
from .rates import seconds_to_wait_here
from .replied import published, sent_url

MANY_COMMENTS = ngettext_lazy(
    "Many comments came from your network in a short time. Your words are still here: send them again in"
    " %(count)d second.",
    "Many comments came from your network in a short time. Your words are still here: send them again in"
    " %(count)d seconds.",
    "count",
)
_MANY_LINKS = ngettext_lazy(
    "Several links were sent to this email in a short time. Press one of those first, or send these words, which are"
    " still here, again in %(count)d second.",
    "Several links were sent to this email in a short time. Press one of those first, or send these words, which are"
    " still here, again in %(count)d seconds.",
    "count",
)


@method_decorator([never_cache, vary_on_headers("HX-Request")], name="dispatch")
class ReplyView(View):
    """The form to comment on a report, as a page or in place.

    `?answer=` the key of an answer: on that one; `?to=` a comment: to answer that, on whatever it speaks of.
    """

    text_fields = text_fields_of(ReplyForm)

    def dispatch(self, request, slug):
        """Find the report; one that is withdrawn takes no comments, and says so (403)."""
        self.report = published(slug)
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
        if wait := seconds_to_wait_here(request, action="comment", rates=settings.COMMENT_RATE):
            return self._ask_to_wait(form, wait, MANY_COMMENTS)
        is_confirmed = request.user.is_authenticated or comments.has_confirmed(browser_of(request), form.guest_email)
        if not is_confirmed and (wait := seconds_until_mail(form.guest_email)):
            return self._ask_to_wait(form, wait, _MANY_LINKS)
        try:
            return redirect(sent_url(self._post(form)) if is_confirmed else waiting_url(self._keep(form)))
        except PermissionDenied:
            return self._closed()
        except ValidationError:
            return self._place_is_gone()

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
            badges=list(comments.badges_of(self.request.user, self.report)),
            place=place,
            in_place=bool(self.request.htmx),
            action=action,
            name=own_name(self.request.user) if self.request.user.is_authenticated else "",
        )

    def _post(self, form):
        user = self.request.user
        author = user if user.is_authenticated else None
        known = {"author": author, "browser": browser_of(self.request), "badge": form.chosen_badge}
        said = self._said(form)
        objection = objection_of(
            self.request,
            self.report,
            text=said["text"],
            name=said["name"],
            email=user.email if author else said["email"],
            is_reply=self.parent is not None,
        )
        return comments.post(self.report, objection=objection, **known, **said)

    def _keep(self, form):
        return comments.keep_unconfirmed(self.report, **self._said(form))

    def _said(self, form):
        return {
            "name": form.cleaned_data["name"],
            "email": form.guest_email,
            "text": form.cleaned_data["text"],
            "parent": self.parent,
            "answer_key": self.answer.key if self.answer else "",
            "edition": form.edition,
            "hasty": form.is_hasty,
            "trapped": form.is_trapped,
            "follows": form.cleaned_data["follow"],
        }

    def _ask_to_wait(self, form, wait, words):
        form.add_error(None, words % {"count": wait})
        response = self._show(form, status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(wait)
        return response

    def _place_is_gone(self):
        words = (
            _("The comment that you are answering is no longer on the page.")
            if self.request.GET.get("to")
            else _("The answer that you are commenting on is no longer on the page.")
        )
        more = _("Your words are still here: you can send them as a comment on the report.")
        return self._show_refused(f"{words} {more}")

    def _show_refused(self, why):
        self.parent = self.answer = None
        form = self._form(self.request.POST)
        form.add_error(None, why)
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
        if self.request.htmx and self.request.method == "POST":
            return self._show_refused(
                f"{self._why_closed()} {_('What you wrote was not sent. You can copy it from here.')}"
            )
        context = {"report": self.report, "edition": self.report.current, **given_back(self.request)}
        return render(self.request, "evaluations/reply_closed.html", context, status=HTTPStatus.FORBIDDEN)

    def _why_closed(self):
        if self.report.is_withdrawn:
            return _("This report was withdrawn: comments are closed.")
        return _("The period of public comment is over: comments are closed.")
