"""Where the link of a contact leads who is asked to read a draft."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from commitments.typed import text_fields_of

from .. import reacting, reactions
from ..forms.consulting import ReactionForm
from ..models import Evidence
from ..reading import Reading
from .by_link import ByLink, OneAnswerByLink
from .public.evidence import as_attachment

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


class ByConsultationLink(ByLink):
    """A page for a contact who is asked to read a draft; told that it is over, she reads what she had said."""

    over_template = "evaluations/consultation/over.html"

    def find(self, token):
        """Return whom a link names, or None."""
        return reacting.found(token)

    def is_open(self):
        """Whether she may read the draft."""
        return self.link.may_read

    @cached_property
    def edition(self):
        """Return the draft."""
        return self.link.consultation.edition

    def said(self):
        """Return her reactions that stand, each with `about` in words; of what was discarded also with its `fate`.

        Of what is published the public page tells it.
        """
        found = list(self.link.reactions.standing().select_related("disposition"))
        for reaction in found:
            reaction.about = reactions.about(self.edition.form, reaction.answer_key)
            reaction.fate = getattr(reaction, "disposition", None) if self.edition.is_discarded else None
        return found

    def over_context(self):
        """Return what she had said, unless her link was closed before the others."""
        was_revoked = self.link.revoked_at is not None or self.link.consultation.is_open
        return self.context(was_revoked=was_revoked, said=[] if was_revoked else self.said())

    def context(self, **more):
        """Return who she is, and until when she may react."""
        zone = self.edition.report.member.time_zone
        return super().context(consulted=self.link, consultation=self.link.consultation, zone=zone, **more)


class DraftView(ByConsultationLink):
    """Read the draft, with what she said beside each answer."""

    def get(self, request):
        reading = Reading(self.edition)
        for piece in (piece for answer in reading.answers if answer.is_files for piece in answer.pieces):
            if piece.stored_file:
                names = [self.link.token, piece.uuid, piece.name_in_url]
                piece.address = reverse("evaluations:consultation-file", args=names)
        context = self.context(reading=reading, reactions=OnPage(self.link, self.said()))
        return render(request, "evaluations/consultation/draft.html", context)


class OnPage:
    """The reactions of one contact beside the answers of the draft that she reads."""

    def __init__(self, consulted, said):
        self.token, self.said = consulted.token, said

    def beside(self, key):
        """Return what she said of one answer."""
        return [reaction for reaction in self.said if reaction.answer_key == key]

    @property
    def on_the_whole(self):
        return self.beside("")


class ReactView(OneAnswerByLink, ByConsultationLink):
    """React to one answer, or to the whole without `key`: POST takes `text` and `how` ("openly", "confidentially")."""

    text_fields = text_fields_of(ReactionForm)
    template = "evaluations/consultation/react.html"
    anchor_of_the_whole = "reactions"

    def get(self, request, key):
        return self.show(key, ReactionForm())

    def post(self, request, key):
        form = ReactionForm(request.POST)
        if not form.is_valid():
            return self.show(key, form, status=UNPROCESSABLE)
        try:
            reacting.react(self.link, key, form.cleaned_data["text"], is_confidential=form.is_confidential)
        except ValidationError as error:
            if error.code == "key":
                raise Http404 from error
            if error.code == "closed":
                return self.gone()
            return self.show(key, form, status=UNPROCESSABLE, problems=[{"message": error.messages[0]}])
        messages.success(request, _("Your reaction is kept. You can take it back until the last day."))
        return redirect(reverse("evaluations:consultation", args=[self.link.token]) + self.anchor_of(key))


class TakeBackView(ByConsultationLink):
    """Take back a reaction: POST takes nothing but the press of the button."""

    def get(self, request, pk):
        return redirect("evaluations:consultation", self.link.token)

    def post(self, request, pk):
        try:
            reacting.take_back(self.link, pk)
        except ValidationError:
            return self.gone()
        messages.success(request, _("It is taken back."))
        return redirect(reverse("evaluations:consultation", args=[self.link.token]) + "#reactions")


class FileView(ByConsultationLink):
    """Send a file of the draft, always as a download."""

    def get(self, request, uuid, name):
        files = Evidence.objects.select_related("stored_file").filter(edition=self.edition, stored_file__isnull=False)
        evidence = get_object_or_404(files, uuid=uuid)
        if name != evidence.name_in_url:
            raise Http404
        return as_attachment(evidence)
