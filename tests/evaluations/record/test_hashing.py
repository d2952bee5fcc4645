"""How values become hashes. The literal ones are for ever: what is sealed would no longer verify."""

import hashlib

import pytest

from evaluations.record.hashing import UnhashableError, edition_hash, leaf_hash, new_salt, values_by_path

SALT = "00112233445566778899aabbccddeeff"


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_value_is_hashed_with_its_salt_and_its_path():
    assert leaf_hash("/answers/1.2", SALT, "Ä “quoted”\nline") == sha256(
        f'["{SALT}","/answers/1.2","Ä “quoted”\\nline"]'
    )


def test_members_are_hashed_in_the_order_of_their_names_as_utf_16_has_it():
    value = {"\ufb33": 1, "😀": None, "a": True}

    assert leaf_hash("/x", SALT, value) == sha256(f'["{SALT}","/x",{{"a":true,"😀":null,"\ufb33":1}}]')


def test_an_edition_is_hashed_by_its_leaves_and_the_edition_before():
    leaves = {"/number": "b" * 64, "/kind": "a" * 64}

    assert edition_hash(leaves, "c" * 64) == sha256(
        f'{{"before":"{"c" * 64}","leaves":{{"/kind":"{"a" * 64}","/number":"{"b" * 64}"}},"scheme":1}}'
    )
    assert edition_hash(leaves, None) != edition_hash(leaves, "c" * 64)


def test_the_hashes_of_scheme_1_are_these():
    leaf = leaf_hash("/answers/3", SALT, None)

    assert leaf == "b3b5f7967d4cc4d0f6b960d83ba0729f6ab04a69397534a319a6eabd860ea327"
    assert edition_hash({"/answers/3": leaf}, None) == (
        "96c9fc210f7d62e6e6bea3e3e08f64415f58003b45924b6a6bb02ae2796d640a"
    )


def test_what_stands_in_the_data_is_found_by_json_pointer():
    file = {"kind": "file", "name": "a.pdf", "url": "https://here/a.pdf", "sha256": "f"}
    link = {"kind": "link", "url": "https://example.org/"}
    told = {
        "number": 7,
        "standing": "standing",
        "edition": {"number": 2, "is_current": True, "url": "https://here/"},
        "answers": {"1.1": None, "a/b~c": "x", "e": [file, link], "f": [], "footnotes": {"1": "A"}},
        "redactions": [],
        "questions": {"1.1": "How far?"},
    }

    assert values_by_path(told) == {
        "/number": 7,
        "/edition/number": 2,
        "/answers/1.1": None,
        "/answers/a~1b~0c": "x",
        "/answers/e/0": {"kind": "file", "name": "a.pdf", "sha256": "f"},
        "/answers/e/1": link,
        "/answers/f": [],
        "/answers/footnotes": {"1": "A"},
        "/redactions": [],
    }


@pytest.mark.parametrize("value", [2**53, "\ud800", float("nan"), {1: 2}], ids=repr)
def test_what_no_json_can_hold_is_refused(value):
    with pytest.raises(UnhashableError):
        leaf_hash("/x", SALT, value)


def test_what_lies_too_deep_is_refused():
    value = []
    for _ in range(100_000):
        value = [value]

    with pytest.raises(UnhashableError):
        leaf_hash("/x", SALT, value)


def test_no_two_salts_are_the_same():
    salts = {new_salt() for _ in range(1000)}

    assert (len(salts), {len(salt) for salt in salts}) == (1000, {32})
