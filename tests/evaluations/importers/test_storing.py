import pytest
from django.core.exceptions import ValidationError

from commitments.models import ActionPlan, Commitment, Level, Member
from evaluations import drafts
from evaluations.choices import CommentStatus, Status
from evaluations.importers.page import read_page
from evaluations.importers.storing import COMPLETED, NOT_TOUCHED, PUBLISHED, UNCHANGED, store
from evaluations.models import Comment, Edition, Evaluator, Evidence, Move, Report
from evaluations.redacting import redact
from tests.factories import ActionPlanFactory, CommitmentFactory, EvaluatorFactory, MemberFactory, UserFactory
from tests.scenes import draft, published

from . import pages
from .pages import ANSWERS, FOOT, OVERVIEW, RESULTS, rows, text_page

pytestmark = pytest.mark.django_db

COMMENTS = ["Comments (2)", "Nadia Ejemplo Reply", "Where are the minutes?", "  Olaf Muster Reply", "  In the office."]


def put(page=None, source="page.txt"):
    """Store a page and return the outcome; only tests that look at refusals store what is none."""
    return store(read_page((text_page() if page is None else page).encode()), source=source)


def everything():
    """Return every row that an import may write."""
    models = (Member, ActionPlan, Commitment, Report, Edition, Move, Evaluator, Evidence, Comment)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def plan():
    member = MemberFactory(name="Mexico State", country="Mexico")
    return ActionPlanFactory(member=member, title=pages.PLAN, start_year=2021, end_year=2022)


def test_a_page_becomes_a_published_report_of_its_own_commitment():
    outcome = put()

    report, edition = outcome.report, outcome.report.current
    plan = report.commitment.action_plan
    assert (outcome.what, edition.status, edition.number, edition.source) == (
        PUBLISHED,
        Status.PUBLISHED,
        1,
        "page.txt",
    )
    assert (report.member.name, report.member.country, report.member.level) == ("Mexico State", "Mexico", Level.LOCAL)
    assert (plan.title, plan.start_year, plan.end_year) == (pages.PLAN, 2021, 2022)
    assert (report.commitment.title, report.commitment.action) == (pages.COMMITMENT, pages.ACTION)
    assert (edition.title, edition.member_title, edition.problem) == (pages.TITLE, pages.MEMBER, pages.PROBLEM)
    assert {p.key: getattr(edition, p.column) for p in edition.form.prompts if p.column} == {
        key: ANSWERS.get(key, "") for key in [p.key for p in edition.form.prompts if p.column]
    }
    assert [str(line) for line in edition.bylines.all()] == ["Ana Prueba", "Luis Ejemplo"]
    assert [move.name for move in edition.moves.order_by("pk")] == ["start", "publish-import"]


def test_emails_are_kept_privately_and_masked_ones_not_at_all():
    overview = [OVERVIEW[0], ("Email", "[email protected], luis@example.org"), *OVERVIEW[2:]]

    put(text_page(rows(overview=overview)))

    people = Evaluator.objects.order_by("pk").values_list("name", "email", "publishes_email", "user")
    assert list(people) == [("Ana Prueba", "", False, None), ("Luis Ejemplo", "luis@example.org", False, None)]


@pytest.mark.parametrize("title", [pages.COMMITMENT, "OPEN GOVERNMENT – CULTURE", "Open government culture."])
def test_the_one_commitment_of_the_plan_with_the_title_is_adopted(plan, title):
    commitment = CommitmentFactory(action_plan=plan, title=title, action="As planned.", problem="")

    assert put().report.commitment == commitment
    commitment.refresh_from_db()
    assert (commitment.title, commitment.action, commitment.problem) == (title, "As planned.", "")


def test_where_two_share_the_title_the_report_gets_its_own_and_finds_it_again(plan):
    same = CommitmentFactory.create_batch(2, action_plan=plan, title=pages.COMMITMENT)

    first, second = put(), put()

    assert first.report.commitment not in same
    assert (second.report, second.what) == (first.report, UNCHANGED)


def test_a_commitment_of_another_plan_is_not_adopted(plan):
    other = CommitmentFactory(action_plan=ActionPlanFactory(member=plan.member), title=pages.COMMITMENT)

    assert put().report.commitment not in [other]


def test_a_plan_is_known_by_its_years_where_its_title_is_translated(plan):
    spanish = "Plan de acción – Estado de México, México, 2021 – 2022"

    report = put(text_page(rows(overview=[*OVERVIEW[:3], ("Action Plan Title", spanish), *OVERVIEW[4:]]))).report

    assert report.commitment.action_plan == plan
    assert report.current.action_plan_title == spanish


@pytest.mark.parametrize("page", [text_page(), text_page(rows(foot=[*COMMENTS, *FOOT[1:]])), RESULTS])
def test_storing_twice_changes_nothing(page):
    put(page)
    before = everything()

    assert put(page, source="another.html").what == UNCHANGED
    assert everything() == before


def test_a_richer_copy_publishes_a_successor_with_the_blanks_filled():
    poor = text_page(
        without={"value:1.1", "label:2.2", "value:2.2", "value:Action", "value:Email", "value:2.1.1.explanation"}
    )
    first = put(poor, source="poor.txt").report.current

    outcome = put(source="rich.txt")

    edition = outcome.report.current
    assert (outcome.what, outcome.differing) == (COMPLETED, [])
    assert (edition.number, edition.predecessor, edition.source) == (2, first, "rich.txt")
    assert (edition.level_of_progress, edition.problem_addressed, edition.action) == ("complete", "yes", pages.ACTION)
    assert edition.access_explanation == ANSWERS["2.1.1.explanation"]
    assert [str(line) for line in edition.bylines.all()] == ["Ana Prueba", "Luis Ejemplo"]
    assert sorted(Evaluator.objects.values_list("email", flat=True)) == ["ana@example.org", "luis@example.org"]
    first.refresh_from_db()
    assert (first.level_of_progress, first.number) == ("", 1)


WITHOUT_PLAN = {"label:Action Plan Title", "value:Action Plan Title"}


def test_a_copy_that_names_the_plan_completes_one_that_had_lost_it():
    first = put(text_page(without=WITHOUT_PLAN)).report

    outcome = put()

    commitment = Commitment.objects.get()
    assert (outcome.what, outcome.report, outcome.differing) == (COMPLETED, first, [])
    assert (commitment.action_plan.title, outcome.report.current.action_plan_title) == (pages.PLAN, pages.PLAN)
    assert put().what == UNCHANGED


def test_a_copy_that_lost_the_plan_is_known_as_a_copy():
    whole = put().report
    before = everything()

    outcome = put(text_page(without=WITHOUT_PLAN))

    assert (outcome.what, outcome.report, everything()) == (UNCHANGED, whole, before)


def test_a_copy_that_lost_the_plan_is_of_neither_of_two_commitments_with_the_title(plan):
    same = [CommitmentFactory(member=plan.member, title=pages.COMMITMENT) for _plan in range(2)]

    first, again = (put(text_page(without=WITHOUT_PLAN)) for _time in range(2))

    assert first.report.commitment not in same
    assert (again.report, again.what) == (first.report, UNCHANGED)


def test_a_commitment_without_a_plan_that_no_page_made_is_left_alone(plan):
    loose = CommitmentFactory(member=plan.member, action_plan=None, title=pages.COMMITMENT)

    assert put().report.commitment != loose
    loose.refresh_from_db()
    assert loose.action_plan is None


def test_a_poorer_copy_takes_nothing_away():
    put()
    before = everything()

    assert put(text_page()[:1500]).what == UNCHANGED
    assert everything() == before


def test_differing_texts_are_kept_and_named():
    put()
    answers = ANSWERS | {"1.1": "limited", "1.2": "Nothing of the kind.", "3": "WHAT works…"}
    before = everything()

    outcome = put(text_page(rows(answers=answers)))

    assert (outcome.what, outcome.differing) == (UNCHANGED, ["1.1", "1.2", "3"])
    assert everything() == before


def test_a_text_in_the_midst_of_the_copys_is_kept_and_named():
    put(text_page(rows(answers=ANSWERS | {"1.2": "Two elections fell into the period."})))
    before = everything()

    outcome = put(text_page(rows(answers=ANSWERS | {"1.2": "No: Two elections fell into the period. One did."})))

    assert (outcome.what, outcome.differing) == (UNCHANGED, ["1.2"])
    assert everything() == before


def test_a_text_that_broke_off_is_completed():
    broken = text_page()
    put(broken[: broken.index("one form. What works")])

    outcome = put()

    assert (outcome.what, outcome.differing) == (COMPLETED, [])
    assert outcome.report.current.lessons == ANSWERS["3"]


def test_what_evaluators_write_is_never_touched(plan):
    commitment = CommitmentFactory(action_plan=plan, title=pages.COMMITMENT)
    edition = draft(commitment=commitment)
    before = everything()

    assert put().what == NOT_TOUCHED
    after = everything()
    assert {model: after[model] for model in (Edition, Report, Move)} == {
        model: before[model] for model in (Edition, Report, Move)
    }
    edition.refresh_from_db()
    assert edition.status == Status.DRAFT


def test_what_evaluators_published_is_never_completed(plan):
    commitment = CommitmentFactory(action_plan=plan, title=pages.COMMITMENT, problem="")
    edition = published(draft(commitment=commitment))

    assert put().what == NOT_TOUCHED
    assert list(Edition.objects.values_list("pk", "number")) == [(edition.pk, 1)]


def test_what_was_redacted_is_never_brought_back():
    report = put(text_page(without={"value:3"})).report
    redact(report, ["/answers/1.2"], reason="A court ordered it.", by=UserFactory(is_superuser=True))
    before = everything()

    assert put().what == NOT_TOUCHED
    assert everything() == before


def test_a_successor_being_written_is_never_touched():
    report = put(text_page(without={"value:1.2"})).report
    drafts.correct(report, by=None, reason="An evaluator mends it.")
    before = everything()

    assert put().what == NOT_TOUCHED
    assert everything() == before


def test_comments_come_along_approved_without_email_and_date():
    outcome = put(text_page(rows(foot=[*COMMENTS, *FOOT[1:]])))

    first, reply = Comment.objects.order_by("pk")
    assert (outcome.new_comments, first.report, reply.parent) == (2, outcome.report, first)
    for comment in (first, reply):
        assert (comment.status, comment.email, comment.posted_at) == (CommentStatus.APPROVED, "", None)
    assert (reply.name, reply.text) == ("Olaf Muster", "In the office.")


def test_new_comments_come_with_an_unchanged_report():
    put()

    outcome = put(text_page(rows(foot=[*COMMENTS, *FOOT[1:]])))

    assert (outcome.what, outcome.new_comments, Edition.objects.count()) == (UNCHANGED, 2, 1)


def test_nobody_with_an_account_is_named_for_a_name_alone(plan):
    namesake = EvaluatorFactory(name="Ana Prueba")
    known = EvaluatorFactory(name="Luis E.", user__email="LUIS@example.org")

    bylines = put().report.current.bylines.all()

    assert bylines[0].evaluator != namesake
    assert (bylines[1].evaluator, bylines[1].name) == (known, "Luis Ejemplo")


def test_nobody_with_an_account_is_named_for_an_email_that_she_only_says_is_hers(plan):
    claimant = EvaluatorFactory(name="Luis Ejemplo", email="luis@example.org")

    assert put().report.current.bylines.all()[1].evaluator != claimant


def test_evidence_is_kept_as_it_is_named():
    put(text_page(rows(answers=ANSWERS | {"1.3.evidence": "Minutes of May\nA decree"})))

    evidence = Evidence.objects.values_list("answer_key", "kind", "name", "quotation")
    assert list(evidence) == [
        ("1.3.evidence", "quotation", "Minutes of May", "Minutes of May"),
        ("1.3.evidence", "quotation", "A decree", "A decree"),
    ]


def test_evidence_that_differs_is_kept_and_named():
    put(text_page(rows(answers=ANSWERS | {"1.3.evidence": "Minutes of May"})))
    before = everything()

    outcome = put(text_page(rows(answers=ANSWERS | {"1.3.evidence": "A decree"})))

    assert (outcome.what, outcome.differing) == (UNCHANGED, ["1.3.evidence"])
    assert everything() == before


def test_evidence_whose_name_is_too_long_is_named_by_its_beginning():
    line = "A decree " * 40

    put(text_page(rows(answers=ANSWERS | {"1.3.evidence": line})))

    evidence = Evidence.objects.get()
    assert (evidence.name, evidence.quotation) == ("A decree " * 28 + "A…", line.strip())


def test_a_results_report_belongs_to_the_plan_of_its_years():
    member = MemberFactory(national=True, country="Mexico", name="Mexico")
    plan = ActionPlanFactory(member=member, title="Fourth plan", start_year=2019, end_year=2022)

    report = put(RESULTS).report

    assert (report.action_plan, report.current.footnotes["3"]) == (plan, "Minutes are kept.")


def test_a_footnote_that_a_heading_called_is_called_by_the_text_below():
    edition = put(RESULTS).report.current

    assert edition.results_early.startswith("[1] Three promises")


def test_footnotes_are_completed_one_by_one():
    put(RESULTS.replace("[3] Minutes are kept.\n\n", ""))

    outcome = put(RESULTS)

    assert outcome.what == COMPLETED
    assert sorted(outcome.report.current.footnotes) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "page",
    [
        text_page(
            without={f"{part}:{row}" for row in ("Member Name", "Action Plan Title") for part in ("label", "value")}
        ),
        text_page(rows(overview=[OVERVIEW[0], ("Email", ""), ("Member Name", "x" * 500), *OVERVIEW[3:]])),
        text_page(rows(overview=[("Name of Evaluator", "Ana " * 90), *OVERVIEW[1:]])),
    ],
    ids=["no member", "endless member", "endless name"],
)
def test_a_page_that_cannot_be_kept_is_refused(page):
    with pytest.raises(ValidationError):
        put(page)
