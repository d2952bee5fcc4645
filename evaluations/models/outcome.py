"""What a comment led to."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .edition import Edition
from .sealing import hold_to_published_edition, refuse, refuse_truncation


class Outcome(models.Model):
    """A comment led to a later edition of the report, as staff have recorded; the public reads it beside the comment.

    What was recorded by mistake is taken back, and the trail tells both.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="outcomes", verbose_name=_("comment"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="outcomes", verbose_name=_("edition"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("outcome of a comment")
        verbose_name_plural = _("outcomes of comments")
        ordering = ["comment", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "edition"], name="outcome_is_recorded_once"),
        ]
        triggers = [
            hold_to_published_edition("outcome_is_a_published_edition", "edition"),
            refuse(
                "outcome_is_of_the_comments_own_report",
                operation=pgtrigger.Insert,
                message="% of an outcome: none of the editions after that of the comment",
                unless="""EXISTS (
                    SELECT FROM evaluations_comment AS comment
                    JOIN evaluations_edition AS written_about ON written_about.id = comment.edition_id
                    JOIN evaluations_edition AS led_to ON led_to.report_id = comment.report_id
                    WHERE comment.id = NEW.comment_id AND led_to.id = NEW.edition_id
                    AND led_to.number > written_about.number
                )""",
            ),
            refuse("outcome_is_not_changed", operation=pgtrigger.Update, message="% of what a comment led to"),
            refuse_truncation("outcomes_are_not_truncated"),
        ]

    def __str__(self):
        return _("%(comment)s led to edition %(number)s") % {"comment": self.comment, "number": self.edition.number}
