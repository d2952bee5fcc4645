"""Conflicts of interest: which rules stand between a reviewer and an edition, and the exemptions from them.

That more than one pair of eyes checks a report, and that none of them is tied to it, is this project's own rule.
"""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .acts import ActKind
from .choices import MoveName, ReviewRule, Status
from .models import Declaration, Exemption


def declaration_of(user, edition):
    """Return what a reviewer declared of an edition last, or None where she has not."""
    return Declaration.objects.filter(edition=edition, by=user).last()


def grounds_of(user, edition):
    """Return what stands between a reviewer and an edition, whether she is exempt from it or not.

    By ReviewRule, each with the column of an Exemption that holds what one is given for, and the value there. A later
    declaration, another organisation or another approval is another ground: what was given for the earlier one is void.
    """
    declared, approval = declaration_of(user, edition), edition.approval
    found = {}
    if declared and declared.ties:
        found[ReviewRule.TIE] = ("declaration_id", declared.pk)
    if shared := _organisations_of(user, declared) & {_plain(byline.organisation) for byline in edition.bylines.all()}:
        found[ReviewRule.ORGANISATION] = ("organisations", sorted(shared))
    if approval and approval.by_id == user.pk:
        found[ReviewRule.SAME_PERSON] = ("approval_id", approval.pk)
    return found


def mark_of(ground):
    """Return what tells a ground from another one of the same rule, for the form of whoever read it."""
    _column, value = ground
    return str(value)


def organisations_in(ground, edition):
    """Return the organisations of a ground as the evaluators of an edition write them."""
    names = {byline.organisation for byline in edition.bylines.all()}
    return sorted(name for name in names if _plain(name) in ground[1])


def standing_grounds(user, edition):
    """Return those of her grounds from which she is not exempt.

    Once the edition is published an exemption counts that stands on its page: of another the public reads nothing.
    """
    found = grounds_of(user, edition)
    given = Exemption.objects.filter(edition=edition, reviewer=user) if found else []
    counting = [one for one in given if not edition.is_published or _is_told(one, edition)]
    return {rule: ground for rule, ground in found.items() if not _exempts(counting, rule, ground)}


def standing_conflicts(user, edition):
    """Return the ReviewRules that stand between a reviewer and an edition, and from which she is not exempt."""
    return set(standing_grounds(user, edition))


def is_void(exemption):
    """Whether what an exemption was given for stands against her no longer, or something else does by now."""
    ground = grounds_of(exemption.reviewer, exemption.edition).get(exemption.rule)
    return ground is None or not exemption.is_for(ground)


def refuse_undeclared(user, edition):
    """Raise ValidationError (code "undeclared") where a reviewer has not said yet whether she has a tie."""
    if declaration_of(user, edition) is None:
        raise ValidationError(
            _("Say first whether you have a tie to the member, to its government or to an evaluator."),
            code="undeclared",
        )


def exempted(edition, *, publisher):
    """Return, ready to be sealed, rule and reason of each exemption by which an approved edition was reviewed.

    `publisher` is who publishes it now, None where a command does. Of an exemption that nobody used nothing is said:
    that of a reviewer who has done nothing with the edition, be it a move or a remark that she resolved. Nor of one
    that is void: its reason is none for what stands against her now.
    """
    reviewers = _who_acted(edition.acts) | {publisher and publisher.pk}
    given = edition.exemptions.filter(reviewer__in=reviewers - {None}).select_related("reviewer__evaluator")
    return [_told(one) for one in given if _is_used(one, edition.approval, publisher) and not is_void(one)]


def _who_acted(acts):
    """Return the keys of those who did something else than say what ties there are."""
    return set(acts.exclude(kind__in=(ActKind.DECLARE, ActKind.EXEMPT)).values_list("by", flat=True))


def _is_told(exemption, edition):
    """Whether it stands on the page of a published edition: of several that read the same there, the ones then used."""
    return _told(exemption) in edition.exempted and _was_used(exemption, edition)


def _was_used(exemption, edition):
    """Whether it was used to publish the edition, or before: what was done since did not ask for it."""
    approval = edition.moves.filter(name=MoveName.APPROVE).last()
    publication = edition.moves.filter(to_status=Status.PUBLISHED).last()
    decided = publication if publication and publication.by_id else edition.moves.filter(name=MoveName.SCHEDULE).last()
    until = edition.acts.filter(at__lte=edition.published_at)
    publisher = decided and decided.by
    # The act of publishing is a moment younger than the time that the edition bears.
    reviewers = _who_acted(until) | {publisher and publisher.pk}
    return exemption.reviewer_id in reviewers and _is_used(exemption, approval, publisher)


def _exempts(exemptions, rule, ground):
    return any(one.rule == rule and one.is_for(ground) for one in exemptions)


def _told(exemption):
    """Return what the public is told of it: nothing where a redaction took out the reason, of an edition before."""
    if not exemption.reason:
        return None
    return {"rule": exemption.rule, "reason": exemption.reason}


def _is_used(exemption, approval, publisher):
    if exemption.rule != ReviewRule.SAME_PERSON:
        return True
    return publisher is not None and approval is not None and publisher.pk == approval.by_id == exemption.reviewer_id


def _organisations_of(user, declared):
    """Return the organisations of a reviewer, none blank: as she declared, and as she is published as an evaluator."""
    evaluator = getattr(user, "evaluator", None)
    named = [declared.organisation if declared else "", evaluator.organisation if evaluator else ""]
    return {_plain(name) for name in named} - {""}


def _plain(name):
    """Return an organisation's name as it is compared: letters and digits alone, without accents and capitals."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if sign.isalnum())
