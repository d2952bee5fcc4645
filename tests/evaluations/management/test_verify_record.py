"""What `verify_record` finds, in the database and in a dump alone."""

import gzip
import hashlib
import json
import os
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluations import drafts
from evaluations.models import Edition
from evaluations.record.hashing import edition_hash, leaf_hash
from tests import scenes
from tests.evaluations.record.tampering import behind_djangos_back
from tests.factories import ApprovedCommentFactory, EvidenceFactory, stored

pytestmark = pytest.mark.django_db

WRONG = ("1 finding is wrong.", 1)
OTHER = "f" * 64


@pytest.fixture
def first():
    """Return the first of two editions of a report, with evidence and an evaluator without a signature."""
    edition = scenes.draft()
    EvidenceFactory(edition=edition, is_file=True)
    EvidenceFactory(edition=edition, answer_key="2.2.evidence")
    scenes.published(edition)
    scenes.published(drafts.correct(edition.report, by=scenes.reviewer(), reason="A date was wrong."))
    return edition


@pytest.fixture
def dump(first, tmp_path):
    """Return the file with the public record."""
    path = tmp_path / "record.jsonl"
    call_command("dump_record", path, stdout=StringIO())
    return path


def run(*arguments):
    """Return the lines that the command prints, and its last word where something is wrong."""
    out = StringIO()
    try:
        call_command("verify_record", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), (str(error), error.returncode)
    return out.getvalue().splitlines(), None


def told(dump):
    return [json.loads(line) for line in dump.read_text("utf-8").splitlines()]


def write(dump, documents):
    dump.write_text("".join(f"{json.dumps(document)}\n" for document in documents), "utf-8")


def at(first, words, *, edition=1, path=""):
    where = f"report {first.report_id}, edition {edition}"
    return f"{where}, {path}: {words}" if path else f"{where}: {words}"


ADDED = "not sealed: it was added"
DIFFERS = "differs from what was sealed"
BROKEN = "does not follow upon the edition before it: the chain is broken"
NOT_ITS_HASH = "its hash is not that of its values' hashes"
OF_EDITION = "UPDATE evaluations_edition SET {} WHERE id = %s"
ALTERED = {
    OF_EDITION.format("lessons = overlay(lessons placing 'X' from 5 for 1)"): "/answers/3",
    OF_EDITION.format("level_of_progress = 'limited'"): "/answers/1.1",
    OF_EDITION.format("problem = 'None.'"): "/overview/problem",
    OF_EDITION.format("language = 'es'"): "/edition/language",
    OF_EDITION.format("published_at = published_at + interval '1 microsecond'"): "/edition/published_at",
    OF_EDITION.format("submitted_at = NULL"): "/edition/submitted_at",
    OF_EDITION.format("unsigned_reason = 'She was ill.'"): "/edition/unsigned_reason",
    OF_EDITION.format("change_reason = 'None.'"): "/edition/change_reason",
    "UPDATE evaluations_byline SET name = 'Somebody' WHERE edition_id = %s": "/evaluators/0",
    "UPDATE evaluations_byline SET lacks_signature = true WHERE edition_id = %s": "/evaluators/0",
    "UPDATE evaluations_evidence SET name = 'x.pdf' WHERE edition_id = %s AND kind = 'file'": "/answers/1.3.evidence/0",
    "UPDATE evaluations_evidence SET url = url || '/' WHERE edition_id = %s AND kind = 'link'": (
        "/answers/2.2.evidence/0"
    ),
    "UPDATE evaluations_seal SET salts = salts || jsonb_build_object('/answers/3', 'f') WHERE edition_id = %s": (
        "/answers/3"
    ),
}


class TestDatabase:
    def test_what_was_sealed_verifies(self, first):
        scenes.imported()
        scenes.published(scenes.results_draft(), footnotes={"10": "Ten", "2": "Two"})
        scenes.submitted()

        assert run() == (["Verified: 4 editions."], None)

    def test_there_may_be_nothing_to_verify(self):
        assert run() == (["Verified: 0 editions."], None)

    @pytest.mark.parametrize("many", [1, 3])
    def test_asks_the_same_few_queries_of_one_edition_and_of_three(self, many, django_assert_num_queries, tmp_path):
        for _ in range(many):
            edition = scenes.draft()
            EvidenceFactory(edition=edition, is_file=True)
            scenes.published(edition)

        with django_assert_num_queries(9):  # what is read of consultations is three, what is shown two
            run()
        with django_assert_num_queries(7):
            call_command("dump_record", tmp_path / "record.jsonl", stdout=StringIO())

    def test_comments_and_the_register_change_nothing(self, first):
        report = first.report
        ApprovedCommentFactory(report=report)
        type(report.commitment).objects.update(title="Called otherwise", problem="Another.")
        type(report.lead).objects.update(name="Called otherwise")
        type(report).objects.update(standing="withdrawn")

        assert run() == (["Verified: 2 editions."], None)

    @pytest.mark.parametrize(("statement", "path"), ALTERED.items(), ids=str)
    def test_what_was_altered_is_named(self, first, statement, path):
        behind_djangos_back(statement, first.pk)

        assert run() == ([at(first, DIFFERS, path=path), "Verified: 2 editions."], WRONG)

    def test_bytes_put_in_the_place_of_others_are_named(self, first):
        statement = "UPDATE evaluations_evidence SET stored_file_id = %s WHERE edition_id = %s AND kind = 'file'"
        behind_djangos_back(statement, stored(b"%PDF-1.4 other").pk, first.pk)

        assert run() == ([at(first, DIFFERS, path="/answers/1.3.evidence/0"), "Verified: 2 editions."], WRONG)

    def test_what_was_removed_is_named(self, first):
        behind_djangos_back("DELETE FROM evaluations_evidence WHERE edition_id = %s AND kind = 'link'", first.pk)

        missing = at(first, "missing, though it was sealed", path="/answers/2.2.evidence/0")
        assert run() == ([missing, "Verified: 2 editions."], WRONG)

    def test_what_was_added_is_named(self, first):
        statement = (
            "UPDATE evaluations_evidence SET answer_key = '2.2.evidence', position = 2"
            " WHERE edition_id = %s AND kind = 'file'"
        )
        behind_djangos_back(statement, first.pk)

        lines, wrong = run()
        assert (sorted(lines[:-1]), wrong) == (
            sorted(
                [
                    at(first, "missing, though it was sealed", path="/answers/1.3.evidence/0"),
                    at(first, ADDED, path="/answers/1.3.evidence"),
                    at(first, ADDED, path="/answers/2.2.evidence/1"),
                ]
            ),
            ("3 findings are wrong.", 1),
        )

    def test_another_hash_of_a_value_is_named(self, first):
        statement = "UPDATE evaluations_seal SET leaves = leaves || %s WHERE edition_id = %s"
        behind_djangos_back(statement, json.dumps({"/answers/3": OTHER}), first.pk)

        assert run() == (
            [at(first, DIFFERS, path="/answers/3"), at(first, NOT_ITS_HASH), "Verified: 2 editions."],
            ("2 findings are wrong.", 1),
        )

    def test_who_hashes_an_edition_anew_breaks_the_chain(self, first):
        seal = first.seal
        behind_djangos_back(OF_EDITION.format("lessons = 'None.'"), first.pk)
        leaves = seal.leaves | {"/answers/3": leaf_hash("/answers/3", seal.salts["/answers/3"], "None.")}
        statement = "UPDATE evaluations_seal SET leaves = %s, hash = %s WHERE edition_id = %s"
        behind_djangos_back(statement, json.dumps(leaves), edition_hash(leaves, None), first.pk)

        assert run() == ([at(first, BROKEN, edition=2), "Verified: 2 editions."], WRONG)

    def test_another_predecessor_breaks_the_chain(self, first):
        newer = Edition.objects.get(report=first.report_id, number=2)
        behind_djangos_back("UPDATE evaluations_seal SET before = %s WHERE edition_id = %s", OTHER, newer.pk)

        assert run() == (
            [at(first, NOT_ITS_HASH, edition=2), at(first, BROKEN, edition=2), "Verified: 2 editions."],
            ("2 findings are wrong.", 1),
        )

    def test_an_edition_of_another_number_is_named(self, first):
        newer = Edition.objects.get(report=first.report_id, number=2)
        behind_djangos_back("UPDATE evaluations_edition SET number = 4 WHERE id = %s", newer.pk)

        assert run()[0] == [
            at(first, "missing, though a later one is there", edition=2),
            at(first, "missing, though a later one is there", edition=3),
            at(first, DIFFERS, edition=4, path="/edition/number"),
            "Verified: 2 editions.",
        ]

    def test_a_seal_that_is_gone_is_named(self, first):
        behind_djangos_back("DELETE FROM evaluations_seal WHERE edition_id = %s", first.pk)

        assert run()[0] == [
            at(first, "published without a seal"),
            at(first, BROKEN, edition=2),
            "Verified: 2 editions.",
        ]

    def test_a_sealed_edition_that_is_published_no_more_is_named(self, first):
        newest = Edition.objects.get(report=first.report_id, number=2)
        statement = OF_EDITION.format("status = 'submitted', number = NULL, published_at = NULL")
        behind_djangos_back(statement, newest.pk)

        hidden = at(first, "sealed, but published no more", edition=2)
        not_shown = at(first, "the newest one, but not the one that its report shows")
        assert run() == ([hidden, not_shown, "Verified: 1 edition."], ("2 findings are wrong.", 1))

    @pytest.mark.parametrize("shown", [True, False])
    def test_a_newest_edition_that_its_report_does_not_show_is_named(self, first, shown):
        statement = "UPDATE evaluations_report SET current_id = %s WHERE id = %s"
        behind_djangos_back(statement, first.pk if shown else None, first.report_id)

        hidden = at(first, "the newest one, but not the one that its report shows", edition=2)
        assert run() == ([hidden, "Verified: 2 editions."], WRONG)

    def test_a_salt_that_is_gone_is_named(self, first):
        behind_djangos_back("UPDATE evaluations_seal SET salts = salts - '/answers/3' WHERE edition_id = %s", first.pk)

        without = at(first, "without its salt, though no redaction names it", path="/answers/3")
        assert run() == ([without, "Verified: 2 editions."], WRONG)


class TestRedaction:
    @pytest.fixture
    def redacted(self):
        """Return an edition of which an answer was destroyed, as a later one records."""
        edition = scenes.published()
        later = scenes.submitted(drafts.correct(edition.report, by=scenes.reviewer(), reason="By order of a court."))
        later.redactions = [{"edition": 1, "leaf": "/answers/3"}]
        later.save()
        scenes.publish(later)
        behind_djangos_back(OF_EDITION.format("lessons = ''"), edition.pk)
        statement = "UPDATE evaluations_seal SET salts = salts - '/answers/3' WHERE edition_id = %s"
        behind_djangos_back(statement, edition.pk)
        return edition

    def test_is_told_and_still_holds(self, redacted):
        assert run() == ([at(redacted, "redacted", path="/answers/3"), "Verified: 2 editions."], None)

    def test_is_told_from_a_dump_alone(self, redacted, tmp_path):
        call_command("dump_record", tmp_path / "record.jsonl", stdout=StringIO())

        assert run(tmp_path / "record.jsonl") == run()

    def test_leaves_nothing_in_its_place(self, redacted):
        behind_djangos_back(OF_EDITION.format("lessons = 'Other.'"), redacted.pk)

        placed = at(redacted, "redacted, but there is something in its place", path="/answers/3")
        assert run() == ([placed, "Verified: 2 editions."], WRONG)

    def test_is_of_that_value_alone(self, redacted):
        statement = "UPDATE evaluations_seal SET salts = salts - '/answers/1.2' WHERE edition_id = %s"
        behind_djangos_back(statement, redacted.pk)

        assert run()[1] == WRONG


class TestDump:
    def test_verifies_alone(self, dump, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert run(dump) == (["Verified: 2 editions."], None)

    def test_verifies_by_what_the_page_about_the_data_says(self, dump):
        """None of our code takes part in it."""
        for document in told(dump):
            record = document["record"]
            for path, salt in record["salts"].items():
                assert record["leaves"][path] == by_hand([salt, path, found(document, path)])
            names = ("scheme", "before", "leaves")
            assert record["hash"] == by_hand({name: record[name] for name in names})

    def test_one_altered_byte_is_named(self, first, dump):
        dump.write_bytes(dump.read_bytes().replace(b"ledger for 3,", b"ledger fox 3,", 1))

        assert run(dump) == ([at(first, DIFFERS, path="/answers/3"), "Verified: 2 editions."], WRONG)

    def test_every_byte_counts(self, dump, tmp_path):
        content, altered, unnoticed = dump.read_bytes(), tmp_path / "altered.jsonl", []
        for position in range(0, len(content), len(content) // 300):
            altered.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])
            if run(altered)[1] is None:
                unnoticed.append(content[position - 20 : position + 20])

        assert unnoticed == []

    @pytest.mark.parametrize(
        ("part", "path"),
        [("evaluators", "/evaluators/0"), ("overview", "/overview/title"), ("answers", "/answers/2.2.evidence/0")],
    )
    def test_whatever_was_altered_is_named(self, first, dump, part, path):
        documents = told(dump)
        altered = {
            "evaluators": lambda document: document["evaluators"][0].update(organisation="Another"),
            "overview": lambda document: document["overview"].update(title="Another"),
            "answers": lambda document: document["answers"]["2.2.evidence"][0].update(url="https://example.com/"),
        }
        altered[part](documents[0])
        write(dump, documents)

        assert run(dump) == ([at(first, DIFFERS, path=path), "Verified: 2 editions."], WRONG)

    def test_salt_and_chain_are_verified(self, first, dump):
        documents = told(dump)
        documents[0]["record"]["salts"]["/answers/3"] = OTHER[:32]
        documents[1]["record"]["before"] = OTHER
        write(dump, documents)

        assert run(dump)[0] == [
            at(first, DIFFERS, path="/answers/3"),
            at(first, NOT_ITS_HASH, edition=2),
            at(first, BROKEN, edition=2),
            "Verified: 2 editions.",
        ]

    def test_an_edition_that_is_gone_is_named(self, first, dump):
        write(dump, told(dump)[1:])

        assert run(dump)[0] == [
            at(first, "missing, though a later one is there"),
            at(first, BROKEN, edition=2),
            "Verified: 1 edition.",
        ]

    def test_an_edition_that_comes_twice_breaks_the_chain(self, first, dump):
        documents = told(dump)
        write(dump, [*documents, documents[1]])

        assert run(dump)[0] == [at(first, BROKEN, edition=2), "Verified: 3 editions."]

    def test_an_answer_that_was_added_is_named(self, first, dump):
        documents = told(dump)
        documents[0]["answers"]["4"] = "More."
        write(dump, documents)

        assert run(dump)[0] == [at(first, ADDED, path="/answers/4"), "Verified: 2 editions."]

    @pytest.mark.parametrize("at_the_end", [True, False])
    def test_a_report_that_comes_again_is_named(self, first, at_the_end, dump, tmp_path):
        scenes.published()
        call_command("dump_record", dump, stdout=StringIO())
        one, two, other = told(dump)
        write(dump, [one, two, other, one, two] if at_the_end else [one, other, two])

        apart = f"report {first.report_id}: its editions do not stand together, or stand there twice"
        lines, wrong = run(dump)
        assert (apart in lines, wrong[1]) == (True, 1)

    @pytest.mark.parametrize(
        ("before", "after"),
        [('"answers": {', '"answers": {"3": "Another.", '), ('"kind": "', '"kind": "results", "kind": "')],
    )
    def test_a_name_that_stands_there_twice_is_no_edition(self, dump, before, after):
        dump.write_text(dump.read_text("utf-8").replace(before, after, 1), "utf-8")

        assert run(dump)[0][0] == "Line 1 of the dump tells no edition"

    @pytest.mark.parametrize("name", ["title", "official_response", "withdrawn", "standing", "questions", "url"])
    def test_what_only_the_site_says_was_added(self, first, dump, name):
        documents = told(dump)
        documents[0][name] = "The mayor stole the money."
        write(dump, documents)

        assert run(dump) == ([at(first, ADDED, path=f"/{name}"), "Verified: 2 editions."], WRONG)

    @pytest.mark.parametrize("name", ["url", "is_current"])
    def test_so_was_what_it_says_of_the_edition(self, first, dump, name):
        documents = told(dump)
        documents[0]["edition"][name] = True
        write(dump, documents)

        assert run(dump) == ([at(first, ADDED, path=f"/edition/{name}"), "Verified: 2 editions."], WRONG)

    @pytest.mark.parametrize(
        ("before", "after"),
        [('"scheme": 1', '"scheme": true'), ('"number": 1,', '"number": 1.0,'), ('"before": null', '"before": ""')],
    )
    def test_what_python_takes_for_the_same_is_not(self, dump, before, after):
        text = dump.read_text("utf-8")
        assert before in text
        dump.write_text(text.replace(before, after, 1), "utf-8")

        assert run(dump)[1][1] == 1

    def test_a_part_that_nobody_knows_is_named(self, first, dump):
        documents = told(dump)
        documents[0] |= {"note": "Never mind.", "answers/3": "Another."}
        write(dump, documents)

        added = [at(first, ADDED, path=path) for path in ("/note", "/answers~13")]
        assert run(dump) == ([*added, "Verified: 2 editions."], ("2 findings are wrong.", 1))

    def test_so_is_a_salt_of_nothing(self, first, dump):
        documents = told(dump)
        documents[0]["record"]["salts"]["/answers/4"] = "More."
        write(dump, documents)

        added = at(first, ADDED, path="/answers/4")
        assert run(dump) == ([added, "Verified: 2 editions."], WRONG)

    def test_and_a_record_holds_nothing_else(self, dump):
        documents = told(dump)
        documents[0]["record"]["note"] = "Never mind."
        write(dump, documents)

        assert run(dump)[0][0] == "Line 1 of the dump tells no edition"

    def test_another_scheme_is_not_taken_for_this_one(self, first, dump):
        documents = told(dump)
        documents[1]["record"]["scheme"] = 2
        write(dump, documents)

        unknown = at(first, "sealed in a way that this program does not know", edition=2)
        assert run(dump) == ([unknown, "Verified: 2 editions."], WRONG)

    @pytest.mark.parametrize(
        "line",
        [
            "",
            "{",
            "[]",
            "null",
            "[" * 100_000,
            '{"number": 1, "edition": [], "record": null}',
            '{"number": "1", "edition": {"number": 1}, "record": null}',
            '{"number": 1, "edition": {"number": true}, "record": null}',
            '{"number": 1, "edition": {"number": 1}, "record": {"hash": "x"}}',
            '{"number": 1, "edition": {"number": 1}, "record": []}',
        ],
        ids=lambda line: line[:70],
    )
    def test_a_line_that_tells_no_edition_is_named(self, dump, line):
        with dump.open("a", encoding="utf-8") as target:
            target.write(f"{line}\n")

        assert run(dump) == (["Line 3 of the dump tells no edition", "Verified: 2 editions."], WRONG)

    @pytest.mark.parametrize(
        "value", ["1e999", "NaN", "9007199254740993", '"\\ud800"', "[" * 500 + "]" * 500, '{"kind": ["file"]}']
    )
    def test_what_no_json_of_ours_holds_differs(self, first, dump, value):
        documents = told(dump)
        documents[0]["answers"]["3"] = "HERE"
        write(dump, documents)
        dump.write_text(dump.read_text("utf-8").replace('"HERE"', value), "utf-8")

        assert run(dump)[1][1] == 1

    def test_bytes_that_are_no_text_are_named(self, first, dump):
        dump.write_bytes(dump.read_bytes().replace(b"ledger for 3,", b"ledger fo\xff 3,", 1))

        assert run(dump) == ([at(first, DIFFERS, path="/answers/3"), "Verified: 2 editions."], WRONG)

    def test_a_number_beyond_all_measure_ends_too(self, dump):
        documents = told(dump)
        documents[0]["edition"]["number"] = 10**15
        write(dump, documents[:1])

        assert len(run(dump)[0]) == 102  # a hundred of those that are missing, the number, and how many there were

    def test_an_empty_dump_proves_nothing(self, dump):
        dump.write_bytes(b"")

        assert run(dump) == ([], (f"There is nothing in {dump}.", 2))

    def test_one_that_is_compressed_is_not_read(self, dump):
        dump.write_bytes(gzip.compress(dump.read_bytes()))

        assert run(dump) == ([], (f"{dump} cannot be read (it is compressed: unpack it first).", 2))

    def test_one_that_comes_through_a_pipe_is_read_whole(self, dump, tmp_path):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        writer = threading.Thread(target=pipe.write_bytes, args=[dump.read_bytes()])
        writer.start()

        assert run(pipe) == (["Verified: 2 editions."], None)
        writer.join()

    def test_what_cannot_be_read_is_another_status(self, tmp_path):
        missing = tmp_path / "none"

        assert run(missing) == ([], (f"{missing} cannot be read (No such file or directory).", 2))


def found(document, path):
    for name in path.split("/")[1:]:
        document = document[int(name)] if isinstance(document, list) else document[name]
    is_file = isinstance(document, dict) and document.get("kind") == "file"
    return {name: value for name, value in document.items() if name != "url"} if is_file else document


def by_hand(value):
    """Return the SHA-256 of a value as RFC 8785 has it, of values that hold no number but small whole ones."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class TestDumping:
    def test_a_line_is_what_is_sealed_of_the_download(self, first, dump, client):
        url = first.report.get_absolute_url()
        downloads = [client.get(f"{url}v{number}/report.json").json() for number in (1, 2)]

        for download in downloads:
            for name in ("title", "standing", "withdrawn", "url", "questions", "official_response"):
                del download[name]
            del download["edition"]["url"], download["edition"]["is_current"], download["answers"]["1.3.evidence"]
        for line in (lines := told(dump)):
            del line["answers"]["1.3.evidence"]  # of its files, the download tells the URLs
        assert lines == downloads

    def test_what_a_download_tells_besides_was_not_sealed(self, first, dump, client):
        download = client.get(f"{first.report.get_absolute_url()}v1/report.json").json()
        write(dump, [download, told(dump)[1]])

        of_the_site = ["/title", "/url", "/standing", "/withdrawn", "/questions", "/official_response"]
        of_the_site += ["/edition/url", "/edition/is_current"]
        lines, problem = run(dump)
        assert problem == ("9 findings are wrong.", 1)
        assert set(lines[:-1]) == {
            *(at(first, ADDED, path=path) for path in of_the_site),
            at(first, DIFFERS, path="/answers/1.3.evidence/0"),
        }

    def test_no_draft_and_nothing_private_is_written(self, first, dump):
        lead = first.report.lead
        draft = drafts.correct(first.report, by=lead.user, reason="Reason of a draft.")
        Edition.objects.filter(pk=draft.pk).update(factors="Words of a draft.")
        ApprovedCommentFactory(report=first.report, text="Commented openly.")

        call_command("dump_record", dump, stdout=StringIO())

        text = dump.read_text("utf-8")
        private = ("@", lead.user.username, scenes.REASON, "Commented openly", "of a draft")
        assert [words for words in private if words in text] == []
        assert len(text.splitlines()) == 2

    def test_what_cannot_be_written_leaves_what_was_there(self, first, tmp_path):
        with pytest.raises(CommandError) as refusal:
            call_command("dump_record", tmp_path / "none" / "record.jsonl")

        assert refusal.value.returncode == 2
