"""What a copy of a page adds to an edition that was imported before: blanks are filled, nothing is overwritten."""

from dataclasses import dataclass, field

from ..choices import Language
from ..questionnaire.schema import PromptKind
from .text import fold, is_cut, squeeze

# Columns of the Overview that a page may have lost, by their name in a ParsedReport.
OVERVIEW = {
    "title": "title",
    "member_title": "member",
    "action_plan_title": "action_plan",
    "commitment_title": "commitment",
    "action": "action",
    "problem": "problem",
}


@dataclass
class Merge:
    """New values by column, and the keys at which stored and copied text differ and the stored one stays."""

    columns: dict = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)


def values_of(form, parsed):
    """Return what the page says, by column of Edition."""
    values = {column: getattr(parsed, name) for column, name in OVERVIEW.items()}
    for prompt in form.prompts:
        if prompt.column and prompt.key in parsed.answers:
            values[prompt.column] = _with_calls(parsed.answers[prompt.key], parsed.heading_calls.get(prompt.key))
    return {column: value for column, value in values.items() if value}


def _with_calls(answer, calls):
    """Return the answer behind the footnotes that its heading called: our headings are not the page's."""
    return f"{calls} {answer}" if calls else answer


def merge(edition, parsed):
    """Return the Merge of the page into the edition.

    Of a page in another language only the codes are taken: they are the same in all.
    """
    result, values = Merge(), values_of(edition.form, parsed)
    same_language = parsed.language == edition.language
    codes = {prompt.column for prompt in edition.form.prompts if prompt.kind is PromptKind.CODE}
    keys = {prompt.column: prompt.key for prompt in edition.form.prompts if prompt.column} | OVERVIEW
    for column, value in values.items():
        if same_language or column in codes:
            _merge_value(result, column, keys[column], getattr(edition, column), value, is_code=column in codes)
    return result


def _merge_value(result, column, key, stored, value, *, is_code):
    if isinstance(value, dict):
        _merge_notes(result, column, key, stored, value)
    elif not stored:
        result.columns[column] = value
    elif is_code:
        result.differing += [key] if stored != value else []
    elif fold(stored) != fold(value):
        if continues(stored, value):
            result.columns[column] = value
        elif not continues(value, stored):
            result.differing.append(key)


def _merge_notes(result, column, key, stored, notes):
    merged = Merge()
    for number, text in notes.items():
        _merge_value(merged, number, f"{key} [{number}]", stored.get(number, ""), text, is_code=False)
    if merged.columns:
        result.columns[column] = stored | merged.columns
    result.differing += merged.differing


def continues(beginning, text):
    """Whether the text says what the beginning says, to the letter, and goes on."""
    beginning, text = squeeze(beginning), squeeze(text)
    if is_cut(beginning):
        beginning = beginning.rstrip(".…[] ")
    return len(text) > len(beginning) and text.startswith(beginning)


def language_of(parsed):
    """Return the language to store; English where the page's is none that reports are kept in."""
    return parsed.language if parsed.language in Language.values else Language.EN
