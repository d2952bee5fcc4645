"""The queue, the page of a report under review, and the decisions about it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from evaluations import workflow
from evaluations.models import Byline, Edition, Report
from tests import scenes
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

REASON = "Say where the minutes are kept, O'Farril & Co."


@pytest.fixture
def reviewer(client):
    reviewer = scenes.reviewer(first_name="Rosa", last_name="Luna")
    client.force_login(reviewer)
    return reviewer


def page(edition):
    return reverse("evaluations:review", args=[edition.report.number])


def seen(client, edition):
    """Return what the forms of the page carry, after reading the page."""
    response = client.get(page(edition))
    return response.context["return_form"]["seen"].value()


def decide(client, edition, move, **data):
    return client.post(reverse(f"evaluations:{move}", args=[edition.report.number]), data)


def words_of(response):
    """Return the text of a page as it is read."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


class TestQueue:
    def test_oldest_stands_first(self, client, reviewer):
        editions = [scenes.submitted() for _ in range(3)]
        for days, edition in zip((1, 3, 2), editions, strict=True):
            Edition.objects.filter(pk=edition.pk).update(submitted_at=edition.submitted_at - timedelta(days=days))

        response = client.get(reverse("evaluations:review-queue"))

        assert list(response.context["page_obj"]) == [editions[1], editions[2], editions[0]]

    def test_row_tells_age_member_lead_and_kind(self, client, reviewer):
        edition = scenes.submitted()
        Edition.objects.update(submitted_at=edition.submitted_at - timedelta(days=3, hours=2))

        response = client.get(reverse("evaluations:review-queue"))

        report, submitted_at = edition.report, Edition.objects.get().submitted_at
        row = " ".join(
            re.sub(r"<[^>]+>", " ", response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]).split()
        )
        age = f"3\xa0days, 2\xa0hours, since {submitted_at.day} {submitted_at:%B %Y}"
        assert row.replace("&#x27;", "'") == " ".join(
            f"{report.commitment.title} {report.member.title} {report.lead.name} End of Commitment Report {age}".split()
        )

    def test_only_what_was_submitted_waits(self, client, reviewer):
        waiting = scenes.submitted()
        scenes.draft()
        scenes.returned()
        scenes.published()

        response = client.get(reverse("evaluations:review-queue"))

        assert list(response.context["page_obj"]) == [waiting]
        assert (response.context["returned_count"], response.context["draft_count"]) == (1, 1)

    def test_open_results_reports_are_at_hand(self, client, reviewer):
        edition = scenes.results_draft()
        scenes.submitted(scenes.results_draft())

        response = client.get(reverse("evaluations:review-queue"))

        assert list(response.context["open_results"]) == [edition]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, reviewer, rows, django_assert_num_queries):
        for _ in range(rows):
            scenes.submitted()
            scenes.results_draft()
            scenes.submitted(scenes.results_draft())

        # Session, account, its groups; the page's count and rows; two counts; open Results Reports; whether she
        # evaluates, too.
        with django_assert_num_queries(7):
            client.get(reverse("evaluations:review-queue"))


class TestPage:
    def test_shows_the_report_as_the_public_will_read_it(self, client, reviewer):
        edition = scenes.submitted()

        response = client.get(page(edition))

        words = words_of(response)
        for text in (edition.title, edition.report.lead.name, scenes.PROSE.format(key="1.2"), "Complete", "Major"):
            assert text in words

    def test_tells_every_move(self, client, reviewer):
        edition = scenes.returned(reason=REASON)
        lead = edition.report.lead
        workflow.perform(workflow.SUBMIT, edition, by=lead.user)

        history = client.get(page(edition)).context["history"]

        told = [(str(move.told), move.reason) for move in history]
        assert told == [("Started", ""), ("Submitted", ""), ("Returned for changes", REASON), ("Submitted", "")]
        assert [history[0].who, history[1].who] == [lead.name, lead.name]

    def test_shows_no_private_email(self, client, reviewer):
        edition = scenes.returned()
        type(edition.report.lead).objects.update(email="private@example.org")

        for url in (page(edition), reverse("evaluations:review-queue")):
            main = client.get(url).content.decode().partition("<main")[2]
            assert "@example.org" not in main

    @pytest.mark.parametrize(
        ("scene", "may_decide"),
        [(scenes.draft, False), (scenes.submitted, True), (scenes.returned, False), (scenes.published, False)],
    )
    def test_offers_the_moves_that_can_be_made(self, client, reviewer, scene, may_decide):
        edition = scene()

        response = client.get(page(edition))

        actions = re.findall(r'<form class="form" method="post" action="([^"]+)"', response.content.decode())
        moves = [reverse(f"evaluations:{move}", args=[edition.report.number]) for move in ("return", "publish")]
        assert (response.status_code, actions) == (200, moves if may_decide else [])

    def test_correction_is_shown_instead_of_the_public_edition(self, client, reviewer):
        published = scenes.published()
        successor = workflow.correct(published.report, by=reviewer, reason="A date was wrong.")

        response = client.get(page(published))

        assert response.context["edition"] == successor

    def test_own_report_is_for_another_reviewer(self, client, reviewer):
        edition = scenes.draft()
        evaluator = scenes.evaluator_for(edition.report.member, user=reviewer)
        Byline.objects.create(edition=edition, position=2, name=evaluator.name, evaluator=evaluator)
        scenes.submitted(edition)

        response = client.get(page(edition))

        assert response.status_code == 200
        assert not response.context["may_decide"]
        assert "You are or were an evaluator on this report, so another reviewer decides about it." in words_of(
            response
        )

    def test_unknown_number_is_not_found(self, client, reviewer):
        for number in (0, 4711, 10**30):
            assert client.get(f"/review/{number}/").status_code == 404


class TestReturn:
    def test_returns_with_the_reason(self, client, reviewer, django_capture_on_commit_callbacks):
        edition = scenes.submitted()

        with django_capture_on_commit_callbacks(execute=True):
            response = decide(client, edition, "return", seen=seen(client, edition), reason=REASON)

        assert (response.status_code, response.url) == (302, reverse("evaluations:review-queue"))
        edition.refresh_from_db()
        move = edition.moves.get(name="return")
        assert (edition.status, move.by, move.reason) == ("returned", reviewer, REASON)
        assert [message.to for message in mail.outbox] == [[edition.report.lead.user.email]]
        assert REASON in mail.outbox[0].body

    @pytest.mark.parametrize("reason", ["", "  \n", "x" * 5_001, "nul \x00"])
    def test_reason_that_is_none_is_refused_in_words(self, client, reviewer, reason):
        edition = scenes.submitted()

        response = decide(client, edition, "return", seen=seen(client, edition), reason=reason)

        assert response.status_code == 422
        assert list(response.context["return_form"].errors) == ["reason"]
        assert '<details id="return" name="decision" open>' in response.content.decode()
        assert response.context["return_form"]["reason"].value() == reason
        edition.refresh_from_db()
        assert edition.status == "submitted"


class TestPublish:
    def test_publishes(self, client, reviewer):
        edition = scenes.submitted()

        response = decide(client, edition, "publish", seen=seen(client, edition))

        assert (response.status_code, response.url) == (302, reverse("evaluations:review-queue"))
        edition.refresh_from_db()
        assert (edition.status, Report.objects.get().current) == ("published", edition)

    def test_says_what_it_means_before_it_is_done(self, client, reviewer):
        words = words_of(client.get(page(scenes.submitted())))

        assert "What is published is sealed: nobody, not even an administrator, can change or remove it." in words

    def test_own_report_is_refused(self, client, reviewer):
        edition = scenes.draft()
        evaluator = scenes.evaluator_for(edition.report.member, user=reviewer)
        Byline.objects.create(edition=edition, position=2, name=evaluator.name, evaluator=evaluator)
        scenes.submitted(edition)

        response = decide(client, edition, "publish", seen=seen(client, edition))

        edition.refresh_from_db()
        assert (response.status_code, edition.status) == (403, "submitted")
        assert "another reviewer decides about it" in words_of(response)

    def test_missing_answers_are_named(self, client, reviewer):
        edition = scenes.submitted()
        Edition.objects.update(lessons="")

        response = decide(client, edition, "publish", seen=seen(client, edition))

        edition.refresh_from_db()
        assert (response.status_code, edition.status) == (422, "submitted")
        assert "There is no answer yet: 3. Provide at least one lesson" in words_of(response)


class TestStaleDecision:
    """A decision about a state that has passed does nothing, says what happened, and keeps the words."""

    def test_published_meanwhile(self, client, reviewer):
        edition = scenes.submitted()
        was = seen(client, edition)
        other = scenes.reviewer(first_name="Omar", last_name="Sol")
        workflow.perform(workflow.PUBLISH, edition, by=other)

        response = decide(client, edition, "return", seen=was, reason=REASON)

        words = words_of(response)
        assert response.status_code == 409
        assert "Your decision was not carried out" in words
        assert "What happened last: Published, by Omar Sol, on " in words
        assert "O&#x27;Farril &amp; Co.</textarea>" in response.content.decode()
        assert edition.moves.filter(name="return").count() == 0

    def test_returned_and_submitted_anew_meanwhile(self, client, reviewer):
        edition = scenes.submitted()
        was = seen(client, edition)
        workflow.perform(workflow.RETURN, edition, by=scenes.reviewer(), reason="A date is wrong.")
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

        response = decide(client, edition, "publish", seen=was)

        edition.refresh_from_db()
        assert (response.status_code, edition.status) == (409, "submitted")
        again = response.context["publish_form"]["seen"].value()
        assert decide(client, edition, "publish", seen=again).status_code == 302

    def test_the_same_decision_twice(self, client, reviewer):
        edition = scenes.submitted()
        was = seen(client, edition)

        statuses = [decide(client, edition, "publish", seen=was).status_code for _ in range(2)]

        assert statuses == [302, 409]
        assert edition.moves.filter(name="publish").count() == 1

    @pytest.mark.parametrize("scene", [scenes.draft, scenes.returned, scenes.published])
    @pytest.mark.parametrize("move", ["return", "publish"])
    def test_decision_that_nothing_waits_for(self, client, reviewer, scene, move):
        edition = scene()

        response = decide(client, edition, move, seen=seen(client, edition), reason=REASON)

        assert response.status_code == 409
        assert "This cannot be done now" in words_of(response)

    @pytest.mark.parametrize("was", ["", "x", "-1", "9" * 40])
    def test_decision_that_names_no_state(self, client, reviewer, was):
        edition = scenes.submitted()

        response = decide(client, edition, "publish", seen=was)

        edition.refresh_from_db()
        assert response.status_code in (409, 422)
        assert edition.status == "submitted"


def test_reason_sent_after_the_session_ended_is_given_back(client):
    edition = scenes.submitted()
    reason = "Say in which minutes the vote stands.\nAnd which budget paid for it."

    response = client.post(reverse("evaluations:return", args=[edition.report_id]), {"reason": reason, "seen": "1"})

    assert response.status_code == 403
    assert reason in response.text
    assert "You are signed out" in response.text
    assert Edition.objects.get(pk=edition.pk).status == "submitted"


def test_decision_before_signing_in_leads_to_the_report_afterwards(client):
    edition = scenes.submitted()
    url = reverse("evaluations:publish", args=[edition.report.number])

    response = client.post(url, {"seen": 1})

    assert response.url == f"{reverse('account_login')}?next={url}"
    client.force_login(scenes.reviewer())
    assert client.get(url).url == page(edition)


class TestStartResults:
    url = "/review/start/"

    def test_starts_in_the_language_chosen(self, client, reviewer):
        plan = ActionPlanFactory()

        response = client.post(self.url, {"plan": plan.pk, "language": "es"})

        report = Report.objects.get()
        assert response.url == reverse("evaluations:task-list", args=[report.number])
        assert (report.kind, report.action_plan, report.started_by) == ("results", plan, reviewer)
        assert report.unpublished.language == "es"

    def test_finds_plans_by_words_of_title_place_and_country(self, client, reviewer):
        toluca = MemberFactory(name="Toluca", country="Mexico")
        wanted = ActionPlanFactory(member=toluca, title="Action plan – Toluca, Mexico, 2021 – 2022")
        ActionPlanFactory(member=toluca, title="Action plan – Toluca, Mexico, 2019 – 2020")
        ActionPlanFactory(title="Action plan – Elsewhere, Peru, 2021 – 2022")

        response = client.get(self.url, {"words": "mexico 2022 toluca"})

        assert [int(value) for value, _label in response.context["form"].fields["plan"].widget.choices] == [wanted.pk]

    def test_plan_with_a_report_is_not_offered_nor_taken(self, client, reviewer):
        plan = scenes.results_draft().report.action_plan

        offered = client.get(self.url)
        response = client.post(self.url, {"plan": plan.pk, "language": "en"})

        assert offered.context["found"] == 0
        assert (response.status_code, Report.objects.count()) == (422, 1)
        assert "has a Results Report already" in words_of(response)

    def test_many_plans_are_offered_in_part_and_all_are_taken(self, client, reviewer):
        plans = ActionPlanFactory.create_batch(30)

        response = client.get(self.url)

        assert (response.context["found"], response.context["shown"]) == (30, 25)
        offered = {int(value) for value, _label in response.context["form"].fields["plan"].widget.choices}
        unseen = next(plan for plan in plans if plan.pk not in offered)
        assert client.post(self.url, {"plan": unseen.pk, "language": "en"}).status_code == 302

    @pytest.mark.parametrize("data", [{}, {"plan": "x", "language": "en"}, {"plan": "9" * 30, "language": "tlh"}])
    def test_wrong_choice_is_refused_in_words(self, client, reviewer, data):
        ActionPlanFactory()

        response = client.post(self.url, data)

        assert (response.status_code, Report.objects.count()) == (422, 0)
        assert "There is a problem" in words_of(response)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, reviewer, rows, django_assert_num_queries):
        ActionPlanFactory.create_batch(rows)

        with django_assert_num_queries(4):
            client.get(self.url)


@pytest.mark.parametrize("who", [scenes.moderator, UserFactory, lambda: scenes.evaluator_for(MemberFactory()).user])
def test_others_are_refused(client, who):
    edition = scenes.submitted(scenes.draft(commitment=CommitmentFactory()))
    client.force_login(who())

    for name in ("review-queue", "start-results"):
        assert client.get(reverse(f"evaluations:{name}")).status_code == 403
    assert client.get(page(edition)).status_code == 403
    for move in ("return", "publish"):
        assert decide(client, edition, move, seen=1, reason=REASON).status_code == 403
