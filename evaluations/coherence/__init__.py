"""Which answers of an edition do not go together, by the rules of its questionnaire, and how each was justified."""

from .flags import Flag, Flags, freeze

__all__ = ["Flag", "Flags", "freeze"]
