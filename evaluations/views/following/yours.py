"""All that somebody follows, where she changes how often she is told, and stops one or all."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from commitments.keys import key_in

from ... import following
from ...forms.following import PaceForm
from ...models import Follow
from ..commenters import commenter_of

_SUBJECTS = ["thread__report__current", "report__current", "member"]


class ListOfFollows(View):
    """A list of follows: POST with the key of one as `follow` changes its pace or stops it, with `stop-all` all.

    Whatever is none of hers, or is gone by now, changes nothing.
    """

    def hers(self):
        """Return her follows."""
        raise NotImplementedError

    def led_on(self):
        """Lead her to the list as it is then."""
        return redirect(self.request.path)

    def get(self, request):
        return self.show_list()

    def post(self, request):
        hers = self.hers()
        found = hers.filter(pk=key_in(request.POST.get("follow", ""))).first()
        if "stop-all" in request.POST:
            following.stop(hers)
            messages.success(request, _("You follow nothing any more."))
        elif found and "stop" in request.POST:
            following.stop(hers.filter(pk=found.pk))
            messages.success(request, _("You follow it no more."))
        elif found and (form := PaceForm(request.POST)).is_valid():
            following.change_pace(found, form.cleaned_data["pace"])
            messages.success(request, _("You are told at another pace from now on."))
        return self.led_on()

    def show_list(self, **more):
        follows = self.hers().select_related(*_SUBJECTS).order_by("pk")
        rows = [
            {"follow": follow, "form": PaceForm(initial={"pace": follow.pace}, auto_id=f"follow-{follow.pk}-%s")}
            for follow in follows
        ]
        response = render(self.request, "evaluations/following/yours.html", {"rows": rows, **more})
        response.headers["X-Robots-Tag"] = "noindex"
        return response


@method_decorator(never_cache, name="dispatch")
class FollowingView(ListOfFollows):
    """What she follows who is signed in, or who has shown by a mailed link which email is hers.

    Whoever has shown nothing of herself is told how she comes to it.
    """

    def hers(self):
        commenter = commenter_of(self.request)
        return Follow.objects.confirmed().of(account=commenter.account, emails=commenter.emails)

    def show_list(self, **more):
        return super().show_list(is_known=commenter_of(self.request).is_known, **more)
