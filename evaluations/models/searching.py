"""How an edition is made searchable, and how words are searched for.

Each edition is indexed twice in one vector: stemmed in its own language, and as plain words without accents, so that
"participacion" finds "participación" and the beginning of a word finds the word.

A vector holds at most a megabyte. Prose fits whole, however long its answers; texts of ever new words may not, and then
the database's function that makes the vector (migration 0013) leaves out their end.
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Case, Func, GeneratedField, TextField, Value, When
from django.db.models.functions import Lower

from ..choices import Language
from .answers import NARRATIVES

# PostgreSQL's own configurations; a language that has none is indexed as plain words only.
CONFIGURATIONS = {
    Language.AR: "arabic",
    Language.DE: "german",
    Language.EL: "greek",
    Language.EN: "english",
    Language.ES: "spanish",
    Language.FR: "french",
    Language.HY: "armenian",
    Language.ID: "indonesian",
    Language.IT: "italian",
    Language.PT: "portuguese",
    Language.RO: "romanian",
    Language.RU: "russian",
    Language.SR: "serbian",
}
TITLES = ["title", "commitment_title", "action_plan_title", "member_title"]
TEXTS = ["action", "problem", *NARRATIVES]

_ACCENTED = "áàâäãåāăąćčçďđéèêëēęěğíìîïīįıłñńňóòôöõøōőřśšşșťţțúùûüūůűýÿžźż"
_PLAIN = "".join(unicodedata.normalize("NFD", letter)[0] for letter in _ACCENTED).translate(
    str.maketrans("đıłø", "dilo")
)


class _Translate(Func):
    """PostgreSQL's `translate`: immutable, as `unaccent` is not, so that a generated column may use it."""

    function = "translate"
    output_field = TextField()


class _Joined(Func):
    """Texts as one, with a blank between each two."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class _Vector(Func):
    """The vector of titles and texts: stemmed with a configuration, where there is one, and as plain words."""

    function = "evaluations_search_vector"
    output_field = SearchVectorField()


def _without_accents(text):
    return _Translate(Lower(text), Value(_ACCENTED), Value(_PLAIN))


def search_vector_field():
    """Return the generated column that holds an edition's words."""
    titles, texts = _Joined(*TITLES), _Joined(*TEXTS)
    config = Case(
        *(When(language=language, then=Value(config)) for language, config in CONFIGURATIONS.items()),
        default=Value(None),
        output_field=TextField(),
    )
    vector = _Vector(config, titles, texts, _without_accents(titles), _without_accents(texts))
    return GeneratedField(expression=vector, output_field=SearchVectorField(), db_persist=True)


def plain_words(text):
    """Return the words of a text in small letters and without accents, as the vector holds them."""
    accentless = text.lower().translate(str.maketrans(_ACCENTED, _PLAIN))
    return re.findall(r"\w+", accentless)


def search_query(text):
    """Return the query for what a person typed, in whichever language it is; None where it holds no word."""
    words = plain_words(text)
    if not words:
        return None
    query = SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
    for config in dict.fromkeys(CONFIGURATIONS.values()):
        query |= SearchQuery(text, config=config, search_type="websearch")
    return query
