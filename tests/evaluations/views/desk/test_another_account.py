"""A form that one person opened does nothing for the one who is signed in by the time that it is sent."""

import pytest
from django.urls import reverse
from lxml import html

from evaluations import invitations
from evaluations.models import AssignmentRequest, Byline, Evaluator, Report
from tests import scenes
from tests.factories import CommitmentFactory, MemberFactory, UserFactory

from .visits import lead, signed_in

pytestmark = pytest.mark.django_db


def form_of(page):
    """Return the last form that is posted on a page, as a browser would send it."""
    form = [form for form in html.fromstring(page.text).forms if form.method == "POST" and "account" in form.fields][-1]
    return {name: value for name, value in form.form_values() if isinstance(value, str)}


def send(url, *, opened_by, sent_by, **filled):
    return signed_in(sent_by).post(url, form_of(signed_in(opened_by).get(url)) | filled)


def test_her_details_stay_hers():
    member = MemberFactory()
    ana, eva = (scenes.evaluator_for(member, name=name) for name in ("Ana A", "Eva E"))
    before = Evaluator.objects.filter(pk=eva.pk).values().get()

    page = send(reverse("evaluations:me"), opened_by=ana.user, sent_by=eva.user, name="Ana Anew")

    assert (page.status_code, "Ana Anew" in page.text) == (403, True)
    assert Evaluator.objects.filter(pk=eva.pk).values().get() == before


def test_nobody_asks_for_another():
    member = MemberFactory()

    page = send(
        reverse("evaluations:ask"),
        opened_by=UserFactory(),
        sent_by=UserFactory(),
        member=member.pk,
        name="Ana A",
        message="I have judged budgets for years.",
    )

    assert (page.status_code, "I have judged budgets for years." in page.text) == (403, True)
    assert not AssignmentRequest.objects.exists()


def test_nobody_starts_a_report_for_another():
    commitment = CommitmentFactory()
    ana, eva = (scenes.evaluator_for(commitment.member) for _ in range(2))

    page = send(
        reverse("evaluations:start"), opened_by=ana.user, sent_by=eva.user, commitment=commitment.pk, language="en"
    )

    assert page.status_code == 403
    assert not Report.objects.exists()


def test_nobody_joins_for_another():
    edition = scenes.draft()
    invitation = invitations.invite(edition, by=lead(edition), email="guest@example.org")
    url = reverse("evaluations:invitation", args=[invitation.token])

    page = send(url, opened_by=UserFactory(), sent_by=UserFactory(), accept="1", name="Ana A")

    assert page.status_code == 409
    assert "Another account is signed in by now than when this page was opened." in page.text
    assert 'value="Ana A"' in page.text
    assert Byline.objects.filter(edition=edition).count() == 1


@pytest.mark.parametrize("name", ["me", "ask", "start"])
def test_her_own_form_is_taken(name):
    evaluator = scenes.evaluator_for(CommitmentFactory().member)
    url = reverse(f"evaluations:{name}")

    page = send(url, opened_by=evaluator.user, sent_by=evaluator.user)

    assert page.status_code in (302, 422)
