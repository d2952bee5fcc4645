import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

COMMAND = "create_demonstration_accounts"

pytestmark = pytest.mark.django_db


def people():
    return {
        user.email: (user.is_staff, user.is_superuser, [group.name for group in user.groups.all()])
        for user in get_user_model().objects.all()
    }


def test_the_five_accounts_can_do_what_their_names_say(settings):
    settings.DEBUG = True

    call_command(COMMAND)

    assert people() == {
        "evaluator@example.org": (False, False, ["evaluators"]),
        "second.evaluator@example.org": (False, False, ["evaluators"]),
        "reviewer@example.org": (True, False, ["reviewers"]),
        "moderator@example.org": (True, False, ["moderators"]),
        "admin@example.org": (True, True, []),
    }


def test_each_signs_in_with_the_password_of_the_readme(settings, client):
    settings.DEBUG = True

    call_command(COMMAND)

    signed_in = {email: authenticate(email=email, password="commitment") is not None for email in people()}
    assert signed_in == dict.fromkeys(people(), True)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 5


def test_a_second_run_changes_nothing(settings):
    settings.DEBUG = True
    call_command(COMMAND)
    admin = get_user_model().objects.get(email="admin@example.org")
    admin.set_password("her own by now")
    admin.save()

    call_command(COMMAND)

    admin.refresh_from_db()
    assert (len(people()), admin.check_password("her own by now")) == (5, True)


def test_a_public_password_is_refused_outside_debug():
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        call_command(COMMAND)

    assert people() == {}
