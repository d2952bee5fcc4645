"""What was changed in a dump is named."""

import gzip
import hashlib
import json
import os
import threading
from io import StringIO

import pytest
from django.core.management import call_command

from tests import scenes

from .verifying import ADDED, BROKEN, DIFFERS, NOT_ITS_HASH, OTHER, WRONG, at, run, told, write

pytestmark = pytest.mark.django_db


def found(document, path):
    for name in path.split("/")[1:]:
        document = document[int(name)] if isinstance(document, list) else document[name]
    is_file = isinstance(document, dict) and document.get("kind") == "file"
    return {name: value for name, value in document.items() if name != "url"} if is_file else document


def by_hand(value):
    """Return the SHA-256 of a value as RFC 8785 has it, of values that hold no number but small whole ones."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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
