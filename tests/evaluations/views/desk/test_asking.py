import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from evaluations.models import AssignmentRequest
from tests import scenes
from tests.evaluations.views.desk.visits import signed_in
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


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

    def test_is_where_the_desk_leads_who_is_not_assigned(self):
        page = signed_in(UserFactory()).get(reverse("evaluations:desk"))

        asked = re.findall('<a class="button" href="([^"]*)">Ask to be assigned</a>', page.text)
        assert asked == [reverse("evaluations:ask")]

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


class TestKeptWords:
    def is_stored(self, client, **words):
        told = client.post(reverse("evaluations:kept-request"), {"kept": "here", **words})
        return told.json()["answers"]["here"]["same"]

    def test_they_are_known_once_all_of_them_are_sent_by_her(self):
        user, member = UserFactory(), MemberFactory()
        client, words = signed_in(user), {"name": "Noé Ibáñez", "message": "Appointed in May.\nBy the council."}
        before = self.is_stored(client, about="", **words)

        sent = words | {"member": member.pk, "message": words["message"].replace("\n", "\r\n")}
        client.post(reverse("evaluations:ask"), sent)

        request = AssignmentRequest.objects.get()
        told = [self.is_stored(client, about=about, **words) for about in ("", request.pk, "x")]
        assert (before, told) == (False, [True, False, True])
        assert not self.is_stored(client, about="", **words | {"name": "Another"})
        assert not self.is_stored(signed_in(UserFactory()), about="", **words)

    def test_whoever_is_signed_out_is_told_so(self):
        answer = Client().post(reverse("evaluations:kept-request"), {"kept": "here", "name": "Noé"})

        assert (answer.status_code, answer.json()["reason"]) == (401, "signed-out")
