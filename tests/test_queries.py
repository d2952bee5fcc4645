"""How often each public page asks the database: as often for fifty rows as for one, and never more than eight times."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commitments.models import OgpValue
from evaluations import comments, drafts, reacting
from evaluations.models import Byline, Report
from tests import scenes
from tests.evaluations.comments.own import approve_as_read
from tests.evaluations.following import followers
from tests.factories import (
    ActionPlanFactory,
    ApprovedCommentFactory,
    CommentFactory,
    CommitmentFactory,
    ContactFactory,
    EvaluatorFactory,
    EvidenceFactory,
    MemberFactory,
    MilestoneFactory,
    PolicyAreaFactory,
    stored,
)
from tests.test_matrix import read

pytestmark = pytest.mark.django_db

AT_MOST = 8
# What each page asks for anybody, and for the evaluator of its report who is signed in.
QUERIES = {
    "home": (4, 6),
    "sitemap": (8, 8),
    "commitments:member-list": (4, 6),
    "commitments:member": (6, 8),
    "commitments:action-plan-list": (4, 6),
    "commitments:action-plan": (3, 5),
    "commitments:commitment-list": (6, 8),
    "commitments:commitment": (4, 6),
    "evaluations:blank-form": (0, 2),
    "evaluations:report-list": (5, 7),
    "reports found by words": (6, 8),
    "no report found": (5, 7),
    "evaluations:report-feed": (1, 1),
    "evaluations:feed-of-report": (4, 5),
    "evaluations:feed-of-thread": (3, 4),
    "evaluations:feed-of-member": (2, 2),
    "evaluations:follow-report": (1, 5),
    "evaluations:follow-thread": (2, 6),
    "evaluations:follow-member": (1, 5),
    "evaluations:following": (1, 5),
    "evaluations:report": (7, 8),  # a signed-in reader has no validator
    "evaluations:report-json": (7, 8),
    "evaluations:report-csv": (7, 8),
    "evaluations:edition": (7, 8),
    "evaluations:edition-json": (6, 7),
    "evaluations:edition-csv": (6, 7),
    "evaluations:edition-bibtex": (5, 6),
    "evaluations:edition-ris": (5, 6),
    "evaluations:edition-consultation": (7, 8),
    "evaluations:history": (7, 8),
    "evaluations:comments": (3, 4),
    "comments on an answer": (3, 4),
    "evaluations:thread": (5, 6),
    "evaluations:differences": (6, 7),
    "results report": (7, 8),
    "results report as JSON": (7, 8),
    "evaluations:reply": (1, 5),
    "evaluations:reply-sent": (2, 4),
    "evaluations:earlier-texts": (4, 5),
    "evaluations:your-comments": (0, 6),
    "evaluations:write-to-evaluator": (1, 3),
    "evaluations:evidence": (1, 1),
    "about": (0, 2),
    "data": (0, 2),
    "privacy": (0, 2),
    "comment-rules": (0, 2),
    "accessibility": (0, 2),
}


class Rows:
    """So many rows of everything that a page may list, around one member, with a report and a Results Report."""

    def __init__(self, many):
        self.many = many
        self.member = MemberFactory(name="Toluca", region="Americas")
        self.areas = PolicyAreaFactory.create_batch(many)
        self.lead = scenes.evaluator_for(self.member)
        self.others = EvaluatorFactory.create_batch(many)
        plans = ActionPlanFactory.create_batch(many, member=self.member)
        for _ in range(many):
            ContactFactory(member=self.member)
            self.commitment = CommitmentFactory(action_plan=plans[0], ogp_values=[OgpValue.ACCESS])
            scenes.published(scenes.draft(commitment=self.commitment, evaluator=self.lead))
            CommitmentFactory(action_plan=ActionPlanFactory(member=MemberFactory()), ogp_values=[OgpValue.ACCESS])
            CommitmentFactory(action_plan=plans[0], completed_on=date(2021, 1, 28))
        self.commitment.policy_areas.set(self.areas)
        MilestoneFactory.create_batch(many, commitment=self.commitment)
        self.report = self._discussed(self._corrected(Report.objects.get(commitment=self.commitment)))
        self.changed = self._changed(self.report, by=self.lead.user)
        self.results = self._discussed(self._results(plans[0]))
        for subject in (self.report.comments.first(), self.report, self.member):
            followers.account(subject, user=self.lead.user)

    def _corrected(self, report):
        for _ in range(self.many - 1):
            report.refresh_from_db()
            scenes.published(drafts.correct(report, by=self.lead.user, reason="A date was wrong."))
        report.refresh_from_db()
        edition = drafts.correct(report, by=self.lead.user, reason="There were others.")
        for position, evaluator in enumerate(self.others, start=2):
            Byline.objects.create(edition=edition, position=position, name=evaluator.name, evaluator=evaluator)
        return self._published_with_files(edition, "1.3.evidence")

    def _results(self, plan):
        footnotes = {str(number): "Minutes." for number in range(1, self.many + 1)}
        calls = "".join(f"[{number}]" for number in footnotes)
        draft = scenes.results_draft(plan=plan)
        return self._published_with_files(draft, "downloads", results_summary=f"Seen{calls}.", footnotes=footnotes)

    def _published_with_files(self, edition, key, **answers):
        for position in range(1, self.many + 1):
            file = stored(f"{key} {position}".encode())
            EvidenceFactory(edition=edition, answer_key=key, is_file=True, stored_file=file)
            question = edition.form.questions[position % len(edition.form.questions)]
            if question.evidence:
                EvidenceFactory(edition=edition, answer_key=question.evidence.key)
        self._let_contacts_react(scenes.submitted(edition, **answers))
        return Report.objects.get(pk=scenes.publish(edition).report_id)

    def _let_contacts_react(self, edition):
        consultation = scenes.asked(edition, *self.member.contacts.all())
        said = [
            reacting.react(one, "", "All of it.", is_confidential=False) for one in consultation.consulted_set.all()
        ]
        scenes.ended(consultation)
        reviewer = scenes.reviewer_of(edition)
        for reaction in said:
            scenes.dispose(reaction, by=reviewer)

    def _changed(self, report, *, by):
        """Return a comment that its author changed often, the last of as many as she wrote."""
        hers = {"report": report, "author": by, "email": "", "browser": None}
        comment = ApprovedCommentFactory.create_batch(self.many, **hers, posted_at=timezone.now() - timedelta(days=1))[
            -1
        ]
        approve_as_read(comment)
        for number in range(self.many):
            seen = comments.state_of(comment)
            comment = comments.edit(comment, f"Words number {number}.", by=comments.Commenter(by), seen=seen)
        return comment

    def _discussed(self, report):
        about = {"report": report, "answer_key": "1.2", "edition": report.editions.get(number=1)}
        parent = None
        for _ in range(self.many):
            parent = ApprovedCommentFactory(parent=parent, **about)
            ApprovedCommentFactory(**about)
            CommentFactory(report=report)
        return report

    def receipt(self):
        """Return what leads the sender of the newest comment to what became of it."""
        return Signer(salt="evaluations.comment-receipt").sign(self.report.comments.latest("pk").pk)

    def followed(self):
        """Return, by what it is, the URL of what can be followed."""
        return {
            "report": self.report.get_absolute_url(),
            "thread": self.report.comments.first().get_absolute_url(),
            "member": self.member.get_absolute_url(),
        }

    def urls(self):
        """Return the URL of every public page that has rows, by the name of its route."""
        page, version = {"slug": self.report.slug}, {"slug": self.report.slug, "number": 1}
        byline, file = (
            self.report.current.bylines.first(),
            self.report.current.evidence_set.exclude(stored_file=None).first(),
        )
        subjects = {"member": self.member, "action-plan": self.commitment.action_plan, "commitment": self.commitment}
        return {
            **{
                name: reverse(name)
                for name in ("home", "sitemap", "evaluations:report-list", "evaluations:report-feed", *TEXTS)
            },
            "reports found by words": reverse("evaluations:report-list") + "?words=council",
            "no report found": reverse("evaluations:report-list") + "?words=zzz&progress=limited",
            **{f"commitments:{kind}-list": reverse(f"commitments:{kind}-list") for kind in subjects},
            **{f"commitments:{kind}": subject.get_absolute_url() for kind, subject in subjects.items()},
            **{f"evaluations:report{part}": reverse(f"evaluations:report{part}", kwargs=page) for part in PARTS},
            **{f"evaluations:edition{part}": reverse(f"evaluations:edition{part}", kwargs=version) for part in PARTS},
            **{f"evaluations:edition-{kind}": reverse(f"evaluations:edition-{kind}", kwargs=version) for kind in CITED},
            **{f"evaluations:{name}": reverse(f"evaluations:{name}", kwargs=page) for name in PAST},
            "comments on an answer": f"{self.report.get_absolute_url()}comments/?answer=1.2",
            "evaluations:thread": reverse(
                "evaluations:thread", args=[self.report.slug, self.report.comments.first().pk]
            ),
            "evaluations:edition-consultation": f"{self.report.current.get_absolute_url()}consultation/",
            "evaluations:blank-form": reverse("evaluations:blank-form", args=[self.report.current.form.version]),
            "results report": self.results.get_absolute_url(),
            "results report as JSON": reverse("evaluations:report-json", args=[self.results.slug]),
            "evaluations:reply": reverse("evaluations:reply", kwargs=page),
            "evaluations:following": reverse("evaluations:following"),
            **{
                f"evaluations:{kind}-{what}": f"{url}{kind.removesuffix('-of')}/"
                for what, url in self.followed().items()
                for kind in ("follow", "feed-of")
            },
            "evaluations:reply-sent": reverse("evaluations:reply-sent", args=[page["slug"], self.receipt()]),
            "evaluations:earlier-texts": self.changed.get_absolute_url() + "earlier/",
            "evaluations:your-comments": reverse("evaluations:your-comments"),
            "evaluations:write-to-evaluator": reverse("evaluations:write-to-evaluator", args=[page["slug"], byline.pk]),
            "evaluations:evidence": reverse("evaluations:evidence", args=[file.uuid, file.name]),
        }


TEXTS = ("about", "data", "privacy", "comment-rules", "accessibility")
PARTS = ("", "-json", "-csv")
CITED = ("bibtex", "ris")
PAST = ("history", "differences", "comments")


def asked(url, reader):
    """Return how many queries a page takes for a reader, who has been here before."""
    client = Client()
    if reader:
        client.force_login(reader)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = read(client.get(url))
    assert response.status_code == 200, url
    return len(queries)


@pytest.mark.parametrize("many", [1, 50])
def test_pages_ask_the_same_few_queries_of_one_row_and_of_fifty(many):
    rows = Rows(many)

    counts = {name: (asked(url, None), asked(url, rows.lead.user)) for name, url in rows.urls().items()}

    assert counts == QUERIES


def test_no_page_asks_more_than_eight():
    assert {name: counts for name, counts in QUERIES.items() if max(counts) > AT_MOST} == {}
