"""Where authors change one comment of theirs, or withdraw it."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from commitments.typed import given_back, text_fields_of

from ... import comments, permissions
from ...forms.own_comments import EditCommentForm
from ..checked import objection_of
from ..commenters import commenter_of
from ..commenting import MANY_COMMENTS
from ..rates import seconds_to_wait_here
from ..replied import published, sent_url


@method_decorator(never_cache, name="dispatch")
class _OwnComment(View):
    """A page about one comment, for its author. Whoever has not shown that it is hers is told how (403).

    404 where the public was never shown it and it is not hers.
    """

    def dispatch(self, request, slug, pk):
        self.report, self.commenter = published(slug), commenter_of(request)
        self.comment = self.report.comments.select_related("edition", "badge", "parent").filter(pk=pk).first()
        if self.comment is None or not (self.comment.shown_at or self.commenter.wrote(self.comment)):
            raise Http404
        self.comment.report = self.report
        if not self.commenter.wrote(self.comment):
            return self.show("evaluations/own/not_yours.html", status=HTTPStatus.FORBIDDEN, **given_back(request))
        if not self.may_be_done():
            return self.refuse()
        return super().dispatch(request)

    def may_be_done(self):
        """Whether its author may do here what she came for."""
        raise NotImplementedError

    def refuse(self):
        """Say why nothing can be done by now, and give back what was typed."""
        self.comment.refresh_from_db()
        self.comment.report = self.report
        return self.show("evaluations/own/settled.html", status=HTTPStatus.FORBIDDEN, **given_back(self.request))

    def show(self, template, *, status=HTTPStatus.OK, **more):
        """Show a page about it."""
        context = {
            "report": self.report,
            "edition": self.report.current,
            "comment": self.comment,
            "entry": comments.Entry(self.comment),
            **more,
        }
        response = render(self.request, template, context, status=status)
        response.headers["X-Robots-Tag"] = "noindex"
        return response


class EditCommentView(_OwnComment):
    """Change what a comment says.

    422 for wrong input, 409 where it was changed or decided meanwhile, 429 for too much: each keeps what was typed.
    """

    text_fields = text_fields_of(EditCommentForm)

    def may_be_done(self):
        return permissions.can_edit_comment(self.commenter, self.comment)

    def get(self, request):
        return self.show_form(self.form())

    def post(self, request):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show_form(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if wait := seconds_to_wait_here(request, action="comment", rates=settings.COMMENT_RATE):
            form.add_error(None, MANY_COMMENTS % {"count": wait})
            response = self.show_form(form, status=HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(wait)
            return response
        said = form.cleaned_data
        try:
            objection = self.objection_to(said["text"])
            comment = comments.edit(
                self.comment, said["text"], by=self.commenter, seen=said["seen"], objection=objection
            )
        except PermissionDenied:  # since it was read, above
            return self.refuse()
        except ValidationError as error:
            return self.show_conflict(form, error)
        if comment.text != self.comment.text:
            messages.success(request, _("Your comment is changed."))
        return redirect(sent_url(comment))

    def objection_to(self, text):
        """Return what the checker has against these words."""
        told = {"name": self.comment.name, "email": self.comment.email, "is_reply": self.comment.parent_id is not None}
        return objection_of(self.request, self.report, text=text, **told)

    def form(self, data=None):
        return EditCommentForm(data, comment=self.comment)

    def show_form(self, form, *, status=HTTPStatus.OK, **more):
        stays = comments.stays_readable(self.comment)
        return self.show("evaluations/own/edit.html", status=status, form=form, stays=stays, **more)

    def show_conflict(self, form, error):
        """Show her words, and beside them what the comment says now; sent again, hers take its place."""
        self.comment.refresh_from_db()
        form = self.form({**self.request.POST.dict(), "seen": comments.state_of(self.comment)})
        form.add_error(None, _("%(why)s Your words are still here.") % {"why": error.messages[0]})
        return self.show_form(form, status=HTTPStatus.CONFLICT, stored=self.comment.text)


class WithdrawCommentView(_OwnComment):
    """Withdraw a comment: GET asks, POST does it. One that is withdrawn stays so."""

    def may_be_done(self):
        return permissions.can_withdraw_comment(self.commenter, self.comment)

    def get(self, request):
        return self.show("evaluations/own/withdraw.html")

    def post(self, request):
        try:
            comments.withdraw(self.comment, by=self.commenter)
        except PermissionDenied:  # since it was read, above
            return self.refuse()
        messages.success(request, _("Your comment is withdrawn."))
        return redirect("evaluations:your-comments" if self.commenter.is_known else sent_url(self.comment))
