"""Where the link in a reminder leads by which it is stopped."""

from http import HTTPStatus

from django.http import Http404
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from ... import reminders


# Without a token of a form: mail programs press this button themselves (RFC 8058), and have neither page nor cookie.
# What the link holds is signed, and all that it can do is to stop mails.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class StopRemindersView(View):
    """Stop the reminders of one report: GET asks, POST does it. 404 for a link that was made up."""

    def get(self, request, token):
        return self.show(reminders.whom(token))

    def post(self, request, token):
        return self.show(reminders.stop(token), is_stopped=True)

    def show(self, named, *, is_stopped=False):
        if named is None:
            raise Http404
        context = {"commitment": named[1], "is_stopped": is_stopped}
        return render(self.request, "evaluations/desk/stop_reminders.html", context, status=HTTPStatus.OK)
