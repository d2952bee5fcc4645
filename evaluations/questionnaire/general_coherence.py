"""The rules of coherence that hold for every form. Numbers are never given twice, and never to another rule."""

from django.utils.translation import gettext_lazy as _

from .coherence import SameText, SameTextElsewhere, TooShort

GENERAL = (
    SameText(number=4, sentence=_("The same text stands under {where}. Each question asks for something of its own.")),
    SameTextElsewhere(number=5, sentence=_("The same text stands in {where}. Is it true of this commitment, too?")),
    TooShort(
        number=7,
        sentence=_("A reader learns little from so few words. Say what happened, where, and how you know."),
        fewest_words=10,
    ),
)
