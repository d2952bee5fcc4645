"""What a report says of its subject: its title, and the Overview at its head."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .choices import ReportKind
from .models import Overview

OVERVIEW_FIELDS = tuple(field.name for field in Overview._meta.local_fields)
# The rows of the Overview after the evaluators', in the order and wording of the published reports, by kind.
_ROWS = {
    ReportKind.END_OF_COMMITMENT: (
        ("member_title", gettext_lazy("Member Name")),
        ("action_plan_title", gettext_lazy("Action Plan Title")),
        ("commitment_title", gettext_lazy("Commitment")),
        ("action", gettext_lazy("Action")),
        ("problem", gettext_lazy("Problem")),
    ),
    ReportKind.RESULTS: (
        ("member_title", gettext_lazy("Member Name")),
        ("action_plan_title", gettext_lazy("Action Plan Title")),
    ),
}
OF_THE_REGISTER = {"member_title", "action_plan_title"}  # in English at OGP, whatever a plan is written in
_OF_THE_PLAN = {"action", "problem"}


@dataclass(frozen=True)
class OverviewRow:
    """One row of the Overview; `language` is "" where the text is in that of the page."""

    column: str
    label: str
    text: str
    language: str


def overview_of(edition):
    """Return the Overview's columns: as frozen, or while the edition is open, as its subject says now.

    A correction begins with what its predecessor said. It keeps the titles under which the report was filed, and where
    the subject is silent about action or problem, as OGP's dataset is, those that the page told.
    """
    stored = {name: getattr(edition, name) for name in OVERVIEW_FIELDS}
    if not edition.is_open:
        return stored
    now = _told_by(edition.report)
    if edition.predecessor_id is None:
        return now
    return {name: (now[name] or stored[name]) if name in _OF_THE_PLAN else (stored[name] or now[name]) for name in now}


def rows_of(edition, overview):
    """Return the rows of the Overview that follow the evaluators'.

    What is said of a commitment is taken to be in the language of the report: on an imported page it came with it, and
    otherwise evaluators write in that of their own plan, whose language is nowhere recorded. The titles that OGP gives
    its members and plans are English, unless they came with a page.
    """
    return [_row(edition, name, label, overview[name]) for name, label in _ROWS[edition.form.kind]]


def labels_of_overview(kind):
    """Return the labels of all that stands in the Overview of a kind of report, the evaluators' first."""
    evaluators = [gettext_lazy("Name of Evaluator")] if kind == ReportKind.END_OF_COMMITMENT else []
    return [*evaluators, *labels_by_column(kind).values()]


def labels_by_column(kind):
    """Return the label of each row that follows the evaluators', by its column."""
    return dict(_ROWS[kind])


def _row(edition, name, label, text):
    speaks_as_the_report = text and (edition.is_imported or name not in OF_THE_REGISTER)
    return OverviewRow(name, label, text, edition.language if speaks_as_the_report else "")


def _told_by(report):
    plan, commitment = report.plan, report.commitment
    return {
        "title": title_of(report),
        "member_title": report.member.title,
        "action_plan_title": plan.title if plan else "",
        "commitment_title": commitment.title if commitment else "",
        "action": commitment.action if commitment else "",
        "problem": commitment.problem if commitment else "",
    }


def title_of(report):
    """Return a report's title, as OGP words it for its kind."""
    if report.kind == ReportKind.END_OF_COMMITMENT:
        return _("End of Commitment Report – %(commitment)s") % {"commitment": report.commitment.title}
    title = _("%(member)s Results Report") % {"member": report.member.title}
    years = dict.fromkeys(str(year) for year in (report.action_plan.start_year, report.action_plan.end_year) if year)
    return f"{title} {'-'.join(years)}".strip()
