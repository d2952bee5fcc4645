"""Pages of the admin about one comment: what it led to, and whether it is pinned."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from commitments.keys import key_in

from .. import comments, permissions


class PagesOfOneComment:
    """Adds them to the admin of comments."""

    def get_urls(self):
        """Add the pages."""
        outcome, pin = self.admin_site.admin_view(self.outcome_view), self.admin_site.admin_view(self.pin_view)
        return [
            path("<key:object_id>/outcome/", outcome, name="evaluations_comment_outcome"),
            path("<key:object_id>/pin/", pin, name="evaluations_comment_pin"),
            *super().get_urls(),
        ]

    def outcome_view(self, request, object_id):
        """Show to which editions a comment led; POST takes the number of one as `record`, or as `take_back`."""
        comment = self._found(request, object_id)
        if request.method == "POST":
            self._keep_outcome(request, comment)
            return HttpResponseRedirect(request.path)
        led_to = set(comment.outcomes.values_list("edition", flat=True))
        context = {
            **self.admin_site.each_context(request),
            "title": _("What a comment led to"),
            "opts": self.opts,
            "comment": comment,
            "seen": comments.state_of(comment),
            "editions": [(edition, edition.pk in led_to) for edition in comments.may_have_led_to(comment)],
        }
        return TemplateResponse(request, "admin/evaluations/comment/outcome.html", context)

    def _keep_outcome(self, request, comment):
        act = comments.record_outcome if "record" in request.POST else comments.take_back_outcome
        number = key_in(request.POST.get("record") or request.POST.get("take_back") or "")
        edition = comments.may_have_led_to(comment).filter(number=number).first()
        try:
            act(comment, edition or comment.edition, by=request.user, seen=request.POST.get("seen"))
        except ValidationError as error:
            self.message_user(request, error.messages[0], messages.ERROR)

    def pin_view(self, request, object_id):
        """Show whether a government's comment stands above the threads; POST takes `pin` or `unpin`."""
        comment = self._found(request, object_id)
        if request.method == "POST":
            try:
                if "unpin" in request.POST:
                    comments.unpin(comment, by=request.user)
                else:
                    comments.pin(comment, by=request.user, seen=request.POST.get("seen"))
            except ValidationError as error:
                self.message_user(request, error.messages[0], messages.ERROR)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Pin a comment"),
            "opts": self.opts,
            "comment": comment,
            "seen": comments.state_of(comment),
            "may_be_pinned": comments.may_be_pinned(comment),
        }
        return TemplateResponse(request, "admin/evaluations/comment/pin.html", context)

    def _found(self, request, object_id):
        """Return the comment; who evaluated its report may do nothing with it."""
        if not permissions.can_moderate(request.user):
            raise PermissionDenied
        comment = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not permissions.can_moderate(request.user, comment.report):
            raise PermissionDenied
        return comment

    def render_change_form(self, request, context, obj=None, **kwargs):
        """Lead to these pages."""
        context["outcome_url"] = reverse("admin:evaluations_comment_outcome", args=[obj.pk])
        context["pin_url"] = reverse("admin:evaluations_comment_pin", args=[obj.pk])
        context["may_be_pinned"] = comments.may_be_pinned(obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)
