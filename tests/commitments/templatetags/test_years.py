import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Action plan – Jalisco, Mexico, 2019 – 2021", "Action plan – Jalisco, Mexico, 2019\xa0–\xa02021"),
        ("Action plan – Jalisco, Mexico", "Action plan – Jalisco, Mexico"),
        ("Room 12345 – 2021", "Room 12345 – 2021"),
        ("<b>2019 – 2021", "&lt;b&gt;2019\xa0–\xa02021"),
    ],
)
def test_years_of_a_range_stay_on_one_line(title, shown):
    page = Template("{% load years %}{{ title|years_together }}")

    assert page.render(Context({"title": title})) == shown
