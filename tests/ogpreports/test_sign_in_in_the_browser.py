import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.browser

PASSWORD = "a long enough sentence"


@pytest.fixture
def ada():
    user = get_user_model().objects.create_superuser("ada", "ada@example.org", PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def complaints(page):
    """Collect what the browser complains about: a breach of the content security policy is among it."""
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def sign_in(page, live_server, password=PASSWORD):
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/2fa/")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def shown_by_app(secret):
    """Return the digits that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def prove_it_is_her(page, live_server, path):
    """Open a page of the account that asks for the password once more."""
    page.goto(f"{live_server.url}{path}")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")


def test_a_mailed_code_signs_in(page, live_server, ada, mailoutbox, complaints):
    sign_in(page, live_server, password="")
    page.get_by_label("Code").fill(re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mailoutbox[0].body, re.MULTILINE)[1])
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/2fa/")

    assert complaints == []


def test_an_authenticator_app_is_set_up_and_then_asked_for(page, live_server, ada, complaints):
    sign_in(page, live_server)
    prove_it_is_her(page, live_server, "/accounts/2fa/totp/activate/")
    drawing = page.get_by_role("img", name="QR code").bounding_box()
    page.get_by_label("Authenticator code").fill(shown_by_app(page.locator("code.secret").inner_text()))
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()

    sign_in(page, live_server)
    page.wait_for_url("**/2fa/authenticate/**")

    assert drawing["width"] > 100
    assert [factor.type for factor in Authenticator.objects.order_by("type")] == ["recovery_codes", "totp"]
    assert complaints == []


def test_a_passkey_signs_in(page, live_server, ada, complaints):
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = {**key, "isUserVerified": True, "automaticPresenceSimulation": True}
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, live_server)
    prove_it_is_her(page, live_server, "/accounts/2fa/webauthn/add/")
    page.get_by_label("Passwordless").check()
    page.get_by_role("main").get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.context.clear_cookies()

    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/2fa/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/accounts/2fa/")

    assert complaints == []


@pytest.mark.parametrize(
    "path", ["", "auth/user/", "auth/user/add/", "auth/group/add/", "evaluations/comment/", "commitments/member/add/"]
)
def test_the_admin_keeps_the_policy(page, live_server, ada, complaints, path):
    sign_in(page, live_server)
    page.wait_for_url("**/accounts/2fa/")

    response = page.goto(f"{live_server.url}/admin/{path}")

    assert (response.status, complaints) == (200, [])
