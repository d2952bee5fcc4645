"""What an evaluator submitted, to keep: as a page, as data, and with the evidence."""

from django.http import FileResponse, Http404
from django.utils.functional import cached_property
from django.views.generic import View

from ... import permissions, receipts
from ...models import Receipt
from .access import ForAuthors

# By ending: the type, and what makes the file.
FORMS = {
    "html": ("text/html; charset=utf-8", receipts.as_html),
    "json": ("application/json", receipts.as_json),
    "zip": ("application/zip", receipts.as_zip),
}


class ReceiptView(ForAuthors, View):
    """Download what was sent with one submission, in one of its forms. 404 for any other ending."""

    @cached_property
    def receipt(self):
        found = Receipt.objects.select_related("edition__report", "move").filter(edition__report=self.kwargs["number"])
        return found.filter(pk=self.kwargs["pk"]).first()

    @cached_property
    def edition(self):
        """Return the edition that was sent, where she stands on it: whoever stands on the newest by now."""
        if self.receipt and permissions.is_evaluator_on(self.request.user, self.receipt.edition):
            return self.receipt.edition
        return super().edition

    def is_allowed(self):
        """Let in whoever writes the edition, and who stands on it but may write no more."""
        user = self.request.user
        return super().is_allowed() or permissions.is_evaluator_on(user, self.edition)

    def get(self, request, number, pk, ending):
        receipt = self.receipt
        if ending not in FORMS or receipt is None:
            raise Http404
        content_type, make = FORMS[ending]
        name = f"report-{number}-{receipt.move.at:%Y-%m-%d}-{receipt.digest[:12]}.{ending}"
        return FileResponse(make(receipt), as_attachment=True, filename=name, content_type=content_type)
