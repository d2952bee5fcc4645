from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from lxml import html

from commitments.models import Level
from evaluations import drafts
from evaluations.due import due_after
from tests import scenes
from tests.evaluations.views.desk.visits import local_commitment, signed_in, titles_of, url
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def rows_of(page):
    """Return what stands under each title, as words."""
    rows = html.fromstring(page.content).find_class("row-meta")
    return [" ".join(row.text_content().split()) for row in rows]


class TestDesk:
    def test_shows_what_wants_her_first(self):
        member = MemberFactory()
        evaluator = scenes.evaluator_for(member)
        today = timezone.localdate()
        local_commitment(member, title="Due later", ends_on=today - timedelta(days=1))
        local_commitment(member, title="Overdue", completed_on=today - timedelta(days=90), ends_on=today)
        local_commitment(member, title="Not ended", ends_on=today + timedelta(days=9))
        for state in ("published", "submitted", "draft", "returned"):
            edition = scenes.draft(commitment=local_commitment(member, title=state.title()), evaluator=evaluator)
            if state != "draft":
                getattr(scenes, state)(edition)

        page = signed_in(evaluator.user).get(reverse("evaluations:desk"))

        assert titles_of(page) == ["Returned", "Overdue", "Due later", "Draft", "Submitted", "Published"]
        assert "Say where the minutes are kept." in page.text

    def test_tells_when_each_draft_is_due_and_the_first_to_be_due_first(self):
        member = MemberFactory()
        evaluator = scenes.evaluator_for(member)
        later = timezone.localdate() + timedelta(days=300)
        dates = {"Of no date": {}, "Earlier": {"ends_on": date(2020, 1, 15)}, "Later": {"ends_on": later}}
        for title, ended in dates.items():
            scenes.draft(commitment=local_commitment(member, title=title, **ended), evaluator=evaluator)

        page = signed_in(evaluator.user).get(reverse("evaluations:desk"))

        assert titles_of(page) == ["Earlier", "Later", "Of no date"]
        assert [row.split(" · ")[2:] for row in rows_of(page)] == [
            ["overdue since 15 February 2020"],
            [f"due on {date_format(due_after(later), 'j F Y')}"],
            [],
        ]

    def test_what_is_begun_and_what_is_not_stand_in_one_order(self):
        member, today = MemberFactory(), timezone.localdate()
        evaluator = scenes.evaluator_for(member)
        for days, title in ((90, "Overdue"), (60, "Overdue draft"), (30, "Due"), (1, "Draft due later")):
            commitment = local_commitment(member, title=title, ends_on=today - timedelta(days=days))
            if "raft" in title:
                scenes.draft(commitment=commitment, evaluator=evaluator)

        page = signed_in(evaluator.user).get(reverse("evaluations:desk"))

        assert titles_of(page) == ["Overdue", "Overdue draft", "Due", "Draft due later"]

    def test_a_report_of_a_member_to_which_nobody_is_assigned_any_more_is_not_due(self):
        member = MemberFactory()
        evaluator = scenes.evaluator_for(member)
        scenes.draft(commitment=local_commitment(member, ends_on=date(2020, 1, 15)), evaluator=evaluator)
        evaluator.assignments.all().delete()

        page = signed_in(evaluator.user).get(reverse("evaluations:desk"))

        assert "overdue" not in page.text

    def test_a_new_edition_is_offered_while_none_is_written(self):
        report = scenes.published().report
        client, words = signed_in(report.lead.user), "Open a new edition"
        assert words in client.get(reverse("evaluations:desk")).text

        drafts.correct(report, by=report.lead.user, reason="A date was wrong.")

        assert words not in client.get(reverse("evaluations:desk")).text

    def test_a_new_edition_of_a_published_report_is_not_due(self):
        member = MemberFactory()
        evaluator = scenes.evaluator_for(member)
        commitment = local_commitment(member, ends_on=date(2020, 1, 15))
        published = scenes.published(scenes.draft(commitment=commitment, evaluator=evaluator))
        signed_in(evaluator.user).post(url("correct", published), {"reason": "A date was wrong."})

        page = signed_in(evaluator.user).get(reverse("evaluations:desk"))

        assert ("A new edition of a published report" in page.text, "overdue" in page.text) == (True, False)

    def test_shows_nothing_of_others(self):
        member = MemberFactory()
        scenes.draft(commitment=local_commitment(member, title="Theirs"))
        local_commitment(MemberFactory(), title="Elsewhere", ends_on=date(2020, 1, 1))

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:desk"))

        assert titles_of(page) == []

    def test_national_commitments_are_never_due(self):
        member = MemberFactory(national=True)
        assert member.level == Level.NATIONAL
        for title in ("Not begun", "Begun"):
            commitment = local_commitment(member, title=title, ends_on=date(2020, 1, 1))
        evaluator = scenes.evaluator_for(member)
        scenes.draft(commitment=commitment, evaluator=evaluator)

        page = signed_in(evaluator.user).get(reverse("evaluations:desk"))

        assert titles_of(page) == ["Begun"]
        assert "overdue" not in page.text.lower()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_asks_the_database_as_often_for_many_rows(self, rows, django_assert_num_queries):
        member = MemberFactory()
        evaluator = scenes.evaluator_for(member)
        for state in ("draft", "returned", "submitted", "published"):
            for _row in range(rows):
                edition = scenes.draft(commitment=local_commitment(member), evaluator=evaluator)
                if state != "draft":
                    getattr(scenes, state)(edition)
                local_commitment(member, ends_on=date(2020, 1, 1))
        client = signed_in(evaluator.user)

        with django_assert_num_queries(11):
            client.get(reverse("evaluations:desk"))

    def test_anonymous_visitors_sign_in_first(self):
        for name in ("desk", "start", "ask", "me"):
            url = reverse(f"evaluations:{name}")
            assert Client().get(url).url == f"{reverse('account_login')}?next={url}"
