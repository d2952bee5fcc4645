"""Single answers of the edition that is being written, asked about by a script."""

from ...forms.section import AnswersForm
from .scripted import ScriptedView


class AnswersView(ScriptedView):
    """Do something with single answers, and say in JSON what became of each.

    POST takes, beside `account`, for each answer its words or code under its anchor (`q-1-2`), the token of what was
    stored when it was opened (`opened-q-1-2`), and what was sent before and never answered (`sent-q-1-2`, several
    times or not at all).
    """

    def respond(self, edition):
        return self.answer(edition, self.form_of(edition))

    def form_of(self, edition):
        """Return the form of the answers that were posted, and of no others, looked at already."""
        posted = self.request.POST
        form = AnswersForm(
            [prompt for prompt in edition.form.prompts if prompt.column and prompt.anchor in posted], posted
        )
        form.is_valid()
        return form

    def answer(self, edition, form):
        """Return the response; raise PermissionDenied where she does not write this edition."""
        raise NotImplementedError
