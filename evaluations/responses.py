"""The official response to a report, as the public reads it: beside the answers, as a page, as data."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from .models import Response, ResponsePart

_TOLD = (
    "answer_key",
    "text",
    "response__number",
    "response__published_at",
    "response__report",
    "response__edition__number",
    "response__respondent__name",
    "response__respondent__role",
    "response__respondent__organisation",
)


@dataclass(frozen=True)
class ToldResponse:
    """One published edition of a response, with its parts in the order of the form."""

    response: Response
    parts: tuple

    @property
    def on_the_whole(self):
        """Return the part about the report as a whole, or None."""
        return self.beside("")

    @property
    def on_answers(self):
        return [part for part in self.parts if part.answer_key]

    def beside(self, key):
        """Return the part about one answer, or None."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self):
        return {part.answer_key: part for part in self.parts}


def response_to(edition):
    """Return the response that stood last while an edition was public, or None; of the current one, the newest."""
    parts = _parts().filter(response__report=edition.report_id, response__edition__number__lte=edition.number)
    told = _told(parts, edition.form)
    return told[0] if told else None


def responses_to(report):
    """Return every published edition of the response to a report, the newest first."""
    return _told(_parts().filter(response__report=report), report.current.form)


def as_data(told):
    """Return an edition of a response ready for JSON."""
    response = told.response
    return {
        "number": response.number,
        "published_at": response.published_at.isoformat(),
        "edition": response.edition.number,
        "by": {name: getattr(response.respondent, name) for name in ("name", "role", "organisation")},
        "whole": (told.on_the_whole.text or None) if told.on_the_whole else None,
        "answers": {part.answer_key: part.text or None for part in told.on_answers},
    }


def _parts():
    published = ResponsePart.objects.filter(response__number__isnull=False)
    return published.select_related("response__edition", "response__respondent").only(*_TOLD)


def _told(parts, form):
    """Return what was published, the newest first, each with its parts in the order of a form."""
    places = {key: place for place, key in enumerate(form.keys)}
    by_response = {}
    for part in parts.order_by("-response__number"):
        part.about = form.words_of(part.answer_key) if part.answer_key else ""
        part.anchor = form.anchor_of(part.answer_key) if part.answer_key else ""
        by_response.setdefault(part.response, []).append(part)
    return [
        ToldResponse(response, tuple(sorted(said, key=lambda part: places.get(part.answer_key, -1))))
        for response, said in by_response.items()
    ]
