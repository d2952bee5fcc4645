"""What a member's government says publicly of a published report: by whom, in which edition of its own."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from commitments.models import Contact

from .edition import Edition
from .link import LinkOfContact, LinkOfContactQuerySet, names_another_contact
from .report import Report
from .sealing import differs, is_redacted, refuse, refuse_truncation

_OF_RESPONSE = "SELECT report_id FROM evaluations_response WHERE id = OLD.response_id"
_IN_REDACTION = is_redacted(_OF_RESPONSE, "text")


class RespondentQuerySet(LinkOfContactQuerySet):
    def standing(self):
        """Those whose link was not revoked."""
        return self.filter(revoked_at=None)


class Respondent(LinkOfContact):
    """A contact who may respond to a report for her government: her link is good until it is revoked."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="respondents", verbose_name=_("report"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, related_name="respondents", verbose_name=_("contact")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    objects = RespondentQuerySet.as_manager()

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "contact"], condition=Q(revoked_at=None), name="respondent_has_one_link"
            ),
        ]
        triggers = [
            refuse(
                "respondent_stays_who_was_asked",
                operation=pgtrigger.Update,
                condition=differs("report", "name", "role", "organisation", "person", "by", "asked_at")
                | names_another_contact(),
                message="% of who was asked to respond",
            ),
            refuse_truncation("respondents_are_not_truncated"),
        ]

    @property
    def still_speaks(self):
        """Whether she is a contact who may speak for the government, as she was when she was asked."""
        return self.is_contact_of(self.report.member_id) and self.contact.speaks_for_the_government


class ResponseQuerySet(models.QuerySet):
    def published(self):
        return self.filter(number__isnull=False)

    def drafts(self):
        return self.filter(number=None)


class Response(models.Model):
    """What the government says of a report, answer by answer and of the whole: one edition, shown all together.

    A draft until it is published; then it never changes, and another one takes its place. It is no part of what is
    sealed of the report.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="responses", verbose_name=_("report"))
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, help_text=_("Given at publication."))
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("edition"),
        help_text=_("The edition of the report that was public when it was published."),
    )
    respondent = models.ForeignKey(
        Respondent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("published by"),
    )
    started_at = models.DateTimeField(_("started"), db_default=Now())
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("official response")
        verbose_name_plural = _("official responses")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="response_number_is_unique_in_its_report"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(number=None), name="response_in_draft_is_the_only_one"
            ),
            models.CheckConstraint(
                condition=Q(number=None, edition=None, respondent=None, published_at=None)
                | Q(
                    number__isnull=False,
                    edition__isnull=False,
                    respondent__isnull=False,
                    published_at__isnull=False,
                ),
                name="response_published_is_somebodys",
            ),
        ]
        triggers = [
            refuse(
                "response_stays_as_published",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__number__isnull=False),
                message="% of a published response",
            ),
            refuse_truncation("responses_are_not_truncated"),
        ]

    def __str__(self):
        return _("Response %(number)s to report %(report)s") % {"number": self.number or "–", "report": self.report_id}


class ResponsePart(models.Model):
    """What a response says of one answer, or of the whole report where no answer is named."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="parts", verbose_name=_("response"))
    answer_key = models.CharField(_("answer"), max_length=40, blank=True, help_text=_("Blank: the whole report."))
    text = models.TextField(_("text"))
    saved_at = models.DateTimeField(_("saved"), auto_now=True)

    class Meta:
        verbose_name = _("part of a response")
        verbose_name_plural = _("parts of a response")
        ordering = ["response", "answer_key"]
        constraints = [
            models.UniqueConstraint(fields=["response", "answer_key"], name="response_speaks_of_an_answer_once"),
        ]
        triggers = [
            refuse(
                "response_part_stays_as_published",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                message="% of a part of a published response",
                unless=f"""{_IN_REDACTION} OR NOT EXISTS (
                    SELECT FROM evaluations_response
                    WHERE id IN (OLD.response_id, NEW.response_id) AND number IS NOT NULL
                )""",
            ),
            # Not a constraint: of a part that a redaction took out no words are left.
            refuse(
                "response_part_says_something",
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__text=""),
                message="% of a part of a response that says nothing",
                unless=_IN_REDACTION,
            ),
            refuse_truncation("response_parts_are_not_truncated"),
        ]

    def __str__(self):
        return self.text
