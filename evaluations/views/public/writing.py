"""Writing to an evaluator, whose e-mail is not shown."""

import logging
from http import HTTPStatus
from smtplib import SMTPException

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from commitments.typed import text_fields_of

from ... import notifications
from ...choices import Status
from ...forms.writing import MessageForm
from ...models import Byline
from ...views.rates import seconds_to_wait, seconds_until_free

FROM_ONE_READER = "3/m,10/h,30/d"
TO_ONE_EVALUATOR = "20/h,60/d"

logger = logging.getLogger(__name__)


@method_decorator(never_cache, name="dispatch")
class WriteToEvaluatorView(FormView):
    """A form that forwards a message to an evaluator in the bylines of a published report."""

    form_class = MessageForm
    text_fields = text_fields_of(MessageForm)
    template_name = "evaluations/write_to_evaluator.html"

    def setup(self, request, *args, **kwargs):
        """Find the evaluator; Http404 where she cannot be written to."""
        super().setup(request, *args, **kwargs)
        bylines = Byline.objects.select_related("evaluator__user", "edition__report").filter(
            edition__status=Status.PUBLISHED, edition__report__slug=kwargs["slug"]
        )
        self.byline = get_object_or_404(bylines, pk=kwargs["pk"])
        if not notifications.can_be_written_to(self.byline):
            raise Http404

    def form_valid(self, form):
        """Forward the message, unless too many were sent."""
        wait = self._seconds_to_wait()
        if wait:
            return self._refuse(form, _too_many(wait), status=HTTPStatus.TOO_MANY_REQUESTS, retry_after=wait)
        words = {name: form.cleaned_data[name] for name in ("name", "email", "message")}
        try:
            notifications.forward(self.byline, **words)
        except (OSError, SMTPException) as error:
            # The mailer's own words may name the recipient, whose e-mail is for no log.
            logger.error("A message to byline %s could not be forwarded: %s.", self.byline.pk, type(error).__name__)
            return self._refuse(form, _cannot_be_sent(), status=HTTPStatus.SERVICE_UNAVAILABLE, retry_after=300)
        return redirect(f"{self.request.path}?sent=yes")

    def form_invalid(self, form):
        """Show what is wrong, with all that was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def get_context_data(self, **kwargs):
        """Add to whom one writes, and whether a message has just been sent."""
        report = self.byline.edition.report
        return super().get_context_data(
            byline=self.byline, edition=self.byline.edition, report=report, sent="sent" in self.request.GET, **kwargs
        )

    def _seconds_to_wait(self):
        own = seconds_to_wait(self.request, action="write-to-evaluator", rates=FROM_ONE_READER)
        # Counted by her, who has a byline on each edition of each of her reports.
        to_her = f"write-to-evaluator-{self.byline.evaluator_id}"
        return own or seconds_until_free(action=to_her, rates=TO_ONE_EVALUATOR)

    def _refuse(self, form, words, *, status, retry_after):
        form.add_error(None, words)
        response = self.render_to_response(self.get_context_data(form=form), status=status)
        response.headers["Retry-After"] = retry_after
        return response


def _too_many(seconds):
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many messages were sent. Your words are still here: send them again in %(minutes)s minute.",
        "Too many messages were sent. Your words are still here: send them again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}


def _cannot_be_sent():
    return _("The message could not be sent, but nothing is lost: your words are still here. Send them again later.")
