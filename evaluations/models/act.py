"""Who did what to which report: one list, in order."""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..acts import NEWS, ActKind, ActRole
from ..choices import MoveName
from .conflict import Declaration, Exemption
from .consultation import Consultation
from .edition import Edition
from .evaluator import Evaluator, name_of
from .invitation import Invitation
from .move import Move
from .remark import Remark, RemarkReply
from .report import Report
from .ruling import Ruling
from .sealing import only_appended, refuse_truncation
from .signature import Signature
from .standing_change import StandingChange
from .unlock_request import UnlockRequest

_NOBODYS = [ActRole.SITE, ActRole.COMMENTER, ActRole.READER]  # in which no account does anything, or none is kept
KINDS = dict(MoveName.choices) | dict(ActKind.choices)  # every move is an act, too

# In which row, and where in it, stands what was said with an act of a kind. A row that may be changed or deleted tells
# nothing of what it once said, so that evidence, justifications and comments are not among them.
_SAID_IN = [
    (Move, "reason", MoveName.values),
    (StandingChange, "reason", [ActKind.WITHDRAW, ActKind.REINSTATE]),
    (Remark, "text", [ActKind.REMARK]),
    (RemarkReply, "text", [ActKind.REPLY, ActKind.DECLINE_SUGGESTION]),
    (Ruling, "reason", [ActKind.ACCEPT_JUSTIFICATION, ActKind.REFUSE_JUSTIFICATION]),
    # Never a reaction: a confidential one is not for whoever reads this list.
    (Consultation, "ended_reason", [ActKind.END_CONSULTATION]),
    (Consultation, "skipped_reason", [ActKind.SKIP_CONSULTATION]),
    (UnlockRequest, "reason", [ActKind.ASK_TO_UNLOCK]),
    (UnlockRequest, "answer", [ActKind.GRANT_UNLOCKING, ActKind.DECLINE_UNLOCKING]),
    (Declaration, "words", [ActKind.DECLARE]),
    (Exemption, "reason", [ActKind.EXEMPT]),
    (Signature, "digest", [ActKind.SIGN]),
    (Evaluator, "name", [ActKind.NAME_EVALUATOR, ActKind.REMOVE_EVALUATOR, ActKind.SHIFT_EVALUATOR]),
    (
        Invitation,
        "evaluator__name",  # never the email of who is known by no name: the list is downloaded
        [ActKind.INVITE, ActKind.REVOKE_INVITATION, ActKind.ACCEPT_INVITATION, ActKind.DECLINE_INVITATION],
    ),
]


class ActQuerySet(models.QuerySet):
    def with_said(self):
        """Annotate `said`: the words of each act, read where they stand; of a taking back or a decision, its own."""
        cases = [When(kind__in=kinds, then=_said_in(model, column)) for model, column, kinds in _SAID_IN]
        text = models.TextField()
        found = Case(*cases, default=F("words"), output_field=text)
        return self.annotate(said=Coalesce(found, models.Value(""), output_field=text))


def _said_in(model, column):
    return Subquery(model._default_manager.filter(pk=OuterRef("row")).order_by().values(column)[:1])


class Act(models.Model):
    """Somebody did something to a report: who, in which role, what, when. Only ever added, never changed or deleted.

    What she said stands in the row that `row` names, and is not copied: what must be taken out there one day is in no
    second place. `words` hold what no other row keeps.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="acts", verbose_name=_("report"))
    # A composite foreign key, made in a migration, refuses an edition of another report.
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name=_("edition"),
        help_text=_("With which it was done; blank where there was none."),
    )
    kind = models.CharField(_("act"), max_length=30)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Blank where a command did it, or somebody without an account."),
    )
    role = models.CharField(_("role"), max_length=20, choices=ActRole, help_text=_("In which she did it."))
    at = models.DateTimeField(_("time"), db_default=Now())
    answer_key = models.CharField(_("answer"), max_length=40, blank=True, help_text=_("Blank: none in particular."))
    row = models.PositiveBigIntegerField(
        _("row"),
        null=True,
        blank=True,
        help_text=_("The number of the move, remark, invitation, comment … that it is about, as its kind says."),
    )
    words = models.TextField(_("words"), blank=True, help_text=_("What was said and stands in no other row."))

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts of the audit trail")
        ordering = ["report", "at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[*KINDS]), name="act_kind_is_known"),
            models.CheckConstraint(condition=Q(role__in=ActRole.values), name="act_role_is_known"),
            models.CheckConstraint(
                condition=Q(role__in=_NOBODYS, by=None)
                | Q(role__in=[ActRole.INVITED, ActRole.CONTACT, ActRole.NOT_RECORDED])
                | (~Q(role__in=_NOBODYS) & Q(by__isnull=False)),
                name="act_is_somebodys_or_the_sites",
            ),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="act_newest"),
            # Among the acts of a report, thousands may be decisions about comments.
            models.Index(fields=["report", "at"], condition=Q(kind__in=NEWS), name="act_news"),
        ]
        triggers = [only_appended("act_is_only_appended"), refuse_truncation("acts_are_not_truncated")]

    def __str__(self):
        return _("%(act)s, report %(report)s") % {"act": self.told, "report": self.report_id}

    @property
    def told(self):
        """Tell the act in words."""
        return KINDS.get(self.kind, self.kind)

    @property
    def who(self):
        """Name who did it, or say why nobody is named."""
        if self.by_id or self.role == ActRole.SITE:
            return name_of(self.by)
        return gettext("not recorded") if self.role == ActRole.NOT_RECORDED else gettext("somebody without an account")
