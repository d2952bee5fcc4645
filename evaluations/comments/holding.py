"""Why a comment waits for a moderator: by the rules of the site, and of its report."""

import re
import unicodedata
from datetime import timedelta

from django.db.models import Value
from django.db.models.functions import MD5
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..choices import HoldingMode
from ..models import Comment, HoldingRules
from .guests import is_known
from .names import imitated
from .rendering import count_links

REPEATED_WITHIN = timedelta(days=30)
# What no font shows though it is a letter or a mark (Unicode's Default_Ignorable_Code_Point): it parts no word. Names
# are compared by how they look, and drop all marks: here the marks of other scripts are a part of the word.
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SHORT = 40  # characters: "Thank you all." is said by many


def reasons_to_hold(comment, *, hasty=False, trapped=False, objection=""):
    """Return, in words for the moderator, each reason for which a comment may not appear at once.

    `hasty`: sent sooner than people type. `trapped`: the field for machines was filled in. `objection`: what the
    checker has against it. What looks like a machine or borrows a name is held whatever the rules are.
    """
    rules = HoldingRules.of_the_site()
    mode = comment.report.holding or rules.mode
    reasons = [_("The field for machines was filled in.")] if trapped else []
    if badge := imitated(comment.name, author=comment.author):
        reasons.append(_("The name could be taken for that of %(badge)s.") % {"badge": badge})
    reasons += [_("Sent sooner than people type.")] if hasty else []
    if mode == HoldingMode.NONE:
        return reasons
    reasons += _by_rule(comment, rules)
    reasons += [objection] if objection else []
    if mode == HoldingMode.ALL:
        reasons.append(_("Every comment waits here."))
    elif mode == HoldingMode.FIRST and not (_wears_badge(comment) or is_known(comment)):
        reasons.append(_("First comment of this account.") if comment.author else _("From a guest."))
    return reasons


def _wears_badge(comment):
    return comment.badge is not None and comment.badge.taken_at is None


def _by_rule(comment, rules):
    """Return what in the words themselves holds a comment."""
    reasons, links = [], count_links(f"{comment.name} {comment.text}")
    if links > rules.most_links:
        reasons.append(ngettext("%(count)d link.", "%(count)d links.", links) % {"count": links})
    if word := _listed_in(f"{comment.name}\n{comment.text}", rules.listed):
        reasons.append(_("“%(word)s” is on the list of words.") % {"word": word})
    if rules.holds_repeats and (times := _times_sent(comment)):
        words = ngettext("The same text was sent before.", "The same text was sent %(count)d times before.", times)
        reasons.append(words % {"count": times})
    return reasons


def _listed_in(text, words):
    """Return the first of these words or phrases that stands in a text, whole, or ""."""
    said = f" {as_compared(text)} "
    return next((word for word in words if (plain := as_compared(word)) and f" {plain} " in said), "")


def as_compared(text):
    """Return the words of a text without capitals, accents and what stands between them: as the list is looked up."""
    letters = _IGNORABLE.sub("", unicodedata.normalize("NFKD", text)).casefold()
    kept = (letter for letter in letters if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf")
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())


def _times_sent(comment):
    """Return how often the same text was sent lately, by whomever; of a few words nobody says that they are a copy."""
    if len(comment.text) < _SHORT:
        return 0
    same = Comment.objects.annotate(digest=MD5("text")).filter(digest=MD5(Value(comment.text)), text=comment.text)
    return same.filter(posted_at__gte=timezone.now() - REPEATED_WITHIN).exclude(pk=comment.pk).count()
