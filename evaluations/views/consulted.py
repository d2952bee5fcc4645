"""Where the link of a contact leads who is asked to read a draft. She needs no account: the link is her key."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from commitments.typed import given_back, text_fields_of

from .. import reacting, reactions
from ..forms.consulting import ReactionForm
from ..models import Evidence
from ..reading import Reading
from .public.evidence import as_attachment

UNPROCESSABLE, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


@method_decorator(never_cache, name="dispatch")
class ByLink(View):
    """A page for one contact: 404 for a link that names nobody, 410 once it opens the draft no more.

    No search engine keeps it. That no other site learns of the link is every page's Referrer-Policy: with "no-referrer"
    a browser would send its forms from nowhere, and they would be refused.
    """

    def dispatch(self, request, token, **kwargs):
        self.consulted = reacting.found(token)
        if self.consulted is None:
            raise Http404
        response = super().dispatch(request, **kwargs) if self.consulted.may_read else self.gone()
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    @cached_property
    def edition(self):
        return self.consulted.consultation.edition

    def gone(self):
        """Say that it is over, give back what was sent too late, and show her what she had said."""
        was_revoked = self.consulted.revoked_at is not None
        context = {
            **self.context(),
            "was_revoked": was_revoked,
            "said": [] if was_revoked else self.said(),
            **given_back(self.request),
        }
        return render(self.request, "evaluations/consultation/over.html", context, status=HTTPStatus.GONE)

    def said(self):
        """Return her reactions that stand, each with `about` in words."""
        found = list(self.consulted.reactions.standing())
        for reaction in found:
            reaction.about = reactions.about(self.edition.form, reaction.answer_key)
        return found

    def context(self, **more):
        report = self.edition.report
        known = {
            "consulted": self.consulted,
            "consultation": self.consulted.consultation,
            "token": self.consulted.token,
        }
        return {"edition": self.edition, "report": report, "zone": report.member.time_zone, **known, **more}


class DraftView(ByLink):
    """Read the draft, with what she said beside each answer."""

    def get(self, request):
        reading = Reading(self.edition)
        for piece in (piece for answer in reading.answers if answer.is_files for piece in answer.pieces):
            if piece.stored_file:
                names = [self.consulted.token, piece.uuid, piece.name_in_url]
                piece.address = reverse("evaluations:consultation-file", args=names)
        context = self.context(reading=reading, reactions=OnPage(self.consulted, self.said()))
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


class ReactView(ByLink):
    """React to one answer, or to the whole without `key`: POST takes `text` and `how` ("openly", "confidentially")."""

    text_fields = text_fields_of(ReactionForm)

    def dispatch(self, request, token, key=""):
        return super().dispatch(request, token, key=key)

    def get(self, request, key):
        return self.show(key, ReactionForm())

    def post(self, request, key):
        form = ReactionForm(request.POST)
        if not form.is_valid():
            return self.show(key, form, status=UNPROCESSABLE)
        try:
            reacting.react(self.consulted, key, form.cleaned_data["text"], is_confidential=form.is_confidential)
        except ValidationError as error:
            if error.code == "key":
                raise Http404 from error
            if error.code == "closed":
                return self.gone()
            return self.show(key, form, status=UNPROCESSABLE, problems=[{"message": error.messages[0]}])
        messages.success(request, _("Your reaction is kept. You can take it back until the last day."))
        return redirect(reverse("evaluations:consultation", args=[self.consulted.token]) + self.anchor_of(key))

    def anchor_of(self, key):
        return f"#{self.edition.form.anchor_of(key)}" if key else "#reactions"

    def show(self, key, form, *, status=HTTPStatus.OK, problems=()):
        answers = {answer.key: answer for answer in Reading(self.edition).answers}
        if key and key not in answers:
            raise Http404
        context = self.context(form=form, answer=answers.get(key), problems=problems)
        return render(self.request, "evaluations/consultation/react.html", context, status=status)


class TakeBackView(ByLink):
    """Take back a reaction: POST takes nothing but the press of the button."""

    def get(self, request, pk):
        return redirect("evaluations:consultation", self.consulted.token)

    def post(self, request, pk):
        try:
            reacting.take_back(self.consulted, pk)
        except ValidationError:
            return self.gone()
        messages.success(request, _("It is taken back."))
        return redirect(reverse("evaluations:consultation", args=[self.consulted.token]) + "#reactions")


class FileView(ByLink):
    """Send a file of the draft, always as a download."""

    def get(self, request, uuid, name):
        files = Evidence.objects.select_related("stored_file").filter(edition=self.edition, stored_file__isnull=False)
        evidence = get_object_or_404(files, uuid=uuid)
        if name != evidence.name_in_url:
            raise Http404
        return as_attachment(evidence)
