"""What a reader does who finds a comment against the rules, and where she learns what came of it."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commitments.typed import text_fields_of

from .. import comments, notifications
from ..forms.complaining import ComplaintForm
from ..own_links import complaint_of_link, token_of_complaint
from .confirming import seconds_until_mail
from .rates import seconds_to_wait_here
from .replied import published

_TOO_MANY = ngettext_lazy(
    "Many complaints came from your network, or with this email, in a short time. Your words are still here: send them"
    " again in %(count)d second.",
    "Many complaints came from your network, or with this email, in a short time. Your words are still here: send them"
    " again in %(count)d seconds.",
    "count",
)


@method_decorator(never_cache, name="dispatch")
class ComplainView(View):
    """Complain of a comment: 404 for one that was never shown, 410 once the public does not read it any more.

    POST: 422 for wrong input, 429 for too much, 409 where it was taken off the page meanwhile or is her own; each keeps
    what was typed.
    """

    text_fields = text_fields_of(ComplaintForm)

    def dispatch(self, request, slug, pk):
        self.report = published(slug)
        shown = self.report.comments.shown().select_related("edition", "badge", "parent")
        self.comment = get_object_or_404(shown, pk=pk)
        self.comment.report = self.report
        if request.method != "POST" and not self.comment.is_approved:
            return self.show(status=HTTPStatus.GONE, form=None)
        response = super().dispatch(request)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request):
        return self.show(form=self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if wait := self.seconds_to_wait(form.cleaned_data.get("email", "")):
            form.add_error(None, _TOO_MANY % {"count": wait})
            response = self.show(form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(wait)
            return response
        try:
            complaint = self.complain(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages[0])
            return self.show(form=form, status=HTTPStatus.CONFLICT)
        return redirect(reverse("evaluations:complaint", args=[token_of_complaint(complaint)]))

    def seconds_to_wait(self, email):
        """Return 0, or how long it is too much: from where she is, or to an email that may be another's."""
        wait = seconds_to_wait_here(self.request, action="complaint", rates=settings.COMMENT_RATE)
        return wait or (seconds_until_mail(email) if email else 0)

    def complain(self, said):
        account = self.request.user if self.request.user.is_authenticated else None
        given = {"rule": said["rule"], "text": said["text"], "email": said.get("email", "")}
        return comments.complain(self.comment, account=account, **given)

    def form(self, data=None):
        return ComplaintForm(data, has_account=self.request.user.is_authenticated)

    def show(self, *, form, status=HTTPStatus.OK):
        context = {
            "report": self.report,
            "edition": self.report.current,
            "entry": comments.Entry(self.comment),
            "form": form,
        }
        return render(self.request, "evaluations/complaining/complain.html", context, status=status)


@require_safe
@never_cache
def complaint_page(request, token):
    """Tell whoever complained what came of it: only the URL that she was led to, or was mailed, has the token."""
    complaint = complaint_of_link(token)
    if complaint is None:
        raise Http404
    context = {
        "complaint": complaint,
        "entry": comments.Entry(complaint.comment),
        "report": complaint.comment.report,
        "edition": complaint.comment.report.current,
        "what": notifications.what_came_of(complaint),
        "waits": complaint.answer is None and complaint.comment.withdrawn_at is None,
    }
    response = render(request, "evaluations/complaining/complaint.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
