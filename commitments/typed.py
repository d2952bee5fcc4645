"""What a person typed into a form that was refused: it is given back to her, but for what is secret."""

from typing import NamedTuple

from django import forms
from django.utils.http import escape_leading_slashes

# The fields for passwords, codes, passkeys and tokens, of every form there is: named one by one, for other fields have
# names like theirs.
SECRETS = frozenset(
    {
        "code",
        "credential",
        "csrfmiddlewaretoken",
        "new_password1",
        "new_password2",
        "old_password",
        "oldpassword",
        "password",
        "password1",
        "password2",
    }
)
LONGEST_MARK = 40  # characters
LONG_MARKS = frozenset({"shown"})  # longer than others, and still nobody's words: the digest of a text
SENT_BEFORE = "sent-"  # so begins the name of earlier words, which travel along unseen: the newer ones are shown


class Typed(NamedTuple):
    """One value of a form that came back."""

    name: str
    value: str
    is_words: bool  # whether a person wrote it: the rest is choices, and marks that travel along unseen
    chosen: str = ""  # the words of what was chosen, where a view tells them


def text_fields_of(form_class):
    """Return the names of the fields in which a person writes."""
    widgets = (forms.Textarea, forms.TextInput, forms.URLInput)
    return frozenset(name for name, field in form_class.base_fields.items() if isinstance(field.widget, widgets))


def typed_in(request):
    """Return every posted value that may be shown again, in the order it came.

    A view names in `text_fields` where people write, and in `choices`, by field and code, the words of what they choose
    there, where that is asked for. Of fields that no view names (the admin's), what is longer than
    a mark or has lines counts as words too.
    """
    view = getattr(getattr(request.resolver_match, "func", None), "view_class", None)
    text_fields, choices = getattr(view, "text_fields", ()), getattr(view, "choices", {})
    return [
        Typed(name, value, _is_words(name, value, text_fields), choices.get(name, {}).get(value, ""))
        for name, values in request.POST.lists()
        if name not in SECRETS
        for value in values
    ]


def has_words(request):
    """Whether something was posted that a person would miss: words, choices, or a file, if only by its name."""
    return bool(request.FILES) or any(typed.is_words or typed.chosen for typed in typed_in(request))


def given_back(request):
    """Return what partials/given_back.html needs: what was typed, the files that a page cannot hold, and where to."""
    return {
        "typed": typed_in(request),
        "has_words": has_words(request),
        "lost_files": sorted(file.name for _name, files in request.FILES.lists() for file in files),
        "action": same_site_path(request),
    }


def same_site_path(request):
    """Return where the form was sent to; a path that starts with two slashes would name another host."""
    return escape_leading_slashes(request.get_full_path())


def _is_words(name, value, text_fields):
    if not value.strip() or name in LONG_MARKS or name.startswith(SENT_BEFORE):
        return False
    return name in text_fields or len(value) > LONGEST_MARK or "\n" in value
