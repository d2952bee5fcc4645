"""The rules of coherence that hold for every form. Numbers are never given twice, and never to another rule."""

from django.utils.translation import gettext_lazy as _

from .coherence import SameText, SameTextElsewhere, TooShort

GENERAL = (
    SameText(number=4, sentence=_("The same text stands under {where}. Each question asks about something else.")),
    SameTextElsewhere(number=5, sentence=_("The same text stands in {where}. Check that all of it is true here, too.")),
    TooShort(
        number=7,
        sentence=_("So short a text tells a reader little. Say what happened, where, and how this is known."),
        fewest_words=10,
        waits=True,
    ),
)
