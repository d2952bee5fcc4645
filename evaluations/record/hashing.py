"""How an edition becomes one hash: each value with a salt of its own, and then all of them together.

Pure: nothing here reads a database. Whatever is hashed is written as RFC 8785 (JSON Canonicalization Scheme) has it, so
that a program in any language comes to the same bytes.
"""

import hashlib
import secrets

import rfc8785

SCHEME = 1  # of all that stands here: another way of hashing gets another number
SALT_BYTES = 16
# What of an edition's data is sealed; the rest is worded by the site and may change with it.
PARTS = ("number", "kind", "edition", "evaluators", "overview", "answers", "consultation", "redactions")
_OF_THE_SITE = {"/edition/is_current", "/edition/url"}


class UnhashableError(ValueError):
    """A value that no JSON of ours can hold: a number too large, half a character, or what lies too deep."""


def values_by_path(told):
    """Return every value that is sealed of an edition's data, by where it stands there (JSON Pointer, RFC 6901).

    The members of each part are values of their own, and so is each item of a list; what has none is itself one. Of a
    file the URL is left out: it changes with that of the site.
    """
    values = every_value_by_path(told, item_of=_without_url_of_file)
    return {path: value for path, value in values.items() if path not in _OF_THE_SITE}


def every_value_by_path(told, *, item_of=lambda item: item):
    """Return every value of the parts that are sealed, also what the site words there: of a dump, where none is."""
    values = {}
    for part in filter(told.__contains__, PARTS):
        value = told[part]
        members = value.items() if isinstance(value, dict) and value else [("", value)]
        for name, member in members:
            path = f"/{part}/{escaped(name)}" if name else f"/{part}"
            _put(values, path, member, item_of)
    return values


def hashes_of(values, salts):
    """Return the hash of each value by its path; each has a salt, by the same path."""
    return {path: leaf_hash(path, salts[path], value) for path, value in values.items()}


def leaf_hash(path, salt, value):
    """Return the SHA-256 of one value: of the array of salt, path and value."""
    return _sha256([salt, path, value])


def edition_hash(leaves, before):
    """Return the SHA-256 of an edition: of its leaves' hashes by path, and the hash of the edition before, or None."""
    return _sha256({"scheme": SCHEME, "before": before, "leaves": leaves})


def new_salt():
    """Return a salt that nobody can guess: without it a hash tells nothing of a value, however few there may be."""
    return secrets.token_hex(SALT_BYTES)


def _put(values, path, value, item_of):
    if isinstance(value, list) and value:
        for index, item in enumerate(value):
            values[f"{path}/{index}"] = item_of(item)
    else:
        values[path] = value


def _without_url_of_file(item):
    if isinstance(item, dict) and item.get("kind") == "file":
        return {name: value for name, value in item.items() if name != "url"}
    return item


def escaped(name):
    """Return a name as a JSON Pointer has it."""
    return name.replace("~", "~0").replace("/", "~1")


def _sha256(value):
    try:
        return hashlib.sha256(rfc8785.dumps(value)).hexdigest()
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as error:
        raise UnhashableError from error
