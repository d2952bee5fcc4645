import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ogpreports.errors import csrf_failure
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

STORY = "The register went public.\nThree ministries publish <b>weekly</b> & “in full” now."


@pytest.fixture
def strict_client():
    return Client(enforce_csrf_checks=True)


def test_a_form_without_its_token_is_refused_and_offered_again(strict_client):
    response = strict_client.post("/accounts/login/?next=/desk/", {"story": STORY, "degree": "major"})

    page = response.content.decode()
    assert response.status_code == 403
    assert 'method="post" action="/accounts/login/?next=/desk/">' in page
    assert (
        "The register went public.\nThree ministries publish &lt;b&gt;weekly&lt;/b&gt; &amp; “in full” now.</textarea>"
        in page
    )
    assert '<input type="hidden" name="degree" value="major">' in page


def test_the_offered_form_passes_with_its_new_token(strict_client):
    offered = strict_client.post("/accounts/login/", {"story": STORY})

    response = strict_client.post("/accounts/login/", {"csrfmiddlewaretoken": str(offered.context["csrf_token"])})

    assert response.status_code == 200


def test_secrets_and_tokens_are_not_offered(strict_client):
    secrets = {"password": "x1", "new_password2": "x2", "code": "x3", "csrfmiddlewaretoken": "x4"}

    response = strict_client.post("/accounts/login/", {**secrets, "name": "Ada"})

    assert [(typed.name, typed.value) for typed in response.context["typed"]] == [("name", "Ada")]


def test_a_field_that_is_only_named_like_a_secret_is_offered(strict_client):
    member = MemberFactory(ogp_code="ALB")
    posted = {"ogp_code": "ALB", "usable_password": "true"}

    response = strict_client.post(f"/admin/commitments/member/{member.pk}/change/", posted)

    assert {typed.name: typed.value for typed in response.context["typed"]} == posted


def test_a_word_in_a_field_for_words_is_shown(strict_client):
    response = strict_client.post("/desk/1/section/completion/", {"q-1-2": "Underfinanced", "q-1-1": "limited"})

    assert 'name="q-1-2">Underfinanced</textarea>' in response.text
    assert '<input type="hidden" name="q-1-1" value="limited">' in response.text


def test_every_value_of_a_name_is_offered(strict_client):
    response = strict_client.post("/accounts/login/", {"area": ["1", "2"]})

    assert [(typed.name, typed.value) for typed in response.context["typed"]] == [("area", "1"), ("area", "2")]


def test_lost_files_are_named_as_lost(strict_client):
    uploads = [SimpleUploadedFile(name, b"%PDF-") for name in ("proof.pdf", "<minutes>.pdf")]

    response = strict_client.post("/accounts/login/", {"evidence": uploads, "story": STORY})

    assert response.context["lost_files"] == ["<minutes>.pdf", "proof.pdf"]
    assert "chosen anew: &lt;minutes&gt;.pdf, proof.pdf." in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_another_sites_form_is_not_offered(strict_client, headers):
    response = strict_client.post("/accounts/login/", {"story": STORY}, headers=headers)

    assert (response.status_code, response.context["typed"]) == (403, [])
    assert STORY[:24] not in response.content.decode()


def test_the_form_leads_nowhere_else(rf):
    request = rf.post("/", {"story": STORY}, PATH_INFO="//elsewhere.example/accounts/login/")

    page = csrf_failure(request).content.decode()

    assert 'action="/%2Felsewhere.example/accounts/login/"' in page


class TestSentInVain:
    """Whatever is sent to a page that is not there, or not for her any more, is shown again."""

    def test_details_after_the_session_ended(self, client):
        response = client.post("/desk/me/", {"name": "Ana", "organisation": "Observatorio", "email": ""})

        assert (response.status_code, "You are signed out" in response.text) == (403, True)
        assert [f">{words}</textarea>" in response.text for words in ("Ana", "Observatorio")] == [True, True]

    def test_reason_of_a_moderator_after_the_session_ended(self, client):
        url = reverse("admin:evaluations_comment_decide", args=["reject"])

        response = client.post(url, {"reason": "Off the subject, and it names a neighbour."})

        assert response.status_code == 403
        assert "Off the subject, and it names a neighbour.</textarea>" in response.text

    def test_where_nothing_was_typed_the_way_to_sign_in_is_as_ever(self, client):
        response = client.post("/desk/me/", {"name": ""})

        assert (response.status_code, response.url) == (302, "/accounts/login/?next=/desk/me/")

    def test_what_another_site_sent_is_not_shown(self, client):
        words = {"name": "Ana", "text": "Words of somebody else."}

        response = client.post("/reports/nowhere/reply/", words, headers={"Sec-Fetch-Site": "cross-site"})

        assert (response.status_code, "Words of somebody else." in response.text) == (404, False)

    def test_what_was_sent_to_no_page_at_all_is_not_shown(self, client):
        response = client.post("/nowhere/at/all/", {"text": "Long enough to be taken for words of a person."})

        assert (response.status_code, "Long enough" in response.text) == (404, False)

    def test_what_was_sent_where_she_may_not_is_shown(self, client):
        client.force_login(UserFactory())

        response = client.post("/review/1/return/", {"reason": "Say where the minutes are."})

        assert response.status_code == 403
        assert "Say where the minutes are.</textarea>" in response.text
