"""The queue in which moderators read comments one after the other, and decide."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils import timezone

from evaluations import comments
from evaluations.models import Comment, Decision
from tests import scenes
from tests.evaluations.comments.own import change, written
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

QUEUE, DECIDE, UNDO = "/moderation/", "/moderation/decide/", "/moderation/undo/"


@pytest.fixture
def moderator(client):
    moderator = scenes.moderator()
    client.force_login(moderator)
    return moderator


def names(response):
    page = lxml.html.fromstring(response.content)
    return [
        " ".join(one.text_content().split()) for one in page.xpath("//article//*[contains(@class, 'comment-name')]")
    ]


def seen(comment):
    return f"{comment.pk} {comments.case_of(comment)}"


def old(days):
    return timezone.now() - timedelta(days=days)


class TestTheQueues:
    def test_each_says_how_much_there_is_and_since_when(self, client, report, moderator):
        CommentFactory(report=report, posted_at=old(9), name="Oldest")
        CommentFactory(report=report, posted_at=old(2), name="Newer")
        CommentFactory(report=report, posted_at=old(3), name="Trapped", status="spam")
        ApprovedCommentFactory(report=report, name="Shown")
        ApprovedCommentFactory(report=report, imported=True, posted_at=None)
        comments.reject(CommentFactory(report=report, name="Gone"), by=moderator, reason="Abuse.")

        held, new, decided = (client.get(f"{QUEUE}?in={name}") for name in ("held", "new", "decided"))

        assert [names(page) for page in (held, new, decided)] == [["Oldest", "Trapped", "Newer"], ["Shown"], ["Gone"]]
        told = text_of(held).replace("\xa0", " ")
        assert (
            "Held: 3 the oldest: 1 week, 2 days ago Complaints: 0 Appeals: 0 New: 1 the oldest: less than a minute ago"
            in told
        )
        assert "Decided: 1" in told

    def test_it_begins_with_what_is_held(self, client, report, moderator):
        CommentFactory(report=report, name="Held")

        assert names(client.get(QUEUE)) == ["Held"]

    def test_comments_on_a_report_that_she_evaluated_are_left_to_others(self, client, report, moderator):
        CommentFactory(report=report)
        evaluator = report.current.bylines.first().evaluator
        evaluator.user = moderator
        evaluator.save()

        page = client.get(QUEUE)

        assert names(page) == []
        assert "No comment waits for you." in text_of(page)
        client.force_login(scenes.moderator())
        assert len(names(client.get(QUEUE))) == 1

    def test_each_stands_beside_what_it_answers_and_what_it_speaks_of(self, client, report, moderator):
        parent = ApprovedCommentFactory(report=report, name="Eva", text="Where are the minutes?")
        CommentFactory(report=report, parent=parent, text="In the hall.")
        CommentFactory(report=report, answer_key="1.2", text="It was the flood.")

        page = text_of(client.get(QUEUE))

        assert "It answers Eva Where are the minutes?" in page
        assert "edition 1" in page
        assert scenes.PROSE.format(key="1.2") in page or "1.2" in page

    def test_what_everybody_may_still_read_of_it_stands_beside_it(self, client, report, moderator):
        comment, her = written(report, ago=timedelta(days=1), text="The minister steals.")
        change(comment, "Well done.", her)
        comments.complain(Comment.objects.get(), rule="insult")

        told = text_of(client.get(f"{QUEUE}?in=complaints")).replace("\xa0", " ")

        assert "What it said earlier Until less than a minute ago The minister steals. Everybody may read it" in told

    def test_twenty_are_on_a_page_and_one_that_is_empty_by_now_leads_on(self, client, report, moderator):
        CommentFactory.create_batch(21, report=report)
        assert [len(names(client.get(f"{QUEUE}?in=held&page={n}"))) for n in (1, 2)] == [20, 1]

        Comment.objects.latest("pk").delete()

        assert client.get(f"{QUEUE}?in=held&page=2")["Location"] == f"{QUEUE}?in=held"
        assert [client.get(f"{QUEUE}?{query}").status_code for query in ("in=all", "page=x", "page=0")] == [404] * 3

    @pytest.mark.parametrize("number", [1, 10])
    def test_it_takes_as_many_queries_for_one_as_for_ten(
        self, client, report, moderator, django_assert_num_queries, number
    ):
        parent = ApprovedCommentFactory(report=report)
        CommentFactory.create_batch(number, report=report, parent=parent)
        CommentFactory.create_batch(number, report=report, answer_key="1.2")
        client.get(QUEUE)

        with django_assert_num_queries(8):
            client.get(QUEUE)

    def test_nobody_else_comes_in(self, client):
        for person in (UserFactory(), scenes.reviewer()):
            client.force_login(person)
            assert [client.get(url).status_code for url in (QUEUE, DECIDE, UNDO)] == [403] * 3
            assert [client.post(url).status_code for url in (DECIDE, UNDO)] == [403] * 2


class TestDecidingOne:
    def test_a_press_decides_and_offers_to_undo(self, client, report, moderator):
        comment = CommentFactory(report=report)

        page = client.post(DECIDE, {"seen": seen(comment), "verdict": "approve", "in": "held"}, follow=True)

        assert "1 comment is now approved." in text_of(page)
        press = str(Decision.objects.get().press)
        assert press in page.text
        page = client.post(UNDO, {"press": press, "in": "held"}, follow=True)
        assert "1 comment is again as it was." in text_of(page)
        assert Comment.objects.get().status == "held"

    @pytest.mark.parametrize("verdict", ["reject", "spam"])
    def test_where_a_reason_is_wanted_it_is_asked_for_and_nothing_typed_is_lost(
        self, client, report, moderator, verdict
    ):
        comment = CommentFactory(report=report)

        page = client.post(DECIDE, {"seen": seen(comment), "verdict": verdict, "reason": " "})

        assert (page.status_code, "Say why" in text_of(page)) == (422, True)
        assert Comment.objects.get().status == "held"
        sent = {"seen": seen(comment), "verdict": verdict, "rule": "insult", "reason": "Abuse.", "confirmed": "1"}
        client.post(DECIDE, sent)
        stored = Comment.objects.get()
        expected = ("Abuse.", "insult" if verdict == "reject" else "advertising")
        assert (stored.decision_reason, stored.removed_for) == expected

    def test_what_somebody_decided_meanwhile_stays_and_is_told(self, client, report, moderator):
        comment = CommentFactory(report=report, text="Shame on them.")
        state = seen(comment)
        comments.approve(comment, by=scenes.moderator(first_name="Marta", last_name="Ruiz"))

        page = client.post(
            DECIDE, {"seen": state, "verdict": "reject", "rule": "insult", "reason": "Abuse."}, follow=True
        )

        assert "“Shame on them.” by" in text_of(page)
        assert "stayed as it was. Marta Ruiz approved it on" in text_of(page)
        assert Comment.objects.get().status == "approved"

    @pytest.mark.parametrize("case", ["", "held", "held - 0"])
    def test_without_the_state_that_it_saw_a_decision_is_none(self, client, report, moderator, case):
        comment = CommentFactory(report=report, text="Read me first.")

        page = client.post(DECIDE, {"seen": f"{comment.pk} {case}", "verdict": "approve"}, follow=True)

        assert "“Read me first.” by" in text_of(page)
        assert Comment.objects.get().status == "held"

    def test_under_her_own_report_she_decides_nothing(self, client, report, moderator):
        comment = CommentFactory(report=report)
        evaluator = report.current.bylines.first().evaluator
        evaluator.user = moderator
        evaluator.save()

        page = client.post(DECIDE, {"seen": seen(comment), "verdict": "approve"}, follow=True)

        assert "another moderator decides" in text_of(page)
        assert Comment.objects.get().status == "held"

    @pytest.mark.parametrize(
        "sent",
        [{}, {"verdict": "approve"}, {"verdict": "burn", "seen": "1 held - -"}, {"verdict": "approve", "seen": "x y"}],
    )
    def test_what_names_nothing_decides_nothing(self, client, report, moderator, sent):
        page = client.post(DECIDE, sent, follow=True)

        assert (page.status_code, "Choose comments, and what becomes of them." in text_of(page)) == (200, True)


class TestDecidingSeveral:
    def test_a_preview_comes_first_and_one_reason_is_for_all(self, client, report, moderator):
        several = CommentFactory.create_batch(3, report=report)
        sent = {"seen": [seen(comment) for comment in several], "verdict": "approve", "in": "held"}

        preview = client.post(DECIDE, sent)
        assert "3 comments become: Approved" in text_of(preview)
        assert all(comment.text in text_of(preview) for comment in several)
        assert set(Comment.objects.values_list("status", flat=True)) == {"held"}

        refused = client.post(DECIDE, {**sent, "confirmed": "1", "reason": ""})
        assert (refused.status_code, "Say why" in text_of(refused)) == (422, True)

        done = client.post(DECIDE, {**sent, "confirmed": "1", "reason": "All are fine."}, follow=True)
        assert "3 comments are now approved." in text_of(done)
        assert set(Decision.objects.values_list("reason", flat=True)) == {"All are fine."}
        assert Decision.objects.values("press").distinct().count() == 1

    def test_a_hundred_at_once_and_no_more(self, client, report, moderator):
        many = CommentFactory.create_batch(101, report=report)
        sent = {"seen": [seen(comment) for comment in many], "verdict": "approve", "confirmed": "1", "reason": "Fine."}

        page = client.post(DECIDE, sent, follow=True)
        assert "At most 100 comments can be decided at once." in text_of(page)
        assert not Decision.objects.exists()

        client.post(DECIDE, {**sent, "seen": sent["seen"][:100]})
        assert Decision.objects.count() == 100

    def test_as_many_can_be_chosen_on_one_page(self, client, report, moderator):
        CommentFactory.create_batch(101, report=report)
        few = lxml.html.fromstring(client.get(QUEUE).content)
        (url,) = few.xpath("//a[contains(., '100 on a page')]/@href")

        many = lxml.html.fromstring(client.get(f"{QUEUE}{url}").content)

        several = many.get_element_by_id("several")
        chosen = many.xpath("//input[@form='several']/@value")
        assert (len(few.xpath("//input[@form='several']")), len(chosen)) == (20, 100)
        sent = {**dict(several.form_values()), "verdict": "approve", "seen": chosen}
        preview = lxml.html.fromstring(client.post(DECIDE, sent).content)
        confirmed = dict(next(form for form in preview.forms if "confirmed" in form.fields).form_values())
        done = client.post(DECIDE, {**confirmed, "verdict": "approve", "seen": chosen, "reason": "Fine."}, follow=True)
        assert "100 comments are now approved." in text_of(done)
        assert "show=100" in done.redirect_chain[0][0]

    def test_she_comes_back_to_the_page_on_which_she_chose_them(self, client, report, moderator):
        CommentFactory.create_batch(23, report=report)
        page = lxml.html.fromstring(client.get(f"{QUEUE}?page=2").content)
        chosen = page.xpath("//input[@form='several']/@value")[:2]
        sent = {**dict(page.get_element_by_id("several").form_values()), "verdict": "approve", "seen": chosen}

        preview = lxml.html.fromstring(client.post(DECIDE, sent).content)
        confirmed = dict(next(form for form in preview.forms if "confirmed" in form.fields).form_values())
        done = client.post(DECIDE, {**confirmed, "verdict": "approve", "seen": chosen, "reason": "Fine."})

        press = Decision.objects.values_list("press", flat=True)[0]
        assert done["Location"] == f"{QUEUE}?in=held&at=1&page=2&undo={press}"

    def test_no_other_number_is_shown(self, client, report, moderator):
        CommentFactory.create_batch(21, report=report)

        assert [len(names(client.get(f"{QUEUE}?show={show}"))) for show in ("", "7", "1000", "x", "100")] == [
            20, 20, 20, 20, 21,
        ]  # fmt: skip


def test_undoing_too_late_or_nothing_says_so(client, report, moderator):
    for press in ("", "x", "5f0b8c1e-7a35-4d0f-9c53-0a1b2c3d4e5f"):
        page = client.post(UNDO, {"press": press}, follow=True)
        assert "stays as it is." in text_of(page)


def test_signing_in_leads_a_moderator_there(client, report, moderator):
    assert 'href="/moderation/"' in client.get("/about/").text


class TestUndoingLater:
    def test_what_she_decided_in_the_last_hour_can_be_taken_back_beside_what_was_decided(
        self, client, report, moderator
    ):
        comments.decide_each(
            held := CommentFactory.create_batch(2, report=report),
            "spam",
            by=moderator,
            reason="Shoes.",
            seen={str(one.pk): comments.case_of(one) for one in held},
        )

        page = client.get(f"{QUEUE}?in=decided")

        assert text_of(page).count("your decision about 2 comments, until") == 2
        undo, _also = lxml.html.fromstring(page.content).xpath("//article//button[@name='press']")
        client.post(undo.get("formaction"), {"press": undo.get("value")})
        assert set(Comment.objects.values_list("status", flat=True)) == {"held"}

    def test_each_of_many_stays_to_be_taken_back_beside_its_comment(self, client, report, moderator):
        first, *_others = CommentFactory.create_batch(12, report=report)
        for comment in Comment.objects.all():
            comments.approve(comment, by=moderator)

        buttons = lxml.html.fromstring(client.get(f"{QUEUE}?in=decided").content).xpath(
            "//article//button[@name='press']"
        )

        assert len(buttons) == 12
        client.post(UNDO, {"press": buttons[-1].get("value")})
        assert list(Comment.objects.filter(status="held")) == [first]

    def test_beside_what_somebody_else_decided_nothing_is_offered(self, client, report, moderator):
        by_another, twice = CommentFactory.create_batch(2, report=report)
        comments.approve(by_another, by=scenes.moderator())
        comments.approve(twice, by=moderator)
        comments.reject(Comment.objects.get(pk=twice.pk), by=scenes.moderator(), reason="Abuse.")

        assert "your decision" not in text_of(client.get(f"{QUEUE}?in=decided"))

    def test_whoever_undoes_comes_back_to_her_page(self, client, report, moderator):
        for comment in CommentFactory.create_batch(21, report=report):
            comments.approve(comment, by=moderator)
        press = Decision.objects.first().press

        page = client.post(UNDO, {"press": press, "in": "decided", "page": "1", "at": "3"}, follow=True)

        assert page.redirect_chain[0][0] == f"{QUEUE}?in=decided&page=1&at=3"

    def test_she_comes_back_to_her_page_and_may_undo_there(self, client, report, moderator):
        *_others, last = CommentFactory.create_batch(21, report=report)
        sent = {"in": "held", "page": "2", "at": "1", "verdict": "approve", "seen": seen(last)}

        page = client.post(DECIDE, sent, follow=True)

        assert "page=2" in page.redirect_chain[0][0]
        assert "Undo" in text_of(page)  # of the page before: nothing is left on the second
        assert len(names(page)) == 20
