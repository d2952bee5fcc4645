"""Where a new edition that was begun by mistake is discarded, and read afterwards."""

import pytest
from django.urls import reverse

from evaluations import bylines, drafts, unlock_requests
from evaluations.models import Act, Edition, Evaluator
from tests import scenes

pytestmark = pytest.mark.django_db

WORDS = "The ledger was opened by mistake, said in new words."
WHY = "It was begun twice by mistake."


@pytest.fixture
def draft():
    published = scenes.published(scenes.draft_of_two())
    draft = drafts.correct(published.report, by=published.report.lead.user, reason="A date was wrong.")
    Edition.objects.filter(pk=draft.pk).update(progress_explanation=WORDS)
    return draft


def url(edition, name="discard"):
    return reverse(f"evaluations:{name}", args=[edition.report_id])


def discard(client, draft, who, **data):
    client.force_login(who)
    return client.post(url(draft), {"edition": draft.pk, "reason": WHY, **data}, follow=True)


def lead_of(edition):
    return edition.report.lead.user


def colleague_of(edition):
    return edition.bylines.get(position=2).evaluator.user


class TestDiscarding:
    def test_the_lead_is_told_what_is_lost_and_what_stays_and_does_it_with_a_reason(self, client, draft):
        client.force_login(lead_of(draft))
        assert url(draft) in client.get(url(draft, "task-list")).text
        shown = client.get(url(draft)).text
        assert [shown.count(words) for words in ("What is lost", "What stays")] == [1, 1]

        page = discard(client, draft, lead_of(draft))

        draft.refresh_from_db()
        assert (page.status_code, draft.status, draft.number) == (200, "discarded", None)
        assert [words in page.text for words in (WORDS, WHY)] == [True, True]
        act = Act.objects.latest("pk")
        assert (act.kind, act.edition, act.role) == ("discard", draft, "evaluator")

    def test_so_does_a_reviewer_and_nobody_else(self, client, draft):
        for who in (colleague_of(draft), scenes.moderator(), scenes.evaluator_for(draft.report.member).user):
            assert discard(client, draft, who).status_code == 403
        reviewer = scenes.reviewer()
        client.force_login(reviewer)
        assert url(draft) in client.get(url(draft, "review")).text

        assert discard(client, draft, reviewer).status_code == 200

        assert url(draft, "discarded") in client.get(url(draft, "review")).text

    def test_but_none_with_a_tie_to_what_it_corrects(self, client):
        edition = scenes.submitted()
        tied = scenes.reviewer()
        edition.declarations.create(by=tied, ties=["government"], words="My brother is minister.")
        published = scenes.publish(edition)
        draft = drafts.correct(published.report, by=published.report.lead.user, reason="The ministry paid.")

        assert discard(client, draft, tied).status_code == 403

        assert url(draft) not in client.get(url(draft, "review")).text

    @pytest.mark.parametrize("is_taken_off", [False, True])
    def test_but_none_who_is_or_was_an_evaluator_on_it_and_does_not_lead_it(self, client, draft, is_taken_off):
        byline, colleague = draft.bylines.get(position=2), colleague_of(draft)
        Evaluator.objects.filter(user=colleague).update(organisation="Elsewhere")  # else by that she would have a tie
        colleague.groups.add(*scenes.reviewer().groups.all())
        if is_taken_off:
            bylines.remove(draft, byline.pk, by=lead_of(draft))

        assert discard(client, draft, colleague).status_code == 403

        assert draft.report.unpublished == draft

    def test_wants_a_reason(self, client, draft):
        page = discard(client, draft, lead_of(draft), reason=" ")

        assert (page.status_code, draft.report.unpublished) == (422, draft)

    def test_only_what_she_was_shown(self, client, draft):
        page = discard(client, draft, lead_of(draft), edition=draft.predecessor_id)

        assert (page.status_code, draft.report.unpublished) == (409, draft)
        assert WHY in page.text

    def test_what_came_back_and_is_not_to_be_corrected_after_all(self, client, draft):
        edition = scenes.submitted(draft)
        scenes.remark(edition, "1.2")
        edition = scenes.send_back(edition)
        request = unlock_requests.ask(edition, ["2.2"], "The law changes this, too.", by=lead_of(edition))

        page = discard(client, edition, lead_of(edition))

        edition.refresh_from_db()
        request.refresh_from_db()
        assert (page.status_code, edition.status, request.outcome) == (200, "discarded", "over")
        assert drafts.correct(edition.report, by=lead_of(edition), reason="Another.").is_open

    def test_nothing_that_is_with_reviewers(self, client, draft):
        edition = scenes.submitted(draft)

        page = discard(client, edition, lead_of(edition))

        assert (page.status_code, edition.report.unpublished) == (409, edition)
        assert "There is nothing that could be discarded" in client.get(url(edition)).text

    def test_nor_a_first_edition(self, client):
        edition = scenes.draft()

        assert discard(client, edition, lead_of(edition)).status_code == 409
        assert url(edition) not in client.get(url(edition, "task-list")).text


class TestAfterwards:
    @pytest.fixture
    def discarded(self, client, draft):
        discard(client, draft, lead_of(draft))
        client.logout()
        return Edition.objects.get(pk=draft.pk)

    def test_it_is_read_by_those_who_wrote_it_and_by_reviewers_alone(self, client, discarded):
        strangers = (scenes.moderator(), scenes.evaluator_for(discarded.report.member).user)
        readers = (colleague_of(discarded), scenes.reviewer())

        told = []
        for who in (*strangers, *readers):
            client.force_login(who)
            told.append(client.get(url(discarded, "discarded")).status_code)

        assert told == [404, 404, 200, 200]

    def test_another_new_edition_is_opened_from_what_is_published(self, client, discarded):
        report = discarded.report
        draft = drafts.correct(report, by=lead_of(discarded), reason="A figure.")

        assert draft.progress_explanation != WORDS
        client.force_login(lead_of(discarded))
        assert url(discarded, "discarded") in client.get(url(discarded, "task-list")).text
        published = scenes.published(draft)
        assert published.number == 2
        assert url(discarded, "discarded") in client.get(url(discarded, "task-list")).text

    def test_each_of_two_is_read_by_itself(self, client, discarded):
        draft = drafts.correct(discarded.report, by=lead_of(discarded), reason="A figure.")
        discard(client, draft, lead_of(draft), reason="Another one.")

        newest = client.get(url(draft, "discarded"))
        first = client.get(url(draft, "discarded"), {"edition": discarded.pk})

        assert ("Another one." in newest.text, WORDS in newest.text) == (True, False)
        assert (WHY in first.text, WORDS in first.text) == (True, True)
        assert f"?edition={discarded.pk}" in newest.text

    @pytest.mark.parametrize("edition", ["draft", "0", "99999999"])
    def test_what_names_none_is_not_found(self, client, discarded, edition):
        client.force_login(lead_of(discarded))

        assert client.get(url(discarded, "discarded"), {"edition": edition}).status_code == 404

    def test_nothing_published_tells_of_it(self, client, discarded):
        report = discarded.report
        pages = [report.get_absolute_url(), reverse("evaluations:history", args=[report.slug])]
        told = "".join(client.get(page).text for page in pages)

        assert [told.count(words) for words in (WORDS, WHY, "iscarded")] == [0, 0, 0]
        assert report.unpublished is None

    def test_who_writes_it_still_is_told_that_it_is_closed_and_keeps_her_words(self, client, discarded):
        client.force_login(colleague_of(discarded))
        section = discarded.form.sections[0]

        page = client.post(
            reverse("evaluations:edit-section", args=[discarded.report_id, section.slug]),
            {"q-1-1-explanation": "Typed in vain, and not lost.", "opened-q-1-1-explanation": ""},
        )

        assert page.status_code == 409
        assert "Typed in vain, and not lost." in page.text
