import pytest

from evaluations import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://example.org/a.", [(4, "https://example.org/a")]),
        (
            "(http://example.org/A_(b)), www.example.org/a]!",
            [(1, "http://example.org/A_(b)"), (28, "www.example.org/a")],
        ),
        ("HTTPS://EXAMPLE.ORG and Www.Example.org", [(0, "HTTPS://EXAMPLE.ORG"), (24, "Www.Example.org")]),
        ("https://example.org/)).)*", [(0, "https://example.org/")]),
        ("xhttp://example.org, the plan.In May, ftp://example.org, ana@example.org", []),
        ("https:// http://[ https://[broken www.", []),
        (f"https://example.org/{'a' * links.LONGEST_URL}", []),
    ],
)
def test_finds_what_says_itself_that_it_is_a_url(text, found):
    assert list(links.find(text)) == found


@pytest.mark.parametrize(("start", "url"), [(4, "https://example.org/a"), (0, ""), (5, "")])
def test_finds_the_url_at_a_place(start, url):
    assert links.at("See https://example.org/a.", start) == url
