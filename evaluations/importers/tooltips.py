"""The definitions of glossary terms that ran into the sentences when a page was saved as text.

OGP's pages follow the first occurrence of a term with its definition, cut at 200 bytes, "..." and often "More". A copy
runs them together without a space: "transparencyAccording to OGP’s Articles … pub... More, access to".
"""

import re

# The terms of OGP's glossary, in the spellings that pages link.
TERMS = (
    "Open Government Partnership (OGP)", "Open Government Partnership", "Independent Reporting Mechanism (IRM)",
    "Independent Reporting Mechanism", "IRM", "OGP Local", "OGP", "national action plan", "local action plan",
    "action plan", "commitment", "completion", "early results", "transparency", "citizen participation",
    "civic participation", "public participation", "public accountability", "accountability", "co-creation process",
    "co-creation", "cocreation", "multi-stakeholder forum", "multistakeholder forum", "verifiability", "verifiable",
    "ambition", "relevance", "relevant", "access to information", "technology and innovation", "open government",
    "open data", "open contracting", "beneficial ownership", "civic space", "civil society organization",
    "civil society organisation", "civil society", "steering committee", "support unit", "point of contact",
    "milestone", "starred commitment", "did it open government", "participating government", "inclusion",
    "response policy", "plan de acción", "compromiso", "transparencia", "participación ciudadana",
    "rendición de cuentas",
    "cocreación", "co-creación", "foro multiactor", "ambición", "verificabilidad", "relevancia", "resultados tempranos",
    "primeros resultados", "mecanismo de revisión independiente", "finalización", "cumplimiento",
)  # fmt: skip

SHORTEST, LONGEST = 100, 260  # characters of a definition as it was cut, give or take
CUT_AT = 200  # bytes; what a definition measures exactly, but for a space trimmed at its end

_PLURAL = r"(?:s|es)?"
_TERM = "|".join(re.escape(term).replace(r"\ ", r"[ \u00a0]").replace(r"\-", "[-‐‑ ]?") for term in TERMS)
_DEFINITION = rf"(?P<definition>[“‘\"'(«¿¡]?[A-ZÀ-ÖØ-Þ][^\n]{{{SHORTEST},{LONGEST}}}?)"
_END = r"(?:\.\.\.|…)(?:[ \u00a0]?(?:Read )?(?:More|Más)\b(?! (?:than|que)\b))?"
AFTER_TERM = re.compile(rf"(?<!\w)(?P<term>(?i:{_TERM}){_PLURAL}){_DEFINITION}{_END}")
AFTER_WORD = re.compile(rf"(?P<term>\w[a-zß-öø-ÿ]\)?|[A-Z]\)){_DEFINITION}{_END}")


def remove_tooltips(text):
    """Return the text without the definitions that ran into it; every other character stays as it is."""
    without = AFTER_TERM.sub(_after_term, text)
    return AFTER_WORD.sub(_after_word, without)


def _after_term(match):
    return match["term"] if _is_one_piece(match["definition"]) else match[0]


def _after_word(match):
    """Return the word alone where what follows it is as long as a cut definition is, to the byte."""
    definition = match["definition"]
    length = len(definition.encode())
    is_cut_definition = CUT_AT - 3 <= length <= CUT_AT or len(definition) == CUT_AT
    return match["term"] if is_cut_definition and _is_one_piece(definition) else match[0]


def _is_one_piece(definition):
    return "..." not in definition and "…" not in definition
