"""The page on which moderators say what holds for the comments under one report, and the rules of the site."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.urls import reverse

from commitments.clocks import today_at
from evaluations import comments
from evaluations.models import HoldingRules, Report
from tests import scenes
from tests.evaluations.views.commenting.forms import filled, url_of
from tests.factories import CommentFactory, UserFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

RULES = "/admin/evaluations/holdingrules/"


@pytest.fixture
def moderator(client):
    moderator = scenes.moderator()
    client.force_login(moderator)
    return moderator


def url(report):
    return reverse("evaluations:comments-of-report", args=[report.number])


class TestOfOneReport:
    def test_it_begins_with_what_holds_and_keeps_what_is_chosen(self, client, report, moderator):
        day = today_at(report.member) + timedelta(days=5)
        page = client.get(url(report))
        assert page.context["form"].initial == {"holding": "", "last_day": None, "seen": "site -"}
        assert "On the whole site waits: First: the first of everybody" in text_of(page)

        response = client.post(
            url(report), {"holding": "all", "last_day": day.isoformat(), "seen": "site -"}, follow=True
        )

        assert "This holds from now on." in text_of(response)
        stored = Report.objects.get(pk=report.pk)
        assert (stored.holding, stored.last_day_for_comment) == ("all", day)
        assert response.context["form"].initial == {"holding": "all", "last_day": day, "seen": f"all {day}"}

    def test_a_period_that_was_opened_meanwhile_is_not_ended_by_a_stale_page(self, client, report, moderator):
        opened = comments.open_period(report, by=scenes.reviewer())

        response = client.post(url(report), {"holding": "all", "last_day": "", "seen": "site -"})

        assert (response.status_code, "Somebody has changed this" in text_of(response)) == (409, True)
        assert Report.objects.get(pk=report.pk).comments_close_at == opened.comments_close_at
        assert response.context["form"]["holding"].value() == "all"

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"holding": "", "last_day": "31/12/2016"}, "Enter a day, such as 2026-12-31."),
            ({"holding": "", "last_day": "2020-01-01"}, "This day is over where the member is."),
            ({"holding": "", "last_day": "9999-12-31"}, "Choose a day within ten years, or none."),
            ({"holding": "some", "last_day": ""}, "Select a valid choice."),
        ],
    )
    def test_wrong_input_is_told_and_nothing_is_kept(self, client, report, moderator, sent, words):
        response = client.post(url(report), sent | {"seen": "site -"})

        assert (response.status_code, words in text_of(response)) == (422, True)
        assert Report.objects.get(pk=report.pk).comments_close_at is None

    def test_a_moderator_who_evaluated_it_does_not(self, client, report, moderator):
        evaluator = report.current.bylines.first().evaluator
        evaluator.user = moderator
        evaluator.save()

        assert (client.get(url(report)).status_code, client.post(url(report), {}).status_code) == (403, 403)

    def test_the_admin_of_a_comment_leads_there(self, client, report, moderator):
        comment = CommentFactory(report=report)

        assert url(report) in client.get(f"/admin/evaluations/comment/{comment.pk}/change/").text


def seen_on(client):
    """Return the mark of the rules that a page with their form carries."""
    return client.get(f"{RULES}1/change/").context["adminform"].form["seen"].value()


class TestOfTheSite:
    def test_the_list_is_the_one_row_and_saving_says_who(self, client, moderator):
        page = client.get(RULES, follow=True)
        assert page.status_code == 200
        sent = {"mode": "rules", "most_links": "1", "soonest": "5", "words": "casino\n", "closes_after_days": ""}

        client.post(f"{RULES}add/", sent, follow=True)
        client.post(f"{RULES}1/change/", sent | {"mode": "all", "seen": seen_on(client)})

        row = HoldingRules.objects.get()
        assert (row.pk, row.mode, row.most_links, row.holds_repeats, row.changed_by) == (1, "all", 1, False, moderator)
        assert client.get(RULES)["Location"] == f"{RULES}1/change/"
        assert client.get(f"{RULES}add/")["Location"] == f"{RULES}1/change/"
        assert client.get(f"{RULES}1/delete/").status_code == 403
        assert LogEntry.objects.filter(object_id="1").count() == 2

    def test_what_another_moderator_changed_meanwhile_is_not_lost(self, client, moderator):
        sent = {"mode": "rules", "most_links": "1", "soonest": "5", "words": "casino", "closes_after_days": ""}
        client.post(f"{RULES}add/", sent)
        seen = seen_on(client)
        client.post(f"{RULES}1/change/", sent | {"words": "casino\nshoes", "seen": seen})

        page = client.post(f"{RULES}1/change/", sent | {"soonest": "9", "seen": seen})

        form = page.context["adminform"].form
        assert (form.errors["words"], form["soonest"].value()) == (["By now it is: casino, shoes"], "9")
        assert "since you opened this page" in text_of(page)
        assert (HoldingRules.objects.get().listed, HoldingRules.objects.get().soonest) == (["casino", "shoes"], 5)
        client.post(f"{RULES}1/change/", sent | {"soonest": "9", "seen": form["seen"].value()})
        assert (HoldingRules.objects.get().listed, HoldingRules.objects.get().soonest) == (["casino"], 9)

    def test_of_two_who_begin_at_once_the_second_keeps_her_words(self, client, moderator):
        sent = {"mode": "rules", "most_links": "1", "soonest": "5", "closes_after_days": ""}
        client.post(f"{RULES}add/", sent | {"words": "casino"})

        page = client.post(f"{RULES}add/", sent | {"words": "shoes"})

        assert page.context["adminform"].form["words"].value() == "shoes"
        assert HoldingRules.objects.get().listed == ["casino"]

    @pytest.mark.parametrize(
        "sent",
        [
            {"most_links": "99"},
            {"soonest": "x"},
            {"closes_after_days": "0"},
            {"words": "x" * 20_001},
            {"words": "casino\x00"},
            {"words": "casino\nC++"},
            {"words": "—"},
        ],
    )
    def test_wrong_input_is_told(self, client, moderator, sent):
        fit = {"mode": "rules", "most_links": "1", "soonest": "5", "words": "", "closes_after_days": ""}

        response = client.post(f"{RULES}add/", fit | sent)

        assert response.context["errors"]
        assert not HoldingRules.objects.exists()

    def test_nobody_else_changes_them(self, client):
        for person in (scenes.reviewer(), UserFactory(is_staff=True)):
            client.force_login(person)
            assert client.get(RULES).status_code == 403

    def test_how_fast_is_too_fast_is_theirs_to_say(self, client, report):
        HoldingRules.objects.create(pk=1, mode="rules", soonest=10)
        client.force_login(UserFactory())

        for seconds in (8, 12):
            client.post(url_of(report), filled(report, opened_ago=seconds, text=f"After {seconds} seconds."))

        assert list(report.comments.order_by("pk").values_list("held_because", flat=True)) == [
            "Sent sooner than people type.",
            "",
        ]


def test_one_account_sends_no_more_from_many_places(client, report, settings):
    settings.COMMENT_RATE = "2/h"
    cache.clear()
    client.force_login(UserFactory())

    statuses = [
        client.post(url_of(report), filled(report, text=f"Number {n}."), REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(3)
    ]

    assert statuses == [302, 302, 429]
