"""What an imported report is about: the member, the plan and the commitment, found or made.

Matched on their names and years, never on a page's URL: one page is reachable under several.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commitments.models import ActionPlan, Commitment, Level, Member
from commitments.slugs import free_slug

from ..models import Report
from .furniture import ACTION_PLAN
from .text import fold, same_title, same_words

_LONGEST_SLUG = 200


def find_commitment(parsed):
    """Return the commitment of an End of Commitment Report; it, its plan and its member are made where needed.

    Raises ValidationError where the page does not say what it is about.
    """
    if not parsed.member or not parsed.commitment:
        raise ValidationError(_("It does not say which member and which commitment it is about."), code="subject")
    member = _member(parsed.member)
    plan = _plan(member, parsed.action_plan) if parsed.action_plan else None
    return _commitment(member, plan, parsed)


def find_plan(parsed):
    """Return the action plan of a Results Report; it and its member are made where needed.

    Raises ValidationError where the page does not say what it is about.
    """
    if not parsed.member:
        raise ValidationError(_("It does not say which member it is about."), code="subject")
    member = _member(parsed.member)
    if parsed.action_plan:
        return _plan(member, parsed.action_plan)
    plans = list(member.action_plans.all()[:2])
    if len(plans) != 1:
        raise ValidationError(_("It does not say which action plan it is about."), code="subject")
    return plans[0]


def _member(title):
    """Return the member that the title names: "Mexico State, Mexico", or "Mexico" for the country."""
    for member in Member.objects.all():
        if same_words(member.title, title):
            return member
    name, _comma, country = (part.strip() for part in title.rpartition(","))
    local = bool(name)
    return _made(
        Member(
            name=name or country,
            country=country,
            level=Level.LOCAL if local else Level.NATIONAL,
            slug=_free_slug(Member, title),
        )
    )


def _plan(member, title):
    """Return the member's plan of this title, or the only one of these years: titles are translated and reworded."""
    plans = list(member.action_plans.all())
    same = [plan for plan in plans if same_words(plan.title, title)]
    years = _years(title)
    if not same and years:
        same = [plan for plan in plans if (plan.start_year, plan.end_year) == years]
    if len(same) == 1:
        return same[0]
    start, end = years or (None, None)
    return _made(
        ActionPlan(
            member=member,
            title=title,
            slug=_free_slug(ActionPlan, title.removeprefix("Action plan – ")),
            start_year=start,
            end_year=end,
        )
    )


def _years(title):
    match = ACTION_PLAN.match(title)
    if not match:
        return None
    start, end = match["start"], match["end"] or match["start"]
    end = int(start[:2] + end if len(end) == 2 else end)
    return (int(start), end) if int(start) <= end else None


def _commitment(member, plan, parsed):
    """Adopt the one commitment of the plan that has the title, else make one."""
    same = _titled_as(member, plan, parsed.commitment)
    if len(same) == 1:
        return same[0]
    return _made(
        Commitment(
            member=member,
            action_plan=plan,
            title=parsed.commitment,
            slug=_free_slug(Commitment, f"{parsed.commitment[:150]} {member.name}"),
            action=parsed.action,
            problem=parsed.problem,
        )
    )


def _titled_as(member, plan, title):
    """Return the commitments that a page with this title may be about.

    A page that lost its plan is about the member's one commitment of the title, whatever its plan; and one that an
    earlier copy made without a plan is moved into the plan that this copy names. Where several share the title nobody
    can tell which one is meant; then the report gets a commitment of its own, and a later copy finds that one again.
    """
    commitments = Commitment.objects.filter(member=member).select_related("action_plan")
    titled = [one for one in commitments if _is_titled(one, title)]
    same = [one for one in titled if one.action_plan == plan] if plan else titled
    if plan and not same:
        same = _attached([one for one in titled if one.action_plan is None], plan)
    if len(same) > 1:
        imported = Report.objects.filter(commitment__in=same, current__isnull=False).exclude(current__source="")
        return [report.commitment for report in imported.select_related("commitment")]
    return same


def _attached(loose, plan):
    """Move the one commitment that has no plan, and an imported report, into the plan; return it in a list."""
    if len(loose) != 1 or not Report.objects.filter(commitment=loose[0]).exclude(current__source="").exists():
        return []
    loose[0].action_plan = plan
    loose[0].save(update_fields=["action_plan"])
    return loose


def _is_titled(commitment, title):
    titles = [commitment.title, *([commitment.short_title] if commitment.short_title else [])]
    return any(fold(known) and same_title(known, title) for known in titles)


def _made(row):
    row.full_clean(exclude=["ogp_id"])
    row.save()
    return row


def _free_slug(model, text):
    def is_taken(slug):
        return model.objects.filter(slug=slug).exists()

    return free_slug(text, longest=_LONGEST_SLUG, is_taken=is_taken)
