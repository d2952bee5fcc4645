"""The lead of a returned report asks to have more of it opened, and a reviewer decides."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from evaluations import bylines, reviewing, saving, unlock_requests, workflow
from evaluations.models import Edition, Mail, UnlockRequest
from evaluations.notifications import outbox
from tests import scenes
from tests.at_once import at_once

pytestmark = pytest.mark.django_db

WHY = "The new law changes what 2.2 says as well."


def returned(edition=None):
    """Return an edition that was sent back for 1.2 alone."""
    edition = scenes.submitted(edition)
    scenes.remark(edition, "1.2")
    return scenes.send_back(edition)


def lead_of(edition):
    return edition.report.lead.user


def ask(edition, *keys, reason=WHY, by=None):
    return unlock_requests.ask(edition, keys or ("2.2",), reason, by=by or lead_of(edition))


def unlocked(edition):
    return Edition.objects.values_list("unlocked", flat=True).get(pk=edition.pk)


def code_of(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
    except PermissionDenied:
        return "permission"
    except ValidationError as error:
        return error.code
    return ""


class TestAsking:
    def test_names_the_questions_in_the_order_of_the_form(self):
        edition = returned()

        request = ask(edition, "3", "2.2", "9.9", reason=f" {WHY}\r\n")

        request.refresh_from_db()
        assert (request.keys, request.reason, request.by, request.outcome) == (["2.2", "3"], WHY, lead_of(edition), "")
        assert unlocked(edition) == ["1.2"]

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"keys": ["1.2"]}, "keys"),  # which is open
            ({"keys": []}, "keys"),
            ({"keys": ["9.9"]}, "keys"),
            ({"reason": " \n"}, "reason"),
        ],
    )
    def test_what_says_nothing_is_refused(self, more, code):
        edition = returned()
        asked = {"keys": ["2.2"], "reason": WHY, **more}

        assert code_of(unlock_requests.ask, edition, **asked, by=lead_of(edition)) == code
        assert UnlockRequest.objects.count() == 0

    @pytest.mark.parametrize("scene", [scenes.draft, scenes.submitted, scenes.returned, scenes.published])
    def test_where_nothing_is_closed_that_could_be_opened(self, scene):
        edition = scene()

        assert code_of(ask, edition) == "status"

    def test_is_for_who_leads_the_report(self):
        edition = scenes.draft()
        colleague = scenes.evaluator_for(edition.report.member)
        bylines.add(edition, colleague, by=lead_of(edition))
        edition = returned(edition)

        others = (colleague.user, scenes.evaluator_for(edition.report.member).user, scenes.reviewer())
        assert [code_of(ask, edition, by=person) for person in others] == ["permission"] * 3

    def test_a_reviewer_who_writes_a_results_report_asks_as_well(self):
        author = scenes.reviewer()
        edition = scenes.submitted(scenes.results_draft(by=author))
        scenes.remark(edition, "summary")
        scenes.send_back(edition)

        assert ask(edition, "completion", by=author).keys == ["completion"]

    def test_one_waits_at_a_time(self):
        edition = returned()
        ask(edition)

        assert code_of(ask, edition, "3") == "waits"

    def test_reviewers_are_told_with_the_reason(self, django_capture_on_commit_callbacks):
        edition = returned()
        scenes.reviewer(email="rosa@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            ask(edition, "2.2", "3")

        told = {message.to[0]: message.body for message in mail.outbox}
        assert "Questions: 2.2, 3" in told["rosa@example.org"]
        assert WHY in told["rosa@example.org"]
        assert f"/review/{edition.report_id}/#unlocking" in told["rosa@example.org"]
        assert lead_of(edition).email not in told

    def test_nobody_is_asked_for_a_decision_that_was_made_meanwhile(self, django_capture_on_commit_callbacks):
        edition = returned()
        scenes.reviewer(email="rosa@example.org")

        with django_capture_on_commit_callbacks(execute=True):
            unlock_requests.grant(ask(edition), by=scenes.reviewer_of(edition))

        assert [message.to for message in mail.outbox] == [[lead_of(edition).email]]


class TestDeciding:
    def test_granting_opens_what_was_asked_for_and_no_more(self):
        edition = returned()
        request, reviewer = ask(edition, "2.2"), scenes.reviewer_of(edition)

        unlock_requests.grant(request, by=reviewer, answer="Do.")

        assert unlocked(edition) == ["1.2", "2.2"]
        request.refresh_from_db()
        assert (request.outcome, request.answer, request.decided_by) == ("granted", "Do.", reviewer)
        values = {"problem_addressed_explanation": "Anew.", "lessons": "Anew."}
        opened = {column: saving.token(getattr(edition, column)) for column in values}
        outcomes = saving.save(edition, values, opened=opened, by=lead_of(edition)).outcomes
        assert [outcomes[column].value for column in values] == ["saved", "locked"]

    def test_declining_leaves_it_closed_and_says_why(self):
        edition = returned()
        request, reviewer = ask(edition), scenes.reviewer_of(edition)
        assert code_of(unlock_requests.decline, request, by=reviewer, answer=" ") == "answer"

        unlock_requests.decline(request, by=reviewer, answer="It was right.")

        assert unlocked(edition) == ["1.2"]
        assert UnlockRequest.objects.values_list("outcome", "answer").get() == ("declined", "It was right.")

    def test_who_asked_is_told(self, django_capture_on_commit_callbacks):
        edition = returned()
        request, reviewer = ask(edition), scenes.reviewer_of(edition)

        with django_capture_on_commit_callbacks(execute=True):
            unlock_requests.decline(request, by=reviewer, answer="It was right.")

        assert [message.to for message in mail.outbox] == [[lead_of(edition).email]]
        assert mail.outbox[0].subject.startswith("Not opened: ")
        assert "It was right." in mail.outbox[0].body

    def test_nobody_is_told_of_what_a_later_return_has_closed(self):
        edition = returned()
        unlock_requests.grant(ask(edition, "2.2"), by=scenes.reviewer_of(edition))
        workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead_of(edition))
        scenes.send_back(scenes.remark(edition, "1.2").edition)
        assert "2.2" not in unlocked(edition)
        row = Mail.objects.get(kind="unlock_decision")

        outbox.deliver.call(row.pk)

        row.refresh_from_db()
        assert (row.state, mail.outbox) == ("needless", [])

    def test_is_for_reviewers_without_a_tie_who_said_so(self):
        edition = returned()
        request, tied = ask(edition), scenes.reviewer()
        reviewing.declare(edition, ties=["member"], words="My sister.", by=tied)

        people = (tied, lead_of(edition), scenes.moderator(), scenes.reviewer())
        codes = [code_of(unlock_requests.grant, request, by=person) for person in people]

        assert codes == ["permission", "permission", "permission", "undeclared"]
        assert unlocked(edition) == ["1.2"]

    def test_is_done_once(self):
        edition = returned()
        request, reviewer = ask(edition), scenes.reviewer_of(edition)
        unlock_requests.decline(request, by=reviewer, answer="It was right.")

        assert code_of(unlock_requests.grant, request, by=reviewer) == "status"
        assert unlocked(edition) == ["1.2"]
        assert ask(edition).outcome == ""  # she may ask again

    def test_a_submission_ends_what_waits(self):
        edition = returned()
        request, reviewer = ask(edition), scenes.reviewer_of(edition)
        workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead_of(edition))

        assert UnlockRequest.objects.get().outcome == "over"
        assert code_of(unlock_requests.grant, request, by=reviewer) == "status"
        assert unlocked(edition) is None


class TestRow:
    @pytest.mark.parametrize(
        "change", [{"keys": ["3"]}, {"reason": "Other."}, {"outcome": "granted"}, {"outcome": "maybe"}]
    )
    def test_what_was_asked_never_changes_and_a_decision_names_its_person(self, change):
        ask(returned())

        with pytest.raises(DatabaseError), transaction.atomic():
            UnlockRequest.objects.update(**change)

    def test_what_was_decided_is_not_decided_anew_nor_deleted(self):
        edition = returned()
        unlock_requests.decline(ask(edition), by=scenes.reviewer_of(edition), answer="It was right.")

        for change in (lambda rows: rows.update(answer="Other."), lambda rows: rows.delete()):
            with pytest.raises(IntegrityError), transaction.atomic():
                change(UnlockRequest.objects.all())


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_is_taken():
    edition = returned()
    request = ask(edition)
    one, other = scenes.reviewer_of(edition), scenes.reviewer_of(edition)

    results = at_once(
        lambda: unlock_requests.grant(UnlockRequest.objects.get(pk=request.pk), by=one),
        lambda: unlock_requests.decline(UnlockRequest.objects.get(pk=request.pk), by=other, answer="No."),
    )

    assert sorted(type(result).__name__ for result in results) == ["NoneType", "ValidationError"]
    is_granted = UnlockRequest.objects.get().outcome == "granted"
    assert unlocked(edition) == (["1.2", "2.2"] if is_granted else ["1.2"])
