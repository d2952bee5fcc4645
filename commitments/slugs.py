"""The words that name a row in its URL."""

from itertools import chain, count

from django.utils.text import slugify


def free_slug(*texts, longest, is_taken):
    """Return the slug of the first text whose slug is not taken; where all are, that of the last with a number.

    It has at most `longest` characters, its number included.
    """
    slugs = [slugify(text)[:longest].strip("-") for text in texts]
    numbered = (_with_number(slugs[-1], number, longest=longest) for number in count(2))
    return next(slug for slug in chain(slugs, numbered) if slug and not is_taken(slug))


def _with_number(slug, number, *, longest):
    tail = f"-{number}"
    return (slug[: longest - len(tail)].strip("-") + tail).strip("-")
