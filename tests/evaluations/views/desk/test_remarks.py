"""What evaluators read of the reviewers' remarks, what they say back, and what they may change then."""

import pytest
from django.urls import reverse

from evaluations import bylines, remarks, workflow
from evaluations.models import Edition, Remark, RemarkReply
from evaluations.saving import token
from tests import scenes

pytestmark = pytest.mark.django_db

KEY, COLUMN = "1.1.explanation", "progress_explanation"
WORDS, BETTER = "Say which ledgers, O'Farril & Co.", "Nine of ten ledgers are open."


@pytest.fixture
def reviewer():
    return scenes.reviewer(first_name="Rita", last_name="Revisora")


@pytest.fixture
def edition(client, reviewer):
    """Return a report that came back with a remark on one answer, its lead signed in."""
    edition = scenes.submitted()
    scenes.remark(edition, KEY, WORDS, suggestion=BETTER, by=reviewer)
    scenes.send_back(edition, by=reviewer, reason="See the remark.")
    client.force_login(edition.report.lead.user)
    return edition


def url(name, edition, *args):
    return reverse(f"evaluations:{name}", args=[edition.report_id, *args])


def say(client, edition, **data):
    return client.post(url("remarks", edition), {"remark": edition.remark_set.first().pk} | data)


class TestReading:
    @pytest.mark.parametrize("where", [("remarks",), ("check",), ("edit-section", "completion")])
    def test_a_remark_stands_beside_its_answer_without_the_reviewers_name(self, client, edition, where):
        page = client.get(url(where[0], edition, *where[1:])).text

        assert "O&#x27;Farril &amp; Co." in page
        assert "Rita" not in page

    def test_who_was_taken_off_since_is_told_as_who_she_was(self, client, reviewer):
        edition = scenes.submitted(scenes.draft_of_two())
        remark = scenes.remark(edition, KEY, WORDS, by=reviewer)
        scenes.send_back(edition, by=reviewer)
        lead, colleague = (byline.evaluator.user for byline in edition.bylines.order_by("position"))
        remarks.reply(remark, "All but one.", by=colleague)
        bylines.remove(edition, edition.bylines.get(evaluator__user=colleague).pk, by=lead)
        client.force_login(lead)

        read = client.get(url("remarks", edition)).context["remarks"]

        assert [read.name_of(one.by) for one in (remark, *remark.replies.all())] == ["A reviewer", "Tomás Ruiz"]

    def test_a_remark_on_an_answer_that_is_gone_says_on_which(self, client, reviewer):
        edition = scenes.submitted()
        scenes.remark(edition, "2.1.1.degree", WORDS, by=reviewer)
        scenes.send_back(edition, by=reviewer)
        Edition.objects.filter(pk=edition.pk).update(access_result="no")
        client.force_login(edition.report.lead.user)

        read = client.get(url("remarks", edition))

        [row] = read.context["rows"]
        assert (row["about"], row["url"], row["is_gone"]) == (edition.form.words_of("2.1.1.degree"), "", True)
        assert "The report has no such answer any more." in read.text

    def test_nothing_is_read_before_the_report_comes_back(self, client, reviewer):
        edition = scenes.submitted()
        scenes.remark(edition, KEY, WORDS, by=reviewer)
        client.force_login(edition.report.lead.user)

        assert client.get(url("remarks", edition)).url == url("task-list", edition)
        assert "Farril" not in client.get(url("task-list", edition)).text

    def test_the_task_list_says_how_many_are_open(self, client, edition):
        tasks = {task.name: task.state for task in client.get(url("task-list", edition)).context["tasks"]}

        assert tasks["Remarks of the reviewers"] == "1 open"
        assert [tasks[name] for name in tasks if name.startswith("Section")] == ["Complete", "Not open", "Not open"]


class TestAnswering:
    def test_a_reply_is_kept(self, client, edition):
        response = say(client, edition, then="reply", text="All but one.")

        assert response.url == f"{url('remarks', edition)}#remark-{edition.remark_set.get().pk}"
        assert RemarkReply.objects.values_list("text", "by").get() == ("All but one.", edition.report.lead.user.pk)

    def test_a_blank_reply_is_refused(self, client, edition):
        response = say(client, edition, then="reply", text="  ")

        assert (response.status_code, RemarkReply.objects.count()) == (422, 0)
        assert "<title>Error: " in response.text

    def test_a_suggestion_is_accepted_as_it_was_shown(self, client, edition):
        say(client, edition, then="accept", opened=token(getattr(edition, COLUMN)))

        assert getattr(Edition.objects.get(pk=edition.pk), COLUMN) == BETTER

    def test_a_suggestion_for_an_answer_that_has_changed_changes_nothing(self, client, edition):
        response = say(client, edition, then="accept", opened=token("Another."))

        assert response.status_code == 409
        assert "The answer has changed since this was shown." in response.text
        assert getattr(Edition.objects.get(pk=edition.pk), COLUMN) == getattr(edition, COLUMN)
        assert Remark.objects.get().suggestion_outcome == ""

    def test_a_suggestion_is_declined_with_a_reason(self, client, edition):
        assert say(client, edition, then="decline", text="").status_code == 422

        say(client, edition, then="decline", text="It was eight.")

        assert (Remark.objects.get().suggestion_outcome, RemarkReply.objects.get().text) == (
            "declined",
            "It was eight.",
        )

    def test_words_that_come_too_late_are_given_back(self, client, edition):
        scenes.signed(scenes.justified(edition))
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

        response = say(client, edition, then="decline", text="It was eight, O'Farril.")

        assert (response.status_code, "It was eight, O&#x27;Farril." in response.text) == (409, True)

    @pytest.mark.parametrize("then", ["reply", "accept", "decline", ""])
    def test_whatever_comes_too_late_is_refused_in_words(self, client, edition, then):
        scenes.signed(scenes.justified(edition))
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)

        response = say(client, edition, then=then, text="")

        assert (response.status_code, "The report is no longer open for changes" in response.text) == (409, True)

    def test_where_nothing_is_suggested_nothing_is_accepted(self, client, edition, reviewer):
        scenes.signed(scenes.justified(edition))
        workflow.perform(workflow.SUBMIT, edition, by=edition.report.lead.user)
        whole = scenes.remark(edition, "", "Shorter, please.", by=reviewer)
        scenes.send_back(edition, by=reviewer, reason="See the remark.")

        response = say(client, edition, remark=whole.pk, then="accept", opened="")

        assert (response.status_code, Remark.objects.get(pk=whole.pk).suggestion_outcome) == (409, "")

    def test_a_remark_of_another_report_is_not_found(self, client, edition, reviewer):
        other = scenes.remark(scenes.submitted(), KEY, WORDS, by=reviewer)

        assert say(client, edition, remark=other.pk, then="reply", text="Mine?").status_code == 404
        assert RemarkReply.objects.count() == 0


class TestWhatIsOpen:
    def test_only_what_was_remarked_on_has_a_field(self, client, edition):
        page = client.get(url("edit-section", edition, "completion"))

        fields = {name for name in page.context["form"].fields if not name.startswith("opened-")}
        assert fields == {"q-1-1", "q-1-1-explanation"}
        assert page.text.count("Not open for changes") == 2
        assert scenes.PROSE.format(key="1.2") in page.text

    def test_words_for_what_is_locked_are_shown_again_and_not_stored(self, client, edition):
        before = Edition.objects.get(pk=edition.pk).factors
        data = {"q-1-2": "Words of another time, O'Farril.", "opened-q-1-2": token(before)}

        response = client.post(url("edit-section", edition, "completion"), data)

        assert (response.status_code, "Words of another time, O&#x27;Farril." in response.text) == (409, True)
        assert Edition.objects.get(pk=edition.pk).factors == before

    def test_a_script_hears_that_an_answer_is_locked(self, client, edition):
        before = Edition.objects.get(pk=edition.pk).factors

        response = client.post(url("autosave", edition), {"q-1-2": "Words.", "opened-q-1-2": token(before)})

        assert response.status_code == 422
        assert response.json()["answers"]["q-1-2"] == {
            "outcome": "refused",
            "message": "This answer is not open for changes: the reviewer sent the report back for others.",
        }
        assert Edition.objects.get(pk=edition.pk).factors == before

    def test_evidence_of_what_is_locked_is_not_added(self, client, edition):
        where = url("evidence-of", edition, "2.2")

        assert client.get(where).url == url("edit-section", edition, "openness") + "#q-2-2"
        response = client.post(where, {"url": "https://example.org/a", "name": "A source"})

        assert (response.status_code, edition.evidence_set.count()) == (422, 0)
        assert "This answer is not open for changes" in response.text
        assert "https://example.org/a" in response.text

    def test_checking_offers_to_change_what_is_open(self, client, edition):
        page = client.get(url("check", edition)).text

        assert "?change=1.1.explanation#" in page
        assert "?change=1.2#" not in page
