"""What staff keep and look into, split by what it is about."""

from . import acts, badges, comments, holding, invitations, mails, people, records, requests, sealed

__all__ = ["acts", "badges", "comments", "holding", "invitations", "mails", "people", "records", "requests", "sealed"]
