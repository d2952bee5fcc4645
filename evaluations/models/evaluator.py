"""Who evaluates, and for which member."""

import pgtrigger
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.models import Member


def own_name(account):
    """Return under which name a person is known: as she is published, or else as her account has it, or ""."""
    evaluator = getattr(account, "evaluator", None)
    return evaluator.name if evaluator else account.get_full_name()


def name_of(account):
    """Return how staff and evaluators read who did something: her e-mail is private, also among them.

    None is a command's doing.
    """
    if account is None:
        return gettext("the site itself")
    return own_name(account) or gettext("account %(number)s") % {"number": account.pk}


class EvaluatorQuerySet(models.QuerySet):
    def assigned_to(self, member):
        """Evaluators who may file reports on this member's commitments."""
        return self.filter(assignments__member=member)


def _is_verified(row):
    """Return the SQL that says whether the email of a row with `user_id` and `email` is verified by that account."""
    return f"""EXISTS (
        SELECT 1 FROM account_emailaddress AS address
        WHERE address.verified AND address.user_id = {row}.user_id AND lower(address.email) = lower({row}.email)
    )"""  # noqa: S608 -- our own words


class Evaluator(models.Model):
    """A person who assesses commitments. Her e-mail is private unless she chose to publish it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evaluator",
        verbose_name=_("account"),
        help_text=_("Blank for an evaluator who is only known from an imported report."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("As it is to be published."))
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("email"), blank=True)
    publishes_email = models.BooleanField(
        _("publishes her email"),
        default=False,
        help_text=_("Otherwise readers write to her through a form."),
    )

    objects = EvaluatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluator")
        verbose_name_plural = _("evaluators")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="evaluator_has_a_name"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="evaluator_publishes_a_verified_email",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.publishes_email AND NEW.user_id IS NOT NULL AND NEW.email <> ''"),
                func=f"""
                    IF NOT {_is_verified("NEW")} THEN
                        RAISE EXCEPTION 'Only an email that its account has verified is published'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse to publish an email that may be another's, which the database would refuse without words.

        One with an account proves that the email is hers; of one without, staff keep it.
        """
        if not (self.publishes_email and self.email and self.user_id):
            return
        if not EmailAddress.objects.filter(user=self.user_id, email__mailbox=self.email, verified=True).exists():
            words = _(
                "Only an email that the account has confirmed can be shown. Confirm this one first, or show none."
            )
            raise ValidationError({"email": ValidationError(words, code="unverified")})

    @property
    def public_email(self):
        """Return the e-mail that pages may show, or ""."""
        return self.email if self.publishes_email else ""


class VerifiedEmail(EmailAddress):
    """An email of an account, as far as its evaluator publishes it: until it is verified no longer."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="email_no_longer_verified_is_not_published",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    UPDATE evaluations_evaluator AS evaluator SET publishes_email = false
                    WHERE evaluator.user_id = OLD.user_id AND lower(evaluator.email) = lower(OLD.email)
                        AND evaluator.publishes_email AND NOT {_is_verified("evaluator")};
                    RETURN NULL;
                """,  # noqa: S608 -- our own words
            )
        ]


class Assignment(models.Model):
    """One evaluator may file reports on the commitments of one member."""

    evaluator = models.ForeignKey(Evaluator, models.CASCADE, related_name="assignments", verbose_name=_("evaluator"))
    member = models.ForeignKey(Member, models.CASCADE, related_name="assignments", verbose_name=_("member"))
    assigned_at = models.DateTimeField(_("assigned"), auto_now_add=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["member", "evaluator"]
        constraints = [
            models.UniqueConstraint(fields=["evaluator", "member"], name="assignment_is_made_once"),
        ]

    def __str__(self):
        return _("%(evaluator)s for %(member)s") % {"evaluator": self.evaluator, "member": self.member}


class AssignmentRequest(models.Model):
    """A person asks to be assigned to a member; staff decide."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="assignment_requests",
        verbose_name=_("account"),
    )
    member = models.ForeignKey(Member, models.CASCADE, related_name="assignment_requests", verbose_name=_("member"))
    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    message = models.TextField(_("message"), blank=True)
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    granted = models.BooleanField(_("granted"), null=True, blank=True)
    decision_reason = models.TextField(
        _("reason of the decision"), blank=True, help_text=_("As the person was told it.")
    )

    class Meta:
        verbose_name = _("request for an assignment")
        verbose_name_plural = _("requests for an assignment")
        ordering = ["requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "member"],
                condition=Q(decided_at__isnull=True),
                name="assignment_request_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, granted__isnull=True)
                | Q(decided_at__isnull=False, granted__isnull=False),
                name="assignment_request_is_decided_or_not",
            ),
        ]

    def __str__(self):
        return _("%(name)s for %(member)s") % {"name": self.name, "member": self.member}
