"""Evaluators, assignments and requests in the admin: who sees what, and what the actions do."""

import pytest
from django.core import mail
from django.urls import reverse

from evaluations.models import Assignment, AssignmentRequest, Evaluator
from tests import scenes
from tests.factories import AssignmentFactory, EvaluatorFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

REQUESTS = "/admin/evaluations/assignmentrequest/"


@pytest.fixture
def administrator(client):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(administrator)
    return administrator


def ask(number=1):
    return [
        AssignmentRequest.objects.create(user=UserFactory(), member=MemberFactory(), name=f"Person {position}")
        for position in range(number)
    ]


def choose(client, action, requests, **data):
    return client.post(REQUESTS, {"action": action, "_selected_action": [asked.pk for asked in requests], **data})


class TestRequests:
    def test_granting_assigns_everybody_chosen(self, client, reviewer, django_capture_on_commit_callbacks):
        chosen, other = ask(2), ask(1)

        with django_capture_on_commit_callbacks(execute=True):
            response = choose(client, "grant", chosen, reason="")

        assert response.status_code == 302
        assert list(Assignment.objects.order_by("pk").values_list("evaluator__name", "member")) == [
            (asked.name, asked.member_id) for asked in chosen
        ]
        assert sorted(message.to for message in mail.outbox) == sorted([asked.user.email] for asked in chosen)
        assert list(AssignmentRequest.objects.filter(decided_at=None)) == other

    def test_action_first_asks_what_to_tell(self, client, reviewer):
        chosen = ask(2)

        response = choose(client, "decline", chosen)

        assert response.status_code == 200
        assert list(response.context["rows"]) == chosen
        assert AssignmentRequest.objects.filter(decided_at=None).count() == 2

    def test_declining_needs_a_reason(self, client, reviewer):
        response = choose(client, "decline", ask(), reason="  ")

        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["reason"]
        assert AssignmentRequest.objects.get().decided_at is None

    def test_declining_tells_why_and_is_in_the_history(self, client, reviewer, django_capture_on_commit_callbacks):
        (asked,) = ask()

        with django_capture_on_commit_callbacks(execute=True):
            choose(client, "decline", [asked], reason="Somebody else evaluates there.")

        asked.refresh_from_db()
        assert (asked.granted, asked.decided_by) == (False, reviewer)
        assert "Somebody else evaluates there." in mail.outbox[0].body
        history = client.get(f"{REQUESTS}{asked.pk}/history/").content.decode()
        assert "decline: Somebody else evaluates there." in history

    def test_decided_request_is_named_and_left(self, client, reviewer):
        (asked,) = ask()
        choose(client, "decline", [asked], reason="Somebody else evaluates there.")

        response = client.post(REQUESTS, {"action": "grant", "_selected_action": [asked.pk], "reason": ""}, follow=True)

        told = [str(message) for message in response.context["messages"]]
        assert told[-2:] == [
            f"The request of Person 0 for {asked.member} was decided before.",
            "0 requests were decided.",
        ]
        asked.refresh_from_db()
        assert asked.granted is False

    def test_page_of_a_waiting_request_leads_to_the_decision(self, client, reviewer):
        (asked,) = ask()
        url = f"{REQUESTS}{asked.pk}/change/"

        waiting = client.get(url).content.decode()
        choose(client, "grant", [asked], reason="")
        decided = client.get(url).content.decode()

        buttons = ['name="action" value="grant"', 'name="action" value="decline"']
        assert [button in waiting for button in buttons] == [True, True]
        assert [button in decided for button in buttons] == [False, False]

    def test_nobody_edits_what_was_asked(self, client, administrator):
        (asked,) = ask()

        response = client.post(f"{REQUESTS}{asked.pk}/change/", {"name": "Another"})

        asked.refresh_from_db()
        assert (response.status_code, asked.name) == (403, "Person 0")

    def test_filter_by_decision(self, client, reviewer):
        waiting, granted, declined = ask(3)
        choose(client, "grant", [granted], reason="")
        choose(client, "decline", [declined], reason="No.")

        found = {
            decision: list(client.get(f"{REQUESTS}?decision={decision}").context["cl"].queryset)
            for decision in ("waiting", "granted", "declined")
        }

        assert found == {"waiting": [waiting], "granted": [granted], "declined": [declined]}


class TestPrivateEmails:
    EMAIL = "private@example.org"

    @pytest.fixture
    def evaluator(self):
        return EvaluatorFactory(email=self.EMAIL)

    def urls(self, evaluator):
        return [f"/admin/evaluations/evaluator/{evaluator.pk}/change/", "/admin/evaluations/evaluator/"]

    def test_administrators_keep_them(self, client, administrator, evaluator):
        assert self.EMAIL in client.get(self.urls(evaluator)[0]).content.decode()
        found = client.get("/admin/evaluations/evaluator/?q=private@").context["cl"].queryset
        assert list(found) == [evaluator]

    def test_reviewers_neither_see_nor_find_by_them(self, client, reviewer, evaluator):
        for url in self.urls(evaluator):
            response = client.get(url)
            assert response.status_code == 200
            assert self.EMAIL not in response.content.decode()
        found = client.get("/admin/evaluations/evaluator/?q=private@").context["cl"].queryset
        assert list(found) == []

    @pytest.mark.parametrize("lookup", ["email__startswith", "email", "email__regex", "user__email__startswith"])
    def test_reviewers_cannot_guess_them_letter_by_letter(self, client, reviewer, evaluator, lookup):
        urls = [reverse(f"admin:evaluations_{model}_changelist") for model in ("evaluator", "assignment")]

        answers = [client.get(urls[0], {lookup: "a"}), client.get(urls[1], {f"evaluator__{lookup}": "a"})]

        assert [response.status_code for response in answers] == [400, 400]

    def test_the_account_of_a_new_evaluator_counts_as_one(self, client, administrator):
        person = UserFactory()
        typed = {"name": "Ana", "email": "ana@example.org", "user": person.pk}
        inline = {f"assignments-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}

        client.post(reverse("admin:evaluations_evaluator_add"), typed | inline)

        assert Evaluator.objects.get().user == person
        assert list(person.groups.values_list("name", flat=True)) == ["evaluators"]

    def test_reviewers_change_no_evaluator(self, client, reviewer, evaluator):
        response = client.post(self.urls(evaluator)[0], {"name": "Another"})

        assert response.status_code == 403
        assert Evaluator.objects.get().name == evaluator.name


class TestAssignments:
    def test_reviewer_assigns_an_evaluator(self, client, reviewer):
        evaluator, member = EvaluatorFactory(), MemberFactory()

        response = client.post("/admin/evaluations/assignment/add/", {"evaluator": evaluator.pk, "member": member.pk})

        assert response.status_code == 302
        assert list(Assignment.objects.values_list("evaluator", "member")) == [(evaluator.pk, member.pk)]

    def test_second_assignment_is_refused_in_words(self, client, reviewer):
        assignment = AssignmentFactory()

        response = client.post(
            "/admin/evaluations/assignment/add/",
            {"evaluator": assignment.evaluator_id, "member": assignment.member_id},
        )

        assert (response.status_code, Assignment.objects.count()) == (200, 1)
        assert "already exists" in response.content.decode()

    @pytest.mark.parametrize(("field", "found"), [("evaluator", "Ana Ruiz"), ("member", "Toluca, Mexico")])
    def test_lookup_while_typing(self, client, administrator, field, found):
        AssignmentFactory(evaluator__name="Ana Ruiz", member__name="Toluca", member__country="Mexico")
        term = found.split()[0].strip(",")
        url = reverse("admin:autocomplete")

        response = client.get(
            url, {"term": term, "app_label": "evaluations", "model_name": "assignment", "field_name": field}
        )

        assert [result["text"] for result in response.json()["results"]] == [found]


LISTS = ["evaluator", "assignment", "assignmentrequest"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [("evaluator", 7), ("assignment", 8), ("assignmentrequest", 7)])
def test_number_of_queries_does_not_grow(client, administrator, django_assert_num_queries, model, queries, rows):
    for asked in ask(rows):
        AssignmentFactory(evaluator__user=asked.user)
        AssignmentFactory(evaluator=asked.user.evaluator)
        AssignmentRequest.objects.filter(pk=asked.pk).update(
            granted=True, decided_by=UserFactory(), decided_at=asked.requested_at
        )

    with django_assert_num_queries(queries):
        response = client.get(f"/admin/evaluations/{model}/")

    assert response.status_code == 200


@pytest.mark.parametrize("model", LISTS)
def test_moderators_and_evaluators_see_none_of_it(client, model):
    client.force_login(scenes.moderator())

    assert client.get(f"/admin/evaluations/{model}/").status_code == 403
