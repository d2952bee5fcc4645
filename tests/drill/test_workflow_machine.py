"""Random people make random moves, saves and corrections: what has to hold, holds after each of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from commitments.models import Side
from evaluations import (
    bylines,
    consulting,
    drafts,
    reacting,
    record,
    remarks,
    reviewing,
    saving,
    scheduling,
    signing,
    withdrawing,
    workflow,
)
from evaluations.choices import DispositionKind, ReviewRule, Tie
from evaluations.models import Consulted, Edition, Move, Report
from evaluations.reading import missing
from tests import scenes
from tests.factories import ContactFactory, MemberFactory, UserFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db]

BY_COMMAND = ("publish-import", "publish-redaction")
REVIEWERS = ("reviewer", "other reviewer", "colleague")
PEOPLE = ("lead", "second", "other", "far", "stranger", *REVIEWERS, "admin", "command")
CONTACTS = {"Marta": Side.GOVERNMENT, "Tomasa": Side.CIVIL_SOCIETY}
IN_CONFIDENCE = "The treasurer keeps a second ledger."  # not for the public, nor for the seal
REASONS = st.sampled_from(["", " ", "A date was wrong."])
COLUMNS = st.sampled_from(["progress_explanation", "factors", "lessons", "level_of_progress", "access_result"])
VALUES = st.sampled_from(["", "complete", "yes", "One text.", "Another text."])
# A code that a question does not know, the database itself refuses.
REFUSALS = (PermissionDenied, ValidationError, IntegrityError)


def rows_of(report):
    """Return everything that is stored about a report's editions."""
    return [as_stored(edition) for edition in report.editions.order_by("pk")]


def as_stored(edition):
    """Return an edition with its rows, as plain values."""
    columns = {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}
    rows = (edition.bylines, edition.evidence_set, edition.moves, edition.signatures)
    rows += (edition.consultations, edition.reaction_set)
    return columns, *([model_to_dict(row) for row in found.order_by("pk")] for found in rows)


class ReportInManyHands(RuleBasedStateMachine):
    """One report, the people of PEOPLE, and whatever they may think of doing."""

    most = 0  # editions of one report that were public in any run

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        draft = scenes.draft()
        self.report, member, lead = draft.report, draft.report.member, draft.report.lead
        self.evaluators = {
            "lead": lead,
            "second": scenes.evaluator_for(member),
            "other": scenes.evaluator_for(member),
            "far": scenes.evaluator_for(MemberFactory()),
            # She reviews, and stands on the report where the lead puts her there.
            "colleague": scenes.evaluator_for(member, user=scenes.reviewer()),
        }
        self.people = {name: evaluator.user for name, evaluator in self.evaluators.items()}
        self.people |= {"stranger": UserFactory(), "command": None}
        self.people |= {"reviewer": scenes.reviewer(), "other reviewer": scenes.reviewer()}
        self.people["admin"] = UserFactory(is_staff=True, is_superuser=True)
        bylines.add(draft, self.evaluators["second"], by=lead.user)
        for name, side in CONTACTS.items():
            ContactFactory(member=member, name=name, side=side)
        self.published, self.discarded, self.seen = {}, {}, None

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @property
    def newest(self):
        return self.report.editions.order_by("-pk").first()

    def attempt(self, action):
        """Do something; where it is refused, nothing at all has changed."""
        before = rows_of(self.report)
        try:
            with transaction.atomic():
                action()
        except REFUSALS:
            assert rows_of(self.report) == before

    @rule(step=st.sampled_from(sorted(workflow.MOVES)), who=st.sampled_from(PEOPLE), reason=REASONS)
    def move(self, step, who, reason):
        at = {"at": timezone.now() + timedelta(days=1)} if step == "schedule" else {}
        person = self.people[who]
        self.attempt(lambda: workflow.perform(workflow.MOVES[step], self.newest, by=person, reason=reason, **at))

    @rule(far=st.integers(1, 13), asks=st.booleans())
    def they_go_the_usual_way_for_some_steps(self, far, asks):
        """Without it hardly any report is published by people: nine steps or more have to come in one order.

        Of one that is public, it is a correction that they make.
        """
        ask_nobody = [lambda: self.ask_nobody("reviewer", "It was read in public.")]
        ask = [
            lambda: self.ask_contacts("reviewer"),
            lambda: self.react("Marta", "1.2", is_confidential=True),
            lambda: self.end_the_consultation("reviewer", "Everybody has answered."),
            lambda: self.dispose("reviewer", DispositionKind.KEPT, "The minutes say May."),
        ]
        steps = (
            lambda: self.correct("lead", "A date was wrong."),
            lambda: self.answer_everything("lead"),
            lambda: self.sign("lead", True),
            lambda: self.sign("second", True),
            lambda: self.move("submit", "lead", ""),
            lambda: self.declare("reviewer", []),
            *(ask if asks else ask_nobody),
            lambda: self.move("approve", "reviewer", ""),
            lambda: self.declare("other reviewer", []),
            lambda: self.move("publish", "other reviewer", ""),
        )
        for step in steps[:far]:
            step()

    @rule(asks=st.booleans())
    def they_go_all_of_the_usual_way(self, asks):
        self.they_go_the_usual_way_for_some_steps(far=13, asks=asks)

    @rule()
    def its_time_comes(self):
        if self.newest.is_scheduled:
            scenes.made_due(self.newest)
            scheduling.publish_due()

    @rule(who=st.sampled_from(PEOPLE[:-1]), change=st.sampled_from([withdrawing.withdraw, withdrawing.reinstate]))
    def change_standing(self, who, change):
        if self.report_now().current_id:
            self.attempt(lambda: change(self.report_now(), reason="The ledger was forged.", by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), column=COLUMNS, value=VALUES, knows=st.booleans())
    def save(self, who, column, value, knows):
        stored = self.newest
        opened = {column: saving.token(getattr(stored, column))} if knows else {}
        self.attempt(lambda: saving.save(stored, {column: value}, opened=opened, by=self.people[who]))

    @rule(who=st.sampled_from(["lead", "second"]))
    def answer_everything(self, who):
        edition = self.newest
        prompts = [prompt for prompt in edition.form.prompts if prompt.column]
        answers = {prompt.column: _answer_to(prompt) for prompt in prompts}
        # A correction in which nothing differs is not submitted.
        answers["lessons"] += f" So it was told {self.report.editions.count()} times."
        opened = {column: saving.token(getattr(edition, column)) for column in answers}
        self.attempt(lambda: saving.save(edition, answers, opened=opened, by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), has_read=st.booleans())
    def sign(self, who, has_read):
        shown = signing.digest(self.newest) if has_read else "0" * 64
        self.attempt(lambda: signing.sign(self.newest, shown=shown, by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), ties=st.sampled_from([[], [], [Tie.MEMBER]]))
    def declare(self, who, ties):
        self.attempt(lambda: reviewing.declare(self.newest, ties=ties, words="I know them.", by=self.people[who]))

    @rule(
        who=st.sampled_from(PEOPLE[:-1]), whom=st.sampled_from([*REVIEWERS, "admin"]), told=st.sampled_from(ReviewRule)
    )
    def exempt(self, who, whom, told):
        reviewer = self.people[whom]
        self.attempt(lambda: reviewing.exempt(self.newest, reviewer, told, reason="Alone.", by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), key=st.sampled_from(["", "1.2", "2.1.1"]))
    def remark(self, who, key):
        self.attempt(lambda: remarks.open_remark(self.newest, key, "Say where.", by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]))
    def resolve(self, who):
        if found := self.newest.remark_set.open().first():
            self.attempt(lambda: remarks.resolve(found, by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), reason=REASONS)
    def ask_nobody(self, who, reason):
        self.attempt(lambda: consulting.skip(self.newest, reason=reason, by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]))
    def ask_contacts(self, who):
        contacts = self.report.member.contacts.all()
        self.attempt(lambda: consulting.open_consultation(self.newest, contacts, by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), reason=REASONS)
    def end_the_consultation(self, who, reason):
        if window := self.newest.consultations.open().last():
            self.attempt(lambda: consulting.end(window, reason=reason, by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), name=st.sampled_from([*CONTACTS]))
    def revoke_a_link(self, who, name):
        if consulted := self.consulted(name):
            self.attempt(lambda: consulting.revoke(consulted, by=self.people[who]))

    @rule(name=st.sampled_from([*CONTACTS]), key=st.sampled_from(["", "1.2", "2.1.1"]), is_confidential=st.booleans())
    def react(self, name, key, is_confidential):
        words = IN_CONFIDENCE if is_confidential else "It was in June."
        if consulted := self.consulted(name):
            self.attempt(lambda: reacting.react(consulted, key, words, is_confidential=is_confidential))

    @rule(name=st.sampled_from([*CONTACTS]))
    def take_back(self, name):
        consulted = self.consulted(name)
        if consulted and (said := consulted.reactions.standing().first()):
            self.attempt(lambda: reacting.take_back(consulted, said.pk))

    @rule(who=st.sampled_from(PEOPLE[:-1]), kind=st.sampled_from(DispositionKind), reason=REASONS)
    def dispose(self, who, kind, reason):
        if said := self.newest.reaction_set.undisposed().first():
            self.attempt(lambda: consulting.dispose(said, kind, reason=reason, by=self.people[who]))

    def consulted(self, name):
        return Consulted.objects.filter(consultation__edition=self.newest, name=name).last()

    @rule(who=st.sampled_from(PEOPLE), reason=REASONS)
    def correct(self, who, reason):
        if self.report_now().current_id:
            self.attempt(lambda: drafts.correct(self.report_now(), by=self.people[who], reason=reason))

    @rule(who=st.sampled_from(PEOPLE[:-1]), whom=st.sampled_from(["second", "other", "far", "colleague"]))
    def add_evaluator(self, who, whom):
        self.attempt(lambda: bylines.add(self.newest, self.evaluators[whom], by=self.people[who]))

    @rule(who=st.sampled_from(PEOPLE[:-1]), whom=st.sampled_from(["lead", "second", "colleague"]))
    def remove_evaluator(self, who, whom):
        byline = self.newest.bylines.filter(evaluator=self.evaluators[whom]).first()
        if byline:
            self.attempt(lambda: bylines.remove(self.newest, byline.pk, by=self.people[who]))

    @rule(whom=st.sampled_from(["second", "colleague"]))
    def assignment_ends(self, whom):
        self.evaluators[whom].assignments.all().delete()

    def report_now(self):
        return Report.objects.get(pk=self.report.pk)

    @invariant()
    def a_published_edition_never_changes(self):
        for edition in self.report.editions.published():
            assert self.published.setdefault(edition.pk, as_stored(edition)) == as_stored(edition)
        assert set(self.published) == set(self.report.editions.published().values_list("pk", flat=True))

    @invariant()
    def at_most_one_edition_is_being_made(self):
        assert self.report.editions.unpublished().count() <= 1

    @invariant()
    def what_was_discarded_followed_a_published_edition_was_open_and_stays_as_it_was(self):
        for edition in self.report.editions.discarded():
            assert edition.predecessor_id is not None
            *_earlier, before, last = edition.moves.order_by("pk")
            assert (before.name in ("correct", "return"), last.name) == (True, "discard")
            assert not edition.reaction_set.undisposed().exists()
            assert self.discarded.setdefault(edition.pk, as_stored(edition)) == as_stored(edition)

    @invariant()
    def numbers_are_consecutive_and_the_newest_is_current(self):
        numbers = list(self.report.editions.published().order_by("pk").values_list("number", flat=True))
        current = self.report_now().current
        assert numbers == list(range(1, len(numbers) + 1))
        ReportInManyHands.most = max(ReportInManyHands.most, len(numbers))
        assert (current.number if current else 0) == len(numbers)

    @invariant()
    def moves_lead_from_one_status_to_the_next(self):
        for edition in self.report.editions.all():
            moves = list(edition.moves.order_by("pk"))
            assert [move.from_status for move in moves] == ["", *(move.to_status for move in moves[:-1])]
            assert moves[-1].to_status == edition.status

    @invariant()
    def nobody_publishes_a_report_of_her_own(self):
        for move in Move.objects.filter(edition__report=self.report, name__in=["publish", "schedule"]):
            assert not move.edition.bylines.filter(evaluator__user=move.by).exists()

    @invariant()
    def two_reviewers_without_a_tie_stand_behind_it_or_it_says_why_not(self):
        for edition in self.report.editions.published().filter(source=""):
            publication = edition.moves.get(to_status="published")
            if publication.name in BY_COMMAND:
                continue
            if publication.name == "publish-scheduled":
                publication = edition.moves.filter(name="schedule").last()
            approval = edition.moves.filter(name="approve").last()
            deciders = {approval.by_id, publication.by_id}
            exempt = {one["rule"] for one in edition.exempted}
            tied = [by for by in deciders if edition.declarations.filter(by=by).last().ties]
            assert len(deciders) == 2 or "same-person" in exempt
            assert not tied or "tie" in exempt

    @invariant()
    def contacts_were_heard_or_it_says_why_not_and_each_reaction_was_dealt_with(self):
        for edition in self.report.editions.published().exclude(moves__name__in=BY_COMMAND):
            assert edition.consultations.standing().exists()
            assert not edition.consultations.open().exists()
            assert not edition.reaction_set.undisposed().exists()

    @invariant()
    def the_public_reads_the_newest_edition_and_nothing_confidential(self):
        report = self.report_now()
        if report.current_id in (None, self.seen):
            return
        self.seen = report.current_id
        address = report.get_absolute_url()
        told = [Client().get(address + path).text for path in ("", "report.json", "report.csv", "history/")]
        assert all(report.current.seal.short in text for text in told)
        assert not any(IN_CONFIDENCE in text for text in told)

    @invariant()
    def what_is_published_has_no_open_remark(self):
        assert not any(edition.remark_set.open().exists() for edition in self.report.editions.published())

    @invariant()
    def what_is_published_is_what_was_signed_and_says_who_did_not(self):
        for edition in self.report.editions.published():
            signed = edition.signatures.filter(digest=signing.digest(edition)).values_list("evaluator", flat=True)
            for byline in edition.bylines.all():
                assert not byline.signed_at or byline.evaluator_id in signed
                assert not byline.lacks_signature or edition.unsigned_reason

    @invariant()
    def what_is_published_verifies_as_it_was_sealed(self):
        sealed = [told for told in record.told_by_database() if told.report == self.report.pk]
        assert [told.number for told in sealed] == list(range(1, len(sealed) + 1))
        assert list(record.findings(sealed)) == []

    @invariant()
    def what_is_published_is_whole(self):
        for edition in self.report.editions.published().filter(source=""):
            by_command = edition.moves.filter(name__in=BY_COMMAND).exists()
            assert by_command or not missing(edition)


def _answer_to(prompt):
    """Return an answer that no rule of coherence speaks against, so that reports come as far as being published."""
    return prompt.options[0].code if prompt.options else scenes.PROSE.format(key=prompt.key)


def test_what_has_to_hold_holds_after_whatever_people_do():
    Group.objects.get_or_create(name="reviewers")

    run_state_machine_as_test(
        ReportInManyHands,
        settings=settings(
            max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

    assert ReportInManyHands.most > 1  # what holds of a single edition proves nothing of a correction
