"""Members of OGP, and whom OGP knows there."""

import zoneinfo

import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Which government a member is."""

    NATIONAL = "national", _("National")
    LOCAL = "local", _("Local")


class Side(models.TextChoices):
    """Whom a contact speaks for."""

    GOVERNMENT = "government", _("Government")
    CIVIL_SOCIETY = "civil-society", _("Civil society")


def validate_time_zone(name):
    """Refuse a name that is no IANA time zone, here or to the database, which hold lists of their own."""
    if name not in zoneinfo.available_timezones() or not _is_known_to_the_database(name):
        raise ValidationError(_("“%(name)s” is not a time zone, such as America/Mexico_City."), params={"name": name})


def _is_known_to_the_database(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = %s)", [name])
        return cursor.fetchone()[0]


class MemberQuerySet(models.QuerySet):
    """What is asked of members."""

    def local(self):
        """Keep members of OGP Local: the ones whose commitments fall due for a report."""
        return self.filter(level=Level.LOCAL)

    def with_counts(self):
        """Tell each how many action plans and commitments it has: plan_count, commitment_count."""
        return self.annotate(
            plan_count=_count_of("commitments.ActionPlan"), commitment_count=_count_of("commitments.Commitment")
        )


def _count_of(model):
    """Count the rows that point to a member, in a query of their own: two joins would multiply each other."""
    rows = apps.get_model(model).objects.filter(member=OuterRef("pk")).order_by().values("member")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


class Member(models.Model):
    """A government that belongs to OGP: a country, or a place in one."""

    name = models.CharField(_("name"), max_length=200, help_text=_("The place, without its country."))
    country = models.CharField(_("country"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.LOCAL)
    region = models.CharField(_("region"), max_length=100, blank=True)
    ogp_code = models.CharField(_("OGP code"), max_length=20, blank=True, help_text=_("As in OGP's dataset: ALB."))
    member_since = models.PositiveSmallIntegerField(_("member since"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["country", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "country"],
                name="member_name_is_unique_in_its_country",
                violation_error_message=_("There is a member of this name in this country already."),
            ),
            models.UniqueConstraint(
                Upper("ogp_code"),
                condition=~Q(ogp_code=""),
                name="member_ogp_code_is_unique",
                violation_error_message=_("Another member has this OGP code."),
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="member_level_is_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(country=""), name="member_has_name_and_country"),
            models.CheckConstraint(
                condition=Q(level=Level.LOCAL) | Q(name=F("country")),
                name="member_national_is_its_country",
                violation_error_message=_("The name of a national member is its country."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return its public page."""
        return reverse("commitments:member", args=[self.slug])

    @property
    def title(self):
        """The name as OGP prints it: "Mexico State, Mexico", or "Mexico" for the country."""
        return self.country if self.level == Level.NATIONAL else f"{self.name}, {self.country}"

    def clean(self):
        """Write the code in capitals, as OGP does."""
        self.ogp_code = self.ogp_code.strip().upper()


def refuse_to_leave_its_member(row):
    """Raise ValidationError where what hangs on a row, in whichever app, is of another member than the row now is.

    The database would let such rows follow, and with them what was filed and published under the member.
    """
    if row.pk is None:
        return
    for relation in row._meta.related_objects:
        hanging = relation.related_model
        if not any(field.name == "member" for field in hanging._meta.fields):
            continue
        if hanging.objects.filter(**{relation.field.name: row}).exclude(member=row.member_id).exists():
            names = {"rows": hanging._meta.verbose_name_plural, "row": row._meta.verbose_name}
            raise ValidationError({"member": _("The %(rows)s of this %(row)s are of another member.") % names})


class ContactQuerySet(models.QuerySet):
    def who_speak_for_the_government(self):
        """Those of whom staff have made sure that they do."""
        return self.filter(side=Side.GOVERNMENT, is_verified=True)


class Contact(models.Model):
    """A person whom OGP knows at a member: in its government or in civil society. The e-mail is private."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="contacts", verbose_name=_("member"))
    side = models.CharField(_("side"), max_length=15, choices=Side)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(
        _("email"),
        blank=True,
        help_text=_("Private: shown to staff only. Links that were sent to another one before open nothing any more."),
    )
    # Which person in this place: what tells people apart is the mailbox, since a name may be spelled anew.
    person = models.PositiveIntegerField(_("person"), db_default=1, editable=False)
    is_verified = models.BooleanField(
        _("verified"),
        default=False,
        help_text=_(
            "Staff have made sure that this is the person, and that she may speak for her side. It is taken off when "
            "her email or side changes: make sure again, and tick it anew."
        ),
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["side", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="contact_side_is_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                # Of another person, or of whom another side, staff have not made sure yet. Ticked for the first time
                # with the new email it stays: then it was said of that.
                name="contact_with_another_email_is_another_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    NEW.person = OLD.person + (lower(NEW.email) <> lower(OLD.email))::integer;
                    NEW.is_verified = NEW.is_verified AND (
                        NOT OLD.is_verified
                        OR (NEW.person, NEW.side, NEW.member_id) = (OLD.person, OLD.side, OLD.member_id)
                    );
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def speaks_for_the_government(self):
        """Whether staff have made sure that she does."""
        return self.side == Side.GOVERNMENT and self.is_verified

    @property
    def told(self):
        """Tell who it is, and what she does where."""
        return ", ".join(filter(None, [self.name, self.role, self.organisation]))
