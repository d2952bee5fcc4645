"""Staff need a second factor where the setting says so."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.typed import given_back


def lacks_second_factor(account):
    """Say whether a signed-in person is staff, or in a group that works like staff, and has no second factor.

    `account` is one as `AccountBackend` reads it.
    """
    is_staff = account.is_staff or account.is_superuser or set(settings.SECOND_FACTOR_GROUPS) & set(account.group_names)
    return bool(is_staff) and not account.has_second_factor


class SecondFactorMiddleware:
    """Lead staff without a second factor to where they set one up, whatever they ask for.

    What they send is given back, to be sent again afterwards: she may have become staff while she wrote.
    """

    def __init__(self, get_response):
        """Remember what answers."""
        self.get_response = get_response

    def __call__(self, request):
        """Answer, or lead away."""
        if request.method == "POST" or not self.stands_in_the_way(request):
            return self.get_response(request)
        return self.lead_away(request)

    def process_view(self, request, *view):
        """Give back (403) what was posted, or say to a script why it was refused: it has the words still.

        Only here is it certain that it was posted from this site.
        """
        if request.method != "POST" or not self.stands_in_the_way(request):
            return None
        if not request.accepts("text/html"):
            return _tell_script()
        context = given_back(request)
        if not context["typed"]:
            return self.lead_away(request)
        return render(request, "403_second_factor.html", context, status=HTTPStatus.FORBIDDEN)

    def lead_away(self, request):
        """Lead to where a second factor is set up, and say why."""
        messages.warning(request, _("Your work here needs a second factor. Set one up, then go on."))
        return HttpResponseRedirect(reverse("mfa_index"))

    def stands_in_the_way(self, request):
        """Say whether this request has to wait for a second factor; account pages never do."""
        return (
            settings.STAFF_NEED_SECOND_FACTOR
            and not request.path.startswith(reverse("account_email").removesuffix("email/"))
            and request.user.is_authenticated
            and lacks_second_factor(request.user)
        )


def _tell_script():
    message = _("Your work here needs a second factor. Set one up in another tab, then go on.")
    return JsonResponse({"reason": "second-factor", "message": message}, status=HTTPStatus.FORBIDDEN)
