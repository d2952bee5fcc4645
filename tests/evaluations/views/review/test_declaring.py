"""Where a reviewer declares a tie, and exempts another from what follows of it."""

import pytest
from django.urls import reverse

from evaluations import reviewing
from evaluations.choices import ReviewRule
from evaluations.models import Declaration, Exemption
from tests import scenes
from tests.evaluations.views.review.visits import decide, page, seen, waiting_for, words_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TIE = {"has_tie": "yes", "ties": ["member", "evaluator"], "words": "My sister, O'Farril & Co.", "organisation": ""}
WHY = "There is no other reviewer who reads Nahuatl, O'Farril & Co."


@pytest.fixture
def tied():
    """Return a reviewer with a name who is tied to whatever she is brought to."""

    def declare(edition):
        person = scenes.reviewer(first_name="Omar", last_name="Sol")
        reviewing.declare(edition, ties=["government"], words="I advised it.", by=person)
        return person

    return declare


def offered_to(client, edition):
    """Return what the page offers whoever is signed in to exempt from."""
    return client.get(page(edition)).context["decider"].exemptible


class TestDeclaring:
    def test_no_tie_opens_the_decisions(self, client, reviewer):
        edition = scenes.submitted()

        response = decide(client, edition, "declare", has_tie="no", organisation=" Casa  Abierta ")

        assert (response.status_code, response.url) == (302, f"{page(edition)}#ties")
        shown = client.get(page(edition))
        assert shown.context["decider"].may_decide
        assert "that you have no tie. You work for Casa Abierta." in words_of(shown)

    def test_a_tie_closes_them_and_says_why(self, client, reviewer):
        edition = waiting_for(reviewer)

        decide(client, edition, "declare", **TIE)

        shown = words_of(client.get(page(edition)))
        assert "To the member, To an evaluator. “My sister, O&#x27;Farril &amp; Co.”" in shown
        assert "You have declared a tie, so another reviewer decides about this report." in shown
        response = decide(client, edition, "return", seen=seen(client, edition), reason="Say where.")
        assert (response.status_code, "have declared a tie" in words_of(response)) == (403, True)

    def test_ties_that_were_ticked_before_no_was_chosen_are_none(self, client, reviewer):
        decide(client, scenes.submitted(), "declare", **(TIE | {"has_tie": "no"}))

        assert Declaration.objects.values_list("ties", "words").get() == ([], "")

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"has_tie": ""}, "declare-has_tie_0"),
            ({"has_tie": "perhaps"}, "declare-has_tie_0"),
            ({"ties": []}, "declare-ties_0"),
            ({"ties": ["friend"]}, "declare-ties_0"),
            ({"words": " "}, "declare-words"),
            ({"organisation": "x" * 201}, "declare-organisation"),
        ],
    )
    def test_what_is_not_whole_comes_back_with_its_words(self, client, reviewer, change, field):
        response = decide(client, scenes.submitted(), "declare", **(TIE | change))

        assert (response.status_code, Declaration.objects.count()) == (422, 0)
        assert f'href="#{field}"' in response.text
        if "words" not in change:
            assert "O&#x27;Farril" in response.text

    def test_the_organisation_that_she_named_last_is_offered_again(self, client, reviewer):
        decide(client, scenes.submitted(), "declare", has_tie="no", organisation="Casa Abierta")

        response = client.get(page(scenes.submitted()))

        assert response.context["declare_form"]["organisation"].value() == "Casa Abierta"
        assert response.context["decider"].must_declare

    def test_of_a_report_that_moved_on_is_said_so_with_the_words(self, client, reviewer):
        edition = scenes.published()

        response = decide(client, edition, "declare", **TIE)

        assert (response.status_code, Declaration.objects.filter(by=reviewer).count()) == (409, 0)
        assert "O&#x27;Farril" in response.text

    def test_who_wrote_the_report_has_nothing_to_declare(self, client, reviewer):
        edition = scenes.submitted(scenes.results_draft(by=reviewer))

        response = decide(client, edition, "declare", **TIE)

        assert (response.status_code, Declaration.objects.count()) == (403, 0)
        assert "You submitted this report: another reviewer decides." in words_of(response)


class TestExempting:
    def test_is_offered_for_whom_a_rule_stands_against_and_read_by_the_public(self, client, reviewer, tied):
        edition = waiting_for(reviewer)
        omar = tied(edition)
        offered = offered_to(client, edition)
        said = Declaration.objects.get(by=omar)
        assert offered == [
            (f"{omar.pk}:tie:{said.pk}", "Omar Sol, who has declared a tie (To its government): “I advised it.”")
        ]

        response = decide(client, edition, "exempt", who=offered[0][0], reason=WHY)

        assert (response.status_code, response.url) == (302, page(edition))
        assert "for Omar Sol, given by Rosa Luna on" in words_of(client.get(page(edition)))
        scenes.approve(edition, by=omar)
        scenes.publish(edition)
        for url in (edition.report.get_absolute_url(), reverse("evaluations:history", args=[edition.report.slug])):
            public = words_of(client.get(url))
            assert "A reviewer with a tie decided about this edition. There is no other reviewer" in public
            assert "Omar" not in public
        data = client.get(f"{edition.get_absolute_url().rstrip('/')}/report.json")
        assert data.json()["edition"]["exemptions"] == [{"rule": "tie", "reason": WHY}]

    def test_is_told_as_what_she_may_do_and_as_void_once_she_said_something_else(self, client, reviewer, tied):
        edition = waiting_for(reviewer)
        omar = tied(edition)
        reviewing.exempt(edition, omar, ReviewRule.TIE, reason=WHY, by=reviewer)
        told = words_of(client.get(page(edition)))
        assert "She may decide in spite of her tie." in told
        assert ("decided about this edition" in told, "It counts no more" in told) == (False, False)

        reviewing.declare(edition, ties=["member"], words="The mayor is my husband.", by=omar)

        assert "She may decide in spite of her tie. It counts no more" in words_of(client.get(page(edition)))

    @pytest.mark.parametrize("change", [{"who": ""}, {"who": "1:tie"}, {"who": "x"}, {"reason": " "}])
    def test_what_is_not_whole_comes_back(self, client, reviewer, tied, change):
        edition = waiting_for(reviewer)
        tied(edition)
        sent = {"who": offered_to(client, edition)[0][0], "reason": WHY}

        response = decide(client, edition, "exempt", **(sent | change))

        assert (response.status_code, Exemption.objects.count()) == (422, 0)
        assert '<details class="guidance" id="exempt" open>' in response.text

    def test_who_is_tied_is_not_offered_to_exempt_anybody(self, client, tied):
        edition = scenes.submitted()
        client.force_login(tied(edition))
        tied(edition)

        response = client.get(page(edition))

        assert response.context["decider"].exemptible == []
        assert "Exempt a reviewer" not in response.text

    def test_an_administrator_who_approved_is_offered_herself(self, client):
        edition = scenes.submitted()
        admin = scenes.declared(UserFactory(is_staff=True, is_superuser=True), edition)
        scenes.approve(edition, by=admin)
        client.force_login(admin)

        offered = [value for value, _label in offered_to(client, edition)]
        decide(client, edition, "exempt", who=offered[0], reason=WHY)
        response = decide(client, edition, "publish", seen=seen(client, edition))

        assert (offered, response.status_code) == ([f"{admin.pk}:same-person:{edition.approval.pk}"], 302)

    def test_the_organisation_is_named_as_its_evaluator_names_it(self, client, reviewer):
        draft = scenes.draft()
        draft.report.lead.organisation = "Casa Abierta, A.C."
        draft.report.lead.save()
        edition = waiting_for(reviewer, draft)
        omar = scenes.reviewer(first_name="Omar", last_name="Sol")
        reviewing.declare(edition, organisation="casa abierta AC", by=omar)

        [(value, label)] = offered_to(client, edition)
        response = decide(client, edition, "exempt", who=value, reason=WHY)

        assert label == "Omar Sol, who works for the organisation of an evaluator (Casa Abierta, A.C.)"
        assert (response.status_code, Exemption.objects.get().organisations) == (302, ["casaabiertaac"])

    def test_a_tie_that_was_declared_since_she_read_is_not_exempted_and_her_words_stay(self, client, reviewer, tied):
        edition = waiting_for(reviewer)
        omar = tied(edition)
        [(value, _label)] = offered_to(client, edition)
        reviewing.declare(edition, ties=["member"], words="The mayor is my husband.", by=omar)

        response = decide(client, edition, "exempt", who=value, reason=WHY)

        assert (response.status_code, Exemption.objects.count()) == (409, 0)
        told = words_of(response)
        assert "What stands against her is another by now. Read it, and choose anew." in told
        assert "“The mayor is my husband.”" in told
        assert "reads Nahuatl, O&#x27;Farril &amp; Co." in told
        [(value, _label)] = response.context["exempt_form"].fields["who"].choices
        assert decide(client, edition, "exempt", who=value, reason=WHY).status_code == 302
