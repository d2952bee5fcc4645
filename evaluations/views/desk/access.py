"""Which report a page of the desk is about, and who may come in."""

from http import HTTPStatus

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property

from ... import permissions, presence
from ...forms.remarks import RemarksOnPage
from ...models import Receipt, Report, name_of
from ...reading import Reading
from ...remarks import Remarks
from ..words import OfAnotherAccount, is_sent_by_another

CONFLICT, UNPROCESSABLE = HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY


class ForAuthors(AccessMixin):
    """A page about one report: 404 for whoever may not see its newest edition, 403 for whoever does not write it.

    POST takes `account`, the mark of the account that opened the form; nothing is done for another one (403).
    """

    place = ""  # under which others are told that she is here, on a page where the report is written

    @cached_property
    def report(self):
        reports = Report.objects.select_related("member", "lead", "commitment__action_plan", "action_plan", "current")
        return get_object_or_404(reports, pk=self.kwargs["number"])

    @cached_property
    def edition(self):
        """Return the edition that is being written, or else the published one."""
        edition = self.report.unpublished or self.report.current
        if edition is None:
            raise Http404
        edition.report = self.report
        return edition

    @cached_property
    def reading(self):
        return Reading(self.edition)

    @cached_property
    def remarks(self):
        """Return the remarks of the reviewers as those who write the report read them: once it is returned."""
        return RemarksOnPage(Remarks(self.edition), self.reading) if self.edition.is_open else None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not permissions.can_see_edition(request.user, self.edition) and self.report.current_id is None:
            raise Http404
        # Of a published report everybody else hears the same, whether a new edition of it is being written or not.
        if not permissions.can_see_edition(request.user, self.edition) or not self.is_allowed():
            raise PermissionDenied
        if is_sent_by_another(request):
            raise OfAnotherAccount
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self):
        """Whether she may open this page of a report that she may see."""
        return permissions.is_author_of(self.request.user, self.edition)

    def context(self, **more):
        """Return what every page about a report shows."""
        edition, user = self.edition, self.request.user
        may_edit = permissions.can_edit(user, edition)
        place = self.place if may_edit else ""
        return {
            "report": self.report,
            "edition": edition,
            "reading": self.reading,
            "zone": self.report.member.time_zone,
            "saved_by": self.saved_by(),
            "receipts": self.receipts(),
            "may_edit": may_edit,
            "place": place,
            "others_here": presence.others(edition, user) if place else [],
            "open_places": None,
            **more,
        }

    def receipts(self):
        """Return what was sent of this report, the newest first; read by the pages that show it."""
        return (
            Receipt.objects.filter(edition__report=self.report).select_related("move").defer("document").order_by("-pk")
        )

    def last_report(self):
        """Return the member's newest published report of the same kind but for this one, with its title, or None."""
        others = Report.objects.standing().for_member(self.report.member).filter(kind=self.report.kind)
        titled = others.exclude(pk=self.report.pk).select_related("current")
        newest_first = titled.order_by("-current__published_at", "-pk")
        return newest_first.only("slug", "current__title", "current__language").first()

    @property
    def may_discard(self):
        """Whether she may discard now what is being written."""
        return self.edition.is_open_anew and permissions.can_discard(self.request.user, self.edition)

    @property
    def was_discarded(self):
        """Whether an edition of the report that she may see was discarded."""
        found = self.report.editions.discarded() if self.report.current_id else self.report.editions.none()
        if not permissions.is_reviewer(self.request.user):
            found = found.filter(bylines__evaluator__user=self.request.user)
        return found.exists()

    def saved_by(self):
        """Return who saved the edition last, or "" where nobody did, or she herself."""
        person = self.edition.saved_by
        return "" if person in (None, self.request.user) else name_of(person)

    def show(self, template, *, status=HTTPStatus.OK, **more):
        context = self.context(**more)
        if context["place"] and self.request.method == "GET":
            presence.note(self.report, self.request.user, context["place"])
        return render(self.request, f"evaluations/desk/{template}", context, status=status)
