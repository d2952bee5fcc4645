"""Two evaluators save as they like: every text that was taken is stored, or was seen by whoever replaced it."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluations import bylines, saving
from evaluations.models import Edition
from evaluations.saving import Outcome, token
from tests import scenes

pytestmark = pytest.mark.django_db

COLUMNS = ("factors", "lessons")
EXAMPLES, EXAMPLES_IN_A_DRILL = 40, 1000

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
steps = st.lists(
    st.tuples(
        st.integers(0, 1),  # who
        st.sampled_from(["save", "open"]),
        st.dictionaries(st.sampled_from(COLUMNS), texts, min_size=1),
    ),
    max_size=25,
)


class Writer:
    """One of the two: what her page shows, and every text that she has seen or written of each answer."""

    def __init__(self, user, edition):
        self.user, self.edition = user, edition
        self.tokens, self.seen = {}, {column: set() for column in COLUMNS}
        self.open()

    def open(self):
        """Load the page anew."""
        stored = Edition.objects.get(pk=self.edition.pk)
        for column in COLUMNS:
            self.read(column, getattr(stored, column))

    def read(self, column, text):
        self.tokens[column] = token(text)
        self.seen[column].add(text)

    def save(self, answers):
        """Send answers, and return those that were taken; of a conflict she is shown the other text."""
        values = {column: saving.storable(text) for column, text in answers.items()}
        save = saving.save(self.edition, values, opened=dict(self.tokens), by=self.user)
        taken = {column for column, outcome in save.outcomes.items() if outcome is Outcome.SAVED}
        for column, text in save.conflicts.items():
            self.read(column, text)
        for column in taken:
            self.read(column, values[column])
        return {column: values[column] for column in taken}


@pytest.fixture
def users_and_edition():
    edition = scenes.draft()
    colleague = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, colleague, by=edition.report.lead.user)
    return [edition.report.lead.user, colleague.user], edition


def play(users, edition, script):
    """Go through a script, and check that no text is replaced by somebody who never saw it."""
    writers = [Writer(user, edition) for user in users]
    stored = dict.fromkeys(COLUMNS, "")
    for who, act, answers in script:
        if act == "open":
            writers[who].open()
            continue
        seen = {column: set(texts) for column, texts in writers[who].seen.items()}
        for column, text in writers[who].save(answers).items():
            assert stored[column] in seen[column]
            stored[column] = text
    assert dict(zip(COLUMNS, Edition.objects.values_list(*COLUMNS).get(pk=edition.pk), strict=True)) == stored


def prove(users_and_edition, *, examples):
    users, edition = users_and_edition

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(script=steps)
    def every_text_is_stored_or_was_seen(script):
        with transaction.atomic():
            play(users, edition, script)
            transaction.set_rollback(True)

    every_text_is_stored_or_was_seen()


def test_no_text_is_replaced_unseen(users_and_edition):
    prove(users_and_edition, examples=EXAMPLES)


@pytest.mark.drill
def test_no_text_is_replaced_unseen_in_a_thousand_scripts(users_and_edition):
    prove(users_and_edition, examples=EXAMPLES_IN_A_DRILL)
