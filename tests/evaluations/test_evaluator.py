"""How a person is named, and which email an evaluator may publish: the database says so, whoever writes."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from evaluations.models import Evaluator, name_of, own_name
from ogpreports.accounts.adapter import display_name
from tests import scenes
from tests.factories import EvaluatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def save(evaluator):
    evaluator.publishes_email = True
    evaluator.save()


def update(evaluator):
    Evaluator.objects.filter(pk=evaluator.pk).update(publishes_email=True)


def write_sql(evaluator):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evaluations_evaluator SET publishes_email = true WHERE id = %s", [evaluator.pk])


WAYS = pytest.mark.parametrize("publish", [save, update, write_sql])


@WAYS
@pytest.mark.parametrize("whose", ["nobody", "her_unverified", "another"])
def test_an_email_that_she_did_not_verify_is_not_published(publish, whose):
    evaluator = EvaluatorFactory()
    if whose != "nobody":
        user = evaluator.user if whose == "her_unverified" else UserFactory()
        EmailAddress.objects.create(user=user, email=evaluator.email, verified=whose == "another")

    with pytest.raises(IntegrityError, match="verified"), transaction.atomic():
        publish(evaluator)

    assert Evaluator.objects.get().public_email == ""


@WAYS
def test_a_verified_one_is_published_whatever_its_capitals(publish):
    evaluator = EvaluatorFactory(email="Ana@Example.org")
    EmailAddress.objects.create(user=evaluator.user, email="ana@example.org", verified=True)

    publish(evaluator)

    assert Evaluator.objects.get().public_email == "Ana@Example.org"


@WAYS
def test_of_an_evaluator_without_an_account_staff_keep_it(publish):
    publish(EvaluatorFactory(user=None, email="office@example.org"))

    assert Evaluator.objects.get().public_email == "office@example.org"


def test_a_published_email_is_not_changed_into_one_that_is_not_hers():
    evaluator = scenes.publishing_email(EvaluatorFactory())
    evaluator.email = "mayor@example.org"

    with pytest.raises(ValidationError) as refusal:
        evaluator.full_clean()
    with pytest.raises(IntegrityError, match="verified"), transaction.atomic():
        evaluator.save()

    assert {field: [error.code for error in errors] for field, errors in refusal.value.error_dict.items()} == {
        "email": ["unverified"]
    }


def take_from_the_account(email):
    email.delete()


def take_back_its_verification(email):
    EmailAddress.objects.update(verified=False)


def change(email):
    EmailAddress.objects.update(email="new@example.org")


@pytest.mark.parametrize("lose", [take_from_the_account, take_back_its_verification, change])
def test_an_email_that_is_hers_no_longer_is_no_longer_published(lose, client):
    edition = scenes.draft()
    evaluator = scenes.publishing_email(edition.report.lead)
    url = scenes.published(edition).report.get_absolute_url()
    before = client.get(url)

    lose(EmailAddress.objects.get())

    after = client.get(url, HTTP_IF_NONE_MATCH=before.headers["ETag"])
    assert (evaluator.email in before.content.decode(), after.status_code) == (True, 200)
    assert evaluator.email not in after.content.decode()


def test_another_email_of_the_account_may_come_and_go():
    evaluator = scenes.publishing_email(EvaluatorFactory())
    other = EmailAddress.objects.create(user=evaluator.user, email="other@example.org", verified=True)

    other.delete()

    assert Evaluator.objects.get().public_email == evaluator.email


@pytest.mark.parametrize(
    ("account", "evaluator", "name"),
    [("J. Smith", "Jane Smith", "Jane Smith"), ("J. Smith", "", "J. Smith"), ("", "Jane Smith", "Jane Smith")],
)
def test_a_person_is_named_as_she_is_published_or_else_as_her_account_has_it(account, evaluator, name):
    first, _space, last = account.partition(" ")
    user = UserFactory(first_name=first, last_name=last)
    if evaluator:
        EvaluatorFactory(user=user, name=evaluator)

    assert (name_of(user), own_name(user), display_name(user)) == (name, name, name)


def test_a_person_without_a_name_is_named_by_her_email_to_herself_only():
    user = UserFactory(first_name="", last_name="", email="jane@example.org")

    assert (name_of(user), own_name(user), display_name(user)) == (f"account {user.pk}", "", "jane@example.org")
