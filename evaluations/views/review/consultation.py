"""What a reviewer sees of the consultation on one edition, and what she may do in it."""

from functools import cached_property

from commitments.models import Contact

from ... import consulting, reactions
from ...choices import Status
from ...forms.consulting import ContactsForm, DispositionForm, EndForm, OpenForm, SkipForm
from ...models import Consulted
from ...reading import Reading
from .decider import Decider
from .page import words_in


class ConsultationPage:
    """The consultation on an edition as one reviewer sees it. `bound` is a form of it that came back."""

    def __init__(self, user, edition, *, bound=None):
        self.user, self.edition, self.bound = user, edition, bound
        self.decider = Decider(user, edition)
        self.reading = Reading(edition)

    @cached_property
    def all(self):
        """Return every consultation on the edition, the newest last, each window with `people` who were asked."""
        found = list(self.edition.consultations.order_by("pk"))
        for one in found:
            one.people = [] if one.is_skipped else self._people_of(one)
        return found

    def _people_of(self, window):
        """Return who was asked, each with whether her link may be revoked, and what came by it taken back."""
        window.edition = self.edition
        people = list(Consulted.objects.with_voice().filter(consultation=window).select_related("contact"))
        for one in people:
            one.consultation = window
            one.may_be_revoked = self.may_act and window.is_open and not one.revoked_at
            one.may_be_disowned = self.may_act and one.has_reacted
        return people

    @property
    def windows(self):
        return [one for one in self.all if not one.is_skipped]

    @property
    def skipped(self):
        """Return what says why nobody is asked, or None where somebody was asked since."""
        return self.all[-1] if self.all and self.all[-1].is_skipped else None

    @property
    def open(self):
        """Return the window that is open, or None."""
        return next((one for one in self.all if one.is_open), None)

    @property
    def may_act(self):
        """Whether she may do anything here now: she said that she has no tie, and the edition is under review."""
        return self.edition.is_under_review and self.decider.may_review and self.decider.declared is not None

    @property
    def may_open(self):
        return self.may_act and self.edition.status == Status.SUBMITTED and self.open is None

    @property
    def may_skip(self):
        return self.may_act and self.edition.is_with_reviewers and not self.edition.consultations.standing().exists()

    @property
    def may_dispose(self):
        return self.may_act and self.open is None

    @property
    def names_people(self):
        """Whether she reads who said what in confidence: who wrote the report, or has a tie to anybody, does not."""
        return self.decider.may_review and self.decider.declared is not None

    @cached_property
    def contacts(self):
        """Return the contacts who can be asked: those with an email whom the open window did not ask yet."""
        found = Contact.objects.filter(member=self.edition.report.member).exclude(email="")
        asked = self.open.consulted_set.standing().values("contact") if self.open else []
        return found.exclude(pk__in=asked)

    @cached_property
    def reactions(self):
        """Return the reactions that stand, each with `about` in words, `form` and what became of it."""
        standing = self.edition.reaction_set.standing().select_related("consulted", "disposition__by__evaluator")
        return [self._row(reaction) for reaction in standing]

    @property
    def undisposed(self):
        return sum(not row["disposition"] for row in self.reactions)

    def _row(self, reaction):
        form, key = self.reading.form, reaction.answer_key
        disposition = getattr(reaction, "disposition", None)
        said = vars(disposition) if disposition else None
        disposing = DispositionForm(reaction=reaction, initial=said)
        if isinstance(self.bound, DispositionForm) and self.bound.reaction.pk == reaction.pk:
            disposing = self.bound
        return {
            "reaction": reaction,
            "about": reactions.about(form, key),
            "anchor": form.anchor_of(key) if key else "",
            "disposition": disposition,
            "form": disposing,
        }

    @property
    def kept_words(self):
        """Return name, label and words of a form that came back and has no place on the page by now."""
        places = {OpenForm: self.may_open, SkipForm: self.may_skip, DispositionForm: self.may_dispose}
        is_offered = places.get(type(self.bound), self.may_act and self.open is not None)
        return [] if self.bound is None or is_offered else words_in(self.bound)

    @property
    def open_form(self):
        initial = {"closes_on": consulting.last_day(self.edition.report.member)}
        zone = self.edition.report.member.time_zone
        return self._or_bound(OpenForm, contacts=self.contacts, zone=zone, initial=initial)

    @property
    def ask_form(self):
        return self._or_bound(ContactsForm, contacts=self.contacts)

    @property
    def end_form(self):
        return self._or_bound(EndForm)

    @property
    def skip_form(self):
        return self._or_bound(SkipForm)

    def _or_bound(self, form_class, **kwargs):
        return self.bound if type(self.bound) is form_class else form_class(**kwargs)
