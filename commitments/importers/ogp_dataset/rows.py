"""What a row of the dataset says, once read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_PROBLEMS_SHOWN = 20
MISSING = {"", "ND", "NR", "NA", "N/A"}


class Column:
    """The columns that are read, by the names that OGP gives them."""

    OGP_ID = "Commitment Unique Identifier"
    MEMBER = "Country/Locality"
    MEMBER_CODE = "Code"
    REGION = "Region"
    LEVEL = "National Or Local"
    PLAN_ID = "Action Plan ID"
    FIRST_YEAR = "Year Of Submission"
    LAST_YEAR = "Action Plan End Year"
    TITLE = "Commitment Title"
    SHORT_TITLE = "Short Title"
    FULL_TEXT = "Full Text"
    START = "Start Date"
    END = "End Date"
    LEAD = "Lead Institution"
    SUPPORT = "Supporting Institution(s)"
    AFTER_AREAS = "Report Publication Year (Progress Report)"
    ACCESS = "OGP Value Access To Information"
    PARTICIPATION = "OGP Value Civic Participation"
    ACCOUNTABILITY = "OGP Value Public Accountability"
    TECHNOLOGY = "OGP Value Technology"


COLUMNS = [name for key, name in vars(Column).items() if key.isupper()]


class DatasetError(ValueError):
    """The file cannot be imported. `problems` are sentences."""

    def __init__(self, problems):
        """Keep the sentences that say what is wrong."""
        self.problems = list(problems)
        super().__init__(*self.problems)

    def __str__(self):
        shown = self.problems[:MOST_PROBLEMS_SHOWN]
        more = len(self.problems) - len(shown)
        if more:
            shown.append(ngettext("… and %(count)s more.", "… and %(count)s more.", more) % {"count": more})
        return "\n".join(shown)


@dataclass(frozen=True)
class Notice:
    """Something about one cell that its reader should know; the file goes in all the same."""

    row: int
    column: str
    text: str

    def __str__(self):
        return _("Row %(row)s, column “%(column)s”: %(text)s") % vars(self)


@dataclass(frozen=True)
class MemberFacts:
    """Who made the commitment. A national member has the name of its country; a blank text is not known."""

    name: str
    country: str
    level: str
    region: str
    ogp_code: str

    @property
    def key(self):
        """What makes two of them the same member, whatever their capitals."""
        return self.name.casefold(), self.country.casefold()


@dataclass(frozen=True)
class PlanFacts:
    """The action plan that holds the commitment; a year may not be known."""

    ogp_id: str
    member: MemberFacts
    start_year: int | None
    end_year: int | None


@dataclass(frozen=True)
class Row:
    """One commitment. What the dataset does not know is in none of the three dictionaries."""

    number: int
    """As a spreadsheet counts: the header is row 1."""
    ogp_id: str
    member: MemberFacts
    plan: PlanFacts | None
    fields: dict
    """Fields of `Commitment` and their values."""
    areas: dict
    """Names of policy areas, and whether the commitment is tagged with each."""
    values: dict
    """OGP values, and whether the commitment serves each."""
