"""What the admin shows and never changes."""

from django.contrib import admin
from django.db import models

from .. import permissions


class ReadOnly:
    """For those who look into records; nobody adds, changes or deletes anything here."""

    actions = None
    # Django builds the fields before it shows them as text, and warns about links without this.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request):
        """Whether the index shows it."""
        return permissions.can_look_into_records(request.user)

    def has_view_permission(self, request, obj=None):
        """Whether she may look."""
        return permissions.can_look_into_records(request.user)

    def has_add_permission(self, request, obj=None):
        """Rows come from pages and commands."""
        return False

    def has_change_permission(self, request, obj=None):
        """The record is kept by the workflow."""
        return False

    def has_delete_permission(self, request, obj=None):
        """The record only grows."""
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """A list and a page a row, to look at."""

    list_per_page = 50


class ReadOnlyInline(ReadOnly, admin.TabularInline):
    """Rows under the page of what they belong to."""

    extra = 0

    def get_readonly_fields(self, request, obj=None):
        """Return all fields: an inline asks its form for the others, which has none for dates that set themselves."""
        return self.fields
