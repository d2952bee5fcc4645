import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import html5lib
import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from commitments.models import Level
from evaluations.choices import Standing
from tests import scenes
from tests.factories import ActionPlanFactory, AssignmentFactory, CommitmentFactory, MemberFactory

pytestmark = pytest.mark.django_db

LONG_AGO = date(2022, 1, 31)


@pytest.fixture
def member():
    """A local member with an evaluator."""
    return AssignmentFactory().member


def read(client, subject):
    response = client.get(subject.get_absolute_url())
    assert response.status_code == 200
    html = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(html)
    return html


def words(html):
    return " ".join(strip_tags(html).split())


def due(client, member):
    """Return the lines of what is due on the member's page."""
    html = read(client, member)
    if "Reports that are due" not in html:
        return []
    listed = html[html.index("Reports that are due") :]
    return [words(item) for item in re.findall(r"<li>(.*?)</li>", listed[: listed.index("</ul>")], re.DOTALL)]


def table(client, subject):
    """Return the rows of the table of reports: the commitment and the words of its figures."""
    html = read(client, subject)
    body = html[html.index("Reports on commitments") :]
    return [
        words(row.replace("</th>", " </th>"))
        for row in re.findall(r"<tr>(.*?)</tr>", body[: body.index("</table>")], re.DOTALL)
    ]


def test_a_member_shows_its_reports_with_figures(client, member):
    plan = ActionPlanFactory(member=member)
    scenes.published(
        scenes.draft(commitment=CommitmentFactory(action_plan=plan, title="Water")),
        level_of_progress="limited",
        access_result="no",
        access_degree="",
    )
    results = scenes.published(scenes.results_draft(plan=plan))

    assert table(client, member) == [
        "Commitment Level of progress Access to information Civic participation Public accountability",
        "Water Limited No Major Major",
    ]
    assert f'<a href="{results.report.get_absolute_url()}" lang="en">{results.title}</a>' in read(client, member)


@pytest.mark.parametrize("kind", ["withdrawn", "submitted", "another's"])
def test_a_member_shows_only_its_reports_that_stand(client, member, kind):
    commitment = CommitmentFactory(member=MemberFactory() if kind == "another's" else member)
    if kind == "submitted":
        scenes.submitted(scenes.draft(commitment=commitment))
    else:
        report = scenes.published(scenes.draft(commitment=commitment)).report
        report.standing = Standing.WITHDRAWN if kind == "withdrawn" else Standing.STANDING
        report.save()

    html = read(client, member)

    assert "No report has been published yet." in html
    assert "Reports on commitments" not in html


def test_an_action_plan_shows_the_reports_on_it(client, member):
    plan = ActionPlanFactory(member=member)
    scenes.published(scenes.draft(commitment=CommitmentFactory(action_plan=plan, title="Water")))
    scenes.published(scenes.draft(commitment=CommitmentFactory(member=member, title="Of another plan")))

    assert table(client, plan)[1:] == ["Water Complete Major Major Major"]


def test_a_commitment_shows_its_report(client):
    edition = scenes.published()

    html = read(client, edition.report.commitment)

    assert f'<a href="{edition.report.get_absolute_url()}" lang="en">{edition.title}</a>' in html


class TestDue:
    def test_is_one_month_after_the_commitment_was_completed(self, client, member):
        CommitmentFactory(member=member, title="Water", completed_on=LONG_AGO, ends_on=date(2023, 1, 1))

        assert due(client, member) == ["Water overdue since 28 February 2022"]

    def test_or_after_its_time_ran_out(self, client, member):
        CommitmentFactory(member=member, title="Water", ends_on=LONG_AGO)

        assert due(client, member) == ["Water overdue since 28 February 2022"]

    def test_is_not_overdue_before_the_month_is_over(self, client, member):
        yesterday = timezone.localdate() - timedelta(days=1)
        CommitmentFactory(member=member, title="Water", completed_on=yesterday)

        (line,) = due(client, member)

        assert line.startswith("Water due on ")

    def test_longest_overdue_comes_first(self, client, member):
        for title, year in (("Later", 2023), ("Earlier", 2021)):
            CommitmentFactory(member=member, title=title, completed_on=date(year, 1, 1))

        assert [line.split()[0] for line in due(client, member)] == ["Earlier", "Later"]

    def test_nothing_is_due_before_the_end(self, client, member):
        CommitmentFactory(member=member, ends_on=timezone.localdate() + timedelta(days=2))
        CommitmentFactory(member=member)

        assert due(client, member) == []

    @pytest.mark.parametrize(("zone", "is_over"), [("Pacific/Kiritimati", True), ("Pacific/Pago_Pago", False)])
    def test_a_commitment_is_over_by_the_day_of_its_member(self, client, zone, is_over):
        member = AssignmentFactory(member=MemberFactory(time_zone=zone)).member
        # The day that has begun there, and here at the other end of the world has not.
        CommitmentFactory(member=member, ends_on=timezone.localdate(timezone=ZoneInfo("Pacific/Kiritimati")))

        assert bool(due(client, member)) is is_over

    def test_nothing_is_due_where_nobody_was_asked(self, client):
        commitment = CommitmentFactory(completed_on=LONG_AGO)

        assert due(client, commitment.member) == []

    def test_nothing_is_due_of_a_country(self, client):
        country = AssignmentFactory(member=MemberFactory(national=True)).member
        CommitmentFactory(member=country, completed_on=LONG_AGO)

        assert (country.level, due(client, country)) == (Level.NATIONAL, [])

    def test_a_draft_is_still_due_and_a_published_report_is_not(self, client, member):
        drafted, done = (CommitmentFactory(member=member, title=t, completed_on=LONG_AGO) for t in ("Drafted", "Done"))
        scenes.draft(commitment=drafted)
        scenes.published(scenes.draft(commitment=done))

        assert due(client, member) == ["Drafted overdue since 28 February 2022"]

    def test_a_commitment_says_when_its_report_is_due(self, client, member):
        commitment = CommitmentFactory(member=member, completed_on=LONG_AGO)

        assert "No report has been published yet: overdue since 28 February 2022" in words(read(client, commitment))
