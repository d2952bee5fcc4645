"""From the cells of one record to a Row, and what the records of a file must agree on."""

import re

from django.utils.translation import gettext as _

from commitments.models import ActionPlan, Commitment, Level, Member, OgpValue, PolicyArea

from . import cells
from .rows import Column, MemberFacts, Notice, PlanFacts, Row

LEVELS = {
    "national": Level.NATIONAL,
    "other": Level.NATIONAL,  # how the dataset has Kosovo
    "local": Level.LOCAL,
    "legacy local": Level.LOCAL,
}
VALUES = {
    Column.ACCESS: OgpValue.ACCESS,
    Column.PARTICIPATION: OgpValue.PARTICIPATION,
    Column.ACCOUNTABILITY: OgpValue.ACCOUNTABILITY,
    Column.TECHNOLOGY: OgpValue.TECHNOLOGY,
}
# Where each column ends up, for the lengths that fit there.
LIMITS = {
    Column.MEMBER_CODE: (Member, "ogp_code"),
    Column.REGION: (Member, "region"),
    Column.PLAN_ID: (ActionPlan, "ogp_id"),
    Column.TITLE: (Commitment, "title"),
    Column.SHORT_TITLE: (Commitment, "short_title"),
    Column.START: (Commitment, "start_as_written"),
    Column.END: (Commitment, "end_as_written"),
}
LONGEST_PLACE = Member._meta.get_field("country").max_length


class RecordReader:
    """Reads one record after the other, and remembers what they must agree on."""

    def __init__(self, header, area_positions):
        """Begin with the header of the file, and where in it the policy areas are."""
        self.header = header
        self.areas = {at: header[at] for at in area_positions}
        self.members = {}
        self.codes = {}
        self.plans = {}
        self.notices = []
        self.problems = []
        longest = PolicyArea._meta.get_field("name").max_length
        for name in self.areas.values():
            if not 0 < len(name) <= longest:
                self.problems.append(_("“%(name)s” is no name of a policy area.") % {"name": name[:200]})

    def row(self, number, record):
        """Return what a record says, or None with the problem noted."""
        if len(record) != len(self.header):
            words = {"row": number, "found": len(record), "wanted": len(self.header)}
            self.problems.append(_("Row %(row)s has %(found)s cells, the header has %(wanted)s.") % words)
            return None
        cell = dict(zip(self.header, record, strict=True))
        self._check_lengths(number, cell)
        member = self._member(number, cell)
        areas = {name: record[at] for at, name in self.areas.items()}
        return Row(
            number=number,
            ogp_id=cell[Column.OGP_ID].strip().upper(),
            member=member,
            plan=self._plan(number, cell, member),
            fields=self._fields(number, cell),
            areas=self._marks(number, areas),
            values={VALUES[name]: mark for name, mark in self._marks(number, {c: cell[c] for c in VALUES}).items()},
        )

    def check_ids(self, rows):
        """Note every id that is missing, malformed or there twice."""
        seen = {}
        for row in filter(None, rows):
            problem = None
            if not row.ogp_id:
                problem = _("there is no id.")
            elif not re.fullmatch(r"[A-Z]{2,5}[0-9]{4}", row.ogp_id):
                problem = _("“%(id)s” is not two to five letters and four digits.")
            elif seen.setdefault(row.ogp_id, row.number) != row.number:
                problem = _("%(id)s stands in row %(first)s already.")
            if problem:
                self._problem(row.number, Column.OGP_ID, problem, id=row.ogp_id[:50], first=seen.get(row.ogp_id))

    def _check_lengths(self, number, cell):
        for column, (model, field) in LIMITS.items():
            longest = model._meta.get_field(field).max_length
            if len(cell[column].strip()) > longest:
                self._problem(number, column, _("the text is longer than %(longest)s characters."), longest=longest)

    def _problem(self, row, column, sentence, /, **words):
        self.problems.append(str(Notice(row, column, sentence % words)))

    def _notice(self, row, column, sentence, /, **words):
        self.notices.append(Notice(row, column, sentence % words))

    def _member(self, number, cell):
        """Return the member of a row: the same object for every row that names it."""
        title, code = cells.line(cell[Column.MEMBER]), cells.line(cell[Column.MEMBER_CODE]).upper()
        level = LEVELS.get(cell[Column.LEVEL].strip().casefold())
        if level is None:
            sentence = _("“%(text)s” is neither national nor local.")
            self._problem(number, Column.LEVEL, sentence, text=cell[Column.LEVEL][:50])
            return None
        name, _comma, country = title.rpartition(", ") if level == Level.LOCAL else (title, ", ", title)
        if not name or not country or max(len(name), len(country)) > LONGEST_PLACE:
            self._problem(number, Column.MEMBER, _("“%(text)s” names no member."), text=title[:200])
            return None
        facts = MemberFacts(name, country, level, cells.line(cell[Column.REGION]), code)
        known = self.members.setdefault(facts.key, facts)
        if (known.ogp_code, known.level) != (code, level) or (code and self.codes.setdefault(code, known) != known):
            sentence = _("code, level and name of %(title)s differ between rows.")
            self._problem(number, Column.MEMBER_CODE, sentence, title=title)
        return known

    def _plan(self, number, cell, member):
        """Return the action plan of a row: the same object for every row that names it."""
        ogp_id = cells.line(cell[Column.PLAN_ID]).upper()
        if not ogp_id or not member:
            return None
        if not re.fullmatch(r"[A-Z0-9_-]+", ogp_id):
            self._problem(number, Column.PLAN_ID, _("“%(id)s” is no id of an action plan."), id=ogp_id[:50])
        years = [self._year(number, column, cell) for column in (Column.FIRST_YEAR, Column.LAST_YEAR)]
        if all(years) and years[0] > years[1]:
            self._notice(number, Column.LAST_YEAR, _("the last year is before the first; left out."))
            years[1] = None
        facts = PlanFacts(ogp_id, member, *years)
        known = self.plans.setdefault(ogp_id, facts)
        if known.member != member:
            self._problem(number, Column.PLAN_ID, _("%(id)s is of another member in another row."), id=ogp_id)
        elif known != facts:
            self._notice(number, Column.PLAN_ID, _("other years than in the first row of %(id)s."), id=ogp_id)
        return known

    def _year(self, number, column, cell):
        found = cells.year(cell[column])
        if found is None and cells.line(cell[column]):
            self._notice(number, column, _("“%(text)s” is not a year; left out."), text=cell[column].strip())
        return found

    def _fields(self, number, cell):
        """Return the fields of the commitment that the row has a value for."""
        fields = {
            "title": cells.line(cell[Column.TITLE]) or cells.line(cell[Column.SHORT_TITLE]),
            "short_title": cells.line(cell[Column.SHORT_TITLE]),
            "full_text": cells.text(cell[Column.FULL_TEXT]),
            "lead_institutions": cells.text(cell[Column.LEAD]),
            "supporting_institutions": cells.text(cell[Column.SUPPORT]),
        }
        if not fields["title"]:
            self._problem(number, Column.TITLE, _("there is no title."))
        fields |= self._dates(number, cell, Column.START, on="starts_on", as_written="start_as_written")
        fields |= self._dates(number, cell, Column.END, on="ends_on", as_written="end_as_written")
        return {name: value for name, value in fields.items() if value != ""}

    def _dates(self, number, cell, column, *, on, as_written):
        written = cells.line(cell[column])
        if not written:
            return {}
        if found := cells.date(written):
            if str(found.year) not in written:
                self._notice(number, column, _("“%(text)s” is taken to be of %(year)s."), text=written, year=found.year)
            return {on: found}
        self._notice(number, column, _("“%(text)s” is not a date that can be read; kept as written."), text=written)
        return {as_written: written}

    def _marks(self, number, found):
        """Return the columns of 1 and 0 that are known."""
        for column, cell in found.items():
            if cells.mark(cell) is None and cells.line(cell):
                self._notice(number, column, _("“%(text)s” is neither 1 nor 0; left out."), text=cell.strip()[:50])
        return {column: cells.mark(cell) for column, cell in found.items() if cells.mark(cell) is not None}
