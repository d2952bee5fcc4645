"""What staff keep and look into, split by what it is about."""

from . import comments, people, records, requests

__all__ = ["comments", "people", "records", "requests"]
