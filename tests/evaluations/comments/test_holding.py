"""Which comments wait, by the rules of the site and of a report."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from commitments.clocks import end_of, today_at
from evaluations import comments
from evaluations.models import Act, HoldingRules, Report
from tests import scenes
from tests.evaluations.comments.guests import BROWSER, post
from tests.evaluations.comments.own import approve_as_read, written
from tests.factories import ApprovedCommentFactory, BadgeFactory, UserFactory

pytestmark = pytest.mark.django_db

LONG = "Every contract of the year stands in the ledger of the town."


def rules(**said):
    return HoldingRules.objects.update_or_create(pk=1, defaults=said)[0]


def test_who_was_let_through_by_a_rule_alone_is_a_stranger_elsewhere(report):
    comments.set_holding(report, "none", by=scenes.moderator())
    other = scenes.published().report
    approve_as_read(ApprovedCommentFactory(report=other))  # of somebody else
    assert post(Report.objects.get(pk=report.pk)).is_approved

    assert post(other, text="And here?").held_because == "From a guest."


def test_an_account_is_known_by_what_it_wrote_itself(report):
    other, _author = written(report)

    stranger, friend = (post(report, author=author, text="And here?") for author in (UserFactory(), other.author))

    assert [stranger.held_because, friend.held_because] == ["First comment of this account.", ""]


def known(report):
    """Return what a guest writes with who had a comment approved here before."""
    approve_as_read(ApprovedCommentFactory(report=report, name="Ana", email="ana@example.org", browser=BROWSER))
    return lambda text="Well done.", **more: post(report, text=text, **more)


class TestTheMode:
    @pytest.mark.parametrize(
        ("mode", "of_a_stranger", "of_somebody_known"),
        [
            ("all", "Every comment waits here.", "Every comment waits here."),
            ("first", "From a guest.", ""),
            ("rules", "", ""),
            ("none", "", ""),
        ],
    )
    @pytest.mark.parametrize("whose", ["site", "report"])
    def test_of_the_site_holds_unless_the_report_has_one(self, report, mode, of_a_stranger, of_somebody_known, whose):
        if whose == "report":
            rules(mode="first" if mode == "all" else "all")
            report = comments.set_holding(report, mode, by=scenes.moderator())
        else:
            rules(mode=mode)
        write = known(report)

        stranger, friend = write(email="eva@example.org", name="Eva"), write()

        assert [stranger.held_because, friend.held_because] == [of_a_stranger, of_somebody_known]
        assert [stranger.is_approved, friend.is_approved] == [not of_a_stranger, not of_somebody_known]

    def test_a_badge_waits_where_all_do(self, report):
        badge = BadgeFactory(account=UserFactory(), member=report.member, given_by=scenes.moderator())
        rules(mode="all")

        assert post(report, author=badge.account, name=badge.name, badge=badge).status == "held"

    def test_what_looks_like_a_machine_or_borrows_a_name_waits_whatever_the_mode(self, report):
        BadgeFactory(account=UserFactory(), member=report.member, given_by=scenes.moderator(), name="Marta Ríos")
        rules(mode="none")

        trapped, borrowed = post(report, trapped=True), post(report, name="Marta Rios", text="We resign.")
        assert post(report, text="Too fast.", hasty=True).held_because == "Sent sooner than people type."

        assert trapped.held_because == "The field for machines was filled in."
        assert borrowed.held_because.startswith("The name could be taken for that of")

    def test_without_a_rule_nothing_else_does(self, report):
        rules(mode="none", words="ledger", most_links=0)

        assert post(report, text=f"{LONG} https://example.org", objection="Spam.").is_approved


class TestTheRules:
    @pytest.mark.parametrize(("most", "held"), [(0, "1 link."), (1, "")])
    def test_links_are_counted_against_the_limit(self, report, most, held):
        rules(most_links=most)

        assert known(report)("See https://example.org").held_because == held

    @pytest.mark.parametrize(
        ("words", "text", "held"),
        [
            ("casino", "Come to the Cásino!", "casino"),
            ("cheap  pills", "CHEAP\n pills, here", "cheap pills"),
            ("casino", "Occasional casinos.", ""),
            ("\n \n", "Come to the casino.", ""),
            ("ca\u00adsino", "casino", "ca\u00adsino"),
            *(("casino", f"Come to the ca{unseen}sino.", "casino") for unseen in "\u034f\ufe0f\u3164\u180b\U000e0100"),
            ("кредит", "Кредит за час", "кредит"),
            ("...", "Well...", ""),
        ],
    )
    def test_a_word_of_the_list_holds_whole_without_capitals_and_accents(self, report, words, text, held):
        rules(words=words)

        assert known(report)(text).held_because == (f"“{held}” is on the list of words." if held else "")

    def test_a_word_of_the_list_holds_a_name_too(self, report):
        rules(mode="rules", words="casino")

        assert post(report, name="Casino Royal").status == "held"

    def test_the_same_text_waits_wherever_and_by_whomever_it_was_sent(self, report):
        other = scenes.published().report
        rules(mode="rules")
        first = post(other, text=LONG)

        again = post(report, text=LONG, name="Eva", email="eva@example.org")
        third = post(report, text=LONG, name="Sol", email="sol@example.org")

        assert [first.held_because, again.held_because, third.held_because] == [
            "",
            "The same text was sent before.",
            "The same text was sent 2 times before.",
        ]

    def test_a_few_words_may_be_said_by_many_and_months_are_long(self, report):
        rules(mode="rules")
        old = timezone.now() - timedelta(days=31)
        ApprovedCommentFactory(report=report, text=LONG, posted_at=old)
        ApprovedCommentFactory(report=report, text="Well done.")

        assert [post(report, text=LONG).held_because, post(report).held_because] == ["", ""]

    def test_repeats_do_not_wait_where_moderators_say_so(self, report):
        rules(mode="rules", holds_repeats=False)
        ApprovedCommentFactory(report=report, text=LONG)

        assert post(report, text=LONG).is_approved

    def test_a_change_is_held_by_the_same_rules_and_is_no_repeat_of_itself(self, report):
        rules(words="casino")
        comment = known(report)(LONG)
        her = comments.Commenter(browser=BROWSER)

        same = comments.edit(comment, f"{LONG} ", by=her, seen=comments.state_of(comment))
        held = comments.edit(same, "Come to the casino.", by=her, seen=comments.state_of(same))

        assert [same.status, held.status] == ["approved", "held"]

    def test_there_is_one_row_of_them(self):
        rules()
        with pytest.raises(IntegrityError), transaction.atomic():
            HoldingRules.objects.create(pk=2)


class TestClosing:
    def test_a_moderator_sets_the_last_day_which_both_stand_on_the_page(self, client, report):
        moderator, last_day = scenes.moderator(), today_at(report.member) + timedelta(days=3)

        stored = comments.set_last_day(report, last_day, by=moderator)

        assert stored.comments_close_at == end_of(last_day, report.member)
        assert stored.last_day_for_comment == last_day
        page = client.get(report.get_absolute_url()).text
        assert f"Open for public comment from {today_at(report.member):%-d %B %Y} to {last_day:%-d %B %Y}" in page
        assert list(Act.objects.filter(kind="set-last-day").values_list("by", "words")) == [
            (moderator.pk, last_day.isoformat())
        ]

    def test_a_period_that_runs_goes_on_from_when_it_began_and_may_be_taken_away(self, report):
        opened = comments.open_period(report, by=scenes.reviewer())
        moderator = scenes.moderator()

        longer = comments.set_last_day(report, today_at(report.member) + timedelta(days=90), by=moderator)
        assert longer.comments_opened_at == opened.comments_opened_at

        freed = comments.set_last_day(report, None, by=moderator)
        assert (freed.comments_close_at, freed.is_closed_for_comment) == (None, False)

    def test_the_same_day_changes_nothing(self, report):
        moderator, day = scenes.moderator(), today_at(report.member)
        for _ in range(2):
            comments.set_last_day(report, day, by=moderator)

        assert Act.objects.filter(kind="set-last-day").count() == 1

    def test_no_day_that_is_over(self, report):
        with pytest.raises(ValidationError) as refused:
            comments.set_last_day(report, today_at(report.member) - timedelta(days=1), by=scenes.moderator())

        assert refused.value.code == "day"

    def test_nobody_does_so_where_she_evaluated_and_nobody_but_a_moderator(self, report):
        moderator = scenes.moderator()
        evaluator = report.current.bylines.first().evaluator
        evaluator.user = moderator
        evaluator.save()

        for person in (moderator, scenes.reviewer(), UserFactory()):
            with pytest.raises(PermissionDenied):
                comments.set_holding(report, "all", by=person)
            with pytest.raises(PermissionDenied):
                comments.set_last_day(report, today_at(report.member), by=person)

    def test_by_the_rule_of_the_site_each_edition_opens_it_for_so_many_days(self):
        rules(closes_after_days=30)

        report = Report.objects.get(pk=scenes.published(scenes.draft()).report_id)

        assert report.last_day_for_comment == today_at(report.member) + timedelta(days=30)
        assert report.comments_opened_by is None
        act = Act.objects.get(kind="set-last-day")
        assert (act.by, act.role, act.edition) == (None, "site", report.current)
        assert act.words == report.last_day_for_comment.isoformat()

    def test_a_later_day_that_somebody_set_stays(self):
        rules(closes_after_days=30)
        report = Report.objects.get(pk=scenes.published(scenes.draft()).report_id)
        later = today_at(report.member) + timedelta(days=90)
        comments.set_last_day(report, later, by=scenes.moderator())

        comments.close_by_rule(Report.objects.get(pk=report.pk))

        assert Report.objects.get(pk=report.pk).last_day_for_comment == later
        assert Act.objects.filter(kind="set-last-day", role="site").count() == 1

    def test_without_the_rule_nothing_closes_by_itself(self, report):
        assert Report.objects.get(pk=report.pk).comments_close_at is None
