"""The whole report before it is submitted, the signing and the submitting."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from commitments.typed import given_back, text_fields_of

from ... import permissions, signing, workflow
from ...coherence import Flags
from ...forms.desk import SubmitForm
from ...models import Report
from ...unlocking import Locks
from ..refusals import error_codes
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .obstacles import obstacles


class CheckView(ForAuthors, View):
    """The report as the public will read it, with the way to change each answer, who signs it and who has."""

    place = "check"

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_check()

    @cached_property
    def signatures(self):
        return signing.Signatures(self.edition, reading=self.reading)

    @cached_property
    def flags(self):
        return Flags(self.reading)

    def show_check(self, *, form=None, refusal="", names_problems=False, status=HTTPStatus.OK):
        """Show the report; `refusal` says why nothing was done, with the problems where it names them."""
        problems = obstacles(self.reading)
        user, others = self.request.user, self.signatures.missing_besides(self.request.user)
        return self.show(
            "check.html",
            status=status,
            problems=problems,
            refusal=refusal,
            names_problems=names_problems,
            flags=self.flags,
            remarks=self.remarks,
            locks=Locks(self.reading, self.flags),
            open_flags=len(self.flags.open),
            wanted=0 if names_problems else len(problems),
            signatures=self.signatures,
            signer=self.signatures.of(user),
            others=[byline.name for byline in others],
            without=_keys_of(others),
            form=form or SubmitForm(),
            may_submit=not others or permissions.can_submit_unsigned(user, self.edition),
        )

    def show_anew(self, form, error):
        """Show the report as it stands now, and why nothing was done."""
        codes = error_codes(error)
        for name in ("report", "edition", "reading", "signatures", "flags", "remarks"):
            self.__dict__.pop(name, None)
        if not self.edition.is_open:
            return self.show("state.html", status=CONFLICT, **given_back(self.request))
        if codes == {"missing"}:
            refusal = _("The report was not submitted: answers are missing")
            return self.show_check(form=form, refusal=refusal, names_problems=True, status=UNPROCESSABLE)
        if codes == {"flags"}:
            refusal = _("The report was not submitted: answers are to be changed or justified")
            return self.show_check(form=form, refusal=refusal, status=UNPROCESSABLE)
        status = CONFLICT if codes == {"moved"} else UNPROCESSABLE
        return self.show_check(form=form, refusal=error.messages[0], status=status)


class SignView(KeepsWords, CheckView):
    """Sign the text that was shown. Twice is as good as once; a text that has changed since is shown anew (409)."""

    def get(self, request, number):
        return redirect("evaluations:check", number)

    def post(self, request, number):
        try:
            signing.sign(self.edition, shown=request.POST.get("shown", ""), by=request.user)
        except ValidationError as error:
            return self.show_anew(SubmitForm(), error)
        messages.success(request, _("You have signed this text."))
        return redirect("evaluations:check", number)


class SubmitView(KeepsWords, CheckView):
    """Submit the text that was shown, and sign it first where the pressed button says so.

    Submitting it twice does it once: the second time is told what became of it (409).
    """

    text_fields = text_fields_of(SubmitForm)

    def get(self, request, number):
        return redirect("evaluations:check", number)

    def post(self, request, number):
        form = SubmitForm(request.POST)
        if not form.is_valid():
            return self.show_check(form=form, status=UNPROCESSABLE)
        try:
            self.submit(reason=form.cleaned_data["reason"])
        except ValidationError as error:
            return self.show_anew(form, error)
        return redirect("evaluations:task-list", number)

    @transaction.atomic
    def submit(self, *, reason):
        """Sign and submit, on what she was shown: the text, and whose signatures are missing."""
        posted, user = self.request.POST, self.request.user
        shown = posted.get("shown", "")
        # As every move does, so that of two who submit at once one waits for the other.
        Report.objects.select_for_update(of=("self",)).get(pk=self.report.pk)
        if self.edition.is_open and permissions.can_submit(user, self.edition):
            if "sign" in posted:
                signing.sign(self.edition, shown=shown, by=user)
            others = signing.Signatures(self.edition).missing_besides(user)
            if reason and _keys_of(others) != posted.get("without", _keys_of(others)):
                raise signing.moved()
        workflow.perform(workflow.SUBMIT, self.edition, by=user, reason=reason, shown=shown)


def _keys_of(bylines):
    return " ".join(str(byline.pk) for byline in bylines)
