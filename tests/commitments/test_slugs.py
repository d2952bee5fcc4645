import pytest

from commitments.slugs import free_slug


@pytest.mark.parametrize(
    ("texts", "taken", "slug"),
    [
        (["Publish it!"], [], "publish-it"),
        (["Publish it!"], ["publish-it"], "publish-it-2"),
        (["Publish it!"], ["publish-it", "publish-it-2"], "publish-it-3"),
        (["Publish", "In Rome"], ["publish"], "in-rome"),
        (["Publish", "In Rome"], ["publish", "in-rome"], "in-rome-2"),
        (["Publish every contract"], [], "publish-every"),
        (["Publish every contract"], ["publish-every"], "publish-eve-2"),
        (["Publish it overnight"], ["publish-it-ov"], "publish-it-2"),
        (["一"], [], "2"),
        (["一"], ["2"], "3"),
    ],
)
def test_slug_is_free_and_fits_its_number_included(texts, taken, slug):
    assert free_slug(*texts, longest=13, is_taken=taken.__contains__) == slug
