import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ogpreports.errors import csrf_failure
from tests.factories import MemberFactory

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
