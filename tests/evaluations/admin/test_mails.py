"""The outbox in the admin: who reads which email, what is found, and sending again what failed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from evaluations.models import Mail
from tests import scenes
from tests.factories import EvaluatorFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/evaluations/mail/"
TASK = "evaluations.notifications.unlocking.mail_unlock_decision"  # of no row here: it fails


@pytest.fixture
def edition():
    edition = scenes.draft()
    Mail.objects.all().delete()
    return edition


@pytest.fixture
def administrator(client):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(administrator)
    return administrator


def row(state="waiting", **more):
    columns = {"state": state, "task": TASK, "arguments": [4711], "subject": f"A mail that is {state}"}
    if state != "waiting":
        columns |= {"tries": 1, "tried_at": timezone.now()}
    if state == "sent":
        columns["sent_at"] = timezone.now()
    if state == "failed":
        columns["failure"] = "TimeoutError: timed out"
    return Mail.objects.create(**columns | more)


def to_colleague(**more):
    """Return a mail to somebody with an account, whose name tells whom."""
    person = EvaluatorFactory(name="Berta Luz", user=UserFactory(email="luz@example.org")).user
    return row(account=person, email=person.email, **more)


def to_author(**more):
    """Return a mail to an evaluator without an account, whose email is private as well."""
    author = EvaluatorFactory(name="Clara Sol", user=None, email="sol@example.org")
    return row(evaluator=author, email=author.email, **more)


def to_guest(**more):
    """Return a mail to somebody who is known by her email alone."""
    return row(email="guest@example.org", **more)


def in_every_state():
    long_ago = timezone.now() - timedelta(minutes=11)
    states = {state: row(state) for state in ("waiting", "sending", "sent", "failed", "needless")}
    return {**states, "interrupted": row("sending", tried_at=long_ago, subject="A mail that is interrupted")}


def found_by(client, **query):
    return list(client.get(LIST, query).context["cl"].queryset)


def press(client, mail_, url=LIST):
    """Press the button on the row of a mail."""
    return client.post(url, {"again": mail_.pk})


def choose(client, mails):
    """Choose mails in the list, and the action."""
    return client.post(LIST, {"action": "send_again", "_selected_action": [row.pk for row in mails]})


def told(client, answer):
    return [str(message) for message in client.get(answer.url).context["messages"]]


class TestLookingIntoIt:
    def test_each_row_tells_to_whom_and_how_far_it_has_come(self, client, reviewer, edition):
        to_guest(kind="invited", report=edition.report)
        to_author(state="sent", kind="forwarded_message")
        to_colleague(state="failed", kind="receipt")
        row("sending", tried_at=timezone.now() - timedelta(minutes=11))

        changelist = client.get(LIST).context["cl"]

        admin = changelist.model_admin
        shown = [(admin.who(line), str(admin.state(line)), line.get_kind_display()) for line in changelist.result_list]
        assert shown == [
            ("not known", "Interrupted", ""),
            ("Berta Luz", "Failed", "Receipt"),
            ("Clara Sol", "Sent", "Message of a reader"),
            ("guest@example.org", "Waiting", "Invitation"),
        ]

    def test_the_page_of_one_tells_why_it_failed(self, client, reviewer, edition):
        page = client.get(f"{LIST}{row('failed').pk}/change/")

        assert "TimeoutError: timed out" in page.text

    @pytest.mark.parametrize("state", ["waiting", "sending", "sent", "failed", "needless", "interrupted"])
    def test_filter_by_state(self, client, reviewer, edition, state):
        rows = in_every_state()

        assert found_by(client, state=state) == [rows[state]]

    def test_filter_by_kind_and_date(self, client, reviewer, edition):
        invited = row(kind="invited")
        row(kind="receipt", queued_at=timezone.now() - timedelta(days=40))

        assert found_by(client, kind__exact="invited") == [invited]
        assert found_by(client, queued_at__gte=str(timezone.now() - timedelta(days=7))) == [invited]

    @pytest.mark.parametrize("words", ["{number}", "Berta"])
    def test_found_by_report_or_name(self, client, reviewer, edition, words):
        wanted = to_colleague(report=edition.report)
        to_guest(report=scenes.draft().report)

        assert found_by(client, q=words.format(number=edition.report.number)) == [wanted]

    def test_nothing_of_it_can_be_typed_into(self, client, administrator, edition):
        guest = to_guest()

        answers = [
            client.get(f"{LIST}add/"),
            client.post(f"{LIST}{guest.pk}/change/", {"email": "other@example.org"}),
            client.post(f"{LIST}{guest.pk}/delete/", {"post": "yes"}),
        ]

        assert [answer.status_code for answer in answers] == [403, 403, 403]
        assert Mail.objects.get().email == "guest@example.org"

    @pytest.mark.parametrize(("person", "refused"), [(scenes.moderator, 403), (UserFactory, 302)])
    def test_for_nobody_but_reviewers(self, client, edition, person, refused):
        failed = row("failed")
        client.force_login(person())

        statuses = {client.get(url).status_code for url in (LIST, f"{LIST}{failed.pk}/change/")}
        assert statuses == {refused}

    @pytest.mark.parametrize("rows", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, reviewer, django_assert_num_queries, rows):
        for number in range(rows):
            report = scenes.draft().report
            person = scenes.evaluator_for(report.member, user=UserFactory(email=f"luz{number}@example.org")).user
            row("failed", account=person, report=report)
            row("failed", evaluator=EvaluatorFactory(user=None), report=scenes.results_draft().report)

        with django_assert_num_queries(9):
            assert client.get(LIST).status_code == 200


class TestEmails:
    """Of whom is known by no name, staff read it; every other, those who manage the site alone."""

    @pytest.fixture
    def rows(self, edition):
        return [to_guest(), to_colleague(), to_author()]

    def pages(self, client, rows):
        return "".join(client.get(url).text for url in (LIST, *(f"{LIST}{line.pk}/change/" for line in rows)))

    def test_reviewers_read_that_of_a_guest_alone(self, client, reviewer, rows):
        pages = self.pages(client, rows)

        assert [email in pages for email in ("guest@example.org", "luz@example.org", "sol@example.org")] == [
            True,
            False,
            False,
        ]

    def test_administrators_read_all(self, client, administrator, rows):
        pages = self.pages(client, rows)

        assert [email in pages for email in ("guest@example.org", "luz@example.org", "sol@example.org")] == [True] * 3

    def test_reviewers_find_by_what_they_may_read(self, client, reviewer, rows):
        found = [found_by(client, q=f"{name}@example") for name in ("guest", "luz", "sol")]

        assert found == [[rows[0]], [], []]

    def test_administrators_find_by_all(self, client, administrator, rows):
        assert [found_by(client, q=f"{name}@example") for name in ("guest", "luz", "sol")] == [[line] for line in rows]

    @pytest.mark.parametrize("lookup", ["email", "email__startswith", "evaluator__email", "account__email"])
    def test_reviewers_cannot_guess_one_letter_by_letter(self, client, reviewer, rows, lookup):
        assert client.get(LIST, {lookup: "l"}).status_code == 400


class TestSendingAgain:
    def test_the_row_and_the_page_offer_it_for_what_stopped_alone(self, client, reviewer, edition):
        rows = {**in_every_state(), "words gone": row("failed", task="", arguments=[])}

        page = client.get(LIST).text
        offered = {
            state: (
                f'name="again" value="{line.pk}"' in page,
                f'name="again" value="{line.pk}"' in client.get(f"{LIST}{line.pk}/change/").text,
            )
            for state, line in rows.items()
        }

        assert offered == dict.fromkeys(rows, (False, False)) | dict.fromkeys(["failed", "interrupted"], (True, True))

    @pytest.mark.parametrize("ask", [press, lambda client, line: choose(client, [line])], ids=["button", "action"])
    def test_what_failed_leaves(self, client, reviewer, ask, django_capture_on_commit_callbacks):
        scenes.submitted()
        failed = Mail.objects.get(kind="receipt")
        Mail.objects.filter(pk=failed.pk).update(state="failed", failure="OSError", tries=1, tried_at=timezone.now())

        with django_capture_on_commit_callbacks(execute=True):
            answer = ask(client, failed)

        failed.refresh_from_db()
        assert (failed.state, failed.tries, [message.to for message in mail.outbox]) == ("sent", 2, [[failed.email]])
        assert told(client, answer) == ["1 mail is sent again."]
        assert "send_again" in client.get(f"{LIST}{failed.pk}/history/").text

    def test_the_list_comes_back_as_it_was_narrowed_down(self, client, reviewer, edition):
        answer = press(client, row("failed"), f"{LIST}?state=failed")

        assert (answer.status_code, answer.url) == (302, f"{LIST}?state=failed")

    def test_what_was_sent_meanwhile_is_refused_in_words(self, client, reviewer, edition):
        answer = press(client, row("sent"))

        assert told(client, answer) == ["“A mail that is sent” was sent meanwhile."]
        assert Mail.objects.get().state == "sent"

    def test_of_many_those_that_stopped_are_sent(self, client, reviewer, edition):
        rows = in_every_state()

        answer = choose(client, rows.values())

        assert sorted(told(client, answer)) == [
            "2 mails are sent again.",
            "“A mail that is needless” is not needed any more.",
            "“A mail that is sending” is on its way.",
            "“A mail that is sent” was sent meanwhile.",
            "“A mail that is waiting” is on its way.",
        ]
        assert {line.state for line in Mail.objects.filter(pk__in=[rows["failed"].pk, rows["interrupted"].pk])} == {
            "waiting"
        }

    def test_asking_by_a_link_does_nothing(self, client, reviewer, edition):
        failed = row("failed")

        client.get(LIST, {"again": failed.pk, "action": "send_again"})

        assert Mail.objects.get().state == "failed"

    @pytest.mark.parametrize("key", ["", "0", "x", "9" * 40])
    def test_a_key_that_was_made_up_sends_nothing(self, client, reviewer, edition, key):
        row("failed")

        assert client.post(LIST, {"again": key}).status_code == 302
        assert Mail.objects.get().state == "failed"

    @pytest.mark.parametrize(("person", "refused"), [(scenes.moderator, 403), (UserFactory, 302)])
    def test_by_nobody_but_reviewers(self, client, edition, person, refused):
        failed = row("failed")
        client.force_login(person())

        statuses = {press(client, failed).status_code, choose(client, [failed]).status_code}
        assert (statuses, Mail.objects.get().state) == ({refused}, "failed")
