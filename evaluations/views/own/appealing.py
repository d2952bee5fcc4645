"""Where the author of a comment reads why it was turned down, and has another moderator read it again."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from commitments.typed import given_back, text_fields_of

from ... import comments
from ...forms.own_comments import AppealForm
from ...own_links import decision_of_link
from ..commenting import MANY_COMMENTS
from ..rates import seconds_to_wait_here


@method_decorator(never_cache, name="dispatch")
class AppealView(View):
    """A decision about a comment, for whoever has the link that its author was mailed; 404 where it names none.

    GET shows the decision, its reason, and what came of an appeal. POST appeals: 422 for wrong input, 429 for too much,
    409 where there is no appeal any more; each keeps what was typed.
    """

    text_fields = text_fields_of(AppealForm)

    def dispatch(self, request, token):
        self.decision = decision_of_link(token)
        if self.decision is None:
            raise Http404
        response = super().dispatch(request)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request):
        return self.show(AppealForm() if self.may_appeal() else None)

    def post(self, request):
        form = AppealForm(request.POST)
        if not self.may_appeal():
            return self.show(None, status=HTTPStatus.CONFLICT, **given_back(request))
        if not form.is_valid():
            return self.show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if wait := seconds_to_wait_here(request, action="comment", rates=settings.COMMENT_RATE):
            form.add_error(None, MANY_COMMENTS % {"count": wait})
            response = self.show(form, status=HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(wait)
            return response
        try:
            comments.appeal(self.decision, form.cleaned_data["text"])
        except ValidationError:  # since it was read, above
            return self.show(None, status=HTTPStatus.CONFLICT, **given_back(request))
        messages.success(request, _("Your appeal is sent. Another moderator reads the comment again."))
        return redirect(request.path)

    def may_appeal(self):
        return comments.appealable(self.decision.comment) == self.decision

    def show(self, form, *, status=HTTPStatus.OK, **more):
        comment = self.decision.comment
        context = {
            "report": comment.report,
            "edition": comment.report.current,
            "comment": comment,
            "entry": comments.Entry(comment),
            "decision": self.decision,
            "appeal": getattr(self.decision, "appeal", None),
            "form": form,
            **more,
        }
        return render(self.request, "evaluations/own/appeal.html", context, status=status)
