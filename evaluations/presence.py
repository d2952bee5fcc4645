"""Who is at a report now, and where: for those who write it together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import permissions
from .models import Presence, name_of
from .questionnaire import QUESTIONNAIRES

NOW = timedelta(seconds=90)  # for so long somebody counts as here: an open page tells every 20 seconds that she is

# By the name of the page's route. A page of a section goes by the section's slug, an answer by its anchor.
PAGES = {
    "task-list": gettext_lazy("at the list of sections"),
    "overview": gettext_lazy("at the Overview"),
    "evaluators": gettext_lazy("at the evaluators"),
    "flags": gettext_lazy("at the answers to look at again"),
    "remarks": gettext_lazy("at the remarks of the reviewers"),
    "unlock": gettext_lazy("asking to open more"),
    "check": gettext_lazy("checking the answers"),
}
_SECTIONS = [section for questionnaire in QUESTIONNAIRES.values() for section in questionnaire.sections]
PLACES = frozenset(
    [
        *PAGES,
        *(section.slug for section in _SECTIONS),
        *(prompt.anchor for section in _SECTIONS for prompt in section.prompts),
    ]
)


@dataclass(frozen=True)
class Other:
    """Somebody else who is here: under which name she is known, at which place in words, or "", and seen when."""

    name: str
    place: str
    seen_at: datetime

    def __str__(self):
        return _("%(name)s, %(place)s") % {"name": self.name, "place": self.place} if self.place else self.name


def note(report, user, place):
    """Remember that a person is at a place of a report now, and no longer where she was before.

    Of a place that nobody knows, only that she is at the report is remembered.
    """
    seen = Presence(report=report, user=user, place=place if place in PLACES else "", seen_at=Now())
    # One statement, whether she was here before or not.
    Presence.objects.bulk_create(
        [seen], update_conflicts=True, unique_fields=["report", "user"], update_fields=["place", "seen_at"]
    )


def others(edition, user):
    """Return an Other for everybody but the user who is at the edition's report now, in an order that stays.

    Nobody is among them who may no longer write the edition, unless she is a reviewer: she sees every one.
    """
    seen = edition.report.presences.filter(
        seen_at__gt=Now() - NOW, user__in=permissions.writers_and_reviewers(edition)
    ).exclude(user=user)
    people = seen.select_related("user__evaluator").order_by("pk")
    return [Other(name_of(one.user), _in_words(edition.form, one.place), one.seen_at) for one in people]


def _in_words(form, place):
    """Return where a place of this form is, as it follows a name; "" where the form has no such place."""
    if place in PAGES:
        return str(PAGES[place])
    for section in form.sections:
        if place == section.slug:
            return _("at “%(title)s”") % {"title": section.title}
        for question in section.questions:
            if any(prompt.anchor == place for prompt in question.prompts):
                return _at(question)
    return ""


def _at(question):
    """Name a question by its number, or by its words where the form does not number them."""
    if question.key[0].isdigit():
        return _("at %(number)s") % {"number": question.key}
    return _("at “%(title)s”") % {"title": question.head.label}
