"""Who else is here now, and where, is shown on every page of an open report."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from evaluations import bylines, presence
from evaluations.account import account_mark
from evaluations.models import Assignment, Edition, Presence
from evaluations.saving import token
from evaluations.views import desk
from tests import scenes

from .sections import url_of
from .visits import colleague, lead, signed_in, url

pytestmark = pytest.mark.django_db

PAGES = {
    "task-list": "at the list of sections",
    "overview": "at the Overview",
    "evaluators": "at the evaluators",
    "flags": "at the answers to look at again",
    "remarks": "at the remarks of the reviewers",
    "unlock": "asking to open more",
    "check": "checking the answers",
    "completion": "at “Section 1. Commitment completion”",
}


@pytest.fixture
def edition():
    return scenes.draft_of_two()


def url_of_page(edition, page):
    return url_of(edition) if page == "completion" else url(page, edition)


def read(edition, user, page="task-list"):
    return signed_in(user).get(url_of_page(edition, page))


def post(edition, user, **data):
    return signed_in(user).post(url("presence", edition), {"account": account_mark(user), **data})


def statuses_of(page):
    """Return what each place of a page for who else is here says."""
    places = html.fromstring(page.content).xpath("//*[@data-others-here]")
    return [(place.get("role"), " ".join(place.text_content().split())) for place in places]


def seen():
    return list(Presence.objects.order_by("pk").values_list("user", "place"))


class TestPages:
    def test_every_page_has_its_words(self):
        named = {view.place for view in vars(desk).values() if isinstance(getattr(view, "place", None), str)}

        assert named - {""} == presence.PAGES.keys()

    @pytest.mark.parametrize("name", PAGES)
    def test_reading_a_page_tells_the_others_where_she_is(self, edition, name):
        alone = read(edition, colleague(edition), name)

        together = read(edition, lead(edition), name)

        assert statuses_of(alone) == [("status", "")]
        assert statuses_of(together) == [("status", f"Also here now: Tomás Ruiz, {PAGES[name]}.")]

    def test_several_are_told_in_one_sentence_with_their_names_as_text(self, edition):
        other = scenes.evaluator_for(edition.report.member, name="<b>Zoë</b> & Co")
        bylines.add(edition, other, by=lead(edition))
        read(edition, colleague(edition), "check")
        presence.note(edition.report, other.user, "")

        page = read(edition, lead(edition))

        told = "Also here now: Tomás Ruiz, checking the answers; <b>Zoë</b> & Co."
        assert statuses_of(page) == [("status", told)]
        assert "<b>Zoë" not in page.text

    def test_no_email_is_told(self, edition):
        read(edition, colleague(edition))

        page = read(edition, lead(edition))

        assert colleague(edition).email not in page.text

    def test_every_page_loads_the_script(self, edition):
        pages = [read(edition, lead(edition), page) for page in PAGES]

        assert ["/static/here.js" in page.text for page in pages] == [True] * len(PAGES)

    def test_only_reading_counts(self, edition):
        client, data = signed_in(lead(edition)), {"reason": "x" * 20_001}

        refused = client.post(url("submit", edition), data)
        client.head(url("check", edition))

        assert (refused.status_code, seen()) == (422, [])

    @pytest.mark.parametrize("scene", [scenes.submitted, scenes.published])
    def test_nobody_is_told_at_a_report_that_is_closed(self, edition, scene):
        scene(edition)
        presence.note(edition.report, colleague(edition), "check")
        Presence.objects.filter(user=lead(edition)).delete()

        pages = [signed_in(lead(edition)).get(url_of_page(edition, page), follow=True) for page in PAGES]

        assert [statuses_of(page) for page in pages] == [[]] * len(PAGES)
        assert ["here.js" in page.text for page in pages] == [False] * len(PAGES)
        assert seen() == [(colleague(edition).pk, "check")]

    def test_who_may_write_no_more_neither_tells_nor_is_told(self, edition):
        read(edition, lead(edition))
        Assignment.objects.filter(evaluator__user=colleague(edition)).delete()

        page = read(edition, colleague(edition))

        assert (page.status_code, statuses_of(page)) == (200, [])
        assert seen() == [(lead(edition).pk, "task-list")]

    def test_opening_a_new_edition_is_no_place(self, edition):
        scenes.published(edition)

        page = signed_in(lead(edition)).get(url("correct", edition))

        assert (page.status_code, statuses_of(page), seen()) == (200, [], [])

    @pytest.mark.parametrize("others", [1, 3])
    def test_it_costs_two_queries_however_many_are_here(self, edition, others):
        for number in range(others):
            other = scenes.evaluator_for(edition.report.member, name=f"Evaluator {number}")
            bylines.add(edition, other, by=lead(edition))
            presence.note(edition.report, other.user, "q-1-2")
        client = signed_in(lead(edition))

        with CaptureQueriesContext(connection) as queries:
            client.get(url("overview", edition))

        about = [query["sql"].split()[0] for query in queries if "evaluations_presence" in query["sql"]]
        assert about == ["SELECT", "INSERT"]


class TestPosting:
    def test_it_notes_the_place_and_tells_of_the_others(self, edition):
        first = post(edition, colleague(edition), place="q-1-2")
        second = post(edition, lead(edition), place="q-3")

        assert (first.status_code, first.json()["html"].strip()) == (200, "")
        assert second.json() == {"html": second.json()["html"]}
        assert html.fromstring(second.json()["html"]).text_content() == "Also here now: Tomás Ruiz, at 1.2."
        assert seen() == [(colleague(edition).pk, "q-1-2"), (lead(edition).pk, "q-3")]

    def test_it_says_what_the_page_says(self, edition):
        post(edition, colleague(edition), place="q-1-2")

        page, answer = read(edition, lead(edition)), post(edition, lead(edition), place="task-list")

        [place] = html.fromstring(page.content).xpath("//*[@data-others-here]")
        assert place.text_content().strip() == html.fromstring(answer.json()["html"]).text_content()

    @pytest.mark.parametrize("data", [{}, {"place": ""}, {"place": "q-4711"}, {"place": "<b>"}])
    def test_of_an_unknown_place_only_the_report_is_noted(self, edition, data):
        answer = post(edition, lead(edition), **data)

        assert (answer.status_code, seen()) == (200, [(lead(edition).pk, "")])

    def test_whoever_is_signed_out_is_told_so(self, edition):
        answer = Client().post(url("presence", edition), {"place": "q-1-2"})

        assert (answer.status_code, answer.json()["reason"], seen()) == (401, "signed-out", [])

    def test_another_account_than_the_pages_is_not_noted(self, edition):
        answer = post(edition, colleague(edition), place="q-1-2", account=account_mark(lead(edition)))

        assert (answer.status_code, answer.json()["reason"], seen()) == (403, "account", [])

    @pytest.mark.parametrize(("see", "status"), [(scenes.reviewer, 403), (None, 404)], ids=["reviewer", "stranger"])
    def test_nobody_else_is_noted_or_told_and_a_stranger_does_not_learn_of_the_draft(self, edition, see, status):
        user = see() if see else scenes.evaluator_for(scenes.draft().report.member).user
        post(edition, lead(edition), place="q-1-2")

        answer = post(edition, user, place="q-1-2")

        assert (answer.status_code, seen()) == (status, [(lead(edition).pk, "q-1-2")])
        assert "Inés" not in answer.text

    def test_who_was_taken_off_the_report_is_refused(self, edition):
        user = colleague(edition)
        bylines.remove(edition, edition.bylines.get(position=2).pk, by=lead(edition))

        assert (post(edition, user, place="q-1-2").status_code, seen()) == (404, [])

    @pytest.mark.parametrize("scene", [scenes.submitted, scenes.published])
    def test_a_report_that_is_no_longer_open_says_so(self, edition, scene):
        scene(edition)

        answer = post(edition, lead(edition), place="q-1-2")

        assert (answer.status_code, answer.json()["reason"], seen()) == (409, "closed", [])

    def test_a_report_that_does_not_exist_is_not_found(self):
        user = scenes.reviewer()

        answer = signed_in(user).post(reverse("evaluations:presence", args=[4711]), {"account": account_mark(user)})

        assert answer.status_code == 404

    def test_it_is_only_posted(self, edition):
        assert signed_in(lead(edition)).get(url("presence", edition)).status_code == 405

    def test_what_is_written_is_left_alone(self, edition):
        before = Edition.objects.values().get(pk=edition.pk)

        post(edition, lead(edition), place="q-1-2", **{"q-1-2": "Words."})

        assert Edition.objects.values().get(pk=edition.pk) == before


def test_saving_notes_nobody(edition):
    words = {"q-1-2": "Words.", "opened-q-1-2": token(edition.factors)}

    answer = signed_in(lead(edition)).post(url("autosave", edition), words)

    assert (answer.status_code, seen()) == (200, [])
