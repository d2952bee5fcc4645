"""Where people find all that they wrote under reports, and how guests show that it is theirs."""

import json
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commitments.keys import key_in

from ... import comments, notifications, permissions
from ...exports.own_comments import own_comments
from ...forms.own_comments import FindCommentsForm
from ...models import Decision
from ...own_links import email_of_link, token_of_decision
from ..commenters import commenter_of, email_shown, forget_email, remember_email
from ..confirming import seconds_until_mail
from ..rates import seconds_to_wait

ON_A_PAGE = 20
_TOO_MANY = ngettext_lazy(
    "Several links were asked for in a short time. Another can be sent in %(count)d second.",
    "Several links were asked for in a short time. Another can be sent in %(count)d seconds.",
    "count",
)


@method_decorator(never_cache, name="dispatch")
class YourCommentsView(View):
    """All that she wrote, the newest first; or, with `?by-mail`, the form by which a guest has a link mailed to her.

    POST with `email` mails it, and says the same whether there is anything to be found; with `leave` it forgets what a
    link has shown. 422 for wrong input, 429 for too much.
    """

    text_fields = frozenset()

    def get(self, request):
        commenter = commenter_of(request)
        if commenter.is_known and "by-mail" not in request.GET:
            return self.show_list(commenter)
        return self.show_form(FindCommentsForm())

    def post(self, request):
        if "leave" in request.POST:
            forget_email(request)
            messages.success(request, _("This browser shows them no longer."))
            return redirect("evaluations:your-comments")
        form = FindCommentsForm(request.POST)
        if not form.is_valid():
            return self.show_form(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        email = form.cleaned_data["email"]
        wait = seconds_to_wait(request, action="own-comments", rates=settings.COMMENT_RATE) or seconds_until_mail(email)
        if wait:
            form.add_error(None, _TOO_MANY % {"count": wait})
            response = self.show_form(form, status=HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(wait)
            return response
        if not form.is_trapped:
            notifications.tell_guest_of_own_comments(email)
        return self.show("evaluations/own/find.html", sent_to=email)

    def show_list(self, commenter):
        """Show a page of them; Http404 beyond the last."""
        hers = commenter.comments().select_related("report__member", "report__current", "edition", "badge", "parent")
        hers = hers.prefetch_related(Prefetch("decisions", Decision.objects.standing()))
        try:
            page = Paginator(hers.order_by("-posted_at", "-pk"), ON_A_PAGE).page(
                key_in(self.request.GET.get("page", "1"))
            )
        except InvalidPage as error:
            raise Http404 from error
        rows = [
            {
                "entry": comments.Entry(comment),
                "may_edit": permissions.can_edit_comment(commenter, comment),
                "appeal_url": _appeal_url(comment),
                "may_withdraw": permissions.can_withdraw_comment(commenter, comment),
            }
            for comment in page
        ]
        return self.show(
            "evaluations/own/yours.html", page=page, rows=rows, email_shown=email_shown(self.request),
            has_account=commenter.account is not None,
        )  # fmt: skip

    def show_form(self, form, *, status=HTTPStatus.OK):
        return self.show("evaluations/own/find.html", status=status, form=form)

    def show(self, template, *, status=HTTPStatus.OK, **context):
        return render(self.request, template, context, status=status)


def _appeal_url(comment):
    """Return where its author reads why it was turned down, and what came of her appeal; "" where it was not."""
    decision = list(comment.decisions.all())[-1:] if comment.is_turned_down else []
    return reverse("evaluations:appeal", args=[token_of_decision(decision[0])]) if decision else ""


@method_decorator(never_cache, name="dispatch")
class ShowCommentsView(View):
    """Where the mailed link leads: a button shows what was written under that email. 404 for a link that is not ours.

    Opening it changes nothing, for scanners of mail open every link. 410 once it has expired, or names nothing more.
    """

    def dispatch(self, request, token):
        self.email = email_of_link(token)
        if self.email is None:
            raise Http404
        response = super().dispatch(request) if self.email else self.show(status=HTTPStatus.GONE)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request):
        return self.show()

    def post(self, request):
        remember_email(request, self.email)
        return redirect("evaluations:your-comments")

    def show(self, *, status=HTTPStatus.OK):
        return render(self.request, "evaluations/own/link.html", {"email": self.email}, status=status)


@require_safe
@never_cache
def download_comments(request):
    """Return as JSON all that is kept of what she wrote; whoever has shown nothing is led to where she does."""
    commenter = commenter_of(request)
    if not commenter.is_known:
        return redirect("evaluations:your-comments")
    told = json.dumps(own_comments(commenter), ensure_ascii=False, indent=2)
    response = HttpResponse(told, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="your-comments.json"'
    return response
