"""Where a guest confirms what she wrote: nothing happens there but by the press of a button."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers

from .. import comments
from ..models import UnconfirmedComment, mailbox_of
from .browsers import browser_of, remember_browser
from .checked import objection_of
from .rates import seconds_until_free
from .replied import published, sent_url

_waiting = signing.Signer(salt="evaluations.unconfirmed-receipt")


def waiting_url(unconfirmed):
    """Return where whoever sent the words is told to look into her mail; it confirms nothing."""
    return reverse("evaluations:reply-waiting", args=[unconfirmed.report.slug, _waiting.sign(unconfirmed.pk)])


def seconds_until_mail(email):
    """Count one mail to this email; return 0, or the seconds until it may get another to confirm something."""
    return seconds_until_free(action=f"confirmation-to-{mailbox_of(email)}", rates=settings.CONFIRMATION_RATE)


class _OfUnconfirmed(View):
    """A page about a guest's words that wait: 404 where the URL names none, 410 once they are kept no longer."""

    def dispatch(self, request, slug, key):
        self.report = published(slug)
        self.unconfirmed = self.find(key).select_related("edition", "parent", "comment").first()
        if self.unconfirmed is None:
            return self.show("gone", status=HTTPStatus.GONE)
        self.unconfirmed.report = self.report
        return super().dispatch(request)

    def find(self, key):
        """Return the words that the URL names, if they are kept; Http404 where it is not ours."""
        raise NotImplementedError

    @property
    def answer(self):
        """Return in words which answer they speak of, "" of the whole."""
        key, form = self.unconfirmed.answer_key if self.unconfirmed else "", self.report.current.form
        return form.words_of(key) if key in form.keys else key

    def show(self, state, *, status=HTTPStatus.OK, **more):
        context = {
            "report": self.report,
            "edition": self.report.current,
            "unconfirmed": self.unconfirmed,
            "answer": self.answer,
            "state": state,
            **more,
        }
        response = render(self.request, self.template, context, status=status)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def mail_again(self, where):
        """Mail another link, if that is not asked too often, and lead on with the sentence that says so."""
        if wait := seconds_until_mail(self.unconfirmed.email):
            words = ngettext(
                "Several links were sent to this email in a short time. Another can be sent in %(count)d second.",
                "Several links were sent to this email in a short time. Another can be sent in %(count)d seconds.",
                wait,
            )
            response = self.show(
                self.state, status=HTTPStatus.TOO_MANY_REQUESTS, problems=[{"message": words % {"count": wait}}]
            )
            response["Retry-After"] = str(wait)
            return response
        try:
            comments.send_link_again(self.unconfirmed)
        except ValidationError:  # it was confirmed, or destroyed, between the reading and the press
            return redirect(self.request.path)
        messages.success(self.request, _("A new link is on its way to your mailbox."))
        return redirect(where)


@method_decorator(never_cache, name="dispatch")
class ConfirmCommentView(_OfUnconfirmed):
    """Read what waits; confirm it, destroy it, or ask for another link where this one has expired (410)."""

    template = "evaluations/confirm_comment.html"

    def find(self, key):
        found = UnconfirmedComment.objects.kept()
        if not found.has_signed(key):
            raise Http404
        return found.of_token(key).filter(report=self.report)

    @property
    def state(self):
        """Return what can be done here."""
        if self.unconfirmed.comment_id:
            return "confirmed"
        if not comments.may_be_confirmed(self.unconfirmed):
            return "closed"
        return "expired" if self.unconfirmed.has_expired else "open"

    def get(self, request):
        statuses = {"expired": HTTPStatus.GONE, "closed": HTTPStatus.FORBIDDEN}
        return self.show(self.state, status=statuses.get(self.state, HTTPStatus.OK))

    def post(self, request):
        if self.unconfirmed.comment_id:
            return self.get(request)
        if "discard" in request.POST:
            comments.discard(self.unconfirmed)
            self.unconfirmed = None
            return self.show("discarded")
        if "again" in request.POST and self.state == "expired":
            return self.mail_again(waiting_url(self.unconfirmed))
        if "confirm" in request.POST and self.state == "open":
            return self.confirm()
        return self.get(request)

    def objection(self):
        """Return what the checker has against the words."""
        words = self.unconfirmed
        told = {"text": words.text, "name": words.name, "email": words.email, "is_reply": words.parent_id is not None}
        return objection_of(self.request, self.report, **told)

    def confirm(self):
        try:
            objection = self.objection()
            comment = comments.confirm(self.unconfirmed, browser=browser_of(self.request), objection=objection)
        except (PermissionDenied, ValidationError):  # between the reading and the press
            self.unconfirmed = UnconfirmedComment.objects.kept().filter(pk=self.unconfirmed.pk).first()
            return self.get(self.request) if self.unconfirmed else self.show("gone", status=HTTPStatus.GONE)
        return remember_browser(redirect(sent_url(comment)), comment.browser)


@method_decorator([never_cache, vary_on_headers("HX-Request")], name="dispatch")
class WaitingCommentView(_OfUnconfirmed):
    """Tell whoever sent the words that a link is in her mailbox, and send another; nothing is confirmed here."""

    template = "evaluations/reply_waiting.html"
    state = "waits"

    def find(self, key):
        try:
            return UnconfirmedComment.objects.kept().filter(pk=_waiting.unsign(key), report=self.report)
        except signing.BadSignature:
            raise Http404 from None

    def get(self, request):
        if self.unconfirmed.comment_id:
            return redirect(sent_url(self.unconfirmed.comment))
        if not request.htmx:
            return self.show(self.state)
        context = {"unconfirmed": self.unconfirmed, "in_place": True, "url": request.path}
        return render(request, "evaluations/partials/thread_waiting.html", context)

    def post(self, request):
        if self.unconfirmed.comment_id:
            return self.get(request)
        return self.mail_again(request.path)
