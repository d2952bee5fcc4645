import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from evaluations import drafts, withdrawing
from evaluations.models import Edition
from tests import scenes
from tests.evaluations.views.desk.visits import heading_of, lead, signed_in, url

pytestmark = pytest.mark.django_db


class TestTaskList:
    def states(self, edition):
        page = signed_in(lead(edition)).get(url("task-list", edition))
        return [task.state for task in page.context["tasks"]]

    def test_tells_how_far_each_part_is(self):
        edition = scenes.draft()
        assert self.states(edition) == ["Complete", "Not started", "Not started", "Not started", "None", "Not ready"]

        Edition.objects.filter(pk=edition.pk).update(factors="Elections.", lessons="One.")
        assert self.states(edition) == ["Complete", "In progress", "Not started", "Complete", "2 open", "Not ready"]

        scenes.justified(Edition.objects.get(pk=edition.pk))
        assert self.states(edition)[4] == "All justified"

    def test_is_ready_when_nothing_is_missing(self):
        assert self.states(scenes.answered(scenes.draft()))[-1] == "Ready"

    def test_of_what_came_back_only_what_is_missing_needs_a_look(self):
        edition = scenes.returned()
        assert self.states(edition)[1:4] == ["Complete", "Complete", "Complete"]

        Edition.objects.filter(pk=edition.pk).update(lessons="")
        assert self.states(edition)[1:4] == ["Complete", "Complete", "Needs a look"]

    def test_why_it_came_back_stands_on_it_once(self):
        edition = scenes.returned(reason="Say where the minutes are kept.")

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert page.text.count("Say where the minutes are kept.") == 1

    def test_a_new_edition_says_what_it_is_and_why(self):
        published = scenes.published()
        person = lead(published)
        drafts.correct(published.report, by=person, reason="In Spanish, too.", change="translation")

        page = signed_in(person).get(url("task-list", published))

        words = " ".join(re.sub("<[^>]+>", " ", page.text).split())
        assert "Translation This is a new edition of a published report. Read the current edition" in words
        assert "In Spanish, too." in words

    def test_what_nobody_saved_yet_says_when_it_was_started(self):
        edition = scenes.draft()
        Edition.objects.filter(pk=edition.pk).update(started_at=datetime(2026, 5, 3, 9, 30, tzinfo=UTC))
        edition.report.member.time_zone = "UTC"
        edition.report.member.save()

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert "Started 3 May 2026, 09:30 (UTC)." in page.text
        assert "Last saved" not in page.text

    def test_of_an_unanswered_code_only_the_code_is_asked_for(self):
        edition = scenes.answered(scenes.draft(), access_result="", access_degree="", access_explanation="")

        page = signed_in(lead(edition)).get(url("task-list", edition))

        [problem] = page.context["problems"]
        assert problem["url"].endswith("/section/openness/?change=2.1.1#q-2-1-1_0")

    @pytest.mark.parametrize(("state", "heading"), [("submitted", "was submitted"), ("published", "is published")])
    def test_says_where_a_report_is_that_left_the_desk(self, state, heading):
        edition = getattr(scenes, state)()

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert heading_of(page) == f"Report {edition.report_id} {heading}"

    @pytest.mark.parametrize("page", ["task-list", "desk"])
    def test_a_withdrawn_report_says_so(self, page):
        edition = scenes.published()
        withdrawing.withdraw(edition.report, reason="It was bought.", by=scenes.reviewer())

        address = reverse("evaluations:desk") if page == "desk" else url(page, edition)

        assert "Withdrawn" in signed_in(lead(edition)).get(address).text

    def test_who_lost_her_assignment_reads_only(self):
        edition = scenes.draft()
        edition.report.lead.assignments.all().delete()

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert (page.status_code, heading_of(page)) == (200, f"Report {edition.report_id} is not yours to change")


class TestOverview:
    def test_the_language_is_changed_and_nothing_is_retyped(self):
        edition = scenes.draft()
        client = signed_in(lead(edition))
        opened = client.get(url("overview", edition)).context["form"]["opened"].value()

        page = client.post(url("overview", edition), {"language": "es", "opened": opened, "title": "Mine"})

        stored = Edition.objects.get(pk=edition.pk)
        assert (page.status_code, stored.language, stored.title) == (302, "es", "")

    def test_a_language_that_somebody_else_changed_is_not_overwritten(self):
        edition = scenes.draft()
        client = signed_in(lead(edition))
        opened = client.get(url("overview", edition)).context["form"]["opened"].value()
        Edition.objects.filter(pk=edition.pk).update(language="pt")

        page = client.post(url("overview", edition), {"language": "es", "opened": opened})

        assert (page.status_code, Edition.objects.get(pk=edition.pk).language) == (409, "pt")

    def test_an_unknown_language_is_refused(self):
        edition = scenes.draft()

        assert signed_in(lead(edition)).post(url("overview", edition), {"language": "xx"}).status_code == 422

    @pytest.mark.parametrize("state", ["submitted", "published"])
    @pytest.mark.parametrize("language", ["es", "xx"])
    def test_a_closed_report_says_so_whatever_is_sent(self, state, language):
        edition = getattr(scenes, state)()

        page = signed_in(lead(edition)).post(url("overview", edition), {"language": language})

        assert (page.status_code, heading_of(page)) == (409, "This was not saved")
