"""How an account is found, and read together with what every page asks about it."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q

PROOFS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

# Built once: to build it for each request would cost more than to ask it.
_ACCOUNTS = get_user_model().objects.annotate(
    group_names=ArrayAgg("groups__name", filter=Q(groups__isnull=False), default=[]),
    has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=PROOFS)),
)


class AccountBackend(AuthenticationBackend):
    """Accounts known by their e-mail. Whoever is signed in costs a page one query beside her session's."""

    def get_user(self, user_id):
        """Return the account of a session, or None where there is none that may be used.

        It comes with its `group_names` and whether it `has_second_factor`.
        """
        account = next(iter(_ACCOUNTS.filter(pk=user_id)), None)
        return account if account and self.user_can_authenticate(account) else None
