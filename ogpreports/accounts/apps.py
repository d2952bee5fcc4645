"""Who signs in, and how."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Accounts on Django's own user model."""

    name = "ogpreports.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        """Listen to confirmed e-mails."""
        from . import squatters  # noqa: F401 -- needs the models, and importing connects it
