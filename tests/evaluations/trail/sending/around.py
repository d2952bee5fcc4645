"""What is sent around a report: by contacts, by its government, and by who withdraws it or opens it for comment."""

from evaluations import (
    consulting,
    responding,
    withdrawing,
)
from evaluations.models import Report
from evaluations.saving import token
from tests import scenes
from tests.factories import (
    ContactFactory,
)

from .made import CONTACT, KEY, REVIEWER, WORDS, Sending, of


def open_consultation():
    edition = scenes.submitted()
    contact = ContactFactory(member=edition.report.member)
    data = {"contacts": [contact.pk], "closes_on": f"{consulting.last_day(edition.report.member)}"}
    return of(edition, scenes.reviewer_of(edition), data, ("open-consultation", REVIEWER))


def skip_consultation():
    edition = scenes.submitted()
    return of(edition, scenes.reviewer_of(edition), {"reason": "A typo."}, ("skip-consultation", REVIEWER))


def _of_consultation(kind, *, args=(), **data):
    consultation = scenes.asked()
    edition = consultation.edition
    args = [consultation.consulted_set.first().pk] if args else []
    return of(edition, scenes.reviewer_of(edition), data, (kind, REVIEWER), args=args)


def ask_more_contacts():
    sending = _of_consultation("ask-contacts")
    report = Report.objects.get(pk=sending.args[0])
    return Sending(sending.who, sending.args, {"contacts": [ContactFactory(member=report.member).pk]}, sending.acts)


def revoke_a_link():
    return _of_consultation("revoke-link", args=True)


def take_back_what_came_by_a_link():
    reaction = scenes.reaction(scenes.asked(), KEY)
    acts = ("revoke-link", REVIEWER), ("take-back-reaction", REVIEWER, KEY)
    edition, args = reaction.edition, (reaction.consulted_id,)
    return of(edition, scenes.reviewer_of(edition), {"not_hers": "yes"}, *acts, args=args)


def end_consultation():
    return _of_consultation("end-consultation", reason="Both have answered.")


def dispose():
    reaction = scenes.reaction(scenes.asked(), KEY)
    scenes.ended(reaction.consulted.consultation)
    data, edition = {"kind": "kept", "reason": "It was May."}, reaction.edition
    return of(edition, scenes.reviewer_of(edition), data, ("dispose", REVIEWER, KEY), args=(reaction.pk,))


def _by_link(kind, key, *args, **data):
    consulted = scenes.reaction(scenes.asked(), KEY).consulted
    args = [consulted.reactions.get().pk] if kind == "take-back-reaction" else args
    return Sending(None, (consulted.token, *args), data, [(kind, CONTACT, key)])


def respond():
    person = scenes.respondent(scenes.published().report)
    responding.write(person, KEY, WORDS, opened=token(""))
    shown = responding.digest(responding.draft_of(person.report), person.report.current)
    return Sending(None, (person.token,), {"shown": shown}, [("respond", CONTACT, "")])


def ask_to_respond():
    report = scenes.published().report
    contact = ContactFactory(member=report.member, side="government", is_verified=True)
    return of(report.current, scenes.reviewer(), {"contact": contact.pk}, ("ask-to-respond", REVIEWER))


def revoke_a_respondent():
    person = scenes.respondent(scenes.published().report)
    act = ("revoke-respondent", REVIEWER)
    return of(person.report.current, scenes.reviewer(), {}, act, args=(person.pk,))


def react():
    return _by_link("react", "2.2", "2.2", text="It was in June.", how="openly")


def react_to_all():
    return _by_link("react", "", text="It was in June.", how="confidentially")


def take_back_a_reaction():
    return _by_link("take-back-reaction", KEY)


def withdraw():
    edition = scenes.published()
    data = {"then": "withdraw", "reason": "It was sold."}
    return of(edition, scenes.reviewer(), data, ("withdraw", REVIEWER))


def reinstate():
    edition = scenes.published()
    withdrawing.withdraw(edition.report, reason="It was sold.", by=scenes.reviewer())
    data = {"then": "reinstate", "reason": "It was not."}
    return of(edition, scenes.reviewer(), data, ("reinstate", REVIEWER))


def open_for_comment():
    return of(scenes.published(), scenes.reviewer(), {}, ("open-comments", REVIEWER))


SENDINGS = {
    "evaluations:open-consultation": [open_consultation],
    "evaluations:skip-consultation": [skip_consultation],
    "evaluations:ask-more": [ask_more_contacts],
    "evaluations:revoke-link": [revoke_a_link, take_back_what_came_by_a_link],
    "evaluations:end-consultation": [end_consultation],
    "evaluations:dispose": [dispose],
    "evaluations:publish-response": [respond],
    "evaluations:ask-to-respond": [ask_to_respond],
    "evaluations:revoke-respondent": [revoke_a_respondent],
    "evaluations:react": [react],
    "evaluations:react-to-all": [react_to_all],
    "evaluations:take-back": [take_back_a_reaction],
    "evaluations:standing": [withdraw, reinstate],
    "evaluations:comment-period": [open_for_comment],
}
