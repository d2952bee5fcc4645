"""Where the links in the mails to followers lead."""

from contextlib import suppress
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ... import following
from ...models import Follow
from ..confirming import seconds_until_mail
from .yours import ListOfFollows


class _ByToken(View):
    """A page about the follow that a link names, or about one that is gone (`follow` is None); 404 for no link of ours.

    No search engine keeps it.
    """

    def dispatch(self, request, token):
        if not Follow.objects.has_signed(token):
            raise Http404
        subjects = ["thread__report__current", "report__current", "member"]
        found = Follow.objects.of_token(token).select_related("account", *subjects).first()
        self.follow = None if found is None or found.is_outlived else found
        response = super().dispatch(request)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def show(self, template, *, status=HTTPStatus.OK, **more):
        context = {"follow": self.follow, **more}
        return render(self.request, f"evaluations/following/{template}.html", context, status=status)

    def gone(self):
        return self.show("gone", status=HTTPStatus.GONE)


@method_decorator(never_cache, name="dispatch")
class ConfirmFollowView(_ByToken):
    """Confirm that one wants to follow something: GET asks, POST does it, or mails another link for one that expired.

    Opening it changes nothing, for scanners of mail open every link. 410 once it has expired, or is stopped.
    """

    def get(self, request):
        if self.follow is None:
            return self.gone()
        is_over = self.state == "expired"
        return self.show("confirm", state=self.state, status=HTTPStatus.GONE if is_over else HTTPStatus.OK)

    @property
    def state(self):
        """Return what can be done here."""
        if self.follow.confirmed_at:
            return "confirmed"
        return "expired" if self.follow.has_expired else "open"

    def post(self, request):
        if self.follow is None:
            return self.gone()
        if "again" in request.POST and self.state == "expired":
            return self.mail_again()
        if "confirm" in request.POST:
            with suppress(ValidationError):  # it expired, or was stopped, between the reading and the press
                following.confirm(self.follow)
        return redirect(request.path)

    def mail_again(self):
        if wait := seconds_until_mail(self.follow.email):
            words = ngettext(
                "Several links were sent to this email in a short time. Another can be sent in %(count)d second.",
                "Several links were sent to this email in a short time. Another can be sent in %(count)d seconds.",
                wait,
            )
            problems = [{"message": words % {"count": wait}}]
            response = self.show("confirm", state=self.state, problems=problems, status=HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(wait)
            return response
        try:
            following.send_link_again(self.follow)
        except ValidationError:  # it was stopped between the reading and the press
            return redirect(self.request.path)
        return self.show("confirm", state="sent")


# Without a token of a form: mail programs press this button themselves (RFC 8058), and have neither page nor cookie.
# What the link holds is signed, and all that it can do is to stop mails.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class StopFollowingView(_ByToken):
    """Follow something no more: GET asks, POST does it. To stop what is stopped is no error."""

    def get(self, request):
        return self.show("stop") if self.follow else self.gone()

    def post(self, request):
        if self.follow:
            following.stop(Follow.objects.filter(pk=self.follow.pk))
        return self.show("stop", is_stopped=True)


@method_decorator(never_cache, name="dispatch")
class FollowingByLinkView(_ByToken, ListOfFollows):
    """All that a guest follows by the email to which the link was mailed; who has an account is led to her own list."""

    def hers(self):
        return Follow.objects.confirmed().of(emails=[self.follow.email])

    def get(self, request):
        if self.follow is None:
            return self.gone()
        return redirect("evaluations:following") if self.follow.account else self.show_list(is_known=True)

    def post(self, request):
        if self.follow is None or self.follow.account:
            return self.get(request)
        return super().post(request)

    def led_on(self):
        """Lead her to the list by the link of something that she follows still, for this one may be stopped."""
        left = self.hers().first()
        return redirect("evaluations:following-by-link", left.token) if left else redirect(self.request.path)
