"""One report as the public will read it, and what may be done with it."""

from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.forms import CharField, DateTimeField
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views.generic import View

from ... import permissions, responding
from ...choices import MoveName
from ...coherence import Flags
from ...forms.remarks import RemarksOnPage
from ...forms.responding import AskToRespondForm
from ...forms.review import (
    ApproveForm,
    DeclareForm,
    ExemptForm,
    PublishForm,
    ReturnForm,
    ScheduleForm,
    StandingForm,
    UnscheduleForm,
)
from ...forms.unlocking import UnlockDecisionForm
from ...models import Move, Receipt, name_of
from ...reading import Reading
from ...remarks import Remarks
from ..submissions import compared_submissions, published_before
from .decider import OFFERED, Decider
from .staff import ForReviewers, get_report


class ReviewView(ForReviewers, View):
    """One report as the public will read it, its history, and the moves that may be made."""

    def get(self, request, number):
        """Show the edition that is being made, or the one that is public."""
        return render_review(request, get_report(number))


class SubmissionsView(ForReviewers, View):
    """Compare two submissions of a report, chosen by their numbers in `from` and `to`.

    Of a new edition, 0 is the published one that it follows.
    """

    def get(self, request, number):
        """Show what changed from one to the other, the last two where nothing is asked for."""
        report = get_report(number)
        edition = report.unpublished or report.current
        edition.report = report
        published = published_before(edition)
        compared = compared_submissions(report, request.GET, published=published)
        context = {
            "report": report,
            "edition": edition,
            "reading": Reading(edition),
            "published": published,
            **compared,
        }
        return render(request, "evaluations/review/submissions.html", context)


def render_review(request, report, *, status=HTTPStatus.OK, said=None, **context):
    """Show a report to a reviewer: the edition being made, or else the public one, and what she may do with it.

    `said` is the form of a remark, a reply or a ruling that came back.
    """
    edition = report.unpublished or report.current
    edition.report = report
    reading, history = Reading(edition), told_history(report)
    remarks = Remarks(edition)
    decider = Decider(request.user, edition)
    context = {
        "report": report,
        "edition": edition,
        "reading": reading,
        "flags": Flags(reading),
        "remarks": RemarksOnPage(
            remarks,
            reading,
            may_remark=decider.may_decide,
            may_reply=not edition.is_published and decider.may_review,
            names_staff=True,
            bound=said,
        ),
        "open_remarks": len(remarks.open),
        "history": history,
        "newest": history[-1],
        "submissions": Receipt.objects.filter(edition__report=report).count(),
        "published": published_before(edition),
        "decider": decider,
        "was_discarded": any(move.name == MoveName.DISCARD for move in history),
        "may_write": permissions.can_edit(request.user, edition),
        **context,
        **_forms_at(history[-1], context, zone=ZoneInfo(report.member.time_zone)),
        **_forms_about(decider, context),
        **_about_the_response(report, decider, context),
    }
    for name in ("approve_form", "publish_form", "schedule_form"):
        context[name].ask_of(edition)
    context |= _what_came_back(context, said)
    return render(request, "evaluations/review/review.html", context, status=status)


def _what_came_back(context, said):
    """Return the forms that are shown with what is wrong in them, and the words of those that have no place by now."""
    decider = context["decider"]
    places = {name: decider.offers(name) for name in OFFERED}
    came_back = [(form, decider.may_decide) for form in [said] if form is not None]
    came_back += [(context[name], is_shown) for name, is_shown in places.items() if _is_bound(context.get(name))]
    return {
        "wrong_forms": [form for form, is_shown in came_back if is_shown],
        "kept_words": [words for form, is_shown in came_back if not is_shown for words in words_in(form)],
    }


def _is_bound(form):
    """Say whether a form was posted; some have no place on every page."""
    return form is not None and form.is_bound


def words_in(form):
    """Return name, label and words of each text that was posted with a form."""
    texts = [field for field in form.visible_fields() if isinstance(field.field, CharField | DateTimeField)]
    return [(field.name, field.label, field.value()) for field in texts if field.value()]


def _forms_at(move, context, *, zone):
    """Return the forms of every decision, new or as they were posted, for who has seen the moves up to this one."""
    forms = {
        "return_form": ReturnForm(initial={"seen": move.pk}),
        "approve_form": ApproveForm(initial={"seen": move.pk}),
        "publish_form": PublishForm(initial={"seen": move.pk}),
        "schedule_form": ScheduleForm(initial={"seen": move.pk}, zone=zone),
        "unschedule_form": UnscheduleForm(initial={"seen": move.pk}),
    }
    for name in forms.keys() & context.keys():
        forms[name] = context[name]
        forms[name].see(move.pk)
    return forms


def _forms_about(decider, context):
    """Return the forms that say who decides, or what is open, new or as they were posted."""
    exempt_form = context.get("exempt_form") or ExemptForm(choices=())
    exempt_form.offer(decider.exemptible)
    return {
        "declare_form": context.get("declare_form") or DeclareForm(initial=decider.declared_before),
        "exempt_form": exempt_form,
        "standing_form": context.get("standing_form") or StandingForm(),
        "unlock_form": context.get("unlock_form") or UnlockDecisionForm(),
    }


def _about_the_response(report, decider, context):
    """Return who responds to what is published for the government, and the form by which one more is asked."""
    if not report.current_id:
        return {}
    page = RespondentsOnPage(report, may_ask=decider.may_withdraw)
    return {"responding": page, "respond_form": context.get("respond_form") or AskToRespondForm(contacts=page.contacts)}


class RespondentsOnPage:
    """Who was asked to respond to a report, and who may be."""

    def __init__(self, report, *, may_ask):
        self.report, self.may_ask = report, may_ask

    @cached_property
    def people(self):
        return list(self.report.respondents.select_related("contact"))

    @property
    def are_all_asked(self):
        """Whether nobody is left to be asked, since who could be has a link."""
        return not self.contacts and bool(self._asked)

    @cached_property
    def newest(self):
        return responding.newest(self.report)

    @cached_property
    def contacts(self):
        """Return who may be asked: each has one link at a time."""
        return responding.who_may_respond(self.report).exclude(pk__in=self._asked)

    @property
    def _asked(self):
        """Return the keys of the contacts who have a link: none by that of who was in her place before."""
        return [person.contact_id for person in self.people if person.is_still_hers and not person.revoked_at]


def told_history(report):
    """Return the moves of a report's editions, oldest first, each with `who` in words."""
    moves = list(Move.objects.filter(edition__report=report).select_related("by__evaluator", "edition").order_by("pk"))
    for move in moves:
        move.who = name_of(move.by)
    return moves
