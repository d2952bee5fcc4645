"""People at a browser. Whatever goes wrong on the way of one of them is written down."""

from allauth.account.models import EmailAddress

PASSWORD = "commitment"  # the factories' accounts have it


class Visitor:
    """One person with a browser of her own: no cookie is shared with anybody."""

    def __init__(self, browser, origin, **options):
        self.context = browser.new_context(base_url=origin, accept_downloads=True, **options)
        self.origin = origin
        self.has_script = options.get("java_script_enabled", True)
        self.complaints = []
        self.expected = []
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._watch_request)
        self.context.on("response", self._watch_response)
        self.page = self.context.new_page()

    def expect(self, status):
        """Foresee one answer with this status, which else would be a complaint."""
        self.expected.append(status)

    def sign_in(self, user):
        """Go through the door that everybody takes."""
        EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
        self.page.goto("/")
        self.page.get_by_role("link", name="Sign in").click()
        self.page.get_by_label("Email").fill(user.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def cookies(self):
        """Return the names of the cookies that the site has set for her."""
        return sorted(cookie["name"] for cookie in self.context.cookies())

    def has_focus(self, selector):
        """Say whether the first thing that a selector finds has the focus, without asking the page's scripts."""
        return self.page.locator(f"{selector}:focus").count() == 1

    def download(self, link):
        """Follow a link to a file, and return its bytes."""
        with self.page.expect_download() as found:
            link.click()
        return found.value.path().read_bytes()

    def _hear(self, message):
        # A status is judged below, where it can be foreseen.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)

    def _watch_request(self, request):
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.complaints.append(f"asks another site: {request.url}")

    def _watch_response(self, response):
        if response.status < 400:
            return
        if response.status in self.expected:
            self.expected.remove(response.status)
        else:
            self.complaints.append(f"{response.status} {response.request.method} {response.url}")
