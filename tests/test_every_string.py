"""What Python says to people goes through gettext: labels, hints, names of models and columns, messages, errors."""

import ast
import re
from itertools import chain

import pytest
from django.conf import settings

from evaluations.choices import Language

PATHS = sorted(
    path
    for app in ("commitments", "evaluations", "ogpreports")
    for path in (settings.BASE_DIR / app).rglob("*.py")
    if not {"migrations", "commands"} & set(path.parts)
)
KEYWORDS = {
    "label", "help_text", "verbose_name", "verbose_name_plural", "description", "empty_label", "hint",
    "paragraphs", "example",
}  # fmt: skip
ATTRIBUTES = {
    "empty_label", "empty_value_display", "help_text", "index_title", "search_help_text", "short_description",
    "site_header", "site_title", "title", "verbose_name", "verbose_name_plural",
}  # fmt: skip
MESSAGES = {"debug", "info", "success", "warning", "error", "add_error", "message_user"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
PLACEHOLDER = re.compile(r"%\(\w+\)\w|{[^}]*}")
WORD = re.compile(r"[^\W\d_]{2,}")


def spoken(tree):
    """Yield each expression whose value a person will read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (keyword.value for keyword in node.keywords if keyword.arg in KEYWORDS)
            yield from node.args[_place_of_words(node)]
        elif isinstance(node, ast.ClassDef):
            yield from _of_a_class(node)
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", "") in ATTRIBUTES:
            yield node.value


def _place_of_words(call):
    """Return where among the arguments of a call its words are."""
    name, owner = getattr(call.func, "attr", ""), getattr(getattr(call.func, "value", None), "id", "")
    if getattr(call.func, "id", name) == "ValidationError":
        return slice(0, 1)
    if name in MESSAGES and (owner == "messages" or name in {"add_error", "message_user"}):
        return slice(1, 2)
    return slice(0, owner == "models" and name.endswith("Field") and name not in RELATIONS)


def _of_a_class(node):
    is_of_choices = any(ast.unparse(base).endswith("Choices") for base in node.bases)
    for line in node.body:
        if isinstance(line, ast.Assign) and is_of_choices:
            yield line.value.elts[1] if isinstance(line.value, ast.Tuple) else line.value
        elif isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") in ATTRIBUTES:
            yield line.value


def bare(expression, constants):
    """Yield the literal words of an expression; what a function returns, gettext above all, holds none."""
    match expression:
        case ast.Constant(value=str(text)) if WORD.search(PLACEHOLDER.sub(" ", text)):
            yield text
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Dict(values=parts):
            yield from chain.from_iterable(bare(part, constants) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right) | ast.IfExp(body=left, orelse=right):
            yield from chain(bare(left, constants), bare(right, constants))
        case ast.BinOp(left=left, op=ast.Mod()):
            yield from bare(left, constants)
        case ast.Call(func=ast.Attribute(attr="format", value=text)):
            yield from bare(text, constants)
        case ast.Call(func=ast.Name(id="format_lazy" | "format_html"), args=[text, *_values]):
            yield from bare(text, constants)
        case ast.Name(id=name) if name in constants:
            yield from bare(constants[name], {})


def untranslated(source):
    tree = ast.parse(source)
    constants = {
        line.targets[0].id: line.value
        for line in tree.body
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
    }
    return [text for expression in spoken(tree) for text in bare(expression, constants)]


def test_every_word_that_python_says_is_translated():
    found = {str(path.relative_to(settings.BASE_DIR)): untranslated(path.read_text(encoding="utf-8")) for path in PATHS}

    assert {path: words for path, words in found.items() if words} == {
        "evaluations/choices.py": Language.labels,  # each in itself
        "evaluations/models/evidence.py": ["SHA-256", "UUID"],
    }


@pytest.mark.parametrize(
    "source",
    [
        "Field(label='Some words')",
        "Field(label=f'Some words {x}')",
        "Field(help_text='Some words' if x else _('Others'))",
        "Guidance(paragraphs=(_('Some words'), 'Others'), example=_('Others'))",
        "Field(help_text=format_lazy('Some words {}', x))",
        "WORDS = 'Some words'\nField(label=WORDS)",
        "models.CharField('Some words', max_length=3)",
        "class Meta:\n    verbose_name = 'Some words'",
        "class Kind(TextChoices):\n    ONE = 'one', 'Some words'",
        "class Kind(TextChoices):\n    ONE = 'one'",
        "messages.success(request, 'Some words' % x)",
        "form.add_error(None, 'Some words')",
        "raise ValidationError({'name': 'Some words'}, code='one')",
    ],
)
def test_words_without_gettext_are_found(source):
    assert len(untranslated(source)) == 1
