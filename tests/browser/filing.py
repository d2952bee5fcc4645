"""What an evaluator answers in the browser tests, and how she finds the place for it."""

from evaluations.questionnaire.end_of_commitment_2021 import END_OF_COMMITMENT_2021

CODES = {
    "1.1": "substantial",
    "1.3": "most",
    "2.1.1": "yes",
    "2.1.1.degree": "major",
    "2.1.2": "no",
    "2.1.3": "not-applicable",
    "2.2": "yes",
}
LABELS = {
    "1.1": "Substantial",
    "1.3": "Most of the commitment milestones were implemented as planned",
    "2.1.1": "Yes",
    "2.1.1.degree": "Major",
    "2.1.2": "No",
    "2.1.3": "Not Applicable",
    "2.2": "Yes",
}
TEXTS = {
    "1.1.explanation": "Nine of the ten ledgers <were> opened & can be read at the town hall.",
    "1.2": "An election came between; the clerk's office carried the work on.",
    "1.3.explanation": "The tenth ledger waits for a by-law that the council has not passed.",
    "2.1.1.explanation": "Anybody can look up who was paid, and for what.",
    "2.1.2.explanation": "Nobody in the town was asked before the ledgers were laid out.",
    "2.2.explanation": "The problem is half of what it was: see the “open” contracts.",
    "3": "Agree on the by-law first, and on the ledgers afterwards.",
}
LESSON = "3"
SOURCE = {"url": "https://example.org/ledgers", "name": "Ledgers of the town"}  # backs 2.1.1
WHY = "The commitment says nothing of who answers for what is spent."  # why 2.1.3 does not apply
MINUTES = {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\nThe minutes.\n%%EOF\n"}
SECTIONS = END_OF_COMMITMENT_2021.sections
KEYS = [prompt.key for prompt in END_OF_COMMITMENT_2021.prompts]


def anchor(key):
    """Return the anchor of an answer, which is also the id and the name of its field."""
    return END_OF_COMMITMENT_2021.prompt(key).anchor


def keys_of(section):
    """Return the keys that are asked in a section, in their order."""
    return [prompt.key for prompt in section.prompts]


def radio(key, code):
    """Return the selector of one option."""
    return f"input[name='{anchor(key)}'][value='{code}']"


def box(key):
    """Return the selector of a text box or a place for a file."""
    return f"[id='{anchor(key)}']"
