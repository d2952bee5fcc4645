"""What staff keep and look into, split by what it is about."""

from . import comments, invitations, mails, people, records, requests

__all__ = ["comments", "invitations", "mails", "people", "records", "requests"]
