from collections import Counter

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import override_settings

from commitments.models import Member
from evaluations.models import Comment, Disposition, Edition, Evaluator, Evidence, Report
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(capsys):
    with override_settings(DEBUG=True):
        call_command("create_demonstration_accounts")
        call_command("load_demonstration")


def test_there_are_reports_in_every_state(loaded):
    states = Counter(Edition.objects.values_list("report__kind", "status"))

    assert states == {
        ("end-of-commitment", "published"): 2,
        ("end-of-commitment", "draft"): 1,
        ("end-of-commitment", "submitted"): 1,
        ("end-of-commitment", "returned"): 1,
        ("results", "published"): 1,
    }


def test_threads_have_replies_and_held_comments(loaded):
    comments = Counter(Comment.objects.values_list("status", flat=True))

    assert comments == {"approved": 7, "held": 2, "rejected": 1, "spam": 1}
    assert Comment.objects.filter(parent__parent__parent__isnull=False).count() == 1


def test_published_reports_show_evidence_of_every_kind(loaded):
    published = Evidence.objects.filter(edition__status="published")

    assert Counter(published.values_list("kind", flat=True)) == {"file": 2, "link": 2, "quotation": 1, "none": 1}
    urls = published.exclude(url="").values_list("url", flat=True)
    assert all(url.startswith("https://example.org/") for url in urls)


def test_contacts_have_read_one_report_and_it_is_told_why_not_the_others(loaded, client):
    pages = [client.get(f"{report.get_absolute_url()}v1/consultation/").text for report in Report.objects.published()]

    assert Counter(Disposition.objects.values_list("kind", flat=True)) == {"kept": 2, "out-of-scope": 1}
    assert sum("Nobody was asked about this edition." in page for page in pages) == 2
    assert sum("Irene Muestra" in page for page in pages) == 1
    assert not any("I would rather not be named" in page for page in pages)


def test_the_government_has_responded_to_one_report(loaded, client):
    pages = [client.get(report.get_absolute_url()).text for report in Report.objects.published()]

    assert sum("The government has responded to this report" in page for page in pages) == 1


def test_people_are_plainly_examples(loaded):
    assert all(evaluator.organisation == "Example Observatory" for evaluator in Evaluator.objects.all())
    assert {email.partition("@")[2] for email in Evaluator.objects.values_list("email", flat=True)} == {"example.org"}
    assert all(evaluator.name == evaluator.user.get_full_name() for evaluator in Evaluator.objects.all())
    known = ("Example", "Inés Ejemplo", "Lectora de ejemplo")
    assert all(name.startswith(known) for name in Comment.objects.values_list("name", flat=True))


def test_every_published_page_can_be_read(loaded, client):
    pages = [report.get_absolute_url() for report in Report.objects.published()]

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told(loaded):
    assert mail.outbox == []


def test_it_goes_into_an_empty_database_only():
    MemberFactory()

    with override_settings(DEBUG=True), pytest.raises(CommandError, match="There are members already"):
        call_command("load_demonstration")

    assert Member.objects.count() == 1


def test_it_is_refused_where_debug_is_off():
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        call_command("load_demonstration")

    assert not Member.objects.exists()


def test_it_needs_the_accounts():
    with override_settings(DEBUG=True), pytest.raises(CommandError, match="create_demonstration_accounts"):
        call_command("load_demonstration")

    assert not Member.objects.exists()
