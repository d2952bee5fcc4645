"""What each kind of rule finds in an edition."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, singledispatch
from itertools import chain

from django.db.models import Count, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..choices import Status
from ..models import Byline, Edition
from ..models.marking import SHORTEST
from ..narrative import number_of_words
from ..questionnaire import coherence as rules
from ..questionnaire.schema import PromptKind

MOST_ELSEWHERE = 20  # editions that are looked at for one and the same text


@dataclass(frozen=True)
class Found:
    """Where a rule applies: the key of the answer, what exactly was found, and words for the rule's sentence."""

    key: str
    facts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # the keys of the other answers that it speaks of
    words: tuple[tuple[str, str], ...] = ()
    reason: str = ""  # where the report itself says why it is so


@singledispatch
def found_by(rule, flags) -> Iterable[Found]:
    """Return a Found for each place in which a rule applies."""
    raise NotImplementedError(type(rule))


@found_by.register
def _contradictions(rule: rules.Contradiction, flags):
    for choices in rule.together:
        if all(flags.holds(when) for when in choices):
            codes = tuple(flags.answers[when.key].value for when in choices)
            yield Found(choices[-1].key, codes, also=tuple(when.key for when in choices[:-1]))


@found_by.register
def _unfinished(rule: rules.Unfinished, flags):
    if not flags.holds(rule.when):
        return
    # In every language: the report's is what somebody chose once, and quotations are in their own.
    harmless = _any_of(tuple(chain.from_iterable(rule.harmless.values())))
    looked_for = dict.fromkeys(chain.from_iterable(rule.words.values()))
    for key in rule.texts:
        text = harmless.sub(" ", _plain(flags.texts.get(key, "")).replace("’", "'"))
        words = [word for word in looked_for if word in text and _any_of((word,)).search(text)]
        if words:
            listed = get_text_list([_("“%(word)s”") % {"word": word} for word in words], _("and"))
            yield Found(key, tuple(words), also=(rule.when.key,), words=(("found", listed),))


@found_by.register
def _same_texts(rule: rules.SameText, flags):
    first = {}
    for key, text in flags.texts.items():
        plain = _plain(text)
        if len(plain) < SHORTEST:
            continue
        if plain in first:
            where = (("where", flags.name_of(first[plain])),)
            yield Found(key, (first[plain], plain), also=(first[plain],), words=where)
        else:
            first[plain] = key


@found_by.register
def _same_texts_elsewhere(rule: rules.SameTextElsewhere, flags):
    keys = dict(flags.keys_by_mark)
    for other in _others_with(keys, flags.edition):
        for mark in sorted(keys.keys() & set(other.narrative_marks)):
            title = _("report %(number)s, “%(title)s”") % {"number": other.report_id, "title": other.report.subject}
            yield Found(keys.pop(mark), (mark, str(other.report_id)), words=(("where", title),))


@found_by.register
def _unbacked(rule: rules.Unbacked, flags):
    for when in rule.codes:
        evidence = flags.evidence_beside(when.key)
        if flags.holds(when) and not evidence.pieces:
            reason = evidence.statement.reason if evidence.statement else ""
            yield Found(when.key, (flags.answers[when.key].value, reason), reason=reason)


@found_by.register
def _too_short(rule: rules.TooShort, flags):
    for key, text in flags.texts.items():
        answer = flags.answers[key]
        if answer.is_required and number_of_words(text) < rule.fewest_words:
            yield Found(key, (text,))


@found_by.register
def _unexplained(rule: rules.Unexplained, flags):
    for prompt in flags.form.prompts:
        may_be_blank = prompt.kind is PromptKind.TEXT and prompt.optional_when
        if may_be_blank and flags.holds(prompt.optional_when) and not _tells(flags.texts.get(prompt.key, ""), rule):
            yield Found(prompt.key)


def _tells(text, rule):
    """Whether a text gives a reason: a word is left without signs, figures and what only repeats the code."""
    words = " ".join(re.findall(r"[^\W\d_]+", _plain(text)))
    return re.search(r"\w\w", _any_of(rule.no_reason).sub(" ", words)) is not None


def _plain(text):
    """Return a text as it is searched: in small letters, each accent one sign with its letter, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@cache
def _any_of(words):
    """Return the pattern of any of these, as whole words, “…” for one or two; of none, where there are none."""
    return re.compile(rf"\b(?:{'|'.join(map(_as_pattern, words))})\b" if words else r"(?!)")


def _as_pattern(phrase):
    return re.escape(phrase).replace("…", r"\w+(?: \w+)?")


def _others_with(marks, edition):
    """Return other reports' editions in which one of the texts stands: public ones, and those on which all of them are.

    Of what is still hidden from one of its evaluators, she is not to learn here that it exists.
    """
    if not marks:
        return []
    people = edition.bylines.filter(evaluator__isnull=False).values_list("evaluator", flat=True)
    alive = Edition.objects.exclude(status=Status.DISCARDED)
    others = alive.filter(_is_public_or_of(set(people)), narrative_marks__overlap=list(marks))
    subjects = ("report__commitment", "report__action_plan")
    # The manager defers the marks: without the None they would be read one edition at a time.
    found = others.exclude(report=edition.report_id).select_related(*subjects).defer(None)
    return found.only("narrative_marks", *subjects).order_by("report_id", "pk")[:MOST_ELSEWHERE]


def _is_public_or_of(people):
    is_public = Q(status=Status.PUBLISHED)
    if not people:
        return is_public
    rows = Byline.objects.filter(evaluator__in=people).order_by().values("edition")
    of_all = rows.annotate(found=Count("evaluator", distinct=True)).filter(found=len(people))
    return is_public | Q(pk__in=of_all.values("edition"))
