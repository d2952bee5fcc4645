"""Who evaluated: names, organisations and e-mails out of the Overview's first two rows."""

import re
from itertools import zip_longest

from django.core.exceptions import ValidationError

from ..models import Evaluator
from .furniture import EMAIL, MASKED_EMAIL
from .parsed import ParsedEvaluator
from .text import PARTICLES, squeeze

# Stand for a comma and a space within brackets, where they part no names.
_COMMA, _SPACE = "\ue000", "\ue001"
_IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_AND = re.compile(r"\s+(?:and|y|e|&)\s+")
_CREDENTIAL = re.compile(r"^(?:[A-Z][A-Za-z]{0,3}\.?){1,3}$|^(?:Jr|Sr|II|III|IV)\.?$|^(?:[A-Z]\.){2,4}$")


def looks_like_emails(text):
    """Whether the text holds e-mails, masked or not, and hardly anything else."""
    rest, found = EMAIL.subn("", MASKED_EMAIL.sub("a@b.c", text))
    return found > 0 and len(re.findall(r"\w+", rest)) <= found


def read_evaluators(names, emails):
    """Return the evaluators in their order, each with the e-mail of the same place, and what could not be read."""
    places = _emails_in(emails)
    people = [_person(part) for part in _split(names, expected=len(places))]
    people = [person for person in people if person.name]
    evaluators, left = [], []
    for person, email in zip_longest(people, places):
        if person is None:
            left += [email] if email else []
            continue
        if email and _is_email(email):
            person.email = email
        elif email:
            left.append(email)
        evaluators.append(person)
    unread = MASKED_EMAIL.sub(" ", EMAIL.sub(" ", emails))
    unread = re.sub(r"\b(?:and|y)\b|mailto:", " ", unread)
    if re.search(r"\w", unread):
        left.append(squeeze(unread).strip(" ,;"))
    return evaluators, left


def _is_email(text):
    try:
        Evaluator._meta.get_field("email").clean(text, None)
    except ValidationError:
        return False
    return True


def _emails_in(text):
    """Return the e-mails in their order, "" for a masked one."""
    found = re.finditer(f"{MASKED_EMAIL.pattern}|{EMAIL.pattern}", text, re.IGNORECASE)
    return ["" if match[0].startswith("[") else match[0].rstrip(".") for match in found]


def _split(text, *, expected):
    """Return the names in a row of them, apart at semicolons, else at commas, at line ends and at "and"."""
    hidden = _IN_BRACKETS.sub(lambda match: re.sub(r"[,;\n]", _COMMA, match[0]).replace(" ", _SPACE), text)
    parts = [part for line in hidden.split("\n") for part in _split_line(line.strip(" -•*"), expected)]
    parts = [half for part in parts for half in _split_at_and(part)]
    return [part.replace(_COMMA, ",").replace(_SPACE, " ").strip() for part in parts]


def _split_line(line, expected):
    if ";" in line:
        return [part.strip(" ,") for part in line.split(";") if part.strip(" ,")]
    parts = [part.strip() for part in line.split(",") if part.strip()]
    if len(parts) == expected or any(_starts_small(part) for part in parts):
        return parts if len(parts) == expected else [line]
    joined = []
    for part in parts:
        if joined and _CREDENTIAL.match(part):
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined


def _starts_small(part):
    """Whether it cannot be a name of its own: "vl. Ana Prueba", the middle of a firm's name."""
    first = part.split()[0].strip(".").lower()
    return part[0].islower() and first not in PARTICLES


def _split_at_and(part):
    part = re.sub(r"^(?:and|y)\s+", "", part)
    halves = _AND.split(part)
    return halves if all(map(_is_full_name, halves)) else [part]


def _is_full_name(text):
    words = [word for word in re.sub(r"\(.*|\ue001.*", "", text).split() if word.lower() not in PARTICLES]
    return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)


def _person(text):
    organisations = [one or two for one, two in _IN_BRACKETS.findall(text)]
    name = squeeze(_IN_BRACKETS.sub(" ", text)).strip(" ,;:-–")
    return ParsedEvaluator(name=name, organisation=squeeze(", ".join(filter(None, organisations))))
