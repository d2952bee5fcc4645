"""What contacts of a member said of a report before it was published, and what became of it."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Contact, Side

from ..choices import DispositionKind
from .edition import AboutAnswer, Edition
from .link import LinkOfContact, LinkOfContactQuerySet, names_another_contact
from .receipt import Receipt
from .sealing import (
    REPORT_OF_EDITION,
    differs,
    is_in_redaction,
    is_redacted,
    refuse,
    refuse_change_under_sealed_edition,
    refuse_truncation,
    report_through,
)

_SAYS_NOTHING = "EXISTS (SELECT FROM evaluations_reaction WHERE id = OLD.reaction_id AND text = '')"
_LOSES_A_REASON = is_redacted(REPORT_OF_EDITION, "skipped_reason", "ended_reason")
_BY = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}


class ConsultationQuerySet(models.QuerySet):
    def windows(self):
        """Those in which somebody was asked."""
        return self.filter(closes_at__isnull=False)

    def open(self):
        """Windows in which contacts may react now."""
        return self.windows().filter(ended_at=None, closes_at__gt=timezone.now())

    def standing(self):
        """Those by which an edition was read, or it was said why not: not where every link was revoked unused."""
        heard = Consulted.objects.with_voice().filter(consultation=OuterRef("pk"))
        return self.filter(Q(closes_at=None) | Exists(heard.filter(Q(revoked_at=None) | Q(has_reacted=True))))

    def over(self):
        """Windows in which nobody can react any more."""
        return self.windows().filter(Q(ended_at__isnull=False) | Q(closes_at__lte=timezone.now()))


class Consultation(models.Model):
    """Contacts of the member read an edition before it is published, and react; or staff skip that, for a reason.

    It is about what was submitted last, which its receipt holds. When it is over follows from its dates: no command
    has to run for it.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="consultations", verbose_name=_("edition"))
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name=_("what was read")
    )
    by = models.ForeignKey(**_BY, verbose_name=_("by"))
    opened_at = models.DateTimeField(_("opened"), db_default=Now())
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended before its time"), null=True, blank=True)
    ended_by = models.ForeignKey(**_BY, null=True, blank=True, verbose_name=_("ended by"))
    ended_reason = models.TextField(_("why it ended before its time"), blank=True, help_text=_("The public reads it."))
    skipped_reason = models.TextField(_("why nobody is asked"), blank=True, help_text=_("The public reads it."))
    told_at = models.DateTimeField(_("reviewers told that it is over"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["edition", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(skipped_reason="", closes_at__isnull=False, receipt__isnull=False)
                | Q(closes_at=None, receipt=None, ended_at=None),
                name="consultation_has_dates_or_was_skipped",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="consultation_ended_has_a_person",
            ),
        ]
        triggers = [
            refuse_change_under_sealed_edition("consultation_is_sealed", unless=_LOSES_A_REASON),
            # Not constraints: of a reason that a redaction took out none is left.
            refuse(
                "consultation_skipped_says_why",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__closes_at__isnull=True, new__skipped_reason=""),
                message="% of a consultation that was skipped without a reason",
            ),
            refuse(
                "consultation_ended_says_why",
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__ended_at__isnull=False, new__ended_reason=""),
                message="% of a consultation that ended early without a reason",
                unless=_LOSES_A_REASON,
            ),
            refuse(
                "consultation_stays_as_opened",
                operation=pgtrigger.Update,
                condition=differs("edition", "receipt", "by", "opened_at", "closes_at", "skipped_reason"),
                message="% of how a consultation was opened",
                unless=_LOSES_A_REASON,
            ),
            refuse_truncation("consultations_are_not_truncated"),
        ]

    def __str__(self):
        return _("Consultation on %(edition)s") % {"edition": self.edition}

    @property
    def is_skipped(self):
        return self.closes_at is None

    @property
    def is_reason_removed(self):
        """Whether a redaction took out why it was skipped, or ended before its time."""
        return not (self.skipped_reason if self.is_skipped else self.ended_reason or self.ended_at is None)

    @property
    def is_open(self):
        """Whether contacts may react now."""
        return not self.is_skipped and self.ended_at is None and self.closes_at > timezone.now()

    @property
    def last_moment(self):
        """Return a moment of its last day: a window that ends at midnight ends with the day before."""
        return self.ended_at or self.closes_at - timedelta(seconds=1)

    @property
    def over_at(self):
        """Return when it ended, or is going to."""
        return self.ended_at or self.closes_at


class ConsultedQuerySet(LinkOfContactQuerySet):
    def standing(self):
        """Those whose link was not revoked, of contacts who are still there."""
        return self.still_theirs().filter(revoked_at=None)

    def with_voice(self):
        """Each with `has_reacted`: whether a reaction of hers stands."""
        return self.annotate(has_reacted=Exists(Reaction.objects.standing().filter(consulted=OuterRef("pk"))))


class Consulted(LinkOfContact):
    """A contact who was asked in a consultation: her link is good for the whole window, unless it is revoked."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="consulted_set", verbose_name=_("consultation")
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, related_name="consulted_set", verbose_name=_("contact")
    )
    side = models.CharField(_("side"), max_length=15, choices=Side)
    # Of a link that was revoked, and one sent anew: of the two the public reads as of one person.
    instead_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed", verbose_name=_("in place of the link")
    )

    objects = ConsultedQuerySet.as_manager()

    class Meta:
        verbose_name = _("consulted contact")
        verbose_name_plural = _("consulted contacts")
        ordering = ["consultation", "side", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="consulted_side_is_known"),
            models.UniqueConstraint(
                fields=["consultation", "contact"], condition=Q(revoked_at=None), name="contact_is_consulted_once"
            ),
        ]
        triggers = [
            refuse_change_under_sealed_edition(
                "consulted_is_sealed", through="consultation", operation=pgtrigger.Insert | pgtrigger.Delete
            ),
            # Whose link was revoked is told by the sealed record; that a contact leaves is not.
            refuse_change_under_sealed_edition(
                "consulted_revoked_is_sealed", through="consultation", operation=pgtrigger.UpdateOf("revoked_at")
            ),
            refuse(
                "consulted_stays_who_was_asked",
                operation=pgtrigger.Update,
                condition=differs(
                    "consultation", "side", "name", "role", "organisation", "person", "asked_at", "instead_of"
                )
                | names_another_contact(),
                message="% of who was consulted",
                unless=is_redacted(report_through("consultation"), "name", "role", "organisation", "contact_id"),
            ),
            refuse_truncation("consulted_are_not_truncated"),
        ]

    @property
    def told(self):
        """Tell who she is, and for which side she speaks."""
        return f"{self} ({self.get_side_display()})"

    @property
    def may_read(self):
        """Whether her link still opens the draft: it was not revoked, and she is a contact of the member."""
        is_open = self.revoked_at is None and self.consultation.is_open
        return is_open and self.is_contact_of(self.consultation.edition.report.member_id)


class ReactionQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)

    def undisposed(self):
        """Those of which nobody has said what became of them."""
        return self.standing().filter(disposition=None)


class Reaction(AboutAnswer):
    """What a contact says of one answer of the draft, or of the whole where no answer is named.

    A confidential one is read by those who make the report; the public reads that there was one. It never changes; who
    made it may take it back while the consultation is open. A reviewer takes back what somebody else sent by a link.
    """

    answer_key = models.CharField(_("answer"), max_length=40, blank=True, help_text=_("Blank: the whole report."))
    consulted = models.ForeignKey(Consulted, models.PROTECT, related_name="reactions", verbose_name=_("by"))
    text = models.TextField(_("reaction"))
    is_confidential = models.BooleanField(_("confidential"))
    at = models.DateTimeField(_("at"), db_default=Now())
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        ordering = ["edition", "id"]
        triggers = [
            refuse_change_under_sealed_edition("reaction_is_sealed", unless=is_redacted(REPORT_OF_EDITION, "text")),
            # Not a constraint: of one that a redaction took out nothing is left.
            refuse(
                "reaction_says_something",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__text=""),
                message="% of a reaction that says nothing",
            ),
            refuse(
                "reaction_says_what_it_said",
                operation=pgtrigger.Update,
                condition=differs("edition", "answer_key", "consulted", "text", "is_confidential", "at"),
                message="% of what a reaction says",
                unless=is_redacted(REPORT_OF_EDITION, "text"),
            ),
            refuse_truncation("reactions_are_not_truncated"),
        ]

    def __str__(self):
        return self.text


class Disposition(models.Model):
    """What became of a reaction, and why; said once, by a reviewer, when the consultation is over."""

    reaction = models.OneToOneField(Reaction, models.PROTECT, related_name="disposition", verbose_name=_("reaction"))
    kind = models.CharField(_("what became of it"), max_length=20, choices=DispositionKind)
    reason = models.TextField(_("because"), blank=True)
    withholds = models.BooleanField(
        _("earlier answer withheld"),
        default=False,
        help_text=_("Whether the public does not read what the answer said before it was changed."),
    )
    by = models.ForeignKey(**_BY, verbose_name=_("by"))
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        ordering = ["reaction"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DispositionKind.values), name="disposition_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=DispositionKind.CHANGED, withholds=False) | ~Q(reason=""),
                name="disposition_has_a_reason",
            ),
        ]
        triggers = [
            refuse_change_under_sealed_edition(
                "disposition_is_sealed",
                through="reaction",
                unless=f"TG_OP = 'DELETE' AND {_SAYS_NOTHING} AND {is_in_redaction(report_through('reaction'))}",
            ),
            refuse_truncation("dispositions_are_not_truncated"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.reason}" if self.reason else self.get_kind_display()
