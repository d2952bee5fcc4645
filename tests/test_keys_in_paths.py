"""A page has one URL: a number written with a leading zero leads nowhere."""

import pytest
from django.urls import Resolver404, resolve

PATHS = ["/reports/a/v{}/", "/reports/a/v{}/report.json", "/reports/a/v{}/report.csv", "/reports/a/write/{}/"]
PATHS += ["/reports/files/{}/a.pdf", "/desk/{}/", "/desk/{}/overview/", "/desk/{}/submit/", "/review/{}/"]


@pytest.mark.parametrize("path", PATHS)
def test_number_as_the_site_writes_it_leads_to_its_page(path):
    assert 10 in resolve(path.format(10)).captured_kwargs.values()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("number", ["01", "007", "0", "9" * 5_000, "١"])
def test_any_other_writing_leads_nowhere(path, number):
    with pytest.raises(Resolver404):
        resolve(path.format(number))
