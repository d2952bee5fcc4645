"""The box that an answer in words is typed into, and under it how long the answer is."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import ngettext

from ..narrative import number_of_words
from ..saving import LONGEST_ANSWER, storable

NEARLY_FULL = LONGEST_ANSWER - 2_000  # characters, from which on the box tells how many still fit
# For each plural form that a language may have, as browsers name them, a number that takes it.
PLURAL_FORMS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


class AnswerBox(forms.Textarea):
    """A text box with the length of its text under it, told as the page is made, and by a script from then on."""

    template_name = "evaluations/desk/widgets/answer_box.html"

    def __init__(self):
        super().__init__(attrs={"rows": 8, "class": "prose-input"})

    def get_context(self, name, value, attrs):
        """Bind the length to the box by `aria-describedby`: it is heard with the hint, and not at every key."""
        context = super().get_context(name, value, attrs)
        attributes = context["widget"]["attrs"]
        length_id = f"{attributes.get('id', name)}_length"
        attributes["aria-describedby"] = f"{attributes.get('aria-describedby', '')} {length_id}".strip()
        return context | {
            "length_id": length_id,
            "length": length_in_words(context["widget"]["value"] or ""),
            "sentences": _sentences(),
            "longest": LONGEST_ANSWER,
            "nearly_full": NEARLY_FULL,
        }


def length_in_words(text):
    """Return what is told under a text: how many words it has, and near the limit how many characters still fit."""
    words, characters = _told(_words, number_of_words(text)), len(storable(text))
    if characters <= NEARLY_FULL:
        return words
    room = LONGEST_ANSWER - characters
    return f"{words} · {_told(_left, room) if room >= 0 else _told(_over, -room)}"


def _words(number):
    return ngettext("{count} word", "{count} words", number)


def _left(number):
    return ngettext("{count} character left", "{count} characters left", number)


def _over(number):
    return ngettext("{count} character too many", "{count} characters too many", number)


def _told(sentence, number):
    return sentence(number).format(count=number_format(number, force_grouping=True))


def _sentences():
    """Return, by the name of its attribute, each sentence in its plural forms, but for those that are as "other"."""
    told = {"words": _words, "left": _left, "over": _over}
    return {
        f"{name}-{form}": sentence(number)
        for name, sentence in told.items()
        for form, number in PLURAL_FORMS.items()
        if form == "other" or sentence(number) != sentence(PLURAL_FORMS["other"])
    }
