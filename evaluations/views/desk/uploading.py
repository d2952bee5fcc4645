"""Files, as they come: with a form, or alone from a script that shows how far they are."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ... import evidence, permissions
from ...forms.uploads import EvidenceField, readable_name
from ...reading import Reading
from ..rates import seconds_to_wait_for
from ..refusals import error_codes
from .scripted import ScriptedView, told_of_signatures

FILES_FROM_ONE_ACCOUNT = "30/h,60/d"
PIECES = "evaluations/desk/partials/pieces.html"

# The more telling a refusal's status is, the earlier it stands.
_STATUSES = (
    ("rate", HTTPStatus.TOO_MANY_REQUESTS),
    ("size", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ("type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    ("content", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    ("macros", HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
)


def counted(files, *, by):
    """Count the files that somebody sends; return those to be looked at, and by name a ValidationError for the others.

    They are counted before anybody looks at them: what is refused costs most to look at.
    """
    taken, refused = files.copy(), {}
    for name, file in files.items():
        if wait := seconds_to_wait_for(by, action="upload", rates=FILES_FROM_ONE_ACCOUNT):
            refused[name] = _too_many_files(readable_name(file.name), wait)
            del taken[name]
    return taken, refused


def tell_of_file(upload):
    """Return the sentence that says what became of a file."""
    if upload.is_cleaned:
        words = _("“%(name)s” was added, without what the picture told of its place, time and camera.")
    else:
        words = _("“%(name)s” was added.")
    return words % {"name": upload.name}


def tell_of_statement(statement):
    """Return the sentence that says that a statement of there being no evidence is taken back."""
    return _("The answer no longer says that there is no evidence. It said: “%(reason)s”") % {
        "reason": statement.reason
    }


def wait_in(error):
    """Return how many seconds the sender of too many files is asked to wait, or 0."""
    return next((one.params["wait"] for one in error.error_list if one.code == "rate"), 0)


def status_of(form):
    """Return the status that says best why a form was refused, or None where no file was the cause."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return next((status for code, status in _STATUSES if code in codes), None)


def _too_many_files(name, wait):
    minutes = -(-wait // 60)
    message = ngettext(
        "You have sent many files in a short time, so “%(name)s” was not kept. Send it again in %(count)d minute.",
        "You have sent many files in a short time, so “%(name)s” was not kept. Send it again in %(count)d minutes.",
        minutes,
    )
    return ValidationError(message, code="rate", params={"name": name, "count": minutes, "wait": wait})


class UploadView(ScriptedView):
    """Keep one file for a prompt that takes files.

    POST takes, beside `account`, the `file`. It answers 201 with `message`, a sentence, `html`, the list of what backs
    the answer by now, and `signatures`, as HTML, whose hold, and whose it has taken off; or `reason` "refused" and
    `message`, with the status of the refusal (413, 415, 422, 429 with Retry-After). 404 for a prompt that takes no
    files.
    """

    def respond(self, edition):
        if not permissions.is_author_of(self.request.user, edition):
            raise PermissionDenied
        try:
            prompt = edition.form.taking_files(self.kwargs["key"])
        except KeyError:
            raise Http404 from None
        if not edition.is_open:
            return self.refuse_closed()
        try:
            upload, before = self.upload(prompt), Reading(edition).files_of(prompt).statement
            evidence.attach(edition, prompt, upload, content_type=upload.content_type, by=self.request.user)
        except ValidationError as error:
            return self.refuse_file(error)
        sentences = [tell_of_file(upload), *([tell_of_statement(before)] if before else [])]
        reading = Reading(edition)
        html = render_to_string(PIECES, {"pieces": reading.files_of(prompt).value})
        told = {"message": " ".join(sentences), "html": html, "signatures": told_of_signatures(reading)}
        return JsonResponse(told, status=HTTPStatus.CREATED)

    def upload(self, prompt):
        """Return the file, looked at."""
        files, refused = counted(self.request.FILES, by=self.request.user)
        if "file" in refused:
            raise refused["file"]
        return EvidenceField(prompt=prompt).clean(files.get("file"))

    def refuse_file(self, error):
        codes = error_codes(error)
        if "status" in codes:
            return self.refuse_closed()
        status = next((status for code, status in _STATUSES if code in codes), HTTPStatus.UNPROCESSABLE_ENTITY)
        response = JsonResponse({"reason": "refused", "message": " ".join(error.messages)}, status=status)
        if wait := wait_in(error):
            response.headers["Retry-After"] = wait
        return response
