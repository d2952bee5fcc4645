"""Whoever signs up with another person's e-mail must gain nothing by it."""

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import email_confirmed
from django.dispatch import receiver


@receiver(email_confirmed)
def forget_the_squatters_password(sender, request, email_address, **kwargs):
    """Forget the password of an account whose e-mail is confirmed by signing in with a mailed code.

    A squatter knows the password that he signed up with, and waits until the owner of the mailbox confirms
    the e-mail. When she does it without that password, it may not open the account.
    """
    user = email_address.user
    methods = {record["method"] for record in get_authentication_records(request, user)}
    if "code" in methods and "password" not in methods and user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
