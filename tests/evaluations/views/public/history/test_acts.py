"""What was done to a report, as the public reads it: by role, never by name, and nothing of what is not published."""

import pytest
from django.db import connection

from evaluations import (
    comments,
    drafts,
    invitations,
    remarks,
    reviewing,
    scheduling,
    unlock_requests,
    withdrawing,
    workflow,
)
from evaluations.acts import PUBLIC_ACTS, ActKind
from evaluations.choices import MoveName
from evaluations.history import acts_of
from evaluations.models import Act, Report
from tests import scenes
from tests.evaluations.trail.sending import lead_of
from tests.evaluations.views.public.report.pages import page
from tests.factories import CommentFactory

from .pages import parsed, text_of

pytestmark = pytest.mark.django_db

SECRET = "Seen-by-few"


def rows(html):
    """Return day, act and edition of each row."""
    table = parsed(html).find(".//section[@id='acts']//table")
    return [tuple(text_of(cell) for cell in row.findall("td")) for row in table.findall("tbody/tr")]


def told(html):
    return [(act, edition) for _day, act, edition in rows(html)]


@pytest.fixture
def returned_once():
    """Return a published edition that was sent back once, by people with names, in words that nobody else reads."""
    edition = scenes.answered(scenes.draft())
    rita = scenes.reviewer(first_name=f"{SECRET}-Rita", email=f"{SECRET}@example.org".lower())
    scenes.submitted(edition)
    reviewing.declare(edition, ties=[], organisation=f"{SECRET}-institute", by=rita)
    scenes.remark(edition, "1.2", f"{SECRET} remark", by=rita)
    scenes.send_back(edition, by=rita, reason=f"{SECRET} reason")
    unlock_requests.ask(edition, ["2.2"], f"{SECRET} request", by=lead_of(edition))
    invitations.invite(edition, by=lead_of(edition), email=f"{SECRET}.guest@example.org".lower())
    remark = edition.remark_set.get()
    remarks.reply(remark, f"{SECRET} reply", by=lead_of(edition))
    scenes.signed(edition)
    workflow.perform(workflow.SUBMIT, edition, by=lead_of(edition))
    scenes.resolve(remark)
    return scenes.publish(edition)


def test_acts_stand_there_in_their_order_by_role(client, returned_once):
    report = returned_once.report
    comments.open_period(report, by=scenes.reviewer())
    withdrawing.withdraw(report, reason="It was sold.", by=scenes.reviewer())
    withdrawing.reinstate(report, reason="It was not.", by=scenes.reviewer())

    html = page(client, returned_once, "history/")

    day = f"{returned_once.published_at.day} {returned_once.published_at:%B %Y}"
    assert rows(html) == [
        (day, act, "1")
        for act in (
            "Its evaluators started it.",
            "Its evaluators submitted it.",
            "A reviewer sent it back.",
            "Its evaluators submitted it.",
            "A reviewer approved it.",
            "A reviewer published it.",
            "A reviewer opened it for public comment.",
            "A reviewer withdrew it.",
            "A reviewer let it stand again.",
        )
    ]


@pytest.mark.parametrize("path", ["history/", "", "report.json", "report.csv"])
def test_nobody_s_name_email_or_words_are_told(client, returned_once, path):
    html = client.get(returned_once.report.get_absolute_url() + path).text.lower()

    assert (SECRET.lower() in html, "@example.org" in html) == (False, False)


def test_what_is_done_with_an_edition_that_is_being_made_is_told_once_it_is_published(client, returned_once):
    url = f"{returned_once.report.get_absolute_url()}history/"
    before = client.get(url)

    draft = drafts.correct(returned_once.report, by=lead_of(returned_once), reason=f"{SECRET} figure")
    scenes.remark(scenes.submitted(draft), text=f"{SECRET} remark")
    scenes.send_back(draft, reason=f"{SECRET} reason")

    meanwhile = client.get(url)
    assert (meanwhile.content, meanwhile.headers["ETag"]) == (before.content, before.headers["ETag"])
    scenes.resolve(draft.remark_set.get())
    workflow.perform(workflow.SUBMIT, scenes.signed(draft), by=lead_of(draft))
    scenes.publish(draft)
    after = client.get(url)
    assert after.headers["ETag"] != before.headers["ETag"]
    assert told(after.text)[6:] == [
        ("Its evaluators opened it for a new edition.", "2"),
        ("Its evaluators submitted it.", "2"),
        ("A reviewer sent it back.", "2"),
        ("Its evaluators submitted it.", "2"),
        ("A reviewer approved it.", "2"),
        ("A reviewer published it.", "2"),
    ]


def test_a_results_report_is_its_reviewers_own(client):
    edition = scenes.published(scenes.results_draft())

    assert told(page(client, edition, "history/"))[:2] == [
        ("A reviewer started it.", "1"),
        ("A reviewer submitted it.", "1"),
    ]


def test_what_the_site_does_by_itself_is_told_so(client):
    scheduled = scenes.made_due(scenes.scheduled())
    scheduling.publish_due()
    scheduled.report.refresh_from_db()
    imported = scenes.imported()

    assert [act for act, _edition in told(page(client, scheduled, "history/"))][-2:] == [
        "A reviewer scheduled its publication.",
        "It was published as scheduled.",
    ]
    assert [act for act, _edition in told(page(client, imported, "history/"))] == [
        "It was begun by an import.",
        "It was published as imported.",
    ]


@pytest.mark.parametrize("role", ["evaluator", "reviewer", "administrator", "site"])
@pytest.mark.parametrize("kind", PUBLIC_ACTS)
def test_every_public_act_has_words_in_every_role(kind, role):
    edition = scenes.published()
    by = None if role == "site" else lead_of(edition)
    Act.objects.create(kind=kind, report=edition.report, edition=edition, role=role, by=by)

    assert str(acts_of(edition.report)[-1].told).endswith(".")


# Who adds a kind of act says here whether the public reads of it, too.
PRIVATE = {*ActKind, MoveName.DISCARD} - {
    ActKind.OPEN_CONSULTATION,
    ActKind.END_CONSULTATION,
    ActKind.SKIP_CONSULTATION,
    ActKind.WITHDRAW,
    ActKind.REINSTATE,
    ActKind.RESPOND,
    ActKind.OPEN_COMMENTS,
}


def test_every_kind_is_public_or_private():
    assert {*PUBLIC_ACTS} | PRIVATE == {*MoveName, *ActKind}
    assert {*PUBLIC_ACTS} & PRIVATE == set()


def insert(edition, kind):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evaluations_act (report_id, edition_id, kind, role, at, answer_key, words)"
            " VALUES (%s, %s, %s, 'site', now(), '', '')",
            [edition.report_id, edition.pk, kind],
        )


@pytest.mark.parametrize(("kind", "moves"), [("unschedule", True), ("remark", False)])
def test_an_act_that_is_told_moves_the_validator_whoever_writes_it(kind, moves):
    edition = scenes.published()
    before = Report.objects.get().page_changed_at

    insert(edition, kind)

    assert (Report.objects.get().page_changed_at != before) == moves


def test_an_act_with_an_unpublished_edition_leaves_the_validator():
    edition = scenes.published()
    draft = drafts.correct(edition.report, by=lead_of(edition), reason="A figure.")
    before = Report.objects.get().page_changed_at

    insert(draft, "submit")

    assert Report.objects.get().page_changed_at == before


def test_what_moderators_decide_is_not_told(client):
    edition = scenes.published()
    comments.reject(CommentFactory(report=edition.report), by=scenes.moderator(), reason=SECRET)

    html = page(client, edition, "history/")

    assert told(html)[-1] == ("A reviewer published it.", "1")
    assert SECRET not in html
