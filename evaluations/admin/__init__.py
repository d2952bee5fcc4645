"""What staff keep and look into, split by what it is about."""

from . import acts, comments, invitations, mails, people, records, requests, sealed

__all__ = ["acts", "comments", "invitations", "mails", "people", "records", "requests", "sealed"]
