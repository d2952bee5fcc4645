"""The comments on a report as everybody reads them: page by page, one thread by itself, and by the URL of each."""

import lxml.html
import pytest
from django.db import connection
from django.urls import reverse

from evaluations import comments, drafts
from evaluations.models import Comment
from tests import scenes
from tests.evaluations.comments.guests import post
from tests.factories import ApprovedCommentFactory, CommentFactory

pytestmark = pytest.mark.django_db


def page_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return lxml.html.fromstring(response.content)


def having(element, name, inside=""):
    """Return what is of a class, or the elements `inside` it."""
    return element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]{inside}")


def heading(page):
    return page.xpath("//h1")[0].text_content().strip()


def shown(page):
    """Return the keys of the comments that stand on a page."""
    return [int(element.get("id").removeprefix("comment-")) for element in having(page, "comment")]


def replies(parent, number):
    return [ApprovedCommentFactory(report=parent.report, parent=parent) for _ in range(number)]


@pytest.fixture
def url(report):
    return reverse("evaluations:comments", args=[report.slug])


class TestPages:
    def test_the_report_shows_the_first_and_leads_to_the_rest(self, client, report, url):
        made = ApprovedCommentFactory.create_batch(21, report=report)

        first = page_of(client, report.get_absolute_url())
        [link] = having(first, "pagination", "//a")
        second = page_of(client, link.get("href"))

        assert (shown(first), shown(second)) == ([one.pk for one in made[:20]], [made[20].pk])
        assert link.get("href") == f"{url}?page=2"
        assert [first.get_element_by_id("comments-title").text_content().strip(), heading(second)] == [
            "Comments (21)"
        ] * 2

    def test_the_newest_come_first_on_every_page(self, client, report, url):
        made = ApprovedCommentFactory.create_batch(21, report=report)

        [link] = having(page_of(client, report.get_absolute_url()), "thread-order", "//a")
        first = page_of(client, link.get("href"))
        second = page_of(client, having(first, "pagination", "//a")[0].get("href"))

        assert [*shown(first), *shown(second)] == [one.pk for one in reversed(made)]
        assert [having(page, "thread-order", "//a")[0].get("href") for page in (first, second)] == [url, url]

    def test_one_thread_is_in_no_order(self, client, report):
        ApprovedCommentFactory(report=report)

        assert having(page_of(client, report.get_absolute_url()), "thread-order") == []

    def test_those_about_one_answer_are_read_by_themselves(self, client, report, url):
        about = ApprovedCommentFactory(report=report, answer_key="1.2")
        ApprovedCommentFactory(report=report)

        answer = page_of(client, report.get_absolute_url()).get_element_by_id("q-1-2")
        [link, _more] = having(answer, "comment-on", "/a")
        page = page_of(client, link.get("href"))

        assert shown(page) == [about.pk]
        assert having(page, "comment-about") == []  # the head says it for all of them
        assert link.text_content().startswith("1 comment:")
        assert having(page, "lede", "/a")[0].get("href") == f"{report.get_absolute_url()}#q-1-2"
        assert having(page, "button-row", "/a")[0].get("href").endswith("/reply/?answer=1.2")

    def test_there_may_be_none(self, client, report, url):
        pages = [page_of(client, url), page_of(client, f"{url}?answer=1.2")]

        assert [heading(page) for page in pages] == ["No comments yet"] * 2

    def test_above_a_notice_it_does_not_say_that_nobody_has_commented_yet(self, client, report, url):
        comment = ApprovedCommentFactory(report=report, answer_key="1.2")
        comments.reject(comment, by=scenes.moderator(), reason="Abuse.")

        pages = [page_of(client, url), page_of(client, f"{url}?answer=1.2")]

        assert [heading(page) for page in pages] == ["Comments (0)"] * 2

    @pytest.mark.parametrize(
        "query", ["page=0", "page=x", "page=2", f"page={'9' * 18}", "order=best", "answer=9.9", "answer=1.2&page=2"]
    )
    def test_what_there_is_not_is_not_found(self, client, report, url, query):
        ApprovedCommentFactory(report=report)

        assert client.get(f"{url}?{query}").status_code == 404

    def test_nobody_reads_what_the_public_never_saw(self, client, report, url):
        for status in ("held", "rejected", "spam"):
            CommentFactory(report=report, status=status, text="Unseen.")

        assert shown(page_of(client, url)) == []


class TestThread:
    def test_what_has_no_room_is_a_click_away_with_what_was_read_last_in_view(self, client, report):
        root = ApprovedCommentFactory(report=report, name="Eva")
        made = [root, *replies(root, 120)]

        first = page_of(client, report.get_absolute_url())
        [link] = having(first, "thread-more", "/a")
        path, _hash, anchor = link.get("href").partition("#")
        second = page_of(client, f"{path}?page=2")

        assert link.text_content().split() == ["21", "more", "replies", "in", "the", "thread", "that", "Eva", "began"]
        assert (path, anchor) == (reverse("evaluations:thread", args=[report.slug, root.pk]), f"comment-{made[99].pk}")
        assert shown(page_of(client, path)) == [one.pk for one in made[:100]]
        assert shown(second) == [one.pk for one in made[100:]]

    def test_the_name_of_a_first_comment_that_is_not_shown_stands_nowhere(self, client, report):
        root = ApprovedCommentFactory(report=report, name="The minister steals")
        replies(root, 120)
        comments.reject(root, by=scenes.moderator(), reason="Abuse.", rule="insult")

        response = client.get(report.get_absolute_url())

        [link] = having(lxml.html.fromstring(response.content), "thread-more", "/a")
        assert "The minister steals" not in response.text
        assert link.text_content().split("replies ")[1] == "in a thread whose first comment is not shown"

    def test_what_goes_on_says_whom_it_answers(self, client, report):
        root = ApprovedCommentFactory(report=report, name="Eva")
        replies(root, 100)

        page = page_of(client, reverse("evaluations:thread", args=[report.slug, root.pk]) + "?page=2")

        [answering] = having(page, "in-reply-to")
        assert answering.text_content().strip() == "in reply to Eva"
        assert client.get(answering.find("a").get("href")).status_code == 302

    def test_a_reply_begins_no_thread_and_another_report_has_none_of_these(self, client, report):
        root = ApprovedCommentFactory(report=report)
        [reply] = replies(root, 1)
        other = scenes.published().report

        for slug, pk in ((report.slug, reply.pk), (other.slug, root.pk), (report.slug, reply.pk + 99)):
            assert client.get(reverse("evaluations:thread", args=[slug, pk])).status_code == 404


class TestURLOfAComment:
    def test_it_opens_the_page_on_which_the_comment_stands(self, client, report, url):
        made = ApprovedCommentFactory.create_batch(21, report=report)
        root = made[0]
        last = replies(root, 110)[-1]

        found = {one.pk: client.get(one.get_absolute_url()).headers["Location"] for one in (root, made[20], last)}

        assert found == {
            root.pk: f"{report.get_absolute_url()}#comment-{root.pk}",
            made[20].pk: f"{url}?page=2#comment-{made[20].pk}",
            last.pk: f"{reverse('evaluations:thread', args=[report.slug, root.pk])}?page=2#comment-{last.pk}",
        }
        for pk, location in found.items():
            assert pk in shown(page_of(client, location.partition("#")[0]))

    def test_a_removed_one_leads_to_its_notice(self, client, report):
        comment = ApprovedCommentFactory(report=report)
        comments.reject(comment, by=scenes.moderator(), reason="Off the subject.")

        location = client.get(comment.get_absolute_url()).headers["Location"]

        assert location == f"{report.get_absolute_url()}#comment-{comment.pk}"
        assert shown(page_of(client, report.get_absolute_url())) == [comment.pk]

    @pytest.mark.parametrize("status", ["held", "rejected", "spam"])
    def test_what_was_never_shown_has_none(self, client, report, status):
        comment = CommentFactory(report=report, status=status)

        assert client.get(comment.get_absolute_url()).status_code == 404


class TestWhatItSpeaksOf:
    """A comment stays with the words that it was written about."""

    @pytest.fixture
    def edition(self):
        return scenes.published(factors="The council paid.", lessons="Ask early.")

    def corrected(self, edition, **answers):
        draft = drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong.")
        edition = scenes.published(draft, **answers)
        edition.report.refresh_from_db()
        return edition

    def told(self, client, report):
        """Return what is said of each comment on the page beside its words, by its name."""
        page = page_of(client, report.get_absolute_url())
        return {
            comment.xpath(".//bdi")[0].text: [
                (" ".join(line.text_content().split()), [link.get("href") for link in line.findall("a")])
                for line in having(comment, "comment-about")
            ]
            for comment in having(page, "comment")
        }

    def test_it_names_the_answer_and_says_when_that_has_changed(self, client, edition):
        report = edition.report
        ApprovedCommentFactory(report=report, name="changed", answer_key="1.2")
        ApprovedCommentFactory(report=report, name="same", answer_key="3")
        ApprovedCommentFactory(report=report, name="whole")
        self.corrected(edition, factors="The state paid.", lessons="Ask early.")
        report.refresh_from_db()
        ApprovedCommentFactory(report=report, name="new", answer_key="1.2")

        path = report.get_absolute_url()
        on, lessons = (str(report.current.form.words_of(key)) for key in ("1.2", "3"))
        note = "Written about edition 1. What changed since"
        compared = f"{path}differences/?from=1&to=2"
        assert self.told(client, report) == {
            "changed": [(f"On {on}", [f"{path}#q-1-2"]), (note, [f"{compared}#q-1-2"])],
            "same": [(f"On {lessons}", [f"{path}#q-3"])],
            "whole": [(note, [compared])],
            "new": [(f"On {on}", [f"{path}#q-1-2"])],
        }
        assert "The council paid." not in client.get(path).text
        assert client.get(compared).text.count("council") > 0

    def test_what_changed_by_a_later_edition_stays_so(self, client, edition):
        report = edition.report
        ApprovedCommentFactory(report=report, name="A", answer_key="1.2")
        second = self.corrected(edition, factors="The state paid.")
        self.corrected(second, lessons="Ask late.")
        report.refresh_from_db()

        [_on, (note, [compared])] = self.told(client, report)["A"]

        assert note.startswith("Written about edition 1.")
        assert compared.endswith("?from=1&to=3#q-1-2")

    def test_of_an_edition_that_noted_no_changes_it_is_told_that_there_may_be_some(self, client, edition):
        report = edition.report
        ApprovedCommentFactory(report=report, name="A", answer_key="3")
        second = self.corrected(edition, factors="The state paid.")
        with connection.cursor() as cursor:  # as it was published before changes were noted
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE evaluations_edition SET changed = NULL WHERE id = %s", [second.pk])
            cursor.execute("SET LOCAL session_replication_role = origin")
        report.refresh_from_db()

        assert [note for note, _links in self.told(client, report)["A"]][1:] == [
            "Written about edition 1. What changed since"
        ]

    def test_a_reply_speaks_of_what_it_answers(self, client, edition):
        report = edition.report
        parent = ApprovedCommentFactory(report=report, name="A", answer_key="1.2")

        reply = post(report, name="B", text="Yes.", parent=parent, answer_key="3")

        assert Comment.objects.get(pk=reply.pk).answer_key == "1.2"
        assert reply.answer_key == "1.2"
