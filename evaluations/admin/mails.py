"""The outbox: what was sent, to whom, and sending again what failed."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, F, Value, When
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commitments.keys import key_in

from .. import notifications, permissions
from ..choices import MailState
from ..models import Mail
from .read_only import ReadOnlyAdmin

AGAIN = "again"  # what the button on a row sends, with the key of the mail


class ProgressFilter(admin.SimpleListFilter):
    """How far a mail has come, and whether its worker died on the way."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Return the states."""
        return [*MailState.choices, ("interrupted", _("Interrupted"))]

    def queryset(self, request, queryset):
        """Return the mails in the state chosen."""
        if self.value() == "interrupted":
            return queryset.interrupted()
        return queryset.in_state(self.value()) if self.value() in MailState.values else queryset


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """Mails. Whom a name tells is told by it: her email is for those who manage the site."""

    list_display = ["queued_at", "state", "kind", "who", "report", "sent_at", "tries", "again"]
    list_filter = [ProgressFilter, "kind", "queued_at"]
    list_select_related = [
        "account__evaluator",
        "evaluator",
        "report__commitment",
        "report__action_plan",
        "report__member",
    ]
    search_fields = ["=report__id", "evaluator__name", "account__evaluator__name", "typed_email"]
    search_help_text = _("A report's number, a name, or the email of somebody not known by name.")
    date_hierarchy = "queued_at"
    ordering = ["-id"]
    actions = ["send_again"]
    readonly_fields = ["state", "who"]

    def get_queryset(self, request):
        """Add the email under which somebody is known who is known by no name."""
        typed = Case(When(account=None, evaluator=None, then=F("email")), default=Value(""))
        return super().get_queryset(request).annotate(typed_email=typed)

    def get_search_fields(self, request):
        """Return what is searched: every email only for those who may read it."""
        return [*self.search_fields, *(["email"] if permissions.can_keep_evaluators(request.user) else [])]

    def lookup_allowed(self, lookup, value, request):
        """Whether the URL may narrow the list down so: a private email could be guessed letter by letter."""
        is_private = lookup.split(LOOKUP_SEP)[0] == "email" and not permissions.can_keep_evaluators(request.user)
        return not is_private and super().lookup_allowed(lookup, value, request)

    def get_fields(self, request, obj=None):
        """Return what is shown: a private email only to those who may read it."""
        private = ["email"] if permissions.can_keep_evaluators(request.user) else []
        times = ["queued_at", "tried_at", "sent_at", "tries"]
        return ["kind", "who", *private, "report", "subject", "state", *times, "failure", "task", "arguments"]

    @admin.display(description=_("state"), ordering="state")
    def state(self, mail):
        """Tell how far it has come."""
        return mail.progress

    @admin.display(description=_("to"))
    def who(self, mail):
        """Name to whom it goes; who is known by no name, by her email."""
        return mail.recipient

    @admin.display(description=_("send again"))
    def again(self, mail):
        """Offer to send again what failed: the button sends the form of the list."""
        if not mail.may_be_sent_again:
            return ""
        button = '<button class="button" type="submit" name="{}" value="{}">{}</button>'
        return format_html(button, AGAIN, mail.pk, _("Send again"))

    def changelist_view(self, request, extra_context=None):
        """Show the list; where the button on a row was pressed, send that mail again, and show the same list."""
        if request.method != "POST" or AGAIN not in request.POST:
            return super().changelist_view(request, extra_context)
        if not self.has_send_again_permission(request):
            raise PermissionDenied
        self._send_again(request, self.get_queryset(request).filter(pk=key_in(request.POST[AGAIN])))
        return HttpResponseRedirect(request.get_full_path())

    @admin.action(description=_("Send the selected mails again"), permissions=["send_again"])
    def send_again(self, request, queryset):
        """Queue once more what failed; say of the others why not."""
        self._send_again(request, queryset)

    def _send_again(self, request, mails):
        queued = 0
        for mail in mails:
            try:
                notifications.send_again(mail)
            except ValidationError as error:
                self.message_user(request, error.messages[0], messages.WARNING)
            else:
                self.log_change(request, mail, "send_again")
                queued += 1
        if queued:
            words = ngettext("%(count)d mail is sent again.", "%(count)d mails are sent again.", queued)
            self.message_user(request, words % {"count": queued}, messages.SUCCESS)

    def has_send_again_permission(self, request):
        """Whether she may have mails sent again."""
        return permissions.can_send_again(request.user)
