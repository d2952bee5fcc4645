"""The thing with a URL: a report on a commitment or on an action plan."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import ActionPlan, Commitment, Member

from ..choices import CommentStatus, HoldingMode, ReportKind, Standing
from .answers import NARRATIVES
from .sealing import differs, hold_to_published_edition, refuse


class ReportQuerySet(models.QuerySet):
    def published(self):
        """Reports that the public may read, withdrawn ones included: they keep their page."""
        return self.filter(current__isnull=False)

    def standing(self):
        """Published reports that have not been withdrawn: what lists and counts show."""
        return self.published().filter(standing=Standing.STANDING)

    def for_member(self, member):
        return self.filter(member=member)

    def for_action_plan(self, plan):
        """The Results Report on the plan, and the reports on its commitments."""
        return self.filter(Q(action_plan=plan) | Q(commitment__action_plan=plan))

    def with_subjects(self):
        """Load what a list row tells: member, plan, commitment and the codes of the current edition, not its prose."""
        prose = [f"current__{column}" for column in (*NARRATIVES, "footnotes", "search", "narrative_marks")]
        return self.select_related("member", "action_plan", "commitment__action_plan", "current").defer(*prose)

    def with_comment_count(self):
        """Annotate `comment_count`: the comments that the public sees."""
        approved = (
            self.model._meta.get_field("comments")
            .related_model.objects.filter(report=OuterRef("pk"), status=CommentStatus.APPROVED)
            .order_by()
            .values("report")
            .annotate(total=Count("*"))
            .values("total")
        )
        return self.annotate(comment_count=Coalesce(Subquery(approved), 0))


class Report(models.Model):
    """An evaluation of one commitment, or of one action plan, through all its editions."""

    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind)
    # The commitment's or the plan's member, kept here so that every list can filter by it. Composite foreign keys,
    # made in a migration, hold it to theirs.
    member = models.ForeignKey(Member, models.PROTECT, related_name="reports", verbose_name=_("member"))
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("commitment"),
    )
    action_plan = models.ForeignKey(
        ActionPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("action plan"),
    )
    lead = models.ForeignKey(
        "Evaluator", models.PROTECT, null=True, blank=True, related_name="led_reports", verbose_name=_("lead")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=150,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Given at first publication, for ever."),
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.STANDING)
    current = models.OneToOneField(
        "Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("current edition")
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    comments_opened_at = models.DateTimeField(_("opened for public comment"), null=True, blank=True)
    comments_close_at = models.DateTimeField(
        _("public comment ends"), null=True, blank=True, help_text=_("From then on it takes no comments.")
    )
    comments_opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("opened for public comment by"),
    )
    holding = models.CharField(
        _("which comments wait"),
        max_length=10,
        blank=True,
        choices=HoldingMode,
        help_text=_("Blank: those that wait on the whole site."),
    )
    # When the public page last changed in any way. The database moves it, whoever changes what (see page_validity.py).
    page_changed_at = models.DateTimeField(editable=False, db_default=Now())

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ReportKind.END_OF_COMMITMENT, commitment__isnull=False, action_plan__isnull=True)
                | Q(kind=ReportKind.RESULTS, commitment__isnull=True, action_plan__isnull=False),
                name="report_has_the_subject_of_its_kind",
            ),
            models.UniqueConstraint(fields=["commitment"], name="report_is_the_only_one_of_its_commitment"),
            models.UniqueConstraint(fields=["action_plan"], name="report_is_the_only_one_of_its_action_plan"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="report_standing_is_known"),
            models.CheckConstraint(
                condition=Q(current__isnull=True) | Q(slug__isnull=False), name="report_published_has_a_slug"
            ),
            models.CheckConstraint(
                # By nobody where the rule of the site opened it.
                condition=Q(comments_opened_at=None, comments_close_at=None, comments_opened_by=None)
                | Q(
                    comments_opened_at__isnull=False,
                    comments_close_at__isnull=False,
                    comments_close_at__gt=F("comments_opened_at"),
                ),
                name="report_comment_period_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(holding="") | Q(holding__in=HoldingMode.values), name="report_holding_is_known"
            ),
        ]
        triggers = [
            refuse(
                "report_slug_is_for_ever",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__slug__isnull=False) & differs("slug"),
                message="% of a report: its slug is for ever",
            ),
            # That it is an edition of this very report, a composite foreign key says, made in a migration.
            hold_to_published_edition("report_current_edition_is_published", "current"),
            refuse(
                "report_once_public_stays_public",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__current__isnull=False, new__current__isnull=True),
                message="% of a report: once published it keeps a current edition",
            ),
            refuse(
                "report_current_edition_is_none_before",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__current__isnull=False) & differs("current"),
                message="% of a report: an edition gives way to a later one alone",
                unless="""NOT EXISTS (
                    SELECT FROM evaluations_edition AS before JOIN evaluations_edition AS after
                    ON before.id = OLD.current_id AND after.id = NEW.current_id AND after.number < before.number
                )""",
            ),
            refuse(
                "report_once_public_keeps_its_subject",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__current__isnull=False)
                & differs("kind", "member", "commitment", "action_plan"),
                message="% of a report: once published it keeps its subject",
            ),
            pgtrigger.Trigger(
                name="report_page_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    NEW.page_changed_at = greatest(clock_timestamp(), OLD.page_changed_at + interval '1 microsecond');
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.number} · {self.subject}"

    def get_absolute_url(self):
        """Return the URL of the public page; a report has one once it was published."""
        return reverse("evaluations:report", args=[self.slug])

    @property
    def number(self):
        """The report's number, given at its start and never again."""
        return self.pk

    @property
    def subject(self):
        """Return the commitment or the action plan that is evaluated."""
        return self.commitment or self.action_plan

    @property
    def plan(self):
        """Return the action plan: the one evaluated, or the commitment's; None where it belongs to none."""
        return self.action_plan or self.commitment.action_plan

    @property
    def is_withdrawn(self):
        return self.standing == Standing.WITHDRAWN

    @property
    def withdrawal(self):
        """Return the change by which it no longer stands, or None where it stands."""
        return self.standing_changes.last() if self.is_withdrawn else None

    @property
    def is_open_for_public_comment(self):
        """Whether its period of public comment runs, and nobody has withdrawn it meanwhile."""
        is_over = self.comments_close_at is None or timezone.now() >= self.comments_close_at
        return not is_over and not self.is_withdrawn

    @property
    def is_closed_for_comment(self):
        """Whether it had a period of public comment, which is over."""
        return self.comments_close_at is not None and timezone.now() >= self.comments_close_at

    @property
    def last_moment_for_comment(self):
        """Return a moment of the last day on which the public comments, or None; the period ends at midnight."""
        return self.comments_close_at and self.comments_close_at - timedelta(seconds=1)

    @property
    def last_day_for_comment(self):
        """Return that day, as it is where its member is, or None."""
        moment = self.last_moment_for_comment
        return moment and timezone.localtime(moment, ZoneInfo(self.member.time_zone)).date()

    @property
    def unpublished(self):
        """Return the one edition that is not published, or None."""
        return self.editions.unpublished().first()
