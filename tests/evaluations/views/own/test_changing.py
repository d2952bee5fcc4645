"""The pages on which authors change one comment, or withdraw it."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from evaluations import comments
from evaluations.models import Comment, Report
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.evaluations.views.commenting.forms import confirm, filled, url_of
from tests.factories import ApprovedCommentFactory, CommentFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

LATE = timedelta(hours=1)


def edit_url(comment):
    return f"{comment.get_absolute_url()}edit/"


def withdraw_url(comment):
    return f"{comment.get_absolute_url()}withdraw/"


@pytest.fixture
def mine(client, report):
    """Return a comment of whoever is signed in."""
    comment, her = written(report, ago=LATE, text="It was built.")
    client.force_login(her.account)
    return comment


def sent(comment, text="It was built in May.", **more):
    return {"text": text, "seen": comments.state_of(comment), **more}


class TestEditing:
    def test_it_begins_with_what_the_comment_says_and_ends_where_it_is_read(self, client, mine):
        page = client.get(edit_url(mine))
        assert page.context["form"]["text"].value() == "It was built."
        assert "that text stays readable, behind a link beside your comment" in text_of(page)

        response = client.post(edit_url(mine), sent(mine), follow=True)

        assert "Your comment is changed." in text_of(response)
        assert Comment.objects.get().text == "It was built in May."

    def test_what_is_new_says_until_when_a_change_leaves_no_trace(self, client, report):
        comment, her = written(report)
        client.force_login(her.account)

        assert "while nobody has answered, a change leaves no trace" in text_of(client.get(edit_url(comment)))

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "Write your comment."),
            ("\u200b\u200b", "Write something that can be seen."),
            ("x" * 5001, "Shorten your comment to 5000 characters: it has 5001."),
        ],
    )
    def test_wrong_input_is_told_and_kept(self, client, mine, text, words):
        response = client.post(edit_url(mine), sent(mine, text))

        assert response.status_code == 422
        assert words in text_of(response)
        assert response.context["form"]["text"].value() == text
        assert Comment.objects.get().text == "It was built."

    @pytest.mark.parametrize("stored", ["One line.\n\nTwo.", "One line.\r\n\r\nTwo."])
    def test_the_same_words_are_no_change_however_a_browser_ends_their_lines(self, client, report, stored):
        comment, her = written(report, ago=LATE, text=stored)
        client.force_login(her.account)

        client.post(edit_url(comment), sent(comment, "One line.\r\n\r\nTwo."))

        comment.refresh_from_db()
        assert (comment.changed_at, comment.earlier_texts.count()) == (None, 0)

    def test_two_tabs_never_overwrite_each_other_unknowingly(self, client, mine):
        first = sent(mine, "The first tab.")
        client.post(edit_url(mine), sent(mine, "The second tab."))

        response = client.post(edit_url(mine), first)

        assert response.status_code == 409
        assert "Your words are still here." in text_of(response)
        assert response.context["form"]["text"].value() == "The first tab."
        assert "The second tab." in text_of(response)
        again = {"text": "The first tab.", "seen": response.context["form"]["seen"].value()}
        assert client.post(edit_url(mine), again).status_code == 302
        assert Comment.objects.get().text == "The first tab."

    def test_too_much_keeps_the_words(self, client, mine, settings):
        settings.COMMENT_RATE = "1/h"
        cache.clear()
        client.post(edit_url(mine), sent(mine))

        response = client.post(edit_url(mine), sent(Comment.objects.get(), "Once more."))

        assert (response.status_code, int(response["Retry-After"]) > 0) == (429, True)
        assert response.context["form"]["text"].value() == "Once more."

    def test_it_waits_where_the_rules_say_so_and_she_is_told(self, client, mine):
        response = client.post(edit_url(mine), sent(mine, "See https://shop.example/now"), follow=True)

        assert "Your comment is waiting for a moderator." in text_of(response)
        assert "A comment was changed by its author, and waits for a moderator" in text_of(
            client.get(mine.report.get_absolute_url())
        )


class TestWhoMay:
    def test_a_stranger_is_told_how_to_show_that_it_is_hers_and_keeps_what_she_typed(self, client, report):
        comment = ApprovedCommentFactory(report=report)

        for url in (edit_url(comment), withdraw_url(comment)):
            page = client.get(url)
            assert page.status_code == 403
            assert "Only its author may change or withdraw it." in text_of(page)
            assert f"?next={url}" in page.text
        typed = client.post(edit_url(comment), {"text": "Typed for long.", "seen": "x"})
        assert (typed.status_code, "Typed for long." in typed.text) == (403, True)

    def test_of_what_was_never_shown_nobody_else_learns_anything(self, client, report):
        comment = CommentFactory(report=report)

        assert [client.get(url).status_code for url in (edit_url(comment), withdraw_url(comment))] == [404, 404]

    def test_a_comment_of_another_report_is_none_of_this_one(self, client, mine):
        other = scenes.published().report
        url = edit_url(mine).replace(mine.report.slug, other.slug)

        assert client.get(url).status_code == 404

    def test_a_guest_changes_it_in_the_browser_in_which_she_confirmed_it_while_it_is_new(
        self, client, report, settings
    ):
        client.post(url_of(report), filled(report))
        page = confirm(client)
        comment = Comment.objects.get()
        assert edit_url(comment) in page.text

        assert client.post(edit_url(comment), sent(comment, "Very well done.")).status_code == 302
        settings.COMMENT_EDIT_MINUTES = 0
        assert client.get(edit_url(comment)).status_code == 404
        assert Comment.objects.get().text == "Very well done."

    def test_after_the_period_words_are_given_back_and_withdrawing_is_offered(self, client, mine):
        Report.objects.update(
            comments_opened_at=mine.posted_at - LATE,
            comments_close_at=mine.posted_at + timedelta(minutes=1),
            comments_opened_by=scenes.reviewer(),
        )

        response = client.post(edit_url(mine), sent(mine, "Typed for long."))

        assert response.status_code == 403
        assert "nothing that was said can be changed" in text_of(response)
        assert "Typed for long." in response.text
        assert withdraw_url(mine) in response.text

    def test_what_was_turned_down_says_so(self, client, mine):
        comments.reject(mine, by=scenes.moderator(), reason="An insult.")

        response = client.get(edit_url(mine))

        assert response.status_code == 403
        assert "A moderator decided not to publish it." in text_of(response)
        assert withdraw_url(mine) not in response.text


class TestWithdrawing:
    def test_asking_changes_nothing_and_pressing_does_it(self, client, mine):
        assert "It cannot be brought back." in text_of(client.get(withdraw_url(mine)))
        assert Comment.objects.get().withdrawn_at is None

        response = client.post(withdraw_url(mine), follow=True)

        assert "Your comment is withdrawn." in text_of(response)
        assert Comment.objects.get().status == "withdrawn"

    def test_pressing_twice_says_that_it_is_done(self, client, mine):
        client.post(withdraw_url(mine))

        response = client.post(withdraw_url(mine))

        assert (response.status_code, "You have withdrawn it." in text_of(response)) == (403, True)

    def test_a_guest_without_a_link_is_told_on_the_page_of_her_comment(self, client, report):
        client.post(url_of(report), filled(report))
        confirm(client)

        response = client.post(withdraw_url(Comment.objects.get()), follow=True)

        assert response.status_code == 200
        assert "You have withdrawn your comment." in text_of(response)


class TestEarlierTexts:
    def test_everybody_reads_what_it_said_and_what_was_changed_without_colour(self, client, report):
        comment, her = written(report, ago=LATE, text="It was built in May.")
        comment = change(comment, "It was built in June.", her)
        change(comment, "It was opened in June.", her)

        page = text_of(client.get(f"{comment.get_absolute_url()}earlier/"))

        assert page.index("It was built in June.") < page.index("It was built in May.")
        assert "It was [taken out: built ] [put in: opened ] in June." in page
        assert "It was built in [taken out: May. ] [put in: June.]" in page
        assert f"{comment.get_absolute_url()}earlier/" in client.get(report.get_absolute_url()).text

    def test_markup_comes_out_as_text(self, client, report):
        comment, her = written(report, ago=LATE, text="<script>alert(1)</script>")
        change(comment, "<b>b</b>", her)

        page = client.get(f"{comment.get_absolute_url()}earlier/").text

        assert ("<script>alert" in page, "<b>b" in page) == (False, False)

    def test_there_is_no_such_page_where_nothing_was_changed_in_public(self, client, report):
        comment, her = written(report, ago=LATE)
        url = f"{comment.get_absolute_url()}earlier/"
        assert client.get(url).status_code == 404
        change(comment, "Others.", her)
        assert client.get(url).status_code == 200

        comments.reject(Comment.objects.get(), by=scenes.moderator(), reason="An insult.")

        assert client.get(url).status_code == 404

    def test_a_moderator_reads_them_in_the_admin(self, client, report):
        comment, her = written(report, ago=LATE, text="It was built.")
        change(comment, "Others.", her)
        client.force_login(scenes.moderator())

        page = text_of(client.get(f"/admin/evaluations/comment/{comment.pk}/change/"))

        assert ("What it said earlier" in page, "It was built." in page) == (True, True)
