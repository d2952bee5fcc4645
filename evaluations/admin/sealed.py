"""The seals of what was published, and what was taken out of it, to look into."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Redaction, Seal
from .read_only import ReadOnlyAdmin
from .rows import TellsWho


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """Seals: `verify_record` computes them anew."""

    list_display = ["report", "edition_number", "change", "hash", "published"]
    list_display_links = ["hash"]
    list_filter = ["edition__change_class", "edition__published_at"]
    list_select_related = ["edition__report"]
    search_fields = ["=edition__report__id", "hash", "before"]
    search_help_text = _("A report's number, or a hash, whole or how it begins.")
    date_hierarchy = "edition__published_at"
    ordering = ["-edition__published_at", "-id"]
    fields = ["edition", "hash", "before", "values", "removed"]
    readonly_fields = ["values", "removed"]

    @admin.display(description=_("report"), ordering="edition__report")
    def report(self, seal):
        """Tell the report by its number."""
        return seal.edition.report_id

    @admin.display(description=_("edition"), ordering="edition__number")
    def edition_number(self, seal):
        """Tell the edition by its number."""
        return seal.edition.number

    @admin.display(description=_("kind of change"), ordering="edition__change_class")
    def change(self, seal):
        """Tell what the edition is to the one before it."""
        return seal.edition.get_change_class_display()

    @admin.display(description=_("published"), ordering="edition__published_at")
    def published(self, seal):
        """Tell when it was sealed."""
        return seal.edition.published_at

    @admin.display(description=_("sealed values"))
    def values(self, seal):
        """Tell how many values have a hash in it."""
        return len(seal.leaves)

    @admin.display(description=_("removed since"))
    def removed(self, seal):
        """Name the values whose salt is gone, by where they stood."""
        return ", ".join(path for path in seal.leaves if path not in seal.salts)


@admin.register(Redaction)
class RedactionAdmin(TellsWho, ReadOnlyAdmin):
    """What was destroyed, by whom and why; `manage.py redact` alone does it."""

    list_display = ["report", "at", "who", "reason"]
    list_filter = ["at"]
    list_select_related = ["report__commitment", "report__action_plan", "report__member", "by__evaluator"]
    search_fields = ["=report__id", "reason"]
    search_help_text = _("A report's number, or words of the reason.")
    ordering = ["-at", "-id"]
    fields = ["report", "at", "who", "reason", "places"]
    readonly_fields = ["who", "places"]

    @admin.display(description=_("what was removed"))
    def places(self, redaction):
        """Name each value by where it stood."""
        told = _("edition %(edition)s, %(leaf)s")
        return "; ".join(str(told % leaf) for leaf in redaction.leaves)
