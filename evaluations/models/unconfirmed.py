"""What a guest wrote, until she has shown that the email is hers."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .edition import Edition
from .link import Link, LinkQuerySet
from .report import Report


def _oldest():
    return timezone.now() - timedelta(days=settings.UNCONFIRMED_COMMENT_DAYS)


class UnconfirmedCommentQuerySet(LinkQuerySet):
    def kept(self):
        """Those that are not too old; what is, is gone for everybody, whether its row was removed yet or not."""
        return self.filter(written_at__gt=_oldest())

    def outlived(self):
        """Those that nobody may read any more."""
        return self.filter(written_at__lte=_oldest())

    def waiting(self):
        """Those that may still be confirmed."""
        return self.kept().filter(comment=None)


class UnconfirmedComment(Link):
    """A guest's words, which are no comment yet: nobody but who has the link, or sent them, reads them.

    Once they are confirmed they stand in the comment alone; the row stays a while to tell so whoever presses twice.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="unconfirmed", verbose_name=_("report"))
    parent = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("in reply to")
    )
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("edition"))
    answer_key = models.CharField(_("answer"), max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("email"), blank=True)
    text = models.TextField(_("comment"), blank=True)
    is_hasty = models.BooleanField(_("sent sooner than people type"), default=False)
    is_trapped = models.BooleanField(_("field for machines filled in"), default=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    follows = models.BooleanField(_("wants to hear of answers"), default=False)
    written_at = models.DateTimeField(_("written"), db_default=Now())
    linked_at = models.DateTimeField(_("link sent"), db_default=Now(), help_text=_("The last one."))
    comment = models.OneToOneField(
        Comment, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("what it became")
    )

    objects = UnconfirmedCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("unconfirmed comment")
        verbose_name_plural = _("unconfirmed comments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(comment=None) & ~Q(name="") & ~Q(email="") & ~Q(text="")
                | Q(comment__isnull=False, name="", email="", text=""),
                name="unconfirmed_has_words_until_it_is_a_comment",
            ),
        ]
        indexes = [models.Index(fields=["written_at"], name="unconfirmed_age")]

    def __str__(self):
        return _("unconfirmed comment %(number)s") % {"number": self.pk}

    @property
    def link_expires_at(self):
        """Return until when the link that was sent last confirms."""
        return self.linked_at + timedelta(days=settings.COMMENT_LINK_DAYS)

    @property
    def has_expired(self):
        """Whether its link confirms nothing any more, though its words still wait."""
        return self.link_expires_at <= timezone.now()

    @property
    def kept_until(self):
        """Return until when the words wait."""
        return self.written_at + timedelta(days=settings.UNCONFIRMED_COMMENT_DAYS)
