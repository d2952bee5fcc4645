import re
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.models import Level
from evaluations import bylines, workflow
from evaluations.due import one_month_after
from evaluations.models import AssignmentRequest, Edition, Evaluator, Report
from tests import scenes
from tests.factories import ActionPlanFactory, CommitmentFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES_OF_A_REPORT = ("task-list", "overview", "evaluators", "check", "submit")


def url(name, edition):
    return reverse(f"evaluations:{name}", args=[edition.report_id])


def lead(edition):
    return edition.report.lead.user


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def heading_of(response):
    return " ".join(re.sub("<[^>]+>", " ", re.search("<h1.*?</h1>", response.text, re.DOTALL).group()).split())


def titles_of(response):
    return [" ".join(text.split()) for text in re.findall('<h3 class="row-title"><a [^>]*>(.*?)</a>', response.text)]


def local_commitment(member, **kwargs):
    return CommitmentFactory(member=member, **kwargs)


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

        assert titles_of(page) == ["Returned", "Draft", "Overdue", "Due later", "Submitted", "Published"]
        assert "Say where the minutes are kept." in page.text

    def test_shows_nothing_of_others(self):
        member = MemberFactory()
        scenes.draft(commitment=local_commitment(member, title="Theirs"))
        local_commitment(MemberFactory(), title="Elsewhere", ends_on=date(2020, 1, 1))

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:desk"))

        assert titles_of(page) == []

    def test_national_commitments_are_never_due(self):
        member = MemberFactory(national=True)
        assert member.level == Level.NATIONAL
        local_commitment(member, ends_on=date(2020, 1, 1))

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:desk"))

        assert titles_of(page) == []

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

        with django_assert_num_queries(10):
            client.get(reverse("evaluations:desk"))

    def test_anonymous_visitors_sign_in_first(self):
        for name in ("desk", "start", "ask", "me"):
            url = reverse(f"evaluations:{name}")
            assert Client().get(url).url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2022, 1, 31), date(2022, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2022, 12, 15), date(2023, 1, 15)),
    ],
)
def test_a_report_is_due_one_month_after(day, due):
    assert one_month_after(day) == due


class TestAsking:
    def data(self, member):
        return {"member": member.pk, "name": "Noé Ibáñez", "organisation": "", "message": "Appointed in May."}

    def test_tells_how_to_be_assigned_and_then_that_the_request_waits(self):
        client, member = signed_in(UserFactory()), MemberFactory()

        before = client.get(reverse("evaluations:desk"))
        after = client.post(reverse("evaluations:ask"), self.data(member), follow=True)

        assert "You are not assigned to a member yet" in before.text
        assert f"you asked to be assigned to {member}" in after.text
        assert AssignmentRequest.objects.get().message == "Appointed in May."

    def test_tells_staff(self, django_capture_on_commit_callbacks):
        scenes.reviewer(email="reviewer@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            signed_in(UserFactory()).post(reverse("evaluations:ask"), self.data(MemberFactory()))

        assert [message.to for message in mail.outbox] == [["reviewer@example.org"]]

    def test_who_asks_too_often_is_asked_to_wait_and_keeps_her_words(self):
        client = signed_in(UserFactory())
        for _number in range(5):
            client.post(reverse("evaluations:ask"), self.data(MemberFactory()))

        page = client.post(
            reverse("evaluations:ask"),
            self.data(MemberFactory()) | {"message": "Ask the mayor."},
            REMOTE_ADDR="192.0.2.1",
        )
        other = signed_in(UserFactory()).post(reverse("evaluations:ask"), self.data(MemberFactory()))

        assert (page.status_code, other.status_code, AssignmentRequest.objects.count()) == (429, 302, 6)
        assert 0 < int(page.headers["Retry-After"]) <= 60 * 60
        assert "Your words are still here" in page.text
        assert "Ask the mayor." in page.text

    def test_asking_twice_asks_once(self):
        client, member = signed_in(UserFactory()), MemberFactory()
        client.post(reverse("evaluations:ask"), self.data(member))

        page = client.post(reverse("evaluations:ask"), self.data(member))

        assert (page.status_code, AssignmentRequest.objects.count()) == (409, 1)
        assert "Appointed in May." in page.text

    def test_who_is_assigned_need_not_ask(self):
        member = MemberFactory()

        page = signed_in(scenes.evaluator_for(member).user).post(reverse("evaluations:ask"), self.data(member))

        assert (page.status_code, AssignmentRequest.objects.count()) == (409, 0)

    def test_nonsense_is_refused_in_words(self):
        page = signed_in(UserFactory()).post(
            reverse("evaluations:ask"), {"member": "x", "name": "", "message": "a\x00"}
        )

        assert (page.status_code, AssignmentRequest.objects.count()) == (422, 0)


class TestStarting:
    def test_offers_the_commitments_of_her_members_that_have_no_report(self):
        member = MemberFactory()
        scenes.draft(commitment=local_commitment(member, title="Has a report"))
        local_commitment(member, title="Free")
        local_commitment(MemberFactory(), title="Elsewhere")

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:start"))

        assert [label for _pk, label in page.context["form"].fields["commitment"].widget.choices] == ["Free"]

    @pytest.mark.parametrize(
        ("many", "query", "offered"), [(1, {}, False), (1, {"words": "free"}, True), (2, {}, True)]
    )
    def test_search_and_count_are_there_where_there_is_a_choice(self, many, query, offered):
        member = MemberFactory()
        for number in range(many):
            local_commitment(member, title=f"Free {number}")

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:start"), query).content.decode()

        assert ('aria-label="Commitments"' in page, 'class="found"' in page) == (offered, offered)

    def test_finds_by_every_word_in_title_plan_member_or_id(self):
        member = MemberFactory(name="Estado de México")
        plan = ActionPlanFactory(member=member, title="Plan of 2021")
        CommitmentFactory(action_plan=plan, title="Budgets", ogp_id="MEX0123")
        CommitmentFactory(action_plan=plan, title="Contracts")
        client = signed_in(scenes.evaluator_for(member).user)

        def found(words):
            page = client.get(reverse("evaluations:start"), {"words": words})
            return [label for _pk, label in page.context["form"].fields["commitment"].widget.choices]

        assert found("mex0123") == found("budg 2021 méxico") == ["Budgets"]
        assert found("budgets contracts") == []

    def test_starts_in_the_chosen_language_with_her_as_lead(self):
        commitment = CommitmentFactory()
        evaluator = scenes.evaluator_for(commitment.member)

        page = signed_in(evaluator.user).post(
            reverse("evaluations:start"), {"commitment": commitment.pk, "language": "es"}
        )

        report = Report.objects.get()
        assert page.url == reverse("evaluations:task-list", args=[report.number])
        assert (report.lead, report.unpublished.language) == (evaluator, "es")

    def test_says_who_was_quicker(self):
        first = scenes.draft()
        other = scenes.evaluator_for(first.report.member)

        page = signed_in(other.user).post(
            reverse("evaluations:start"), {"commitment": first.report.commitment_id, "language": "es"}
        )

        assert page.status_code == 409
        assert f"It is led by {first.report.lead.name}" in page.text

    def test_pressing_the_button_twice_leads_to_the_one_report(self):
        edition = scenes.draft()

        page = signed_in(lead(edition)).post(
            reverse("evaluations:start"), {"commitment": edition.report.commitment_id, "language": "es"}
        )

        assert (page.url, Report.objects.count()) == (url("task-list", edition), 1)

    def test_another_members_commitment_is_refused_without_a_word_about_it(self):
        elsewhere = scenes.draft()
        evaluator = scenes.evaluator_for(MemberFactory())

        page = signed_in(evaluator.user).post(
            reverse("evaluations:start"), {"commitment": elsewhere.report.commitment_id, "language": "xx"}
        )

        assert page.status_code == 422
        assert elsewhere.report.lead.name not in page.text

    def test_who_is_not_assigned_is_led_to_ask(self):
        assert signed_in(UserFactory()).get(reverse("evaluations:start")).url == reverse("evaluations:ask")

    def test_one_page_holds_twenty(self):
        member = MemberFactory()
        CommitmentFactory.create_batch(21, member=member)

        page = signed_in(scenes.evaluator_for(member).user).get(reverse("evaluations:start"), {"page": "2"})

        assert len(page.context["form"].fields["commitment"].widget.choices) == 1


class TestTaskList:
    def states(self, edition):
        page = signed_in(lead(edition)).get(url("task-list", edition))
        return [task.state for task in page.context["tasks"]]

    def test_tells_how_far_each_part_is(self):
        edition = scenes.draft()
        assert self.states(edition) == ["Complete", "Not started", "Not started", "Not started", "Not ready"]

        Edition.objects.filter(pk=edition.pk).update(factors="Elections.", lessons="One.")
        assert self.states(edition) == ["Complete", "In progress", "Not started", "Complete", "Not ready"]

    def test_is_ready_when_nothing_is_missing(self):
        assert self.states(scenes.answered(scenes.draft()))[-1] == "Ready"

    def test_of_what_came_back_only_what_is_missing_needs_a_look(self):
        edition = scenes.returned()
        assert self.states(edition)[1:4] == ["Complete", "Complete", "Complete"]

        Edition.objects.filter(pk=edition.pk).update(lessons="")
        assert self.states(edition)[1:4] == ["Complete", "Complete", "Needs a look"]

    def test_why_it_came_back_stands_on_it_once(self):
        edition = scenes.returned(reason="Say where the minutes are kept.")

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert page.text.count("Say where the minutes are kept.") == 1

    def test_what_nobody_saved_yet_says_when_it_was_started(self):
        edition = scenes.draft()
        Edition.objects.filter(pk=edition.pk).update(started_at=datetime(2026, 5, 3, 9, 30, tzinfo=UTC))
        edition.report.member.time_zone = "UTC"
        edition.report.member.save()

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert "Started 3 May 2026, 09:30 (UTC)." in page.text
        assert "Last saved" not in page.text

    def test_of_an_unanswered_code_only_the_code_is_asked_for(self):
        edition = scenes.answered(scenes.draft(), access_result="", access_degree="", access_explanation="")

        page = signed_in(lead(edition)).get(url("task-list", edition))

        [problem] = page.context["problems"]
        assert problem["url"].endswith("/section/openness/?change=2.1.1#q-2-1-1")

    @pytest.mark.parametrize(("state", "heading"), [("submitted", "was submitted"), ("published", "is published")])
    def test_says_where_a_report_is_that_left_the_desk(self, state, heading):
        edition = getattr(scenes, state)()

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert heading_of(page) == f"Report {edition.report_id} {heading}"

    def test_who_lost_her_assignment_reads_only(self):
        edition = scenes.draft()
        edition.report.lead.assignments.all().delete()

        page = signed_in(lead(edition)).get(url("task-list", edition))

        assert (page.status_code, heading_of(page)) == (200, f"Report {edition.report_id} is not yours to change")


class TestWhoMayComeIn:
    @pytest.mark.parametrize("name", PAGES_OF_A_REPORT)
    def test_strangers_and_reviewers_and_the_anonymous_stay_out(self, name):
        edition = scenes.draft()
        stranger = scenes.evaluator_for(edition.report.member).user

        statuses = [signed_in(user).get(url(name, edition)).status_code for user in (stranger, scenes.reviewer())]

        assert statuses == [404, 403]
        assert Client().get(url(name, edition)).url == f"{reverse('account_login')}?next={url(name, edition)}"

    @pytest.mark.parametrize("name", PAGES_OF_A_REPORT)
    def test_there_is_no_such_report(self, name):
        assert signed_in(UserFactory()).get(reverse(f"evaluations:{name}", args=[10**20])).status_code == 404

    @pytest.mark.parametrize("name", ["overview", "check", "submit"])
    def test_co_evaluators_come_in(self, name):
        edition = scenes.draft()
        other = scenes.evaluator_for(edition.report.member)
        bylines.add(edition, other, by=lead(edition))

        assert signed_in(other.user).get(url(name, edition), follow=True).status_code == 200


class TestSubmitting:
    def test_missing_answers_are_refused_and_cannot_be_mistaken_for_success(self):
        edition = scenes.draft()

        page = signed_in(lead(edition)).post(url("submit", edition))

        assert (page.status_code, heading_of(page)) == (422, "Error: Check your answers")
        assert "<title>Error: Check your answers" in page.text
        assert 'class="problems" role="alert" tabindex="-1" autofocus' in page.text
        assert page.text.count("?change=2.1.1#") == 2  # in the summary and beside the answer
        assert Edition.objects.get(pk=edition.pk).status == "draft"

    def test_success_says_so_with_the_number(self):
        edition = scenes.answered(scenes.draft())

        page = signed_in(lead(edition)).post(url("submit", edition), follow=True)

        assert heading_of(page) == f"Report {edition.report_id} was submitted"
        assert "What happens next" in page.text
        assert Edition.objects.get(pk=edition.pk).status == "submitted"

    @pytest.mark.parametrize("state", ["submitted", "published"])
    def test_submitting_twice_does_it_once(self, state):
        edition = getattr(scenes, state)()
        moves = edition.moves.count()

        page = signed_in(lead(edition)).post(url("submit", edition), follow=True)

        assert (page.status_code, edition.moves.count()) == (409, moves)
        assert f"Report {edition.report_id}" in heading_of(page)

    def test_the_page_of_checking_changes_every_answer_where_it_is_asked(self):
        edition = scenes.answered(scenes.draft())

        page = signed_in(lead(edition)).get(url("check", edition))

        for prompt in edition.form.prompts:
            section = edition.form.section_of(prompt.key).slug
            assert f"/section/{section}/?change={prompt.key}#{prompt.anchor}" in page.text


class TestOverview:
    def test_the_language_is_changed_and_nothing_is_retyped(self):
        edition = scenes.draft()
        client = signed_in(lead(edition))
        opened = client.get(url("overview", edition)).context["form"]["opened"].value()

        page = client.post(url("overview", edition), {"language": "es", "opened": opened, "title": "Mine"})

        stored = Edition.objects.get(pk=edition.pk)
        assert (page.status_code, stored.language, stored.title) == (302, "es", "")

    def test_a_language_that_somebody_else_changed_is_not_overwritten(self):
        edition = scenes.draft()
        client = signed_in(lead(edition))
        opened = client.get(url("overview", edition)).context["form"]["opened"].value()
        Edition.objects.filter(pk=edition.pk).update(language="pt")

        page = client.post(url("overview", edition), {"language": "es", "opened": opened})

        assert (page.status_code, Edition.objects.get(pk=edition.pk).language) == (409, "pt")

    def test_an_unknown_language_is_refused(self):
        edition = scenes.draft()

        assert signed_in(lead(edition)).post(url("overview", edition), {"language": "xx"}).status_code == 422

    @pytest.mark.parametrize("state", ["submitted", "published"])
    @pytest.mark.parametrize("language", ["es", "xx"])
    def test_a_closed_report_says_so_whatever_is_sent(self, state, language):
        edition = getattr(scenes, state)()

        page = signed_in(lead(edition)).post(url("overview", edition), {"language": language})

        assert (page.status_code, heading_of(page)) == (409, "This was not saved")


class TestEvaluators:
    def test_the_lead_adds_orders_and_removes(self):
        edition = scenes.draft()
        other = scenes.evaluator_for(edition.report.member)
        client = signed_in(lead(edition))

        client.post(url("evaluators", edition), {"add": "1", "evaluator": other.pk})
        byline = edition.bylines.get(evaluator=other)
        client.post(url("evaluators", edition), {"up": byline.pk})
        assert [b.evaluator for b in edition.bylines.order_by("position")] == [other, edition.report.lead]

        client.post(url("evaluators", edition), {"remove": byline.pk})
        assert [b.evaluator for b in edition.bylines.all()] == [edition.report.lead]

    def test_adding_twice_or_somebody_unassigned_is_refused_in_words(self):
        edition = scenes.draft()
        stranger = scenes.evaluator_for(MemberFactory())
        client = signed_in(lead(edition))

        twice = client.post(url("evaluators", edition), {"add": "1", "evaluator": edition.report.lead.pk})
        unassigned = client.post(url("evaluators", edition), {"add": "1", "evaluator": stranger.pk})

        assert (twice.status_code, unassigned.status_code) == (409, 422)
        assert "is named on this report already" in twice.text
        assert "only who is assigned to this member" in unassigned.text
        assert stranger.name not in unassigned.text

    def test_the_lead_cannot_take_herself_off(self):
        edition = scenes.draft()

        page = signed_in(lead(edition)).post(url("evaluators", edition), {"remove": edition.bylines.get().pk})

        assert (page.status_code, edition.bylines.count()) == (422, 1)

    def test_a_co_evaluator_reads_the_list_and_changes_nothing(self):
        edition = scenes.draft()
        other = scenes.evaluator_for(edition.report.member)
        byline = bylines.add(edition, other, by=lead(edition))
        client = signed_in(other.user)

        assert client.get(url("evaluators", edition)).status_code == 200
        assert client.post(url("evaluators", edition), {"up": byline.pk}).status_code == 403


class TestMyDetails:
    def test_name_organisation_and_e_mail_are_hers(self):
        evaluator = scenes.evaluator_for(MemberFactory())
        EmailAddress.objects.create(user=evaluator.user, email="eva@example.org", verified=True)
        data = {"name": "Eva Núñez", "organisation": "", "email": "EVA@example.org", "publishes_email": "on"}

        signed_in(evaluator.user).post(reverse("evaluations:me"), data)

        stored = Evaluator.objects.get(pk=evaluator.pk)
        assert (stored.name, stored.public_email) == ("Eva Núñez", "EVA@example.org")

    def test_an_e_mail_that_nobody_confirmed_is_not_shown(self):
        evaluator = scenes.evaluator_for(MemberFactory())
        EmailAddress.objects.create(user=evaluator.user, email="mayor@example.org", verified=False)
        data = {"name": "Eva", "organisation": "", "email": "mayor@example.org", "publishes_email": "on"}

        page = signed_in(evaluator.user).post(reverse("evaluations:me"), data)

        assert (page.status_code, list(page.context["form"].errors)) == (422, ["email"])
        assert 'value="mayor@example.org"' in page.content.decode()
        assert Evaluator.objects.get(pk=evaluator.pk).public_email == ""

    def test_no_e_mail_cannot_be_shown(self):
        evaluator = scenes.evaluator_for(MemberFactory())

        page = signed_in(evaluator.user).post(reverse("evaluations:me"), {"name": "Eva", "publishes_email": "on"})

        assert page.status_code == 422

    def test_who_is_no_evaluator_has_none(self):
        assert signed_in(UserFactory()).get(reverse("evaluations:me")).status_code == 404


class TestCorrecting:
    def test_the_lead_opens_a_new_edition_and_writes_it(self):
        edition = scenes.published()

        page = signed_in(lead(edition)).post(url("correct", edition), {"reason": "A wrong date."}, follow=True)

        draft = edition.report.unpublished
        assert (page.status_code, draft.predecessor) == (200, edition)
        assert draft.moves.get().reason == "A wrong date."

    def test_a_reviewer_opens_one_for_its_evaluators(self):
        edition = scenes.published()

        page = signed_in(scenes.reviewer()).post(url("correct", edition), {"reason": "A wrong date."})

        assert page.url == url("review", edition)

    def test_a_reason_is_wanted(self):
        edition = scenes.published()

        page = signed_in(lead(edition)).post(url("correct", edition), {"reason": " "})

        assert (page.status_code, edition.report.unpublished) == (422, None)

    def test_a_second_one_is_not_opened(self):
        edition = scenes.published()
        workflow.correct(edition.report, by=lead(edition), reason="First.")

        page = signed_in(lead(edition)).post(url("correct", edition), {"reason": "My second reason."})

        assert (page.status_code, edition.report.editions.count()) == (409, 2)
        assert "My second reason." in page.text

    def test_others_may_not(self):
        edition = scenes.published()

        assert signed_in(UserFactory()).post(url("correct", edition), {"reason": "x"}).status_code == 403
        draft = scenes.draft()
        assert signed_in(lead(draft)).get(url("correct", draft)).status_code == 403
