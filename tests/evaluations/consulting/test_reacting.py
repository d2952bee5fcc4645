"""What contacts say of a report before it is published, and what reviewers say became of it."""

import pytest
from django.db import DatabaseError, transaction

from evaluations import reacting
from evaluations.models import Disposition, Reaction
from tests import scenes

from .contacts import code_of, past

pytestmark = pytest.mark.django_db


class TestReacting:
    def test_is_kept_with_who_said_it_and_how(self):
        consultation = scenes.asked()

        said = scenes.reaction(consultation, "2.2", " No.\r\nNot yet. ", side="civil-society", is_confidential=True)

        said.refresh_from_db()
        assert (said.answer_key, said.text, said.is_confidential) == ("2.2", "No.\nNot yet.", True)
        assert (said.edition, said.consulted.name) == (consultation.edition, "Tomasa Vega")

    def test_twice_the_same_is_one(self):
        consultation = scenes.asked()

        assert scenes.reaction(consultation) == scenes.reaction(consultation)
        assert Reaction.objects.count() == 1

    @pytest.mark.parametrize(
        ("key", "text", "code"), [("9.9", "Why?", "key"), ("1.2", " \n ", "text"), ("", "All.", "")]
    )
    def test_is_about_an_answer_or_the_whole(self, key, text, code):
        assert code_of(scenes.reaction, scenes.asked(), key, text) == code

    def test_an_end_of_reactions_is_told(self, monkeypatch):
        monkeypatch.setattr(reacting, "MOST", 2)
        consultation = scenes.asked()
        for text in ("One.", "Two."):
            scenes.reaction(consultation, text=text)

        assert code_of(scenes.reaction, consultation, text="Three.") == "many"
        assert code_of(scenes.reaction, consultation, text="Three.", side="civil-society") == ""
        for said in Reaction.objects.all():
            reacting.take_back(said.consulted, said.pk)
        assert code_of(scenes.reaction, consultation, text="Four.") == "many"

    def test_she_takes_back_her_own_alone(self):
        consultation = scenes.asked()
        hers, other = scenes.reaction(consultation), scenes.reaction(consultation, side="civil-society")

        reacting.take_back(hers.consulted, other.pk)
        reacting.take_back(hers.consulted, hers.pk)
        reacting.take_back(hers.consulted, hers.pk)

        assert list(Reaction.objects.standing()) == [other]

    def test_not_when_the_time_is_over(self):
        consultation = past(scenes.submitted())

        assert code_of(scenes.reaction, consultation) == "closed"

    def test_a_token_that_was_changed_names_nobody(self):
        token = scenes.asked().consulted_set.first().token

        assert reacting.found(token) is not None
        assert reacting.found(token[:-1] + ("a" if token[-1] != "a" else "b")) is None


class TestDisposing:
    def test_is_done_when_the_time_is_over(self):
        said = scenes.reaction(scenes.asked())

        assert code_of(scenes.dispose, said) == "status"
        scenes.ended(said.consulted.consultation)
        assert code_of(scenes.dispose, said) == ""

    @pytest.mark.parametrize(
        ("kind", "reason", "code"),
        [("kept", "", "reason"), ("out-of-scope", " ", "reason"), ("changed", "", ""), ("kept", "Because.", "")],
    )
    def test_wants_a_reason_but_for_what_was_changed(self, kind, reason, code):
        said = scenes.reaction(scenes.asked())
        scenes.ended(said.consulted.consultation)

        assert code_of(scenes.dispose, said, kind, reason) == code

    def test_wants_one_for_the_whole_too_of_which_no_difference_is_shown(self):
        said = scenes.reaction(scenes.asked(), "")
        scenes.ended(said.consulted.consultation)

        assert [code_of(scenes.dispose, said, "changed", reason) for reason in ("", "In 3.")] == ["reason", ""]

    def test_the_last_word_counts_until_the_report_is_published(self):
        said = scenes.reaction(scenes.asked())
        scenes.ended(said.consulted.consultation)
        scenes.dispose(said, "out-of-scope", "It is about a road.")
        scenes.dispose(said, "kept", "The minutes say May.")

        assert [str(one) for one in Disposition.objects.all()] == ["Kept as it was: The minutes say May."]
        scenes.publish(said.edition)
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            Disposition.objects.update(reason="Other.")
