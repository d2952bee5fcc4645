import re

import pytest

from evaluations.choices import Standing
from evaluations.models import Report
from tests import scenes

pytestmark = pytest.mark.django_db


def test_names_every_report_that_stands(client):
    published = scenes.published()
    scenes.submitted()
    Report.objects.filter(pk=scenes.published().report_id).update(standing=Standing.WITHDRAWN)

    content = client.get("/sitemap.xml").content.decode()

    reports = re.findall(r"<loc>http://testserver(/reports/[^<]*)</loc><lastmod>([^<]*)</lastmod>", content)
    published.report.refresh_from_db()
    changed = published.report.page_changed_at
    assert reports == [(published.report.get_absolute_url(), f"{changed:%Y-%m-%d}")]


def test_names_every_blank_form(client):
    content = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"<loc>http://testserver(/forms/[^<]*)</loc>", content) == [
        "/forms/end-of-commitment-2021/",
        "/forms/results-2022/",
    ]
