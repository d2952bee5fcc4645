"""Everybody reads what moderators decided, by reason and without a person: page, CSV and feed."""

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from evaluations import comments, moderation_log
from evaluations.models import Comment, Decision
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, CommentFactory, CommitmentFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

SITE = "/reports/moderation-log/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def moderator():
    return scenes.moderator(first_name="Marta", last_name="Secreta")


def of_the_site():
    return [moderation_log.what_was_done(one) for one in moderation_log.decisions().order_by("pk")]


def turned_down(report, by, **more):
    comment = ApprovedCommentFactory(report=report, **more)
    return comments.reject(comment, by=by, reason="Names a neighbour.", rule="private")


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


class TestWhatItSays:
    def test_each_decision_in_words(self, report, moderator):
        comments.approve(CommentFactory(report=report), by=moderator)
        comments.approve(ApprovedCommentFactory(report=report), by=moderator)
        comments.reject(CommentFactory(report=report), by=moderator, reason="No.", rule="other")
        turned_down(report, moderator)
        comments.mark_spam(CommentFactory(report=report), by=moderator, reason="No.")

        assert of_the_site() == [
            "Published", "Left on the page", "Not published", "Removed from the page", "Marked as spam",
        ]  # fmt: skip

    def test_what_waited_again_after_a_change_is_removed_as_its_notice_says(self, client, report, moderator):
        comment, her = written(report, ago=timedelta(days=1))
        waiting = change(comment, "Buy at https://a.example https://b.example https://c.example", her)
        assert waiting.status == "held"

        comments.reject(waiting, by=moderator, reason="No.", rule="advertising")

        assert of_the_site() == ["Published", "Removed from the page"]
        assert "A comment was removed by a moderator" in text_of(client.get(report.get_absolute_url()))

    def test_what_fell_into_the_trap_had_been_decided_by_nobody(self, report, moderator):
        caught = {"report": report, "status": "spam"}
        comments.mark_spam(CommentFactory(**caught), by=moderator, reason="No.")
        comments.reject(CommentFactory(**caught), by=moderator, reason="No.", rule="advertising")

        assert of_the_site() == ["Marked as spam", "Not published"]
        assert [(one.rule, one.turned_down) for one in moderation_log.tallies()] == [("advertising", 2)]

    def test_an_appeal_and_complaints(self, report, moderator):
        comment = ApprovedCommentFactory(report=report)
        for _ in range(2):
            comments.complain(comment, rule="insult")
        comment.refresh_from_db()
        comment = comments.reject(comment, by=moderator, reason="Abuse.", rule="insult")
        comments.appeal(comments.appealable(comment), "No abuse.")
        comments.reject(Comment.objects.get(), by=scenes.moderator(), reason="It is.", rule="insult")

        assert of_the_site() == [
            "Removed from the page, after 2 complaints", "Left as it was decided, on appeal, by another moderator",
        ]  # fmt: skip

    def test_what_was_taken_back_says_so_and_is_not_counted(self, report, moderator):
        turned_down(report, moderator)

        comments.undo(Decision.objects.get().press, by=moderator)

        assert of_the_site() == ["Removed from the page, taken back within the hour"]
        assert moderation_log.tallies() == []

    def test_counts_by_rule(self, report, moderator):
        for _ in range(3):
            comment = turned_down(report, moderator)
        comments.appeal(comments.appealable(comment), "It is no neighbour.")
        comments.approve(Comment.objects.get(pk=comment.pk), by=scenes.moderator())
        comments.complain(comment, rule="insult")
        comments.mark_spam(CommentFactory(report=report), by=moderator, reason="No.")

        told = {one.rule: (one.turned_down, one.appeals, one.reversed, one.complaints) for one in
                moderation_log.tallies()}  # fmt: skip

        assert told == {"private": (3, 1, 1, 0), "advertising": (1, 0, 0, 0), "insult": (0, 0, 0, 1)}
        assert moderation_log.published() == 1

    def test_that_it_stays_turned_down_is_not_one_more(self, report, moderator):
        comment = turned_down(report, moderator)

        comments.mark_spam(comment, by=moderator, reason="It sells shoes.")

        assert [(one.rule, one.turned_down) for one in moderation_log.tallies()] == [("private", 1)]

    def test_a_comment_that_is_left_twice_was_published_once(self, report, moderator):
        comment = comments.approve(CommentFactory(report=report), by=moderator)
        for _ in range(2):
            comments.complain(comment, rule="insult")
            comments.approve(Comment.objects.get(), by=moderator)

        assert (moderation_log.published(), moderation_log.published(report)) == (1, 1)

    def test_a_report_tells_its_own(self, report, moderator):
        other = scenes.published().report
        turned_down(report, moderator)

        assert moderation_log.tallies(other) == []
        assert not moderation_log.decisions(other).exists()


class TestThePage:
    def test_nobody_is_named_and_nothing_quoted(self, client, report, moderator):
        turned_down(report, moderator, name="Ana Prueba", text="My neighbour is a thief.")

        for url in (SITE, f"{report.get_absolute_url()}moderation-log/"):
            told = text_of(client.get(url))
            assert "Removed from the page" in told
            assert "private data of other people" in told
            for words in ("Marta", "Secreta", "Ana", "thief", "Names a neighbour"):
                assert words not in told

    def test_it_leads_to_the_notice_where_there_is_one(self, client, report, moderator):
        shown = turned_down(report, moderator)
        never = comments.reject(CommentFactory(report=report), by=moderator, reason="No.", rule="other")

        page = client.get(SITE).content.decode()

        assert shown.get_absolute_url() in page
        assert never.get_absolute_url() not in page
        assert f"Comment {never.pk}" in page
        assert f"comment-{shown.pk}" in client.get(shown.get_absolute_url(), follow=True).content.decode()

    def test_each_notice_has_its_row_and_each_row_its_notice(self, client, report, moderator):
        for _ in range(3):
            turned_down(report, moderator)
        comments.approve(ApprovedCommentFactory(report=report), by=moderator)

        notices = client.get(report.get_absolute_url()).content.decode().count("removed by a moderator on")
        told = text_of(client.get(f"{SITE}?decision=rejected"))

        assert (notices, told.count("Removed from the page")) == (3, 3)

    def test_it_is_narrowed_down(self, client, report, moderator):
        turned_down(report, moderator)
        comments.approve(CommentFactory(report=report), by=moderator)

        assert "1 decision " in text_of(client.get(f"{SITE}?decision=approved"))
        assert client.get(f"{SITE}?rule=nonsense").status_code == 400

    def test_nothing_decided_is_said(self, client, report):
        assert "No moderator has decided about any comment yet." in text_of(client.get(SITE))

    def test_a_report_that_is_not_there(self, client):
        assert client.get("/reports/nothing/moderation-log/").status_code == 404

    def test_it_takes_as_many_queries_for_one_as_for_ten(self, client, report, moderator, django_assert_num_queries):
        turned_down(report, moderator)
        client.get(SITE)
        for number in (0, 9):
            for _ in range(number):
                turned_down(scenes.published().report, moderator)
            with django_assert_num_queries(7):
                client.get(SITE)

    def test_rules_and_thread_lead_there(self, client, report):
        assert f'href="{SITE}"' in client.get("/comment-rules/").content.decode()
        assert f'{report.get_absolute_url()}moderation-log/"' in client.get(report.get_absolute_url()).content.decode()

    def test_the_thread_leads_there_also_when_all_was_removed_and_comments_are_closed(self, client, report, moderator):
        turned_down(report, moderator)
        scenes.period_over(report)

        assert f'href="{report.get_absolute_url()}moderation-log/"' in client.get(report.get_absolute_url()).text


class TestTheDownload:
    def test_a_row_for_each_decision(self, client, report, moderator):
        comment = turned_down(report, moderator)

        (row,) = rows_of(client.get("/reports/moderation-log.csv"))

        assert row == {
            "at": Decision.objects.get().at.isoformat(),
            "report": str(report.number),
            "report_url": f"http://127.0.0.1:8000{report.get_absolute_url()}",
            "comment": str(comment.pk),
            "comment_url": f"http://127.0.0.1:8000{comment.get_absolute_url()}",
            "before": "approved",
            "decision": "rejected",
            "rule": "private",
            "on_appeal": "false",
            "complaints": "0",
            "taken_back_at": "",
        }

    def test_the_same_filters_as_the_page(self, client, report, moderator):
        turned_down(report, moderator)
        comments.approve(CommentFactory(report=report), by=moderator)

        assert [row["decision"] for row in rows_of(client.get("/reports/moderation-log.csv?decision=approved"))] == [
            "approved"
        ]
        refused = client.get("/reports/moderation-log.csv?rule=nonsense")
        assert (refused.status_code, "rule" in refused.content.decode()) == (400, True)

    def test_of_one_report(self, client, report, moderator):
        turned_down(scenes.published().report, moderator)

        response = client.get(f"{report.get_absolute_url()}moderation-log.csv")

        assert rows_of(response) == []
        assert report.slug in response.headers["Content-Disposition"]


class TestTheFeed:
    def entries(self, client, url):
        return ET.fromstring(client.get(url).content).findall(f"{ATOM}entry")  # noqa: S314 -- our own

    def test_it_tells_what_was_removed_and_by_which_rule(self, client, report, moderator):
        comment = turned_down(report, moderator, text="My neighbour is a thief.")
        comments.approve(CommentFactory(report=report), by=moderator)

        (entry,) = self.entries(client, f"{SITE}feed/")

        assert entry.find(f"{ATOM}title").text == "Removed from the page"
        assert entry.find(f"{ATOM}summary").text.startswith("private data of other people")
        assert entry.find(f"{ATOM}link").get("href").endswith(comment.get_absolute_url())
        assert "thief" not in ET.tostring(entry, encoding="unicode")

    def test_what_was_taken_back_is_gone(self, client, report, moderator):
        turned_down(report, moderator)
        comments.undo(Decision.objects.get().press, by=moderator)

        assert self.entries(client, f"{SITE}feed/") == []

    def test_a_report_has_its_own(self, client, report, moderator):
        turned_down(scenes.published().report, moderator)

        assert self.entries(client, f"{report.get_absolute_url()}moderation-log/feed/") == []

    def test_no_sign_in_a_title_breaks_it(self, client, moderator):
        report = scenes.published(scenes.draft(commitment=CommitmentFactory(title="Open\x0bledger"))).report
        turned_down(report, moderator)

        feeds = [ET.fromstring(client.get(url).content)  # noqa: S314 -- our own
                 for url in (f"{SITE}feed/", f"{report.get_absolute_url()}moderation-log/feed/")]  # fmt: skip

        summary = "private data of other people · End of Commitment Report – Openledger"
        assert [feed.findtext(f"{ATOM}entry/{ATOM}summary") for feed in feeds] == [summary, summary]
        assert feeds[1].findtext(f"{ATOM}title") == "Moderation log: End of Commitment Report – Openledger"

    def test_a_title_is_text_in_it(self, client, moderator):
        report = scenes.published(scenes.draft(commitment=CommitmentFactory(title="Cut <b>all</b> & more"))).report
        turned_down(report, moderator)

        (entry,) = self.entries(client, f"{SITE}feed/")

        summary = entry.find(f"{ATOM}summary")
        told = "End of Commitment Report – Cut &lt;b&gt;all&lt;/b&gt; &amp; more"
        assert (summary.get("type"), summary.text) == ("html", f"private data of other people · {told}")
