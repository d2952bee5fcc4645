"""Where people take their names off all that they wrote."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from ... import comments
from ...forms.own_comments import EraseForm
from ...models import Follow
from ..browsers import forget_browser
from ..commenters import commenter_of, forget_email


@method_decorator(never_cache, name="dispatch")
class EraseView(View):
    """Erase the author of comments: GET asks, POST does it, for good. 422 where she did not say that she means it.

    Whoever has shown nothing of herself is led to where she does.
    """

    def dispatch(self, request):
        self.commenter = commenter_of(request)
        return super().dispatch(request) if self.commenter.is_known else redirect("evaluations:your-comments")

    def get(self, request):
        return self.show(EraseForm())

    def post(self, request):
        form = EraseForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        erased = comments.erase(self.commenter, withdrawing=form.cleaned_data["withdrawing"])
        forget_email(request)
        words = ngettext(
            "Your name is taken off %(count)d comment.", "Your name is taken off %(count)d comments.", erased
        )
        messages.success(request, words % {"count": erased})
        return forget_browser(redirect("evaluations:your-comments"))

    def show(self, form, *, status=HTTPStatus.OK):
        hers = self.commenter.comments()
        context = {
            "form": form,
            "count": hers.count(),
            "waiting": hers.waiting().count(),
            "turned_down": hers.turned_down().count(),
            "follows": Follow.objects.of(account=self.commenter.account, emails=self.commenter.emails).count(),
            "emails": sorted(self.commenter.emails),
            "account": self.commenter.account,
            "has_account": self.commenter.account is not None,
        }
        return render(self.request, "evaluations/own/erase.html", context, status=status)
