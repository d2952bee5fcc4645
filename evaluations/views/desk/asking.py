"""Asking to be assigned to a member."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from commitments.keys import key_in
from commitments.typed import text_fields_of

from ... import notifications, permissions
from ...forms.desk import AskForm
from ..rates import seconds_to_wait_for
from ..words import ForItsOpener, KeepsWords
from .access import CONFLICT, UNPROCESSABLE
from .keeping import is_among, told
from .scripted import ForScripts

FROM_ONE_ACCOUNT = "5/h,10/d"  # each is mailed to all reviewers


class AskView(KeepsWords, ForItsOpener, LoginRequiredMixin, View):
    """How to be assigned, and a form to ask for it. Asking twice for one member asks once."""

    text_fields = text_fields_of(AskForm)

    def get(self, request):
        return self.show(AskForm(initial=self.known()))

    def post(self, request):
        form = AskForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=UNPROCESSABLE)
        form.instance.user = request.user
        if permissions.is_assigned(request.user, form.instance.member):
            return self.refuse(form, _("You are assigned to %(member)s already."))
        if wait := seconds_to_wait_for(request.user, action="ask", rates=FROM_ONE_ACCOUNT):
            return self.ask_to_wait(form, wait)
        try:
            with transaction.atomic():
                form.save()
                notifications.tell_staff_of_request(form.instance)
        except IntegrityError:
            return self.refuse(form, _("You have asked for %(member)s already. Your request waits for an answer."))
        messages.success(
            request,
            _("You asked to be assigned to %(member)s. We write to you when it is decided.")
            % {"member": form.instance.member},
        )
        return redirect("evaluations:desk")

    def refuse(self, form, message):
        form.add_error("member", message % {"member": form.instance.member})
        return self.show(form, status=CONFLICT)

    def ask_to_wait(self, form, wait):
        minutes = -(-wait // 60)
        message = ngettext(
            "You have asked often in a short time. Your words are still here: send them again in %(count)d minute.",
            "You have asked often in a short time. Your words are still here: send them again in %(count)d minutes.",
            minutes,
        )
        form.add_error(None, message % {"count": minutes})
        response = self.show(form, status=HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = wait
        return response

    def known(self):
        """Return what we know of her, so that she need not type it."""
        user, evaluator = self.request.user, permissions.evaluator_of(self.request.user)
        if evaluator:
            return {"name": evaluator.name, "organisation": evaluator.organisation}
        return {"name": user.get_full_name()}

    def show(self, form, *, status=HTTPStatus.OK):
        asked = self.request.user.assignment_requests
        requests = asked.filter(decided_at=None).select_related("member")
        context = {"form": form, "requests": requests, "last": asked.order_by("pk").last()}
        return render(self.request, "evaluations/desk/ask.html", context, status=status)


class KeptRequestView(ForScripts):
    """Say whether the words of a request that a browser kept are stored, in one of hers. Nothing is changed.

    POST takes `kept` (any name, under which is answered), what they are `about` (the key of her request before, or
    nothing) and the words, under the names of AskForm. It answers as KeptWordsView does.
    """

    def answer_about(self, number):
        posted = self.request.POST
        later = self.request.user.assignment_requests.filter(pk__gt=key_in(posted.get("about", "")) or 0)
        fields = {name: field for name, field in AskForm.base_fields.items() if name in AskView.text_fields}
        return told(posted, is_among(later, posted, fields))
