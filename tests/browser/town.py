"""One site with a row for every kind of page, and everybody who comes to it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.models import ActionPlan
from evaluations import comments, drafts, redacting, remarks, reviewing, unlock_requests, withdrawing
from evaluations.choices import ReviewRule
from evaluations.coherence import Flags
from evaluations.models import (
    Act,
    AssignmentRequest,
    Byline,
    Consulted,
    Evidence,
    Invitation,
    Justification,
    Mail,
    Redaction,
    Reminder,
    Report,
    Seal,
    StoredFile,
    UnconfirmedComment,
)
from evaluations.reading import Reading
from tests import scenes
from tests.browser.consultations import being_read, dealt_with, discarded, heard, responded
from tests.browser.following import links_to_follow
from tests.browser.own_comments import (
    links_to_complaints,
    links_to_decisions,
    links_to_own_comments,
    own_comments,
)
from tests.factories import (
    ActionPlanFactory,
    ApprovedCommentFactory,
    BadgeFactory,
    CommentFactory,
    CommitmentFactory,
    ContactFactory,
    EvidenceFactory,
    MemberFactory,
    MilestoneFactory,
    PolicyAreaFactory,
    UserFactory,
)

SPANISH = {
    "progress_explanation": "El municipio publicó los contratos; véase https://example.org/contratos.",
    "factors": "Hubo elecciones.\n\n- Un cambio de gobierno\n- Un presupuesto menor",
}
QUOTATION = {
    "kind": "quotation",
    "name": "Decreto 45",
    "url": "",
    "quotation": "Las dependencias publicarán cada contrato y cada modificación. " * 8,
    "locator": "Artículo 7, fracción II",
    "language": "es",
}
NONE = {"kind": "none", "name": "", "url": "", "reason": "The archive was closed.\n\nWe asked twice."}
LONG_TITLE = "Publicar-todos-los-contratos-de-obra-" * 3 + "del municipio y de sus organismos descentralizados"
LONG_EMAIL = f"{'contrataciones.abiertas.' * 2}evaluacion@{'observatorio-' * 3}ciudadano.example.org"
COURT = "The Third Court of Toluca ordered it on 3 June (case 14/2026).\n\nThe evaluators disagree, and appealed."
REDACTED = ("/answers/1.2", "/answers/1.3.evidence/1", "/evaluators/1", "/official_response/answers/1.1")


class Town:
    """Reports in every state, by name in `urls`, and an account for each role, in `people`."""

    def __init__(self):
        self.member = member = MemberFactory(name="Mexico State")
        ContactFactory(member=member)
        lead, second = (
            scenes.evaluator_for(member, name="Ana Ejemplo"),
            scenes.evaluator_for(member, name="Eva Muestra"),
        )
        self.people = {
            "evaluator": lead.user,
            "second": second.user,
            "newcomer": UserFactory(),
            "reviewer": scenes.reviewer(first_name="Rita", last_name="Ejemplo"),
            "tied": scenes.reviewer(first_name="Tadea", last_name="de la Peña y Fernández-Montenegro"),
            "moderator": scenes.moderator(),
            "admin": UserFactory(is_staff=True, is_superuser=True),
            "guarded": UserFactory(is_staff=True, is_superuser=True),
            "keyed": UserFactory(),
        }
        self._add_emails()
        self._add_second_factors()
        self.reports = dict(self._file(lead, second))
        self.results = self._results()
        self.results_draft = scenes.results_draft(by=self.people["reviewer"]).report
        self.plan_without_report = ActionPlanFactory(member=member)
        CommitmentFactory(member=member, title="Nobody wrote about this yet")
        CommitmentFactory(action_plan=None, member=member, title="Attached to no plan", problem="", action="")
        self.comments = self._talk(self.reports["published"])
        self.own = own_comments(
            self.reports["published"], author=self.people["newcomer"], moderator=self.people["moderator"]
        )
        self.request = AssignmentRequest.objects.create(user=self.people["newcomer"], member=member, name="Nora")
        self.invitation = Invitation.objects.create(
            report=self.reports["draft"], email=LONG_EMAIL, invited_by=lead.user
        )
        self.failed_mail = self._fail_to_send()
        self.removed_file = Evidence.objects.filter(kind="removed").first()
        self.redaction = Redaction.objects.get()
        self.redacted = Seal.objects.get(edition__report=self.reports["redacted"], edition__number=1)
        self.act = Act.objects.filter(kind="return").latest("pk")
        self.urls = dict(self._urls(member)) | dict(self._links_in_mails(lead, second)) | dict(self._links_to_confirm())
        self.urls |= dict(links_to_own_comments(self.reports["published"])) | dict(links_to_decisions(self.own))
        self.urls |= dict(links_to_complaints(self.reports["published"], moderator=self.people["moderator"]))
        self.urls |= dict(links_to_follow(self.comments["first"], newcomer=self.people["newcomer"]))
        # More than one page of a list of the admin.
        StoredFile.objects.bulk_create(StoredFile(sha256=f"{number:064x}", size=1) for number in range(51))
        self.sessions = {role: self._sign_in(user) for role, user in self.people.items()}

    def _sign_in(self, user):
        client = Client()
        client.force_login(user)
        return client.cookies["sessionid"].value

    def _add_emails(self):
        for user in self.people.values():
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    def _add_second_factors(self):
        TOTP.activate(self.people["guarded"], generate_totp_secret())
        RecoveryCodes.activate(self.people["guarded"])
        key = {"name": "The key on my ring", "passwordless": True, "credential": {}}
        self.passkey = Authenticator.objects.create(user=self.people["keyed"], type="webauthn", data=key)

    def _file(self, lead, second):
        member = lead.assignments.get().member
        for state in (
            "draft",
            "answered",
            "flagged",
            "submitted",
            "returned",
            "remarked",
            "sent back",
            "asked",
            "resubmitted",
            "being read",
            "heard",
            "dealt with",
            "approved",
            "exempted",
            "scheduled",
            "published",
            "corrected",
            "begun anew",
            "withdrawn",
            "redacted",
            "responded",
            "commented",
            "closed",
            "spanish",
        ):
            commitment = CommitmentFactory(member=member, title=f"{state.capitalize()}: {LONG_TITLE}")
            MilestoneFactory(commitment=commitment)
            commitment.policy_areas.add(PolicyAreaFactory())
            draft = scenes.draft(commitment=commitment, evaluator=lead)
            Byline.objects.create(edition=draft, position=2, name=second.name, evaluator=second)
            if state != "draft":
                self._attach(draft)
            yield state, self._bring_to(state, draft)

    def _attach(self, draft):
        EvidenceFactory(edition=draft, is_file=True)
        EvidenceFactory(edition=draft, name="The ledger", url="https://example.org/ledger")
        EvidenceFactory(edition=draft, **QUOTATION)
        EvidenceFactory(edition=draft, answer_key="2.1.1.evidence", **NONE)

    def _bring_to(self, state, draft):
        simple = {"answered": scenes.answered, "submitted": scenes.submitted, "returned": scenes.returned}
        if state in simple:
            return simple[state](draft).report
        if state in ("approved", "exempted", "scheduled"):
            return self._decide_about(scenes.submitted(draft), state)
        if state in ("remarked", "sent back", "asked"):
            return self._remark(scenes.submitted(draft, level_of_progress="limited"), state)
        if state == "resubmitted":
            edition = self._submitted_again(scenes.returned(draft))
            scenes.declared(self.people["reviewer"], edition)
            return edition.report
        if state in ("being read", "heard", "dealt with"):
            return self._ask_contacts(scenes.submitted(draft), state)
        if state == "flagged":
            scenes.answered(draft, level_of_progress="limited", lessons="Begin earlier.")
            Justification.objects.filter(edition=draft, rule__in=(1, 7)).delete()
        elif state == "spanish":
            draft.language = "es"
            return scenes.published(draft, **SPANISH).report
        elif state != "draft":
            scenes.published(draft)
        report = Report.objects.get(pk=draft.report_id)
        if state == "corrected":
            correction = drafts.correct(report, by=draft.report.lead.user, reason="A date was wrong.")
            correction.evidence_set.filter(kind="link").update(name="The ledger of May")
            ApprovedCommentFactory(report=report, answer_key="1.1", name="Irma", edition=report.current)
            ApprovedCommentFactory(report=report, name="Julia", edition=report.current)
            ApprovedCommentFactory.create_batch(20, report=report, edition=report.current)
            self.led_to = ApprovedCommentFactory(report=report, name="Karla", edition=report.current)
            scenes.published(correction, lessons="Begin earlier.", level_of_progress="substantial", language="es")
            comments.record_outcome(self.led_to, correction, by=self.people["moderator"])
            self._speak_for_the_government(Report.objects.get(pk=report.pk))
        self._change_what_is_said_of(report, state)
        return Report.objects.get(pk=report.pk)

    def _speak_for_the_government(self, report):
        moderator, newcomer = self.people["moderator"], self.people["newcomer"]
        given = {"given_by": moderator, "name": "Marta de la Peña y Fernández-Montenegro"}
        self.badge = BadgeFactory(account=newcomer, member=report.member, **given)
        taken = {"taken_at": timezone.now(), "taken_by": moderator, "taken_because": "She left the council."}
        BadgeFactory(account=newcomer, kind="civil-society", **given, **taken)
        said = {"author": newcomer, "name": self.badge.name, "badge": self.badge}
        self.pinned = comments.post(report, email="", text="The ledger of May lies open at the town hall.", **said)
        comments.pin(self.pinned, by=moderator)

    def _change_what_is_said_of(self, report, state):
        """Bring a published report there: to a redaction, a response, a withdrawal, the public's comments."""
        if state == "begun anew":
            scenes.discarded(report.current, lessons="Begin earlier, and with the mayor.")
            drafts.correct(report, by=report.lead.user, reason="A date was wrong.")
        if state in ("commented", "closed"):
            comments.open_period(report, by=self.people["reviewer"])
        if state == "closed":
            scenes.period_over(report)
        if state == "responded":
            self.respondent = responded(report, by=self.people["reviewer"])
        if state == "redacted":
            self.redacted_respondent = responded(report, by=self.people["reviewer"])
            redacting.redact(report, REDACTED, reason=COURT, by=self.people["admin"])
        if state == "withdrawn":
            withdrawing.withdraw(report, reason="Its second evaluator sold the ledger.", by=self.people["reviewer"])

    def _ask_contacts(self, edition, state):
        act = {"being read": being_read, "heard": heard, "dealt with": dealt_with}[state]
        act(edition, by=self.people["reviewer"])
        return edition.report

    def _decide_about(self, edition, state):
        """Let a reviewer approve an edition about which another one has a tie, and exempt her, or not."""
        reviewer, tied = self.people["reviewer"], self.people["tied"]
        words = "Until May I advised the ministry, whose programme is the third of the milestones."
        reviewing.declare(edition, ties=["government", "evaluator"], words=words, organisation="Casa Abierta", by=tied)
        scenes.approve(edition, by=reviewer)
        scenes.declared(self.people["admin"], edition)
        if state == "exempted":
            reason = "No other reviewer of this site reads Nahuatl.\n\nShe left the ministry before the plan began."
            reviewing.exempt(edition, tied, ReviewRule.TIE, reason=reason, by=reviewer)
            scenes.publish(edition, by=tied)
        if state == "scheduled":
            scenes.scheduled(edition, by=self.people["admin"])
        return edition.report

    def _remark(self, edition, state):
        """Let a reviewer remark on some answers, in every way in which one can, and send the report back, or not."""
        reviewer, lead = self.people["reviewer"], edition.report.lead.user
        words = "Say which of the contracts were published, and since when."
        on_text = scenes.remark(edition, "1.1.explanation", words, suggestion=f"{words} All.", by=reviewer)
        resolved = scenes.remark(edition, "1.1.explanation", "Name the law.", by=reviewer)
        scenes.remark(edition, "2.1.1", LONG_TITLE, by=reviewer)
        remarks.reply(on_text, "All but those of the water board.", by=lead)
        scenes.resolve(resolved, by=reviewer)
        if state == "remarked":
            scenes.remark(edition, "", "Shorter, please.", by=reviewer)
        (flag,) = (flag for flag in Flags(Reading(edition)).raised if flag.number == 1)
        scenes.rule(edition, flag, accepts=False, reason="It names no milestone.", by=reviewer)
        if state in ("sent back", "asked"):
            scenes.send_back(edition, by=reviewer, reason="See the remarks.")
        if state == "asked":
            unlock_requests.ask(edition, ["2.2", "3"], "The law of May changes them, too.", by=lead)
        return edition.report

    def _submitted_again(self, edition):
        """Return the edition after a second submission, in which answers of every kind have changed."""
        edition.evidence_set.filter(kind="link").update(name="The ledger of May")
        return scenes.submitted(edition, factors="Elections,\nand a flood.", level_of_progress="substantial")

    def _results(self):
        draft = scenes.results_draft(by=scenes.reviewer())
        prose = {
            "results_summary": "Seen from afar[1] and from near [2].",
            "footnotes": {"1": "From the hill.", "2": "Minutes."},
        }
        return Report.objects.get(pk=scenes.published(draft, **prose).report_id)

    def _talk(self, report):
        first = parent = ApprovedCommentFactory(report=report, name="Berta", html="<p>Where are the minutes?</p>")
        for name in ("Carla", "Dora", "Elsa", "Frida"):
            parent = ApprovedCommentFactory(report=report, parent=parent, name=name)
        removed = ApprovedCommentFactory(report=report)
        ApprovedCommentFactory(report=report, parent=removed, name="Gala")
        comments.reject(removed, by=self.people["moderator"], reason="Abuse.")
        ApprovedCommentFactory.create_batch(100, report=report, parent=first)
        return {"first": first, "held": CommentFactory(report=report, parent=first, name="Hilda"), "removed": removed}

    def _fail_to_send(self):
        about = {"report": self.reports["draft"], "kind": "invited", "email": LONG_EMAIL, "subject": LONG_TITLE}
        task = {"task": "evaluations.notifications.joining.mail_invited", "arguments": [4711]}
        failure = "SMTPServerDisconnected: Connection unexpectedly closed: [Errno 104] Connection reset by peer"
        ended = {"state": "failed", "tries": 3, "tried_at": timezone.now(), "failure": failure}
        return Mail.objects.create(**about, **task, **ended)

    def _links_in_mails(self, lead, second):
        wrote = {"report": self.reports["draft"], "invited_by": lead.user}
        by_name = Invitation.objects.create(**wrote, email=second.user.email, evaluator=second)
        ended = {"outcome": "revoked", "ended_at": timezone.now()}
        revoked = Invitation.objects.create(**wrote, **ended, email="nobody@example.org")
        invitations = {"invited": self.invitation, "invited by name": by_name, "invited no longer": revoked}
        for name, invitation in invitations.items():
            yield name, reverse("evaluations:invitation", args=[invitation.token])
        reminder = Reminder.objects.create(
            commitment=self.reports["draft"].commitment,
            evaluator=lead,
            kind="two-weeks-before",
            due_on=timezone.localdate(),
        )
        for state in ("being read", "heard"):
            consulted = self._consulted(state)
            yield state, reverse("evaluations:consultation", args=[consulted[0].token])
        consulted[1].revoked_at = timezone.now()
        consulted[1].save()
        yield "discarded", reverse("evaluations:consultation", args=[discarded(by=self.people["reviewer"]).token])
        yield "revoked link", reverse("evaluations:consultation", args=[consulted[1].token])
        yield "stop reminders", reverse("evaluations:stop-reminders", args=[reminder.token])

    def _links_to_confirm(self):
        """Yield where guests confirm what they wrote, in every state that such words may be in."""
        days = {"comment to confirm": 0, "comment to send": 0, "comment to destroy": 0, "confirmed comment": 0}
        for number, (name, age) in enumerate({**days, "comment of long ago": 20, "forgotten comment": 31}.items()):
            yield name, self._unconfirmed(self.reports["published"], number, age=age)
        comments.confirm(UnconfirmedComment.objects.get(text__startswith="Number 3"))
        yield "comment too late", self._unconfirmed(self.reports["closed"], 6, age=0)

    def _unconfirmed(self, report, number, *, age):
        written_at = timezone.now() - timedelta(days=age)
        waiting = UnconfirmedComment.objects.create(
            report=report,
            edition=report.current,
            answer_key="1.2",
            name="María de los Ángeles Hernández",
            email=f"guest-{number}@example.org",
            text=f"Number {number} of the ledgers lies in the town hall.\n\nhttps://example.org/ledgers/{number}",
            written_at=written_at,
            linked_at=written_at,
        )
        return reverse("evaluations:confirm-comment", args=[report.slug, waiting.token])

    def _consulted(self, state):
        return Consulted.objects.filter(consultation__edition__report=self.reports[state]).order_by("pk")

    def _urls(self, member):
        for state, report in {**self.reports, "results": self.results}.items():
            report.refresh_from_db()
            if report.slug:
                yield state, report.get_absolute_url()
        plan = ActionPlan.objects.filter(member=member).first()
        yield "member", member.get_absolute_url()
        yield "plan", plan.get_absolute_url()
        yield "commitment", self.reports["published"].commitment.get_absolute_url()
        yield "consultation", f"{self.reports['dealt with'].get_absolute_url()}v1/consultation/"
        yield "old edition", reverse("evaluations:edition", args=[self.reports["corrected"].slug, 1])
        byline = self.reports["published"].current.bylines.first()
        yield "write", reverse("evaluations:write-to-evaluator", args=[self.reports["published"].slug, byline.pk])
        yield "comments", reverse("evaluations:comments", args=[self.reports["corrected"].slug])
        yield "reply", reverse("evaluations:reply", args=[self.reports["published"].slug])
        yield "reply closed", reverse("evaluations:reply", args=[self.reports["withdrawn"].slug])
        yield "reply too late", reverse("evaluations:reply", args=[self.reports["closed"].slug])

    def own_url(self, state, page):
        """Return a page about the newcomer's comment of which that became."""
        return f"{self.own[state].get_absolute_url()}{page}/"

    def of(self, state, name, *args):
        """Return a page of the desk or of the review about the report in a state."""
        report = self.results_draft if state == "results draft" else self.reports[state]
        return reverse(f"evaluations:{name}", args=[report.number, *args])
