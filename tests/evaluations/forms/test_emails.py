"""People leave emails in ASCII."""

import pytest
from django.urls import reverse

from evaluations.models import Comment, Complaint, Follow, UnconfirmedComment
from tests.factories import ApprovedCommentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def urls(report):
    comment = ApprovedCommentFactory(report=report)
    return [
        reverse("evaluations:reply", args=[report.slug]),
        reverse("evaluations:your-comments"),
        reverse("evaluations:follow-report", args=[report.slug]),
        reverse("evaluations:complain", args=[report.slug, comment.pk]),
    ]


@pytest.mark.parametrize("email", ["ana@b\u00fccher.example", "ana@\u0131stanbul.example", "\u212aa@example.org"])
def test_no_form_takes_one_with_other_letters(client, urls, email):
    for url in urls:
        page = client.post(url, {"email": email, "rule": "insult", "pace": "daily"})

        assert page.status_code == 422, url
        assert "Enter the address in ASCII letters" in page.text, url
    assert Comment.objects.count() == 1
    assert not any(model.objects.exists() for model in (Complaint, Follow, UnconfirmedComment))


def test_the_form_of_such_a_domain_in_ascii_is_taken(client, report):
    page = client.post(
        reverse("evaluations:follow-report", args=[report.slug]),
        {"email": "ana@xn--bcher-kva.example", "pace": "daily"},
    )

    assert page.status_code == 200
    assert Follow.objects.get().email == "ana@xn--bcher-kva.example"
