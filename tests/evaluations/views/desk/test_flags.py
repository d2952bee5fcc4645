"""The page of flags, and what a script is told of them."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from evaluations import bylines, justifying, workflow
from evaluations.account import account_mark
from evaluations.justifying import Sentence
from evaluations.models import Edition, Justification
from evaluations.saving import token
from evaluations.signing import digest
from tests import scenes
from tests.evaluations.coherence.raising import flag_of, raised, written
from tests.evaluations.views.desk.visits import heading_of, lead, signed_in, url

pytestmark = pytest.mark.django_db

WHY = "The milestones asked for a study only."
PROGRESS, SHORT = 1, 7
LIMITED = "Under 1.1, progress is limited or has not started, but here all milestones were implemented as planned."
WITHDRAWN = "What these sentences were about is no longer there."


@pytest.fixture
def edition():
    return written(scenes.draft(), level_of_progress="limited", as_planned="all", lessons="Begin early.")


def posted(flag, text, *, opened=""):
    return {flag.name: text, f"mark-{flag.name}": flag.mark, f"opened-{flag.name}": token(opened)}


def say(edition, data, *, by=None, **more):
    return signed_in(by or lead(edition)).post(url("flags", edition), data, **more)


class TestPage:
    def test_shows_each_flag_with_its_answer_and_the_way_to_change_it(self, edition):
        page = signed_in(lead(edition)).get(url("flags", edition))

        assert page.status_code == 200
        for text in (
            LIMITED,
            "Rule 1 · 1.3 Was the commitment",
            "All of the commitment milestones",
            "Rule 7 · 3. Provide at least one lesson",
            "Begin early.",
        ):
            assert text in page.text
        assert (
            f"{reverse('evaluations:edit-section', args=[edition.report_id, 'lessons'])}?change=3&amp;from=flags#q-3"
            in page.text
        )

    def test_what_wants_evidence_leads_to_where_it_is_added_and_nothing_else_does(self):
        edition = written(scenes.draft(), access_result="yes", access_degree="major", lessons="Begin early.")

        page = signed_in(lead(edition)).get(url("flags", edition))

        leads = f'href="{url("task-list", edition)}evidence/2.1.1/?from=flags"'
        assert (len(raised(edition)), page.text.count(leads), page.text.count("/evidence/")) == (2, 1, 1)

    def test_says_where_nothing_is_flagged(self):
        edition = scenes.draft()

        assert "Nothing is flagged" in signed_in(lead(edition)).get(url("flags", edition)).text

    def test_keeps_the_sentences_and_goes_on(self, edition):
        response = say(edition, posted(flag_of(edition, PROGRESS), WHY) | {"then": "check"})

        assert (response.status_code, response.url) == (302, url("check", edition))
        assert flag_of(edition, PROGRESS).text == WHY

    def test_a_sentence_that_is_too_long_is_given_back_while_the_other_is_kept(self, edition):
        progress, short = raised(edition)

        page = say(edition, posted(progress, "x" * 20_001) | posted(short, WHY))

        assert (page.status_code, "x" * 20_001 in page.text, "maxlength" in page.text) == (422, True, False)
        assert "Shorten this to 20000 characters: it has 20001." in page.text
        assert [flag.text for flag in raised(edition)] == ["", WHY]

    @pytest.mark.parametrize("text", [".", "\u200b", "Because", ". -", "x."])
    def test_what_is_no_sentence_closes_no_flag(self, edition, text):
        page = say(edition, posted(flag_of(edition, PROGRESS), text))

        assert (page.status_code, flag_of(edition, PROGRESS).is_open) == (422, True)
        assert "Say it in a sentence." in page.text

    def test_a_word_that_stood_there_before_is_left_alone(self, edition):
        progress, short = raised(edition)
        justifying.justify(edition, {progress.name: Sentence(progress.mark, "", "Because")}, by=lead(edition))

        response = say(edition, posted(progress, "Because", opened="Because") | posted(short, WHY))

        assert (response.status_code, [flag.text for flag in raised(edition)]) == (302, ["Because", WHY])

    def test_of_what_has_moved_the_sentence_is_given_back_to_be_saved_once_more(self, edition):
        data = posted(flag_of(edition, PROGRESS), WHY)
        written(edition, level_of_progress="not-started")

        page = say(edition, data)

        flag = flag_of(edition, PROGRESS)
        assert (page.status_code, flag.is_open) == (409, True)
        assert "The answer has changed since." in page.text
        say(edition, {name: page.context["form"][name].value() for name in data})
        assert flag_of(edition, PROGRESS).text == WHY

    @pytest.mark.parametrize("mark", ["\x00", "x", ""])
    def test_a_mark_that_nobody_gave_keeps_nothing_and_gives_the_sentence_back(self, edition, mark):
        flag = flag_of(edition, PROGRESS)

        page = say(edition, posted(flag, WHY) | {f"mark-{flag.name}": mark})

        assert page.status_code in (409, 422)
        assert (WHY in page.text, flag_of(edition, PROGRESS).is_open) == (True, True)

    def test_of_what_is_gone_the_sentence_is_shown_to_be_copied(self, edition):
        data = posted(flag_of(edition, PROGRESS), WHY)
        written(edition, level_of_progress="complete")

        page = say(edition, data)

        assert (page.status_code, Justification.objects.count()) == (409, 0)
        assert (WITHDRAWN in page.text, WHY in page.text) == (True, True)

    def test_of_what_is_gone_nothing_is_said_to_who_wrote_nothing_about_it(self, edition):
        progress, short = raised(edition)
        say(edition, posted(progress, WHY))
        written(edition, level_of_progress="complete")

        response = say(edition, posted(progress, WHY, opened=WHY) | posted(short, WHY))

        assert (response.status_code, flag_of(edition, SHORT).text) == (302, WHY)

    def test_a_sentence_of_a_colleague_is_neither_overwritten_nor_taken_back(self, edition):
        colleague = scenes.evaluator_for(edition.report.member)
        bylines.add(edition, colleague, by=lead(edition))
        progress, short = raised(edition)
        say(edition, posted(progress, WHY) | posted(short, WHY), by=colleague.user)

        page = say(edition, posted(progress, "The plan was small.") | posted(short, ""))

        assert (page.status_code, [flag.text for flag in raised(edition)]) == (409, [WHY, WHY])
        assert f"Meanwhile somebody else has written here: “{WHY}”" in page.text
        form = page.context["form"]
        assert (form[progress.name].value(), form[short.name].value()) == ("The plan was small.", WHY)

    def test_the_sentence_about_another_answer_is_offered(self, edition):
        say(edition, posted(flag_of(edition, PROGRESS), WHY))
        written(edition, level_of_progress="not-started")

        page = signed_in(lead(edition)).get(url("flags", edition))

        assert "This was written when the answer was another." in page.text
        assert page.context["form"][flag_of(edition, PROGRESS).name].value() == WHY

    def test_words_come_back_where_the_report_was_submitted_meanwhile(self):
        edition = scenes.submitted(level_of_progress="limited")

        page = say(edition, posted(flag_of(edition, PROGRESS), "Late words."))

        assert (page.status_code, "Late words." in page.text) == (409, True)
        assert flag_of(edition, PROGRESS).text == scenes.REASON

    def test_words_are_not_kept_for_another_account(self, edition):
        colleague = scenes.evaluator_for(edition.report.member)
        bylines.add(edition, colleague, by=lead(edition))
        data = posted(flag_of(edition, PROGRESS), WHY) | {"account": account_mark(lead(edition))}

        page = say(edition, data, by=colleague.user)

        assert (page.status_code, WHY in page.text, Justification.objects.count()) == (403, True, 0)

    def test_words_come_back_to_who_was_signed_out(self, edition):
        page = Client().post(url("flags", edition), posted(flag_of(edition, PROGRESS), WHY))

        assert (page.status_code, WHY in page.text, Justification.objects.count()) == (403, True, 0)

    def test_a_stranger_finds_no_page(self, edition):
        stranger = scenes.evaluator_for(edition.report.member).user

        assert signed_in(stranger).get(url("flags", edition)).status_code == 404
        assert say(edition, {}, by=stranger).status_code == 404

    def test_a_button_of_the_section_saves_and_leads_here(self, edition):
        section = reverse("evaluations:edit-section", args=[edition.report_id, "completion"])

        response = signed_in(lead(edition)).post(
            section, {"q-1-2": "Elections.", "opened-q-1-2": token(""), "then": "flags"}
        )

        assert (response.status_code, response.url) == (302, url("flags", edition))
        assert Edition.objects.get(pk=edition.pk).factors == "Elections."


class TestRaised:
    def ask(self, edition, *, by=None, **data):
        user = by or lead(edition)
        return signed_in(user).post(url("raised-flags", edition), {"account": account_mark(user), **data})

    def test_tells_what_stands_beside_each_answer_and_where_to_look(self, edition):
        told = self.ask(edition).json()

        assert told["message"] == (
            "Look again under 1.3 and 3: something does not fit with another answer, or says too little."
        )
        assert {anchor for anchor, html in told["flags"].items() if html} == {"q-1-3", "q-3"}
        assert LIMITED in told["flags"]["q-1-3"]

    def test_what_wants_evidence_leads_there_with_everything_saved(self):
        edition = written(scenes.draft(), access_result="yes", access_degree="major", lessons="Begin early.")

        told = self.ask(edition).json()["flags"]

        button = 'type="submit" name="then" value="evidence:2.1.1"'
        assert {anchor for anchor, html in told.items() if html} == {"q-2-1-1-degree", "q-3"}
        assert {anchor for anchor, html in told.items() if button in html} == {"q-2-1-1-degree"}

    def test_of_a_text_that_is_being_written_it_is_not_said_that_it_is_short(self, edition):
        told = self.ask(edition, writing="q-3").json()

        assert {anchor for anchor, html in told["flags"].items() if html} == {"q-1-3"}
        assert told["message"].startswith("Look again under 1.3:")

    def test_says_nothing_of_what_is_justified_but_shows_it(self, edition):
        for flag in raised(edition):
            say(edition, posted(flag, WHY))

        told = self.ask(edition).json()

        assert (told["message"], WHY in told["flags"]["q-1-3"]) == ("", True)

    def test_changes_nothing(self, edition):
        before = Edition.objects.values().get(pk=edition.pk)

        self.ask(edition)

        assert (Edition.objects.values().get(pk=edition.pk), Justification.objects.count()) == (before, 0)


class TestSubmitting:
    @pytest.fixture
    def flagged(self):
        edition = scenes.answered(scenes.draft(), level_of_progress="limited")
        Justification.objects.filter(rule=PROGRESS).delete()
        return edition

    def test_what_wants_evidence_leads_there_and_back_to_the_check(self):
        edition = scenes.answered(scenes.draft())
        Justification.objects.filter(answer_key="2.1.1.degree").delete()

        page = html.fromstring(signed_in(lead(edition)).get(url("check", edition)).content)

        leads = page.xpath('//*[@id="q-2-1-1"]//*[contains(@class, "flag")]//a/@href')
        assert leads == [
            f"{url('task-list', edition)}evidence/2.1.1/?from=check",
            f"{url('flags', edition)}#flag-6-q-2-1-1-degree",
        ]

    def test_an_open_flag_refuses_and_is_named_beside_its_answer(self, flagged):
        page = signed_in(lead(flagged)).post(url("submit", flagged), {"shown": digest(flagged), "sign": "1"})

        assert (page.status_code, heading_of(page)) == (422, "Error: Check your answers")
        assert "The report was not submitted: answers are to be changed or justified" in page.text
        assert LIMITED in page.text
        stored = Edition.objects.get(pk=flagged.pk)
        assert (stored.status, stored.level_of_progress) == ("draft", "limited")

    def test_once_it_is_justified_the_report_goes(self, flagged):
        say(flagged, posted(flag_of(flagged, PROGRESS), WHY))

        signed_in(lead(flagged)).post(url("submit", flagged), {"shown": digest(flagged), "sign": "1"})

        assert Edition.objects.get(pk=flagged.pk).status == "submitted"

    def test_the_task_list_counts_what_is_open(self, flagged):
        page = signed_in(lead(flagged)).get(url("task-list", flagged))

        assert ("1 open" in page.text, "One answer does not fit with another" in page.text) == (True, True)


class TestReaders:
    @pytest.fixture
    def published(self):
        return scenes.published(level_of_progress="limited")

    def test_the_reviewer_reads_flags_and_why_the_answers_stand(self):
        edition = scenes.submitted(level_of_progress="limited")

        page = signed_in(scenes.reviewer_of(edition)).get(url("review", edition))

        # Once to be read, and once in the name of each of the two ways to rule on its reason.
        assert (page.text.count(LIMITED), page.text.count(scenes.REASON)) == (3, 4)
        assert url("flags", edition) not in page.text

    @pytest.mark.parametrize("path", ["", "json/", "csv/", "1/"])
    def test_the_public_never_does(self, published, path):
        report = published.report.get_absolute_url()
        names = {
            "": report,
            "json/": reverse("evaluations:report-json", args=[published.report.slug]),
            "csv/": reverse("evaluations:report-csv", args=[published.report.slug]),
            "1/": reverse("evaluations:edition", args=[published.report.slug, 1]),
        }

        page = Client().get(names[path])

        assert page.status_code == 200
        assert [told for told in (LIMITED, scenes.REASON) if told in page.content.decode()] == []

    def test_nor_does_who_reads_the_feed(self, published):
        page = Client().get("/reports/feed/")

        assert (page.status_code, LIMITED in page.text, scenes.REASON in page.text) == (200, False, False)

    def test_a_returned_report_shows_its_flags_as_they_stand_now(self):
        edition = scenes.returned(level_of_progress="limited")
        written(edition, level_of_progress="complete")

        assert PROGRESS not in [flag.number for flag in raised(edition)]
        workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=lead(edition))
        assert PROGRESS not in [flag.number for flag in raised(edition)]
