"""The form of a section, as it is opened, and what is stored of it."""

import re

from django.urls import reverse

from evaluations.models import Edition
from evaluations.saving import token


def url_of(edition, slug="completion"):
    return reverse("evaluations:edit-section", args=[edition.report_id, slug])


def opened(**texts):
    """Return the hidden fields of a form that was opened with these answers, blank where none is named."""
    return {f"opened-{name.replace('_', '-')}": token(text) for name, text in texts.items()}


def stored(edition, *columns):
    return Edition.objects.values_list(*columns).get(pk=edition.pk)


def title_of(response):
    return re.search("<title>(.*?)</title>", response.text).group(1)
