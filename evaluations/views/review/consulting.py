"""Where reviewers ask contacts of the member to read a report before it is published, and deal with what they say."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from commitments.typed import text_fields_of

from ... import consulting
from ...forms.consulting import ContactsForm, DispositionForm, EndForm, OpenForm, SkipForm
from ...models import Consulted, Reaction
from ..refusals import error_codes
from ..words import KeepsWords
from .consultation import ConsultationPage
from .decider import hindrance_of
from .staff import CONFLICT, FORBIDDEN, UNPROCESSABLE, ForReviewers, get_report

_FIELDS = {"date": "closes_on", "contacts": "contacts"}  # by the code of a refusal, the field that it speaks of

_STANDS = gettext_lazy("The link opens the draft no more. What was said by it stands.")
_TAKEN_BACK = gettext_lazy(
    "The link opens the draft no more, and what was said by it is taken back. While contacts read the report, she can "
    "be asked again."
)


class ConsultationView(ForReviewers, View):
    """The consultation on one report: who was asked, what they said, and what became of it."""

    def get(self, request, number):
        """Show that of the edition that is being made, or of the one that is public."""
        return render_consultation(request, get_report(number))


class ConsultingView(KeepsWords, ForReviewers, View):
    """One thing that a reviewer does in a consultation. What cannot be done now is said, with what was sent."""

    success_message = ""
    anchor = ""

    def get(self, request, number, **more):
        """Lead back to the page: this is where a person lands who had to sign in first."""
        return redirect("evaluations:review-consultation", number)

    def post(self, request, number, **more):
        """Do it, or say in words why it was not done."""
        form = self.form_for(**more)
        if form is not None and not form.is_valid():
            return self.refuse(form, status=UNPROCESSABLE)
        try:
            self.act(form)
        except PermissionDenied:
            return self.refuse(form, status=FORBIDDEN, problem=hindrance_of(request.user, self.edition))
        except ValidationError as error:
            return self.refuse_for(error, form)
        if self.success_message:
            messages.success(request, self.success_message)
        return redirect(reverse("evaluations:review-consultation", args=[number]) + self.anchor)

    @cached_property
    def report(self):
        return get_report(self.kwargs["number"])

    @cached_property
    def edition(self):
        edition = self.report.unpublished or self.report.current
        edition.report = self.report
        return edition

    @cached_property
    def open_window(self):
        """Return the window that is open, or else the last; 404 where there never was one."""
        windows = self.edition.consultations.windows()
        return windows.open().last() or get_object_or_404(windows.order_by("-pk")[:1])

    def refuse_for(self, error, form):
        codes = error_codes(error)
        field = next((_FIELDS[code] for code in codes if code in _FIELDS), "")
        if form is not None and field in form.fields:
            form.add_error(field, error.messages[0])
            return self.refuse(form, status=UNPROCESSABLE)
        status = CONFLICT if "status" in codes else UNPROCESSABLE
        return self.refuse(form, status=status, problem=error.messages[0])

    def refuse(self, form, *, status, problem=""):
        """Show the page as it is now, with the form as it was sent."""
        problems = [{"message": problem}] if problem else []
        return render_consultation(
            self.request, get_report(self.kwargs["number"]), status=status, bound=form, problems=problems
        )


class OpenConsultationView(ConsultingView):
    """Ask contacts: POST takes `contacts` (their keys) and `closes_on`, the last day where the member is."""

    def form_for(self):
        page = ConsultationPage(self.request.user, self.edition)
        return OpenForm(self.request.POST, contacts=page.contacts, zone=self.report.member.time_zone)

    def act(self, form):
        said = form.cleaned_data
        consulting.open_consultation(self.edition, said["contacts"], closes_on=said["closes_on"], by=self.request.user)
        self.success_message = _(
            "They are asked by email. Until the last day the report can be neither returned nor approved."
        )


class AskMoreView(ConsultingView):
    """Ask more contacts in a window that is open: POST takes `contacts`."""

    def form_for(self):
        return ContactsForm(self.request.POST, contacts=ConsultationPage(self.request.user, self.edition).contacts)

    def act(self, form):
        consulting.ask(self.open_window, form.cleaned_data["contacts"], by=self.request.user)
        self.success_message = _("They are asked by email.")


class RevokeLinkView(ConsultingView):
    """Kill the link of a contact. POST takes `not_hers`: "yes" where what came by it is taken back, as not hers."""

    def form_for(self, pk):
        self.consulted = get_object_or_404(Consulted, pk=pk, consultation__edition=self.edition)

    def act(self, form):
        is_hers = self.request.POST.get("not_hers") != "yes"
        consulting.revoke(self.consulted, by=self.request.user, is_hers=is_hers)
        self.success_message = _STANDS if is_hers else _TAKEN_BACK


class EndConsultationView(ConsultingView):
    """End a window before its time: POST takes `reason`, which the public reads."""

    text_fields = text_fields_of(EndForm)

    def form_for(self):
        return EndForm(self.request.POST)

    def act(self, form):
        consulting.end(self.open_window, reason=form.cleaned_data["reason"], by=self.request.user)
        self.success_message = _("The consultation is over. Every reaction is now to be dealt with.")


class SkipConsultationView(ConsultingView):
    """Ask nobody: POST takes `reason`, which the public reads."""

    text_fields = text_fields_of(SkipForm)

    def form_for(self):
        return SkipForm(self.request.POST)

    def act(self, form):
        consulting.skip(self.edition, reason=form.cleaned_data["reason"], by=self.request.user)
        self.success_message = _("It is kept that nobody is asked, and why. The report can be approved.")


class DisposeView(ConsultingView):
    """Say what became of a reaction: POST takes `kind` (a code of DispositionKind), `reason`, `withholds`."""

    text_fields = text_fields_of(DispositionForm)

    def form_for(self, pk):
        reactions = Reaction.objects.standing().select_related("consulted__consultation", "edition")
        self.reaction = get_object_or_404(reactions, pk=pk, edition=self.edition)
        self.anchor = f"#reaction-{pk}"
        return DispositionForm(self.request.POST, reaction=self.reaction)

    def act(self, form):
        said = form.cleaned_data
        more = {"reason": said["reason"], "withholds": said["withholds"]}
        consulting.dispose(self.reaction, said["kind"], **more, by=self.request.user)


def render_consultation(request, report, *, status=HTTPStatus.OK, bound=None, problems=()):
    """Show the consultation on a report; `bound` is a form that came back."""
    edition = report.unpublished or report.current
    edition.report = report
    page = ConsultationPage(request.user, edition, bound=bound)
    context = {"report": report, "edition": edition, "page": page, "problems": problems, "bound": bound}
    return render(request, "evaluations/review/consultation.html", context, status=status)
