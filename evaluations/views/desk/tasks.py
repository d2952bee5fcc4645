"""The parts of a report, how far each is, and its Overview."""

from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from ... import permissions, saving
from ...choices import Language, ReportKind, Status
from ...coherence import Flags
from ...forms.desk import OverviewForm
from ...signing import Signatures
from ...unlocking import Locks
from ...workflow import RETURN
from ..words import KeepsWords
from .access import CONFLICT, UNPROCESSABLE, ForAuthors
from .keeping import open_places, place_to_open_anew
from .obstacles import obstacles, section_url


@dataclass(frozen=True)
class Task:
    """One line of the task list: the state is a class of the stylesheet's tags and its words."""

    name: str
    url: str
    tag: str
    state: str
    hint: str = ""


class TaskListView(ForAuthors, View):
    """A report while it is written: its parts. Afterwards: where it is, and what it says."""

    place = "task-list"

    @cached_property
    def flags(self):
        return Flags(self.reading)

    @cached_property
    def locks(self):
        return Locks(self.reading, self.flags)

    def dispatch(self, request, *args, **kwargs):
        """Lead who stands on an earlier edition alone to what was sent of it: the mail with her receipt links here."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            evaluator = permissions.evaluator_of(request.user)
            if evaluator is None or not self.receipts().left_to(evaluator).exists():
                raise
            return redirect(reverse("evaluations:desk") + "#sent")

    def is_allowed(self):
        """Let in whoever writes the edition, and who stands on it but may write no more."""
        user = self.request.user
        return super().is_allowed() or permissions.is_evaluator_on(user, self.edition)

    def get(self, request, number):
        returned = self.edition.moves.filter(name=RETURN.name).last()
        if not permissions.can_edit(request.user, self.edition):
            may_correct = self.edition.is_published and permissions.can_correct(request.user, self.report)
            places = [place_to_open_anew(self.report)] if may_correct else []
            consultation = self.edition.consultations.order_by("pk").last()
            known = {"may_correct": may_correct, "open_places": places, "consultation": consultation}
            return self.show("state.html", was_discarded=self.was_discarded, **known)
        return self.show(
            "task_list.html",
            tasks=self.tasks(),
            returned=returned if self.edition.status == Status.RETURNED else None,
            problems=obstacles(self.reading),
            open_flags=len(self.flags.open),
            last_report=self.last_report(),
            may_discard=self.may_discard,
            was_discarded=self.was_discarded,
            open_places=open_places(self.reading, self.locks, self.flags, self.remarks.remarks),
        )

    def tasks(self):
        number = self.report.number
        done = (_("Complete"), "tag-done")
        overview = Task(_("Overview"), reverse("evaluations:overview", args=[number]), done[1], done[0])
        sections = [self._task(section) for section in self.reading.sections]
        checking = self._checking(len(obstacles(self.reading)))
        return [overview, *self._remarks(), *self._reactions(), *sections, *self._unlocking(), self._flags(), checking]

    def _unlocking(self):
        """Return the line of what is closed, where something is, or of what was asked."""
        if self.edition.unlocked is None:
            return []
        name, url = _("Ask to open more"), reverse("evaluations:unlock", args=[self.report.number])
        if self.edition.unlock_requests.waiting().exists():
            return [Task(name, url, "tag-doing", _("Asked"))]
        return [Task(name, url, "tag-todo", _("If you need to"), _("What no reviewer remarked on is closed."))]

    def _remarks(self):
        """Return the line of what reviewers remarked, where they did."""
        remarks = self.remarks.remarks
        if not remarks.all:
            return []
        name, url = _("Remarks of the reviewers"), reverse("evaluations:remarks", args=[self.report.number])
        if count := len(remarks.open):
            state = ngettext("%(count)d open", "%(count)d open", count) % {"count": count}
            return [Task(name, url, "tag-look", state, _("Change the answers that they are about, or reply."))]
        return [Task(name, url, "tag-done", _("All resolved"))]

    def _reactions(self):
        """Return the line of what contacts said of it, where they did."""
        if self.edition.status != Status.RETURNED:
            return []
        count = self.edition.reaction_set.standing().count()
        url = reverse("evaluations:desk-consultation", args=[self.report.number])
        state = ngettext("%(count)d reaction", "%(count)d reactions", count) % {"count": count}
        hint = _("What contacts of the member said of it. Reviewers say what becomes of each.")
        return [Task(_("Consultation before publication"), url, "tag-look", state, hint)] if count else []

    def _task(self, section):
        if all(self.locks.is_locked(question.question.key) for question in section.questions):
            return Task(section.section.title, section_url(self.reading, section.section), "tag-done", _("Not open"))
        tag, state = _state_of(section, was_complete=self.edition.status == Status.RETURNED)
        return Task(section.section.title, section_url(self.reading, section.section), tag, state)

    def _flags(self):
        """Return the line of what does not go together: before anything is flagged it is done already."""
        name, url = _("Answers to look at again"), reverse("evaluations:flags", args=[self.report.number])
        if count := len(self.flags.open):
            state = ngettext("%(count)d open", "%(count)d open", count) % {"count": count}
            return Task(name, url, "tag-look", state, _("They do not fit with others, or say too little."))
        return Task(name, url, "tag-done", _("All justified") if self.flags.raised else _("None"))

    def _checking(self, count):
        url = reverse("evaluations:check", args=[self.report.number])
        name = _("Check your answers, sign and submit")
        if count:
            return Task(name, url, "tag-todo", _("Not ready"), _("You may look at the whole report at any time."))
        return Task(name, url, "tag-doing", _("Ready"), " ".join(_signed(Signatures(self.edition))))


def _signed(signatures):
    """Yield how far it is signed, where several sign, and whose signatures a change has taken off."""
    if len(signatures.signers) > 1:
        facts = {"signed": len(signatures.names_holding), "all": len(signatures.signers)}
        yield _("Signed by %(signed)d of %(all)d evaluators.") % facts
    if names := signatures.names_taken_off:
        yield _("Changed since it was signed by %(names)s.") % {"names": ", ".join(names)}


def _state_of(section, *, was_complete):
    """Return tag and words. What a reviewer wants changed, only her reason says; it stands above the list."""
    if section.is_complete:
        return "tag-done", _("Complete")
    if was_complete:
        return "tag-look", _("Needs a look")
    if section.is_started:
        return "tag-doing", _("In progress")
    return "tag-todo", _("Not started")


class OverviewView(KeepsWords, ForAuthors, View):
    """What the report is about, as the plan says it; only the language is hers to choose."""

    choices = {"language": dict(Language.choices)}
    place = "overview"

    def get(self, request, number):
        if not self.edition.is_open:
            return redirect("evaluations:task-list", number)
        return self.show_form(OverviewForm(self.edition))

    def post(self, request, number):
        if not self.edition.is_open:
            return self.show_closed()
        form = OverviewForm(self.edition, request.POST)
        if not form.is_valid():
            return self.show_form(form, status=UNPROCESSABLE)
        language = form.cleaned_data["language"]
        opened = {"language": form.cleaned_data["opened"]}
        try:
            save = saving.save(self.edition, {"language": language}, opened=opened, by=request.user)
        except ValidationError:
            return self.show_closed()
        if save.conflicts:
            form = OverviewForm(save.edition)
            form.moved = True
            return self.show_form(form, status=CONFLICT)
        if request.POST.get("then") == "list":
            return redirect("evaluations:task-list", number)
        return redirect(section_url(self.reading, self.reading.form.sections[0]))

    def show_closed(self):
        return self.show("closed.html", status=CONFLICT, typed=[])

    def show_form(self, form, *, status=HTTPStatus.OK):
        has_bylines = self.report.kind == ReportKind.END_OF_COMMITMENT
        return self.show("overview.html", status=status, form=form, has_bylines=has_bylines)
