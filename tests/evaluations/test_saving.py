import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from evaluations import saving, workflow
from evaluations.models import Edition
from evaluations.saving import Outcome, token
from tests import scenes

pytestmark = pytest.mark.django_db


def writer_of(edition):
    return edition.report.lead.user


def opened(edition, *columns):
    return {column: token(getattr(edition, column)) for column in columns}


def stored(edition, *columns):
    return Edition.objects.values_list(*columns).get(pk=edition.pk)


def test_a_save_writes_what_changed_and_who_did_it():
    edition = scenes.draft()

    save = saving.save(edition, {"factors": "Elections."}, opened=opened(edition, "factors"), by=writer_of(edition))

    assert save.outcomes == {"factors": Outcome.SAVED}
    assert stored(edition, "factors", "saved_by") == ("Elections.", writer_of(edition).pk)


def test_an_answer_that_she_left_alone_is_not_written_back():
    edition = scenes.draft()
    as_opened = opened(edition, "factors", "lessons")
    Edition.objects.filter(pk=edition.pk).update(factors="Somebody else's.")

    save = saving.save(edition, {"factors": "", "lessons": "Hers."}, opened=as_opened, by=writer_of(edition))

    assert save.outcomes == {"factors": Outcome.UNCHANGED, "lessons": Outcome.SAVED}
    assert stored(edition, "factors", "lessons") == ("Somebody else's.", "Hers.")


def test_an_answer_that_both_changed_is_left_as_it_is_stored():
    edition = scenes.draft()
    as_opened = opened(edition, "factors", "lessons")
    Edition.objects.filter(pk=edition.pk).update(factors="Somebody else's.")

    save = saving.save(edition, {"factors": "Hers.", "lessons": "Hers too."}, opened=as_opened, by=writer_of(edition))

    assert save.conflicts == {"factors": "Somebody else's."}
    assert stored(edition, "factors", "lessons") == ("Somebody else's.", "Hers too.")


@pytest.mark.parametrize(
    ("now", "outcome"), [("Hers.", Outcome.SAVED), ("As it was.", Outcome.SAVED), ("Theirs.", Outcome.CONFLICT)]
)
def test_what_she_had_sent_before_and_never_heard_of_counts_as_opened(now, outcome):
    edition = scenes.draft()
    Edition.objects.filter(pk=edition.pk).update(factors=now)
    as_opened, sent = {"factors": token("As it was.")}, {"factors": ["Older.", "Hers."]}

    save = saving.save(edition, {"factors": "Hers, too."}, opened=as_opened, by=writer_of(edition), sent=sent)

    assert save.outcomes == {"factors": outcome}


def test_what_she_took_back_after_it_was_sent_is_taken_back():
    edition = scenes.draft()
    Edition.objects.filter(pk=edition.pk).update(factors="Hers.")
    as_opened, sent = {"factors": token("As it was.")}, {"factors": ["Hers."]}

    saving.save(edition, {"factors": "As it was."}, opened=as_opened, by=writer_of(edition), sent=sent)

    assert stored(edition, "factors") == ("As it was.",)


def test_two_who_write_the_same_do_not_conflict():
    edition = scenes.draft()
    as_opened = opened(edition, "factors")
    Edition.objects.filter(pk=edition.pk).update(factors="The same.")

    save = saving.save(edition, {"factors": "The same."}, opened=as_opened, by=writer_of(edition))

    assert save.outcomes == {"factors": Outcome.UNCHANGED}


def test_what_was_opened_unseen_overwrites_nothing():
    edition = scenes.answered(scenes.draft(), factors="Stored.")

    save = saving.save(edition, {"factors": "Hers."}, opened={}, by=writer_of(edition))

    assert save.conflicts == {"factors": "Stored."}


@pytest.mark.parametrize(
    ("column", "code"),
    [("level_of_progress", "finished"), ("access_degree", "yes"), ("language", "tlh"), ("language", "")],
)
def test_a_code_that_is_not_offered_is_refused_and_nothing_is_saved(column, code):
    edition = scenes.draft()
    values = {"factors": "Elections.", column: code}

    with pytest.raises(ValidationError) as refusal:
        saving.save(edition, values, opened=opened(edition, *values), by=writer_of(edition))

    assert refusal.value.code == "code"
    assert stored(edition, "factors", column) == ("", getattr(edition, column))


def test_a_save_that_changes_nothing_leaves_no_mark():
    edition = scenes.draft()

    saving.save(edition, {"factors": ""}, opened=opened(edition, "factors"), by=writer_of(edition))

    assert stored(edition, "saved_at", "saved_by") == (None, None)


def test_who_does_not_write_the_edition_saves_nothing():
    edition = scenes.draft()

    with pytest.raises(PermissionDenied):
        saving.save(edition, {"factors": "Mine."}, opened={}, by=scenes.reviewer())

    assert stored(edition, "factors") == ("",)


def test_what_was_handed_in_is_not_saved():
    edition = scenes.submitted()
    before = stored(edition, "factors")

    with pytest.raises(ValidationError) as refusal:
        saving.save(edition, {"factors": "Late."}, opened=opened(edition, "factors"), by=writer_of(edition))

    assert refusal.value.code == "status"
    assert stored(edition, "factors") == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x1fc", "abc"),
        ("a\x0bb\x0cc", "a\nb\nc"),
        ("a\ud800b", "a\ufffdb"),
        ("  \n a\tb \n", "a\tb"),
        (" \n ", ""),
    ],
)
def test_a_text_is_made_storable(typed, kept):
    assert saving.storable(typed) == kept


def test_values_that_a_form_cannot_tell_apart_have_one_token():
    assert token("a\r\nb ") == token("a\nb")
    assert token("") == token({}) == token(None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_learns_of_the_other():
    edition = scenes.draft()
    by, as_opened = writer_of(edition), opened(edition, "factors")
    saves, start = [], threading.Barrier(2)

    def save(text):
        start.wait()
        try:
            saves.append(saving.save(edition, {"factors": text}, opened=as_opened, by=by))
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(text,)) for text in ("One.", "Two.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    outcomes = sorted(save.outcomes["factors"].value for save in saves)
    [conflict] = [save for save in saves if save.conflicts]
    assert outcomes == ["conflict", "saved"]
    assert stored(edition, "factors") == (conflict.conflicts["factors"],)


def test_a_returned_report_is_saved_again():
    edition = scenes.returned()
    mended = "The clerk carried the work on when the council was voted out."

    saving.save(edition, {"factors": mended}, opened=opened(edition, "factors"), by=writer_of(edition))
    workflow.perform(workflow.SUBMIT, scenes.signed(edition), by=writer_of(edition))

    assert stored(edition, "factors", "status") == (mended, "submitted")
