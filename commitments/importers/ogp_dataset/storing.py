"""From rows to the database.

A value that the dataset does not have takes nothing away, and a field that it does not know (a problem, an
action, a slug, a time zone, the day of completion) is never touched: what staff wrote there stays.
"""

import textwrap
from collections import Counter, defaultdict

from django.utils.text import slugify
from django.utils.translation import gettext as _

from commitments.models import ActionPlan, Commitment, Member, OgpValue, PolicyArea
from commitments.slugs import free_slug

from .rows import DatasetError

SLUG_WORDS_LENGTH = 80  # of a title, so that a URL can be read aloud


class Tally(Counter):
    """How many records were created, changed or found as they are, by model and what happened."""

    def note(self, model, instance_changed, *, created=False):
        """Count one record."""
        self[model, "created" if created else "changed" if instance_changed else "unchanged"] += 1


def store(dataset):
    """Bring the database up to a Dataset and return the Tally; the caller opens the transaction.

    Raise DatasetError where the dataset contradicts what is recorded.
    """
    tally = Tally()
    members = _store_members(dict.fromkeys(row.member for row in dataset.rows), tally)
    plans = _store_plans(dict.fromkeys(row.plan for row in dataset.rows if row.plan), members, tally)
    areas = _store_areas(dict.fromkeys(name for row in dataset.rows for name in _tagged(row.areas)), tally)
    _CommitmentStore(members, plans, areas, tally).store(dataset.rows)
    return tally


def _take_slug(text, taken, *, longest):
    """Return a slug from a text, with a number where it is taken; take it."""
    slug = free_slug(text, longest=longest, is_taken=taken.__contains__)
    taken.add(slug)
    return slug


def _slugs(model):
    return set(model.objects.values_list("slug", flat=True))


def _change(instance, fields):
    """Set the fields and save those that differ; return whether any did."""
    changed = [name for name, value in fields.items() if getattr(instance, name) != value]
    for name in changed:
        setattr(instance, name, fields[name])
    if changed:
        instance.save(update_fields=changed)
    return bool(changed)


def _store_members(all_facts, tally):
    """Return the Member of each MemberFacts: known by its code, else by its name."""
    known = list(Member.objects.all())
    by_code = {member.ogp_code: member for member in known if member.ogp_code}
    by_name = {(member.name.casefold(), member.country.casefold()): member for member in known}
    slugs, members = _slugs(Member), {}
    for facts in all_facts:
        fields = {"name": facts.name, "country": facts.country, "level": facts.level}
        fields |= {name: getattr(facts, name) for name in ("region", "ogp_code") if getattr(facts, name)}
        member, namesake = by_code.get(facts.ogp_code), by_name.get(facts.key)
        if member and namesake and member != namesake:
            problem = _("The code %(code)s is recorded for %(member)s, not for %(namesake)s.")
            raise DatasetError([problem % {"code": facts.ogp_code, "member": member, "namesake": namesake}])
        if found := member or namesake:
            tally.note(Member, _change(found, fields))
        else:
            found = Member(**fields)
            found.slug = _take_slug(found.title, slugs, longest=190)
            found.save()
            tally.note(Member, True, created=True)
        members[facts] = found
    return members


def _store_plans(all_facts, members, tally):
    """Return the ActionPlan of each PlanFacts: known by its id, else one without an id by its title."""
    known = list(ActionPlan.objects.select_related("member"))
    by_id = {plan.ogp_id: plan for plan in known if plan.ogp_id}
    by_title = {(plan.member_id, plan.title): plan for plan in known if not plan.ogp_id}
    titles = {(plan.member_id, plan.title) for plan in known}
    slugs, plans = _slugs(ActionPlan), {}
    for facts in all_facts:
        member = members[facts.member]
        usual = ActionPlan.usual_title(member, facts.start_year, facts.end_year)
        plan = by_id.get(facts.ogp_id) or by_title.pop((member.pk, usual), None)
        if plan:
            tally.note(ActionPlan, _update_plan(plan, facts, member, titles))
        else:
            title = usual if (member.pk, usual) not in titles else f"{usual} ({facts.ogp_id})"
            plan = ActionPlan(member=member, title=title, ogp_id=facts.ogp_id)
            plan.start_year, plan.end_year = facts.start_year, facts.end_year
            plan.slug = _take_slug(title.removeprefix("Action plan – "), slugs, longest=240)
            plan.save()
            tally.note(ActionPlan, True, created=True)
        titles.add((member.pk, plan.title))
        plans[facts] = plan
    return plans


def _update_plan(plan, facts, member, titles):
    """Bring a plan up to its facts, and its title unless somebody gave it another; say whether it changed."""
    if plan.member_id != member.pk:
        problem = _("Action plan %(id)s is recorded for %(recorded)s, not for %(found)s.")
        raise DatasetError([problem % {"id": facts.ogp_id, "recorded": plan.member, "found": member}])
    fields = {"ogp_id": facts.ogp_id}
    fields |= {name: getattr(facts, name) for name in ("start_year", "end_year") if getattr(facts, name)}
    years = {"start_year": plan.start_year, "end_year": plan.end_year} | fields
    usual = ActionPlan.usual_title(member, years["start_year"], years["end_year"])
    untouched = plan.title == ActionPlan.usual_title(member, plan.start_year, plan.end_year)
    if untouched and (member.pk, usual) not in titles:
        fields["title"] = usual
    return _change(plan, fields)


def _store_areas(names, tally):
    """Return the PolicyArea of each name, whatever its capitals, among all that there are."""
    areas = {area.name.casefold(): area for area in PolicyArea.objects.all()}
    slugs = _slugs(PolicyArea)
    for name in names:
        created = name.casefold() not in areas
        if created:
            slug = _take_slug(name, slugs, longest=90)
            areas[name.casefold()] = PolicyArea.objects.create(name=name, slug=slug)
        tally.note(PolicyArea, False, created=created)
    return areas


class _CommitmentStore:
    """Creates and changes commitments, given everything that they point to."""

    def __init__(self, members, plans, areas, tally):
        self.members, self.plans, self.areas, self.tally = members, plans, areas, tally
        known = list(Commitment.objects.select_related("member").prefetch_related("policy_areas"))
        self.by_id = {commitment.ogp_id: commitment for commitment in known if commitment.ogp_id}
        self.without_id = defaultdict(list)
        for commitment in known:
            if not commitment.ogp_id and commitment.action_plan_id:
                self.without_id[commitment.action_plan_id, commitment.title.casefold()].append(commitment)
        self.slugs = _slugs(Commitment)

    def store(self, rows):
        """Take every row; new commitments go in together."""
        same_title = Counter(self._place(row) for row in rows)
        new = []
        for row in rows:
            if commitment := self.by_id.get(row.ogp_id) or self._nameless(row, same_title):
                self._update(commitment, row)
            else:
                new.append((self._build(row), row))
        Commitment.objects.bulk_create([commitment for commitment, _row in new], batch_size=500)
        links = [
            Commitment.policy_areas.through(commitment=commitment, policyarea=self.areas[name.casefold()])
            for commitment, row in new
            for name in _tagged(row.areas)
        ]
        Commitment.policy_areas.through.objects.bulk_create(links, batch_size=2000)

    def _place(self, row):
        return (self.plans[row.plan].pk if row.plan else None, row.fields["title"].casefold())

    def _nameless(self, row, same_title):
        """Return the one commitment of the row's plan with its title and no id yet, where no other is meant."""
        found = self.without_id[self._place(row)]
        return found[0] if len(found) == 1 and same_title[self._place(row)] == 1 else None

    def _fields(self, row):
        plan = {"action_plan": self.plans[row.plan]} if row.plan else {}
        return {"ogp_id": row.ogp_id, "member": self.members[row.member], **plan, **row.fields}

    def _build(self, row):
        fields = self._fields(row)
        words = fields.get("short_title") or fields["title"]
        shortened = textwrap.shorten(slugify(words).replace("-", " "), SLUG_WORDS_LENGTH, placeholder="")
        slug = _take_slug(f"{row.ogp_id} {shortened}", self.slugs, longest=240)
        self.tally.note(Commitment, True, created=True)
        return Commitment(**fields, slug=slug, ogp_values=[value for value in OgpValue if row.values.get(value)])

    def _update(self, commitment, row):
        """Bring a commitment up to its row."""
        fields = self._fields(row)
        if commitment.member_id != fields["member"].pk:
            problem = _("%(id)s is recorded for %(recorded)s, not for %(found)s.")
            words = {"id": row.ogp_id, "recorded": commitment.member, "found": fields["member"]}
            raise DatasetError([problem % words])
        for on, as_written in (("starts_on", "start_as_written"), ("ends_on", "end_as_written")):
            if on in fields:
                fields[as_written] = ""
            elif getattr(commitment, on):
                # Somebody found out which day "Underway" meant.
                fields.pop(as_written, None)
        fields["ogp_values"] = [v for v in OgpValue if row.values.get(v, v in commitment.ogp_values)]
        changed = _change(commitment, fields)
        self.tally.note(Commitment, self._update_areas(commitment, row.areas) or changed)

    def _update_areas(self, commitment, marks):
        """Tag and untag as the row says; an area that it does not know of stays."""
        has = {area.name.casefold(): area for area in commitment.policy_areas.all()}
        wanted = [self.areas[name.casefold()] for name in _tagged(marks) if name.casefold() not in has]
        unwanted = [has[name.casefold()] for name in set(marks) - set(_tagged(marks)) if name.casefold() in has]
        if wanted:
            commitment.policy_areas.add(*wanted)
        if unwanted:
            commitment.policy_areas.remove(*unwanted)
        return bool(wanted or unwanted)


def _tagged(marks):
    return [name for name, tagged in marks.items() if tagged]
