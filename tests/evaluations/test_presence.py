"""Who is told to be at a report, and where."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db.models import F

from evaluations import bylines, presence
from evaluations.models import Assignment, Edition, Presence
from evaluations.questionnaire import QUESTIONNAIRES
from tests import scenes
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """Return a draft of Inés, who leads it, and Tomás."""
    draft = scenes.draft()
    type(draft.report.lead).objects.update(name="Inés Peña")
    bylines.add(draft, scenes.evaluator_for(draft.report.member, name="Tomás Ruiz"), by=lead(draft))
    return Edition.objects.get(pk=draft.pk)


def lead(edition):
    return edition.report.lead.user


def colleague(edition):
    return edition.bylines.get(position=2).evaluator.user


def told(edition, user=None):
    """Return what a person, by default the lead, is told of the others."""
    return [str(other) for other in presence.others(edition, user or lead(edition))]


def age(seconds):
    Presence.objects.update(seen_at=F("seen_at") - timedelta(seconds=seconds))


class TestNote:
    def test_a_person_has_one_row_a_report(self, edition):
        other = scenes.draft()

        for report, place in [(edition.report, "q-1-2"), (other.report, "check"), (edition.report, "q-3")]:
            presence.note(report, lead(edition), place)

        rows = Presence.objects.order_by("pk").values_list("report", "user", "place")
        assert list(rows) == [
            (edition.report_id, lead(edition).pk, "q-3"),
            (other.report_id, lead(edition).pk, "check"),
        ]

    def test_coming_again_is_seen_anew(self, edition):
        presence.note(edition.report, colleague(edition), "overview")
        age(seconds=3600)
        before = Presence.objects.get().seen_at

        presence.note(edition.report, colleague(edition), "overview")

        assert Presence.objects.get().seen_at > before
        assert told(edition) == ["Tomás Ruiz, at the Overview"]

    def test_it_is_one_statement(self, edition, django_assert_num_queries):
        report, user = edition.report, lead(edition)

        for _time in ("first", "second"):
            with django_assert_num_queries(1):
                presence.note(report, user, "q-1-2")

    @pytest.mark.parametrize("place", ["", "q-9-9", "https://example.org", "x" * 5_000, "\0"])
    def test_a_place_that_nobody_knows_is_not_kept_but_she_is_here(self, edition, place):
        presence.note(edition.report, colleague(edition), "q-1-2")

        presence.note(edition.report, colleague(edition), place)

        assert (Presence.objects.get().place, told(edition)) == ("", ["Tomás Ruiz"])


class TestWhere:
    @pytest.mark.parametrize(
        ("place", "words"),
        [
            ("task-list", "at the list of sections"),
            ("overview", "at the Overview"),
            ("evaluators", "at the evaluators"),
            ("check", "checking the answers"),
            ("completion", "at “Section 1. Commitment completion”"),
            ("q-1-2", "at 1.2"),
            ("q-1-3-evidence", "at 1.3"),
            ("q-2-1-1-degree", "at 2.1.1"),
            ("q-3", "at 3"),
            ("early-results", ""),  # of another form
        ],
    )
    def test_a_place_is_said_in_words(self, edition, place, words):
        presence.note(edition.report, colleague(edition), place)

        [other] = presence.others(edition, lead(edition))

        assert (other.name, other.place, other.seen_at) == ("Tomás Ruiz", words, Presence.objects.get().seen_at)

    @pytest.mark.parametrize(
        ("place", "words"),
        [("q-early-results", "at “Early Results”"), ("notes-and-files", "at “Footnotes and downloads”")],
    )
    def test_a_question_without_a_number_goes_by_its_words(self, place, words):
        edition = scenes.results_draft()
        presence.note(edition.report, scenes.reviewer(first_name="Ada", last_name="Osei"), place)

        assert told(edition, edition.report.started_by) == [f"Ada Osei, {words}"]

    def test_no_section_goes_by_the_name_of_a_page(self):
        slugs = {section.slug for form in QUESTIONNAIRES.values() for section in form.sections}

        assert slugs & set(presence.PAGES) == set()


class TestWho:
    def test_everybody_but_oneself_in_an_order_that_stays(self, edition):
        bylines.add(edition, scenes.evaluator_for(edition.report.member, name="Zoë"), by=lead(edition))
        third = edition.bylines.get(position=3).evaluator.user
        for user, place in [(third, "check"), (lead(edition), "q-3"), (colleague(edition), "q-1-2"), (third, "q-3")]:
            presence.note(edition.report, user, place)

        assert told(edition) == ["Zoë, at 3", "Tomás Ruiz, at 1.2"]
        assert told(edition, third) == ["Inés Peña, at 3", "Tomás Ruiz, at 1.2"]

    def test_who_is_at_another_report_is_not_at_this_one(self, edition):
        presence.note(scenes.draft().report, colleague(edition), "check")

        assert told(edition) == []

    def test_nobody_is_here_who_was_not_seen_for_a_while(self, edition):
        presence.note(edition.report, colleague(edition), "q-1-2")

        age(seconds=80)
        before = told(edition)
        age(seconds=10)

        assert (before, told(edition)) == (["Tomás Ruiz, at 1.2"], [])

    def test_who_was_taken_off_the_report_is_not_told_of(self, edition):
        presence.note(edition.report, colleague(edition), "q-1-2")

        bylines.remove(edition, edition.bylines.get(position=2).pk, by=lead(edition))

        assert told(edition) == []

    def test_nor_is_who_lost_her_assignment(self, edition):
        presence.note(edition.report, colleague(edition), "q-1-2")

        Assignment.objects.filter(evaluator__user=colleague(edition)).delete()

        assert told(edition) == []

    @pytest.mark.parametrize("is_reviewer", [True, False])
    def test_nor_is_anybody_whose_account_is_closed(self, edition, is_reviewer):
        user = scenes.reviewer() if is_reviewer else colleague(edition)
        presence.note(edition.report, user, "q-1-2")

        get_user_model().objects.filter(pk=user.pk).update(is_active=False)

        assert told(edition) == []

    def test_a_stranger_is_never_told_of_and_staff_of_another_kind_neither(self, edition):
        for user in (UserFactory(), scenes.moderator(), scenes.evaluator_for(edition.report.member).user):
            presence.note(edition.report, user, "q-1-2")

        assert told(edition) == []

    def test_reviewers_who_write_a_report_see_each_other(self):
        edition = scenes.results_draft()
        for user in (
            scenes.reviewer(first_name="Ada", last_name="Osei"),
            UserFactory(is_superuser=True, first_name="Bo", last_name="Lund"),
        ):
            presence.note(edition.report, user, "summary")

        assert told(edition, edition.report.started_by) == ["Ada Osei, at “Summary”", "Bo Lund, at “Summary”"]

    def test_who_has_no_name_goes_by_a_number_never_by_her_email(self):
        edition = scenes.results_draft()
        user = scenes.reviewer(first_name="", last_name="", email="secret@example.org")
        presence.note(edition.report, user, "summary")

        assert told(edition, edition.report.started_by) == [f"account {user.pk}, at “Summary”"]

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_asks_once_however_many_are_here(self, edition, many, django_assert_num_queries):
        for _ in range(many):
            evaluator = scenes.evaluator_for(edition.report.member)
            bylines.add(edition, evaluator, by=lead(edition))
            presence.note(edition.report, evaluator.user, "q-1-2")
        report, user = edition.report, lead(edition)

        with django_assert_num_queries(1):
            others = presence.others(edition, user)

        assert (len(others), edition.report) == (many, report)


def test_a_report_and_an_account_go_without_asking_for_it(edition):
    presence.note(edition.report, scenes.moderator(), "check")

    Presence.objects.get().user.delete()

    assert not Presence.objects.exists()
