"""A checker that scores comments, behind one interface; Akismet as one, on a server of the test's own."""

import threading
from dataclasses import replace
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from evaluations.comments import Said, objection_to
from evaluations.comments.akismet import Akismet
from evaluations.models import Comment, HoldingRules
from tests.evaluations.views.commenting.forms import confirm, filled, url_of
from tests.factories import UserFactory

HERE = "tests.evaluations.comments.test_checking"
SAID = Said("Well done.", "Ana", "ana@example.org", "https://reports.example.org/r/", True, "192.0.2.7", "Browser/1")


class FindsCasinos:
    """A checker of the operator's own."""

    asked = []

    def score(self, said):
        self.asked.append(said)
        if "broken" in said.text:
            raise HTTPException("no route to Ana")  # which is no OSError
        return 0.8 if "casino" in said.text else 0.2


class NoChecker:
    pass


@pytest.fixture
def checker(settings):
    settings.COMMENT_CHECKER = f"{HERE}.FindsCasinos"
    FindsCasinos.asked.clear()
    return FindsCasinos


class TestTheInterface:
    def test_none_is_asked_by_default(self, settings):
        assert settings.COMMENT_CHECKER == ""
        assert objection_to(SAID) == ""

    @pytest.mark.parametrize(
        ("text", "limit", "objection"),
        [
            ("Well done.", 0.5, ""),
            ("A casino.", 0.5, "The checker gives it 0.80 of 1."),
            ("A casino.", 0.9, ""),
            ("It is broken.", 0.5, "The checker could not be asked."),
        ],
    )
    def test_a_score_from_the_limit_on_is_an_objection_and_so_is_silence(
        self, settings, checker, text, limit, objection
    ):
        settings.COMMENT_CHECKER_LIMIT = limit

        assert objection_to(replace(SAID, text=text)) == objection

    def test_what_it_says_of_its_failure_is_in_no_log(self, checker, caplog):
        objection_to(Said("It is broken.", "Ana", "", "", False, "", ""))

        assert "HTTPException" in caplog.text
        assert "Ana" not in caplog.text

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        ("named", "errors"),
        [
            ("", []),
            (f"{HERE}.FindsCasinos", []),
            (f"{HERE}.NoChecker", ["evaluations.E010"]),
            ("nowhere.Nothing", ["evaluations.E010"]),
            ("evaluations.comments.akismet.Akismet", ["evaluations.E011"]),
        ],
    )
    def test_one_that_cannot_be_asked_is_told_at_the_start(self, settings, named, errors):
        settings.COMMENT_CHECKER = named

        assert [error.id for error in run_checks() if error.id in ("evaluations.E010", "evaluations.E011")] == errors


@pytest.mark.django_db
class TestWhoIsChecked:
    def test_a_guest_when_she_confirms(self, client, report, checker):
        client.post(url_of(report), filled(report, text="A casino."), REMOTE_ADDR="192.0.2.7")
        assert checker.asked == []

        confirm(client)

        (said,) = checker.asked
        assert (said.text, said.name, said.email, said.is_reply) == ("A casino.", "Ana", "ana@example.org", False)
        assert said.url.endswith(report.get_absolute_url())
        assert Comment.objects.get().held_because == "The checker gives it 0.80 of 1. From a guest."

    def test_an_account_when_she_sends_and_when_she_changes_it(self, client, report, checker):
        HoldingRules.objects.create(pk=1, mode="rules")
        client.force_login(user := UserFactory(email="luz@example.org"))
        client.post(url_of(report), filled(report), headers={"user-agent": "Browser/1"}, REMOTE_ADDR="192.0.2.7")
        comment = Comment.objects.get()
        (said,) = checker.asked
        assert (said.email, said.ip_address, said.user_agent) == (user.email, "192.0.2.7", "Browser/1")
        assert comment.is_approved

        page = client.get(f"{comment.get_absolute_url()}edit/")
        client.post(
            f"{comment.get_absolute_url()}edit/", {"text": "A casino.", "seen": page.context["form"]["seen"].value()}
        )

        assert Comment.objects.get().held_because == "Changed by its author. The checker gives it 0.80 of 1."

    def test_the_page_on_privacy_says_so(self, client, checker, settings):
        words = "are also sent to a service that recognises spam"
        assert words in " ".join(client.get(reverse("privacy")).text.split())

        settings.COMMENT_CHECKER = ""
        assert words not in " ".join(client.get(reverse("privacy")).text.split())


@pytest.fixture
def akismet(settings):
    """Serve what Akismet would answer; return what is set there and what was sent."""
    told = {"status": 200, "body": b"false", "tip": "", "sent": []}

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            told["sent"].append(parse_qs(self.rfile.read(length).decode()))
            self.send_response(told["status"])
            if told["tip"]:
                self.send_header("X-akismet-pro-tip", told["tip"])
            self.end_headers()
            self.wfile.write(told["body"])

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.AKISMET_URL, settings.AKISMET_KEY = f"http://127.0.0.1:{server.server_port}/1.1/comment-check", "the-key"
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


class TestAkismet:
    @pytest.mark.parametrize(
        ("body", "tip", "score"), [(b"false", "", 0.0), (b"true", "", 0.9), (b"true", "discard", 1.0)]
    )
    def test_it_scores_what_it_is_told(self, akismet, body, tip, score):
        akismet.update(body=body, tip=tip)

        assert Akismet().score(SAID) == score

    def test_it_learns_what_it_needs(self, akismet, settings):
        Akismet().score(SAID)

        assert akismet["sent"] == [
            {
                "api_key": ["the-key"],
                "blog": [settings.SITE_URL],
                "user_ip": ["192.0.2.7"],
                "user_agent": ["Browser/1"],
                "permalink": ["https://reports.example.org/r/"],
                "comment_type": ["reply"],
                "comment_author": ["Ana"],
                "comment_author_email": ["ana@example.org"],
                "comment_content": ["Well done."],
                "blog_charset": ["UTF-8"],
            }
        ]

    @pytest.mark.parametrize(("status", "body"), [(500, b"true"), (200, b"invalid"), (200, b"")])
    def test_what_it_does_not_tell_nobody_knows(self, akismet, status, body):
        akismet.update(status=status, body=body)

        with pytest.raises(OSError, match=r"500|no answer"):
            Akismet().score(SAID)

    def test_where_nobody_answers_the_comment_waits(self, settings):
        settings.COMMENT_CHECKER = "evaluations.comments.akismet.Akismet"
        settings.AKISMET_URL = "http://127.0.0.1:9/1.1/comment-check"

        assert objection_to(SAID) == "The checker could not be asked."
