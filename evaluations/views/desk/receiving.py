"""What an evaluator submitted, to keep: as a page, as data, and with the evidence."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
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

    def is_allowed(self):
        """Let in whoever writes the edition, and who stands on it but may write no more."""
        user = self.request.user
        return super().is_allowed() or permissions.is_evaluator_on(user, self.edition)

    def get(self, request, number, pk, ending):
        if ending not in FORMS:
            raise Http404
        found = Receipt.objects.select_related("edition", "move").filter(edition__report=number)
        receipt = get_object_or_404(found, pk=pk)
        content_type, make = FORMS[ending]
        name = f"report-{number}-{receipt.move.at:%Y-%m-%d}-{receipt.digest[:12]}.{ending}"
        return FileResponse(make(receipt), as_attachment=True, filename=name, content_type=content_type)
