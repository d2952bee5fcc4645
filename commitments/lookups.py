"""The admin's lookup while typing, for whatever is sent instead of a choice."""

from django.contrib.admin.widgets import AutocompleteSelect

from .keys import key_in


class ForgivingAutocomplete(AutocompleteSelect):
    """Shows a form that came back with something that is no key; Django's own breaks on it (500)."""

    def optgroups(self, name, value, attrs=None):
        """Return the options chosen, as far as they can be one."""
        return super().optgroups(name, [key for key in value if key_in(key) is not None], attrs)


class ForgivesWhatIsNoChoice:
    """For an admin with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Look up in the forgiving way, where it is looked up at all."""
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ForgivingAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
