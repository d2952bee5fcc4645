"""Two evaluators save as they like: every text that was taken is stored, or was seen by whoever replaced it.

They do so as browsers do: answers save themselves one by one, a section is saved as a whole, and where the other was
quicker, the page with both versions is opened.
"""

import re
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evaluations import bylines
from evaluations.account import account_mark
from evaluations.models import Edition
from evaluations.saving import storable
from tests import scenes

pytestmark = pytest.mark.django_db

ANCHORS = {"progress_explanation": "q-1-1-explanation", "factors": "q-1-2"}
EXAMPLES, EXAMPLES_IN_A_DRILL = 12, 100
CLEARED = "Nothing: the answer was cleared."

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
steps = st.lists(
    st.tuples(
        st.integers(0, 1),  # who
        st.sampled_from(["autosave", "save", "open"]),
        st.dictionaries(st.sampled_from(list(ANCHORS)), texts, min_size=1),
    ),
    max_size=20,
)


def stored_in(edition):
    return Edition.objects.values(*ANCHORS).get(pk=edition.pk)


class Page:
    """What a page of the section holds: the boxes, the token beside each, and the stored text beside what is hers."""

    def __init__(self, response):
        self.text = response.text

    def box(self, anchor):
        return self._found(rf'<textarea name="{anchor}"[^>]*>\n(.*?)</textarea>')

    def opened(self, anchor):
        return self._found(rf'name="opened-{anchor}" value="([^"]*)"')

    def theirs(self, anchor):
        """Return the stored text that is shown beside hers, or None where the answer is in no conflict."""
        for part in self.text.split('<div class="conflict">')[1:]:
            hers, theirs, *_ = part.split('<div class="conflict-theirs">')
            if f'<textarea name="{anchor}"' in hers:
                return unescape(re.search("<blockquote[^>]*>(.*?)</blockquote>", theirs, re.DOTALL)[1])
        return None

    def _found(self, pattern):
        return unescape(re.search(pattern, self.text, re.DOTALL)[1])


class Writer:
    """One of the two: what her page shows, and every text that she has seen or written of each answer."""

    def __init__(self, user, edition):
        self.edition, self.account, self.client = edition, account_mark(user), Client()
        self.client.force_login(user)
        self.section = reverse("evaluations:edit-section", args=[edition.report_id, "completion"])
        self.begin()

    def begin(self):
        self.boxes, self.tokens, self.seen = {}, {}, {column: set() for column in ANCHORS}
        self.open()

    def open(self, answers=None):
        """Load the page anew."""
        page = Page(self.client.get(self.section))
        for column, anchor in ANCHORS.items():
            self.boxes[column] = page.box(anchor)
            self.tokens[column] = page.opened(anchor)
            self.seen[column].add(storable(self.boxes[column]))

    def type(self, answers):
        """Put words into the boxes; whoever wrote a text has seen it, also where the other has stored the same."""
        self.boxes |= answers
        for column, text in answers.items():
            self.seen[column].add(storable(text))

    def save(self, answers):
        """Type, and press the section's button. Where the other was quicker, both versions are on the page."""
        self.type(answers)
        before = stored_in(self.edition)
        response = self.client.post(self.section, {"account": self.account, "then": "stay", **self.posted(ANCHORS)})
        if response.status_code == 302:
            self.open()
            return
        assert response.status_code == 409
        self.read(Page(response), before)

    def read(self, page, before):
        in_conflict = {column for column, anchor in ANCHORS.items() if page.theirs(anchor) is not None}
        assert in_conflict
        for column, anchor in ANCHORS.items():
            if column in in_conflict:
                assert storable(page.box(anchor)) == storable(self.boxes[column])
                assert page.theirs(anchor) == (before[column] or CLEARED)
                self.seen[column].add(before[column])
            self.boxes[column], self.tokens[column] = page.box(anchor), page.opened(anchor)
            self.seen[column].add(storable(self.boxes[column]))

    def autosave(self, answers):
        """Type, and let it save itself. Where the other was quicker, press the button that shows both versions."""
        self.type(answers)
        url = reverse("evaluations:autosave", args=[self.edition.report_id])
        response = self.client.post(url, {"account": self.account, **self.posted(answers)})
        told = response.json()["answers"]
        outcomes = {column: told[ANCHORS[column]]["outcome"] for column in answers}
        stored = stored_in(self.edition)
        for column in answers:
            if outcomes[column] == "conflict":
                continue
            self.tokens[column] = told[ANCHORS[column]]["token"]
            if outcomes[column] == "saved":
                assert stored[column] == storable(self.boxes[column])
        assert response.status_code == (409 if "conflict" in outcomes.values() else 200)
        if response.status_code == 409:
            self.save({})

    def posted(self, columns):
        boxes = {ANCHORS[column]: self.boxes[column] for column in columns}
        return boxes | {f"opened-{ANCHORS[column]}": self.tokens[column] for column in columns}


@pytest.fixture
def writers():
    edition = scenes.draft()
    colleague = scenes.evaluator_for(edition.report.member)
    bylines.add(edition, colleague, by=edition.report.lead.user)
    return [Writer(user, edition) for user in (edition.report.lead.user, colleague.user)]


def play(writers, script):
    """Go through a script, and check that no text is replaced by somebody who never saw it."""
    edition = writers[0].edition
    for writer in writers:
        writer.begin()
    for who, act, answers in script:
        writer, before = writers[who], stored_in(edition)
        seen = {column: set(texts) for column, texts in writer.seen.items()}
        getattr(writer, act)(answers)
        for column, text in stored_in(edition).items():
            if text != before[column]:
                assert act != "open"
                assert before[column] in seen[column]
                writer.seen[column].add(text)


def prove(writers, *, examples):
    @settings(
        max_examples=examples,
        phases=[Phase.generate],  # to make a script shorter that fails takes minutes
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(script=steps)
    def every_text_is_stored_or_was_seen(script):
        with transaction.atomic():
            play(writers, script)
            transaction.set_rollback(True)

    every_text_is_stored_or_was_seen()


def test_a_text_that_both_have_written_was_seen_by_both(writers):
    same = {"factors": "Elections."}

    play(writers, [(1, "autosave", same), (0, "autosave", same), (0, "autosave", {"factors": "Elections came."})])

    assert stored_in(writers[0].edition)["factors"] == "Elections came."


def test_no_text_is_replaced_unseen(writers):
    prove(writers, examples=EXAMPLES)


@pytest.mark.drill
def test_no_text_is_replaced_unseen_in_a_hundred_scripts(writers):
    prove(writers, examples=EXAMPLES_IN_A_DRILL)
