"""The comments of a saved HTML page, where WordPress marked them up: a tree as deep as the markup's."""

import re

from lxml import etree

from .markup import drop, render
from .parsed import ParsedComment


def _classes(element):
    return (element.get("class") or "").split()


def _is_comment(element):
    if element.tag not in ("li", "div", "article"):
        return False
    return "comment" in _classes(element) or re.fullmatch(r"comment-\d+", element.get("id", "")) is not None


_AUTHOR = ("fn", "comment-author", "comment__author", "comment-author-name", "author")
_CONTENT = ("comment-content", "comment__content", "comment-text", "comment_text")
_FURNITURE = frozenset(
    [
        "comment-meta",
        "comment-metadata",
        "comment-author",
        "vcard",
        "fn",
        "says",
        "reply",
        "comment-reply-link",
        "comment-edit-link",
        "avatar",
        "edit-link",
        "comment-awaiting-moderation",
        "comment-date",
        "children",
    ]
)


def take_comments(tree):
    """Return the page's comments as a tree, and take them out of the page."""
    elements = [e for e in tree.iter(etree.Element) if isinstance(e.tag, str) and _is_comment(e)]
    comments, roots = {}, []
    for element in elements:
        comment = ParsedComment(name=_author_of(element), text=_text_of(element))
        parent = next((comments[a] for a in element.iterancestors() if a in comments), None)
        if comment.name and comment.text:
            comments[element] = comment
            (parent.replies if parent else roots).append(comment)
    for element in reversed([e for e in elements if e in comments]):
        drop(element)
    return roots


def _own(element, names):
    """Return the first element of one of these classes that belongs to this comment and to none below it."""
    for name in names:
        for found in element.iter(etree.Element):
            named = isinstance(found.tag, str) and found is not element and name in _classes(found)
            if named and next(a for a in found.iterancestors() if _is_comment(a)) is element:
                return found
    return None


def _author_of(element):
    author = _own(element, _AUTHOR)
    if author is None:
        return ""
    name = render(author, unread=lambda e: "says" in _classes(e) or e.tag == "time")
    return re.sub(r"\s*(says|dice|dijo|reply|responder)?\s*:?\s*$", "", " ".join(name.split()), flags=re.IGNORECASE)


def _text_of(element):
    content = _own(element, _CONTENT)
    if content is not None:
        return render(content)
    return render(element, unread=lambda e: _is_comment(e) or e.tag == "time" or bool(_FURNITURE & set(_classes(e))))
