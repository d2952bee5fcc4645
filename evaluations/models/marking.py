"""How a text is found wherever else it stands: by a mark that blanks and capitals do not change."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, Func, GeneratedField, TextField, Value, When
from django.db.models.functions import MD5, Length, Lower
from django.db.models.lookups import GreaterThanOrEqual

from .answers import NARRATIVES

SHORTEST = 80  # characters: who says less may well say it twice
_BLANKS = r"\s+"


class _Replaced(Func):
    """PostgreSQL's `regexp_replace`."""

    function = "regexp_replace"
    output_field = TextField()


class _Array(Func):
    """An array of what it is made from."""

    template = "ARRAY[%(expressions)s]"


def _mark(column):
    plain = Lower(_Replaced(column, Value(_BLANKS), Value(" "), Value("g")))
    return Case(When(GreaterThanOrEqual(Length(column), SHORTEST), then=MD5(plain)))


def marks_field():
    """Return the generated column with a mark for each column of words, in their order; null for a short text."""
    marks = ArrayField(CharField(max_length=32, null=True), null=True)
    return GeneratedField(expression=_Array(*map(_mark, NARRATIVES)), output_field=marks, db_persist=True)
