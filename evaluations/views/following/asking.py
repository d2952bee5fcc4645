"""Where somebody says that she wants to hear what is new of a thread, a report or a member."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache

from commitments.models import Member

from ... import following
from ...forms.following import FollowForm
from ...models import Comment, Follow
from ..confirming import seconds_until_mail
from ..rates import seconds_to_wait_here
from ..replied import published

_TOO_MANY = ngettext_lazy(
    "This was asked for several times in a short time. Send it again in %(count)d second.",
    "This was asked for several times in a short time. Send it again in %(count)d seconds.",
    "count",
)


@method_decorator(never_cache, name="dispatch")
class _FollowView(View):
    """The form to follow something. Who is signed in follows at once; a guest is mailed a link by which she confirms.

    A guest is told the same whether her email follows it already. 422 for wrong input, 429 for too much.
    """

    def dispatch(self, request, **place):
        self.subject = self.find(**place)
        return super().dispatch(request)

    def find(self, **place):
        """Return what is followed, or raise Http404."""
        raise NotImplementedError

    def context(self):
        """Return what the page tells of it."""
        raise NotImplementedError

    def get(self, request):
        return self.show(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        email = form.cleaned_data.get("email", "")
        if wait := self.seconds_to_wait(email):
            form.add_error(None, _TOO_MANY % {"count": wait})
            response = self.show(form, status=HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(wait)
            return response
        if request.user.is_authenticated:
            return self.follow(form)
        if not form.is_trapped:  # a machine is told what everybody is
            following.ask(self.subject, email=email, pace=form.cleaned_data["pace"])
        return self.show(None, sent_to=email)

    def seconds_to_wait(self, email):
        wait = seconds_to_wait_here(self.request, action="follow", rates=settings.COMMENT_RATE)
        return wait or (seconds_until_mail(email) if email else 0)

    def follow(self, form):
        if not form.is_trapped:
            following.follow(self.subject, account=self.request.user, pace=form.cleaned_data["pace"])
            self.tell_followed()
        return redirect("evaluations:following")

    def tell_followed(self):
        if self.request.user.email:
            messages.success(self.request, _("You follow this by mail."))
        else:
            words = _("You follow this, but your account has no email. Mails begin as soon as it has one.")
            messages.warning(self.request, words)

    def form(self, data=None):
        return FollowForm(data, user=self.request.user, pace=self.pace)

    @property
    def pace(self):
        """Return at which pace she follows it already, as far as she is signed in, or None."""
        if not self.request.user.is_authenticated:
            return None
        hers = Follow.objects.filter(account=self.request.user, **{self.name: self.subject})
        return hers.values_list("pace", flat=True).first()

    def show(self, form, *, status=HTTPStatus.OK, **more):
        context = {"form": form, "subject": self.name, "follows": self.pace is not None, **self.context(), **more}
        response = render(self.request, "evaluations/following/follow.html", context, status=status)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


class FollowReportView(_FollowView):
    """Follow a published report."""

    name = "report"

    def find(self, slug):
        return published(slug)

    def context(self):
        return _of_report(self.subject, reverse("evaluations:feed-of-report", args=[self.subject.slug]))


class FollowThreadView(_FollowView):
    """Follow the thread that a comment begins."""

    name = "thread"

    def find(self, slug, pk):
        self.report = published(slug)
        root = get_object_or_404(Comment.objects.shown(), report=self.report, pk=pk, parent=None)
        root.report = self.report
        return root

    def context(self):
        feed_url = reverse("evaluations:feed-of-thread", args=[self.report.slug, self.subject.pk])
        return {**_of_report(self.report, feed_url), "root": self.subject}


class FollowMemberView(_FollowView):
    """Follow a member: all its reports."""

    name = "member"

    def find(self, slug):
        return get_object_or_404(Member, slug=slug)

    def context(self):
        feed_url = reverse("evaluations:feed-of-member", args=[self.subject.slug])
        return {"member": self.subject, "feed_url": feed_url}


def _of_report(report, feed_url):
    return {"report": report, "edition": report.current, "feed_url": feed_url}
