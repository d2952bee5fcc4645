"""What is new about a thread, a report or a member, as the public sees it: for mails and for feeds."""

from .finding import Window, latest, with_news
from .items import Item, plain

__all__ = ["Item", "Window", "latest", "plain", "with_news"]
