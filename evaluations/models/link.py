"""Links that are keys: whoever has one needs no account for what it opens."""

import pgtrigger
from django.core import signing
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .sealing import differs


class LinkQuerySet(models.QuerySet):
    def of_token(self, token):
        """The one that a link names; none where it names none."""
        try:
            return self.filter(pk=_signer(self.model).unsign_object(token))
        except signing.BadSignature:
            return self.none()

    def has_signed(self, token):
        """Whether it is a link of ours, whatever has become of what it named."""
        try:
            _signer(self.model).unsign_object(token)
        except signing.BadSignature:
            return False
        return True


class Link(models.Model):
    """A row that is reached by a link of its own. No other model takes the link of this one."""

    objects = LinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def token(self):
        """Return what the link holds: signed, so that nobody guesses it, and stored nowhere."""
        return _signer(type(self)).sign_object(self.pk)


def _signer(model):
    return signing.Signer(salt=model._meta.label_lower)


def names_another_contact():
    """Return the condition that an update lets a link be another contact's: one who is removed leaves it to nobody."""
    return differs("contact") & pgtrigger.Q(new__contact__isnull=False)


class LinkOfContactQuerySet(LinkQuerySet):
    def still_theirs(self):
        """Those of contacts who are there, with the email that they had: nobody has taken their place."""
        return self.filter(contact__person=models.F("person"))

    def of_the_same_people(self):
        """Those of contacts who have the email or the name that they had: who took a place has neither."""
        return self.filter(models.Q(contact__person=models.F("person")) | models.Q(contact__name=models.F("name")))


class LinkOfContact(Link):
    """The link of a contact of the member (`contact`), under the name that she had when she was asked.

    It is hers as long as she has the email to which it was sent, however her name is spelled by then.
    """

    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    person = models.PositiveIntegerField(_("person"), help_text=_("Which one in the place of this contact."))
    asked_at = models.DateTimeField(_("asked"), db_default=Now())
    revoked_at = models.DateTimeField(_("link revoked"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.role, self.organisation]))

    @property
    def is_still_hers(self):
        """Whether the contact is who was asked: staff may have removed her, or put a successor in her place."""
        return self.contact is not None and self.contact.person == self.person

    @property
    def called_now(self):
        """Return how the contact is called by now, where that is not how she was when she was asked; else ""."""
        return self.contact.name if self.is_still_hers and self.contact.name != self.name else ""

    def is_contact_of(self, member):
        """Whether she is a contact of a member, by its key, still: staff may have moved her, too."""
        return self.is_still_hers and self.contact.member_id == member

    @property
    def email(self):
        """Return where her link is sent, or "": not to somebody who has taken her place as a contact since."""
        return self.contact.email if self.is_still_hers else ""
