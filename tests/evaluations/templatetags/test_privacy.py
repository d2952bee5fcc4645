import pytest
from django.template.loader import get_template


@pytest.mark.parametrize(("days", "promise"), [(1, "is emptied after a day."), (90, "is emptied after 90 days.")])
def test_the_page_on_privacy_says_how_long_an_email_is_kept(settings, days, promise):
    settings.OUTBOX_EMAIL_DAYS = days

    page = " ".join(get_template("pages/privacy.html").render().split())

    assert page.count("is emptied after") == page.count(promise) == 1


def test_it_says_how_long_words_wait_to_be_confirmed(settings):
    settings.UNCONFIRMED_COMMENT_DAYS = 17

    assert "after 17 days it is erased" in " ".join(get_template("pages/privacy.html").render().split())


def test_the_rules_say_how_long_a_change_leaves_no_trace(settings):
    settings.COMMENT_EDIT_MINUTES = 17

    assert "For 17 minutes" in " ".join(get_template("pages/comment_rules.html").render().split())
