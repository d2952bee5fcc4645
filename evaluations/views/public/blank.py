"""A questionnaire without answers: to be read beforehand, or printed and filled in by hand."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ...exports.document import absolute
from ...overview import labels_of_overview
from ...questionnaire import QUESTIONNAIRES
from .validity import revalidated_by_release


@require_safe
def blank_form(request, *, version):
    """Show all that a version of a form asks, with its help; 404 for a version that there never was."""
    if version not in QUESTIONNAIRES:
        raise Http404
    return _blank_form(request, questionnaire=QUESTIONNAIRES[version])


@revalidated_by_release
def _blank_form(request, *, questionnaire):
    context = {
        "questionnaire": questionnaire,
        "overview": labels_of_overview(questionnaire.kind),
        "canonical": absolute(request.path),
    }
    return render(request, "evaluations/blank_form.html", context)
