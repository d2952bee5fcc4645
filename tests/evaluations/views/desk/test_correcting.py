import pytest

from evaluations import drafts
from tests import scenes
from tests.evaluations.views.desk.visits import lead, signed_in, url
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class TestCorrecting:
    def test_the_lead_opens_a_new_edition_and_writes_it(self):
        edition = scenes.published()

        page = signed_in(lead(edition)).post(url("correct", edition), {"reason": "A wrong date."}, follow=True)

        draft = edition.report.unpublished
        assert (page.status_code, draft.predecessor) == (200, edition)
        assert draft.moves.get().reason == "A wrong date."

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ({}, "correction"),
            ({"change": "correction"}, "correction"),
            ({"change": "update"}, "update"),
            ({"change": "translation", "language": "es"}, "translation"),
        ],
    )
    def test_it_is_said_what_kind_of_change_it_is(self, sent, kept):
        edition = scenes.published()

        signed_in(lead(edition)).post(url("correct", edition), {"reason": " A wrong date. "} | sent)

        draft = edition.report.unpublished
        assert (draft.change_class, draft.change_reason) == (kept, "A wrong date.")

    def test_a_translation_begins_in_its_language(self):
        edition = scenes.published()

        sent = {"reason": "For the towns.", "change": "translation", "language": "es"}
        signed_in(lead(edition)).post(url("correct", edition), sent)

        assert edition.report.unpublished.language == "es"

    @pytest.mark.parametrize(
        ("change", "language"), [("translation", ""), ("translation", "en"), ("update", "es"), ("translation", "xx")]
    )
    def test_a_translation_alone_names_another_language(self, change, language):
        edition = scenes.published()

        sent = {"reason": "Because.", "change": change, "language": language}
        page = signed_in(lead(edition)).post(url("correct", edition), sent)

        assert (page.status_code, edition.report.unpublished) == (422, None)

    @pytest.mark.parametrize("change", ["first", "redaction", "other"])
    def test_no_other_kind_of_change_is_taken(self, change):
        edition = scenes.published()

        page = signed_in(lead(edition)).post(url("correct", edition), {"reason": "Because.", "change": change})

        assert (page.status_code, edition.report.unpublished) == (422, None)

    def test_a_reviewer_opens_one_for_its_evaluators(self):
        edition = scenes.published()

        page = signed_in(scenes.reviewer()).post(url("correct", edition), {"reason": "A wrong date."})

        assert page.url == url("review", edition)

    def test_a_reason_is_wanted(self):
        edition = scenes.published()

        page = signed_in(lead(edition)).post(url("correct", edition), {"reason": " "})

        assert (page.status_code, edition.report.unpublished) == (422, None)

    def test_a_second_one_is_not_opened(self):
        edition = scenes.published()
        drafts.correct(edition.report, by=lead(edition), reason="First.")

        page = signed_in(lead(edition)).post(url("correct", edition), {"reason": "My second reason."})

        assert (page.status_code, edition.report.editions.count()) == (409, 2)
        assert "My second reason." in page.text

    def test_others_may_not(self):
        edition = scenes.published()

        assert signed_in(UserFactory()).post(url("correct", edition), {"reason": "x"}).status_code == 403
        draft = scenes.draft()
        assert signed_in(lead(draft)).get(url("correct", draft)).status_code == 403
