"""Questionnaires and columns agree: proven at every start, so that no page finds out."""

import dataclasses

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from .models import Edition
from .models.fields import CodedAnswer
from .questionnaire import QUESTIONNAIRES
from .questionnaire.schema import PromptKind, When


@register
def questionnaires_agree_with_columns(app_configs, **kwargs):
    """Return an error for each prompt that asks for what no column holds, or holds otherwise."""
    return [
        error
        for questionnaire in QUESTIONNAIRES.values()
        for prompt in questionnaire.prompts
        for error in [*_column_errors(questionnaire, prompt), *_branching_errors(questionnaire, prompt)]
    ] + [
        error
        for questionnaire in QUESTIONNAIRES.values()
        for error in [*_key_errors(questionnaire), *_rule_errors(questionnaire)]
    ]


@register
def the_checker_of_comments_can_be_asked(app_configs, **kwargs):
    """Return an error where the checker that is named cannot be made: each comment would end in a server error."""
    if not settings.COMMENT_CHECKER:
        return []
    try:
        is_ready = callable(getattr(import_string(settings.COMMENT_CHECKER)(), "score", None))
    except ImportError:
        is_ready = False
    if not is_ready:
        return [
            Error(f"COMMENT_CHECKER names {settings.COMMENT_CHECKER!r}, which is no checker.", id="evaluations.E010")
        ]
    if settings.COMMENT_CHECKER.startswith("evaluations.comments.akismet.") and not settings.AKISMET_KEY:
        return [Error("COMMENT_CHECKER names Akismet, which needs AKISMET_KEY.", id="evaluations.E011")]
    return []


def _error(questionnaire, prompt, message, number):
    return Error(f"{questionnaire.version}, {prompt.key}: {message}", id=f"evaluations.E{number:03}")


def _column_errors(questionnaire, prompt):
    if prompt.kind is PromptKind.FILES:
        if prompt.column:
            yield _error(questionnaire, prompt, "files are rows of Evidence and have no column.", 1)
        return
    columns = {field.name: field for field in Edition._meta.local_fields}
    column = columns.get(prompt.column)
    if column is None:
        yield _error(questionnaire, prompt, f"Edition has no column {prompt.column!r}.", 2)
    elif (prompt.kind is PromptKind.CODE) != isinstance(column, CodedAnswer):
        yield _error(questionnaire, prompt, f"{prompt.column!r} holds another kind of answer.", 3)
    elif prompt.kind is PromptKind.CODE:
        unknown = {option.code for option in prompt.options} - set(column.codes.values)
        if unknown or not prompt.options:
            yield _error(questionnaire, prompt, f"{prompt.column!r} cannot hold {sorted(unknown)}.", 4)


def _branching_errors(questionnaire, prompt):
    for when in filter(None, (prompt.asked_when, prompt.optional_when)):
        parent = questionnaire.by_key.get(when.key)
        if parent is None or not set(when.codes) <= {option.code for option in parent.options}:
            yield _error(questionnaire, prompt, f"it hangs on {when.key!r}, which cannot be answered so.", 5)


def _rule_errors(questionnaire):
    numbers = [rule.number for rule in questionnaire.rules]
    if len(set(numbers)) < len(numbers):
        yield Error(f"{questionnaire.version}: two rules of coherence have one number.", id="evaluations.E007")
    for rule in questionnaire.rules:
        texts = {prompt.key for prompt in questionnaire.prompts if prompt.kind is PromptKind.TEXT}
        can_be_given = all(_can_be_given(questionnaire, when) for when in _conditions_of(rule))
        if not can_be_given or not set(getattr(rule, "texts", ())) <= texts:
            message = f"{questionnaire.version}: rule {rule.number} looks for an answer that cannot be given."
            yield Error(message, id="evaluations.E008")


def _can_be_given(questionnaire, when):
    prompt = questionnaire.by_key.get(when.key)
    return prompt is not None and set(when.codes) <= {option.code for option in prompt.options}


def _conditions_of(rule):
    """Return every When in a rule of coherence."""
    values = [getattr(rule, field.name) for field in dataclasses.fields(rule)]
    return [when for value in values for when in _flat(value) if isinstance(when, When)]


def _flat(value):
    if not isinstance(value, tuple):
        return [value]
    return [one for part in value for one in _flat(part)]


def _key_errors(questionnaire):
    keys = [prompt.key for prompt in questionnaire.prompts]
    columns = [prompt.column for prompt in questionnaire.prompts if prompt.column]
    for names, what in ((keys, "key"), (columns, "column")):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Error(f"{questionnaire.version}: {what} {name!r} is used twice.", id="evaluations.E006")
