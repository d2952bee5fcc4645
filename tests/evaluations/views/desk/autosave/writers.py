"""People who write a report in a browser of their own."""

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from evaluations.models import Edition

WORDS = "Elections.\n\nThe clerk’s “office” <b>carried</b> it on & on; ¿quién más? — 中文 🙂"
ADDED = " And the tenth."


class Writer:
    """Somebody at the section on completion, in a browser of her own."""

    def __init__(self, browser, origin, edition, user, **options):
        self.context = browser.new_context(base_url=origin, **options)
        self.has_script = options.get("java_script_enabled", True)
        self.origin, self.edition = origin, edition
        self.sign_in(user)
        self.open()

    def sign_in(self, user):
        client = Client()
        client.force_login(user)
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            if name in client.cookies:
                value = client.cookies[name].value
                self.context.add_cookies([{"name": name, "value": value, "url": self.origin}])

    def open(self):
        """Open the section in a new tab."""
        self.page = self.context.new_page()
        self.visit()

    def visit(self):
        self.page.goto(reverse("evaluations:edit-section", args=[self.edition.report_id, "completion"]))

    @property
    def box(self):
        return self.page.locator("[id='q-1-2']")

    def type(self, words):
        self.box.press("Control+End")
        self.page.keyboard.insert_text(words)

    def reads(self, words):
        expect(self.page.locator("[data-save-state]")).to_contain_text(words)

    def presses(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def kept(self):
        """Return the values of what the browser keeps."""
        return self.page.evaluate("Object.values(localStorage).map((copy) => JSON.parse(copy).value)")

    def lose_the_tab(self):
        """Close the tab while the site is away, and come back in a new one when it is there again."""
        lost, self.page = self.page, self.context.new_page()
        lost.close()
        self.context.set_offline(False)
        self.visit()


def stored(edition, column="factors"):
    """Return what the database holds of an answer."""
    return Edition.objects.values_list(column, flat=True).get(pk=edition.pk)
