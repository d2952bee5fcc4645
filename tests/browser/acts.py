"""What somebody does on a page before it is looked at: each takes the page and the town."""

from django.test import Client
from django.urls import reverse


def meet_another(page, _town):
    """Save an answer to what somebody else has changed since the page was opened."""
    page.locator("input[name=opened]").evaluate("mark => { mark.value = '0' }")
    page.fill("textarea[name=text]", "It was completed in May.")
    page.click("button:text('Save the draft')")


def press(button):
    """Send the page's own form as it is, by the button of that name."""

    def act(page, town):
        page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()

    return act


def fill(button, **values):
    """Fill in fields by their id, then press the button."""

    def act(page, town):
        for name, value in values.items():
            page.locator(f"[id='{name}']").fill(value)
        press(button)(page, town)

    return act


def ask_for_code(page, town):
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_label("Code").wait_for()


def prove_it_is_her(page, town):
    """Give the password again, where a page of the account wants it; on the one before she may just have done so."""
    password = page.get_by_label("Password", exact=True)
    if not password.count():
        return
    password.fill("commitment")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "reauthenticate" not in url)


def sign_in_with_password_only(page, town):
    page.get_by_label("Email").fill(town.people["guarded"].email)
    page.get_by_label("Password").fill("commitment")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/2fa/authenticate/**")


def lose_the_token(button):
    """Send a form whose token is gone."""

    def act(page, town):
        page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(field => field.remove())")
        page.context.clear_cookies(name="csrftoken")
        press(button)(page, town)

    return act


def come_too_often(page, town):
    """Ask for one mail more than one IP address may ask for in a minute."""
    for _ in range(20):
        Client().post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_role("main").get_by_role("button").first.click()


def write_at_once(page, town):
    """Save a text that somebody else has changed since the form was opened."""
    page.evaluate("document.querySelector('[name=opened-q-1-2]').value = 'of another time'")
    save_and_be_refused(page, town, "What the second evaluator saw.")


def write_too_much(page, town):
    save_and_be_refused(page, town, "x" * 30_001)


def save_and_be_refused(page, town, words):
    """Save a text; what is on its way by itself goes first, so the page that refuses it comes a moment later."""
    page.locator("[id='q-1-2']").fill(words)
    press("Save and continue")(page, town)
    page.locator(".problems").wait_for()


def justify_at_length(page, town):
    page.locator("textarea[name^=flag-]").first.fill("x" * 2_001)
    press("Save")(page, town)


def remark_nothing(page, town):
    page.locator("details.remark-new > summary").first.click()
    press("Keep this remark")(page, town)


def reply_nothing(page, town):
    page.get_by_text("Reply, or decline the suggestion").first.click()
    press("Send the reply")(page, town)


def send_reply(page, town):
    page.get_by_label("Your name").fill("Inés")
    page.get_by_label("Your email address").fill("ines@example.org")
    page.get_by_role("textbox", name="Comment", exact=True).fill("In the town hall.")
    press("Send the comment")(page, town)
    page.get_by_text("We have mailed a link").wait_for()


def choose_all(page, town):
    """Choose all that is held, and be asked why."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    press("Approve them")(page, town)


def send_signed_in(page, town):
    page.get_by_label("Without a badge").check()
    page.get_by_label("Your name").fill("Nora")
    page.get_by_role("textbox", name="Comment", exact=True).fill("In the town hall, since June.")
    press("Send the comment")(page, town)
    page.get_by_text("Change or withdraw it").wait_for()


def change_what_was_changed(page, town):
    """Send a change of what says something else by now."""
    page.evaluate("document.querySelector('[name=seen]').value = 'of another time'")
    page.locator("#id_text").fill("What the other tab did not say.")
    press("Change the comment")(page, town)
    page.locator(".problems").wait_for()


def confirm_reply(page, town):
    press("Confirm, and send the comment")(page, town)
    page.get_by_text("waiting for a moderator").wait_for()


def destroy_words(page, town):
    page.get_by_text("I did not write this").click()
    press("Destroy these words")(page, town)


def open_form_in_place(page, town):
    page.get_by_role("link", name="Leave a reply").click()
    page.locator(".thread-form").wait_for()


def look_up_a_member(page, town):
    page.get_by_role("combobox", name="Member").click()
    page.get_by_role("searchbox", name="Member").fill("Mexico")
    page.get_by_role("option", name="Mexico State").wait_for()


def unfold(name):
    def act(page, town):
        page.locator(f"details#{name} > summary").click()

    return act


def schedule_nothing(page, town):
    unfold("schedule")(page, town)
    press("Publish it then")(page, town)


def choose_to_publish(page, town):
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("publish")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    page.get_by_text("What is published is sealed").wait_for()


def react_with_nothing(page, town):
    """Send the form for a reaction as it is."""
    page.get_by_role("link", name="React to the report as a whole").click()
    press("Send the reaction")(page, town)


def react_to_an_answer(page, town):
    page.get_by_role("link", name="React to this").first.click()
    page.get_by_label("Your reaction").wait_for()


def dispose_of_nothing(page, town):
    page.get_by_role("button", name="Keep this").first.click()
