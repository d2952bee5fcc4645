"""What authors say against a decision about a comment of theirs: once each time, for another moderator to read."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .decision import Decision
from .sealing import Seal, differs, refuse, refuse_truncation

# Whoever decided is not the one to say whether she was right.
_ANSWERED_BY_ANOTHER = Seal(
    name="appeal_is_answered_by_another",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("answer_id"),
    condition=pgtrigger.Q(new__answer__isnull=False),
    func="""
        IF NOT EXISTS (
            SELECT FROM evaluations_decision AS answer JOIN evaluations_decision AS first USING (comment_id)
            WHERE answer.id = NEW.answer_id AND first.id = NEW.decision_id
            AND answer.id > first.id AND answer.by_id <> first.by_id
        ) THEN
            RAISE EXCEPTION 'an appeal is answered by a later decision of another moderator'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class AppealQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody has answered; where the decision was undone there is nothing to answer."""
        return self.filter(answer=None, decision__undone_at=None)


class Appeal(models.Model):
    """Why a decision was wrong, in the words of the comment's author, who may say so once.

    A later decision of another moderator about the comment answers it, whatever it comes to; of that one there is no
    appeal.
    """

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="appeal", verbose_name=_("against the decision")
    )
    text = models.TextField(_("why"), blank=True, help_text=_("Blank once its author is erased."))
    made_at = models.DateTimeField(_("made"), db_default=Now())
    answer = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="answered_appeal", verbose_name=_("answer")
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["id"]
        triggers = [
            _ANSWERED_BY_ANOTHER,
            refuse(
                "appeal_stays_as_it_was_made",
                operation=pgtrigger.Update,
                condition=differs("decision", "made_at"),
                message="% of when an appeal was made, or against what",
            ),
            refuse(
                "appeal_keeps_its_words",
                operation=pgtrigger.Update,
                condition=differs("text") & ~pgtrigger.Q(new__text=""),
                message="% of the words of an appeal, which are only destroyed",
            ),
            refuse("appeal_is_not_deleted", operation=pgtrigger.Delete, message="% of an appeal"),
            refuse_truncation("appeals_are_not_truncated"),
        ]

    def __str__(self):
        return str(self.decision)
