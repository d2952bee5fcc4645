"""What contacts of the member said of a report before its publication: for those who write it."""

from django.utils.translation import gettext as _
from django.views.generic import View

from ... import permissions, reactions
from .access import ForAuthors


class ConsultationView(ForAuthors, View):
    """Show the consultation on the edition: the reactions once it is over, confidential ones without a name."""

    def is_allowed(self):
        """Let in whoever writes the edition, and who stands on it but may write no more."""
        user = self.request.user
        return super().is_allowed() or permissions.is_evaluator_on(user, self.edition)

    def get(self, request, number):
        """Show it, also where there was none yet."""
        consultation = self.edition.consultations.order_by("pk").last()
        is_open = consultation is not None and consultation.is_open
        rows = [] if is_open else self.rows()
        return self.show("consultation.html", consultation=consultation, rows=rows)

    def rows(self):
        """Return each reaction that stands with what it is about, who made it, and what became of it."""
        standing = self.edition.reaction_set.standing().select_related("consulted", "disposition")
        return [
            {
                "reaction": reaction,
                "about": reactions.about(self.reading.form, reaction.answer_key),
                # Not the side either: where one person of it was asked, it would be her name.
                "who": _("In confidence") if reaction.is_confidential else reaction.consulted.told,
                "disposition": getattr(reaction, "disposition", None),
            }
            for reaction in standing
        ]
