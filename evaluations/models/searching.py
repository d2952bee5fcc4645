"""How an edition is made searchable, and how words are searched for.

Each edition is indexed twice in one vector: stemmed in its own language, and as plain words without accents, so that
"participacion" finds "participación" and the beginning of a word finds the word.
"""

import re
import unicodedata

from django.contrib.postgres.search import CombinedSearchVector, SearchQuery, SearchVector, SearchVectorField
from django.db.models import Case, F, Func, GeneratedField, TextField, Value, When
from django.db.models.functions import Left, Lower

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
# A vector holds at most a megabyte: what stands beyond this many characters of one answer is not indexed.
INDEXED_CHARACTERS = 8_000

_ACCENTED = "áàâäãåāăąćčçďđéèêëēęěğíìîïīįıłñńňóòôöõøōőřśšşșťţțúùûüūůűýÿžźż"
_PLAIN = "".join(unicodedata.normalize("NFD", letter)[0] for letter in _ACCENTED).translate(
    str.maketrans("đıłø", "dilo")
)


class _Translate(Func):
    """PostgreSQL's `translate`: immutable, as `unaccent` is not, so that a generated column may use it."""

    function = "translate"
    output_field = TextField()


def _without_accents(column):
    return _Translate(Lower(column), Value(_ACCENTED), Value(_PLAIN))


def _vector(titles, texts, config):
    return SearchVector(*titles, weight="A", config=config) + SearchVector(*texts, weight="B", config=config)


def search_vector_field():
    """Return the generated column that holds an edition's words."""
    texts = [Left(column, INDEXED_CHARACTERS) for column in TEXTS]
    stemmed = Case(
        *(When(language=language, then=_vector(TITLES, texts, config)) for language, config in CONFIGURATIONS.items()),
        default=Value("", output_field=SearchVectorField()),
        output_field=SearchVectorField(),
    )
    plain = _vector(
        [_without_accents(F(column)) for column in TITLES],
        [_without_accents(Left(column, INDEXED_CHARACTERS)) for column in TEXTS],
        "simple",
    )
    both = CombinedSearchVector(stemmed, "||", plain, config=None)
    return GeneratedField(expression=both, output_field=SearchVectorField(), db_persist=True)


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
