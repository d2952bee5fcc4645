import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from evaluations import comments, drafts
from evaluations.models import Comment, Outcome
from tests import scenes
from tests.factories import ApprovedCommentFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:evaluations_comment_changelist")


@pytest.fixture
def moderator(client):
    moderator = scenes.moderator(first_name="Rosa", last_name="Luz")
    client.force_login(moderator)
    return moderator


def page_of(comment):
    return reverse("admin:evaluations_comment_change", args=[comment.pk])


def decide_url(verdict, *chosen):
    return reverse("admin:evaluations_comment_decide", args=[verdict]) + "?ids=" + ",".join(str(c.pk) for c in chosen)


def told(response):
    return [str(message) for message in response.context["messages"]]


def listed(response):
    return list(response.context["cl"].queryset)


def test_queue_begins_with_what_waits_longest(client, moderator, report):
    first = CommentFactory(report=report)
    second = CommentFactory(report=report, posted_at=report.started_at)
    for status in ("rejected", "spam"):
        CommentFactory(report=report, status=status)
    ApprovedCommentFactory(report=report)

    response = client.get(LIST)

    assert listed(response) == [second, first]
    shown = [choice["display"] for choice in response.context["cl"].filter_specs[0].choices(response.context["cl"])]
    assert shown == ["Held (2)", "Approved (1)", "Rejected (1)", "Spam (1)", "Withdrawn by its author (0)", "All (5)"]


@pytest.mark.parametrize(("status", "number"), [("approved", 1), ("rejected", 2), ("spam", 3), ("all", 10), ("?", 4)])
def test_queue_shows_each_status(client, moderator, report, status, number):
    ApprovedCommentFactory(report=report)
    CommentFactory.create_batch(2, report=report, status="rejected")
    CommentFactory.create_batch(3, report=report, status="spam")
    CommentFactory.create_batch(4, report=report)

    assert len(listed(client.get(LIST, {"status": status}))) == number


@pytest.mark.parametrize("words", ["shoes", "Imelda", "imelda@example.org", "Budget of the port"])
def test_queue_is_searched_by_text_name_email_and_title(client, moderator, words):
    draft = scenes.draft()
    type(draft.report.commitment).objects.update(title="Budget of the port")
    found = CommentFactory(
        report=scenes.published(draft).report, text="Buy shoes.", name="Imelda", email="imelda@example.org"
    )
    CommentFactory(report=scenes.published().report)

    assert listed(client.get(LIST, {"q": words})) == [found]


def test_what_is_searched_for_is_found_whatever_was_decided(client, moderator, report):
    held, gone = (CommentFactory(report=report, text="Buy shoes.", status=status) for status in ("held", "rejected"))

    assert set(listed(client.get(LIST, {"q": "shoes"}))) == {held, gone}
    assert listed(client.get(LIST, {"q": "shoes", "status": "held"})) == [held]
    assert b"?status=all" in client.get(reverse("evaluations:moderation")).content


@pytest.mark.parametrize("number", [1, 3])
def test_queue_costs_the_same_with_one_and_with_three(client, moderator, report, number, django_assert_num_queries):
    for _ in range(number):
        author = UserFactory()
        CommentFactory(report=scenes.published().report, author=author)

    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("number", [1, 3])
def test_decided_list_costs_the_same_with_one_and_with_three(
    client, moderator, report, number, django_assert_num_queries
):
    for _ in range(number):
        comment = CommentFactory(report=scenes.published().report)
        comments.approve(comment, by=scenes.moderator())

    with django_assert_num_queries(7):
        client.get(LIST, {"status": "approved"})


@pytest.mark.parametrize("number", [1, 3])
def test_decision_page_costs_the_same_with_one_and_with_three(
    client, moderator, report, number, django_assert_num_queries
):
    chosen = [CommentFactory(report=scenes.published().report) for _ in range(number)]

    with django_assert_num_queries(5):
        client.get(decide_url("reject", *chosen))


def test_bulk_action_leads_to_the_page_that_asks_why_and_back_to_the_list(client, moderator, report):
    chosen = CommentFactory.create_batch(2, report=report)
    CommentFactory(report=report, text="Not chosen.")
    send = {"action": "reject", "_selected_action": [c.pk for c in chosen], "index": 0}

    asked = client.post(LIST + "?q=Comment", send, follow=True)
    seen = asked.context["seen"]
    done = client.post(
        asked.redirect_chain[0][0], {"seen": seen, "rule": "other", "reason": "Off the subject."}, follow=True
    )

    assert seen == [f"{c.pk} held - - - 0" for c in chosen]
    assert done.redirect_chain[0][0] == LIST + "?q=Comment"
    assert told(done) == ["2 comments are now rejected."]
    assert list(Comment.objects.values_list("status", "decided_by", "decision_reason")) == [
        ("rejected", moderator.pk, "Off the subject."),
        ("rejected", moderator.pk, "Off the subject."),
        ("held", None, ""),
    ]
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize("verdict", ["reject", "spam"])
def test_no_needs_a_reason(client, moderator, report, verdict):
    comment = CommentFactory(report=report)

    response = client.post(decide_url(verdict, comment), {"seen": f"{comment.pk} held - - - 0", "reason": " "})

    wrong = {"reason": ["Say why: the reason stays with the comments."]}
    wrong |= {"rule": ["Say against which rule it is."]} if verdict == "reject" else {}
    assert (response.status_code, response.context["form"].errors) == (422, wrong)
    assert response.context["seen"] == [f"{comment.pk} held - - - 0"]
    assert Comment.objects.get().status == "held"


def test_approval_needs_none_and_shows_the_comment(client, moderator, report):
    comment = CommentFactory(report=report, text="Well done.")

    client.post(decide_url("approve", comment), {"seen": f"{comment.pk} held - - - 0", "reason": ""})

    assert list(Comment.objects.values_list("status", "html")) == [("approved", "<p>Well done.</p>")]


def test_approval_of_several_needs_one(client, moderator, report):
    seen = [f"{comment.pk} held - - - 0" for comment in CommentFactory.create_batch(2, report=report)]

    response = client.post(decide_url("approve", *Comment.objects.all()), {"seen": seen, "reason": ""})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["reason"])
    assert set(Comment.objects.values_list("status", flat=True)) == {"held"}


def test_second_moderator_is_told_who_decided(client, moderator, report):
    comment = CommentFactory(report=report, name="Ana", text="Well done.")
    seen = client.get(decide_url("approve", comment)).context["seen"]
    comments.reject(comment, by=moderator, reason="Off the subject.")
    client.force_login(scenes.moderator())

    response = client.post(decide_url("approve", comment), {"seen": seen, "reason": ""}, follow=True)

    (message,) = told(response)
    assert message.startswith("“Well done.” by Ana stayed as it was. Rosa Luz rejected it on ")
    assert Comment.objects.get().status == "rejected"


def test_list_that_is_out_of_date_shows_who_decided_before_asking(client, moderator, report):
    comment = CommentFactory(report=report)
    comments.reject(comment, by=moderator, reason="Off the subject.")
    send = {"action": "approve", "_selected_action": [comment.pk], "index": 0}

    response = client.post(LIST, send, follow=True)

    ((_comment, decision),) = response.context["rows"]
    assert (decision.startswith("Rosa Luz rejected it on "), decision.endswith("Off the subject.")) == (True, True)


def test_moderator_does_not_decide_under_her_own_report(client, moderator):
    draft = scenes.draft()
    draft.report.lead.user = moderator
    draft.report.lead.save()
    comment = CommentFactory(report=scenes.published(draft).report)

    page = client.get(page_of(comment))
    response = client.post(decide_url("approve", comment), {"seen": f"{comment.pk} held - - - 0"}, follow=True)

    assert decide_url("approve", comment) not in page.content.decode()
    assert "another moderator decides" in page.content.decode()
    assert told(response)[0].endswith("You evaluated this report, or wrote the comment: another moderator decides.")
    assert Comment.objects.get().status == "held"


def test_at_most_a_hundred_are_decided_at_once(client, moderator, report):
    CommentFactory.create_batch(101, report=report)
    send = {"action": "approve", "_selected_action": [Comment.objects.first().pk], "select_across": 1, "index": 0}

    response = client.post(LIST, send, follow=True)

    assert told(response) == ["At most 100 comments can be decided at once."]


def test_comment_is_read_in_its_thread_and_cannot_be_changed(client, moderator, report):
    top = ApprovedCommentFactory(report=report)
    before = ApprovedCommentFactory(report=report, parent=top)
    comment = CommentFactory(report=report, parent=top, text="<script>alert(1)</script>")
    after = CommentFactory(report=report, parent=top)
    CommentFactory(report=report)

    response = client.get(page_of(comment))

    around = response.context["around"]
    assert (around.above, around.before, around.after, around.replies) == ([top], [before], [after], [])
    page = response.content.decode()
    assert ("<script>alert" in page, 'name="_save"' in page, "/delete/" in page) == (False, False, False)
    assert f'href="{report.get_absolute_url()}"' in page
    assert all(decide_url(verdict, comment) in page for verdict in ("approve", "reject", "spam"))


def test_nothing_is_edited_added_or_deleted(client, report):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    comment = CommentFactory(report=report)
    change, delete = page_of(comment), reverse("admin:evaluations_comment_delete", args=[comment.pk])

    statuses = [
        client.post(change, {"text": "Changed."}).status_code,
        client.post(delete, {"post": "yes"}).status_code,
        client.get(reverse("admin:evaluations_comment_add")).status_code,
    ]
    client.post(LIST, {"action": "delete_selected", "_selected_action": [comment.pk], "post": "yes"})

    assert (statuses, Comment.objects.get().text) == ([403, 403, 403], comment.text)


def test_only_moderators_see_the_queue(client, report):
    comment = CommentFactory(report=report)
    paths = [LIST, page_of(comment), decide_url("approve", comment)]

    statuses = []
    for user in (report.lead.user, scenes.reviewer()):
        client.force_login(user)
        statuses += [client.get(path).status_code for path in paths]

    assert set(statuses) <= {302, 403}
    assert client.post(paths[2], {"seen": f"{comment.pk} held - - - 0"}).status_code == 403
    assert "comment" not in client.get(reverse("admin:index")).content.decode().lower().split("<main", 1)[-1]
    assert Comment.objects.get().status == "held"


@pytest.mark.parametrize("ids", ["", "x", "1,2,x", "9" * 30, "-1"])
def test_choosing_nothing_is_said(client, moderator, ids):
    response = client.get(reverse("admin:evaluations_comment_decide", args=["approve"]), {"ids": ids})

    assert (response.status_code, "No comment was chosen." in response.content.decode()) == (200, True)


def test_verdict_that_is_none_is_not_found(client, moderator):
    assert client.get(reverse("admin:evaluations_comment_decide", args=["like"])).status_code == 404


def test_key_written_with_a_zero_in_front_is_none(client, moderator, report):
    comment = CommentFactory(report=report)

    response = client.post(decide_url("approve"), {"reason": "", "seen": f"0{comment.pk} {comments.case_of(comment)}"})

    assert (response.status_code, Comment.objects.get().status) == (302, "held")


def test_page_of_a_decided_comment_names_who_decided_and_not_her_account(client, report):
    decider = scenes.moderator(first_name="Mara", last_name="Ejemplo")
    comment = comments.decide(CommentFactory(report=report), "approved", by=decider)
    client.force_login(decider)

    html = client.get(reverse("admin:evaluations_comment_change", args=[comment.pk])).content.decode()

    decided = html[html.index("field-decided_at") :]
    assert f"{comment.decided_at:%-d %b %Y, %H:%M}" in decided
    assert ("Mara Ejemplo" in decided, decider.username in html) == (True, False)


class TestOutcome:
    """What a comment led to is recorded on a page of its own."""

    @pytest.fixture
    def comment(self, report):
        comment = ApprovedCommentFactory(report=report)
        scenes.published(drafts.correct(report, by=scenes.reviewer(), reason="A reader was right."))
        return comment

    def test_it_is_recorded_and_taken_back_by_a_press(self, client, moderator, comment):
        url = reverse("admin:evaluations_comment_outcome", args=[comment.pk])
        assert url in client.get(page_of(comment)).text

        client.post(url, {"record": "2"})
        recorded, page = list(Outcome.objects.values_list("edition__number", "by")), client.get(url).text
        client.post(url, {"take_back": "2"})

        assert recorded == [(2, moderator.pk)]
        assert ("Take back that it led to edition 2" in page, "A reader was right." in page) == (True, True)
        assert not Outcome.objects.exists()

    @pytest.mark.parametrize("number", ["1", "7", "x", "2' OR 1", "9" * 30])
    def test_what_it_cannot_have_led_to_is_refused_with_a_sentence(self, client, moderator, comment, number):
        url = reverse("admin:evaluations_comment_outcome", args=[comment.pk])

        response = client.post(url, {"record": number}, follow=True)

        assert told(response) == [
            "Choose an edition that was published after the one that the comment was written about."
        ]
        assert not Outcome.objects.exists()

    def test_an_only_edition_led_to_none(self, client, moderator, report):
        url = reverse("admin:evaluations_comment_outcome", args=[ApprovedCommentFactory(report=report).pk])

        assert "No edition was published after" in client.get(url).text
