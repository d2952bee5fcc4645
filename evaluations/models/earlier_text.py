"""What a comment said before its author changed it."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .sealing import refuse, refuse_truncation

_IS_DESTROYED = """TG_OP = 'DELETE' AND EXISTS (
                SELECT FROM evaluations_comment AS comment
                WHERE comment.id = OLD.comment_id AND comment.withdrawn_at IS NOT NULL AND comment.erased_at IS NOT NULL
            )"""


class EarlierText(models.Model):
    """A text of a comment that the public had read, or could have, until its author wrote another.

    Everybody reads it for as long as the comment is shown. It goes only with the words of a comment that was withdrawn
    by somebody who had herself erased.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="earlier_texts", verbose_name=_("comment"))
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(_("written"))
    replaced_at = models.DateTimeField(_("replaced"), db_default=Now())

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="earlier_text_is_not_empty")]
        triggers = [
            refuse(
                "earlier_text_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                message="% of what a comment said earlier",
                unless=_IS_DESTROYED,
            ),
            refuse_truncation("earlier_texts_are_not_truncated"),
        ]

    def __str__(self):
        return _("earlier text of comment %(number)s") % {"number": self.comment_id}
