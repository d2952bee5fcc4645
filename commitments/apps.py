"""The app of what governments promised."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    """Members, action plans and commitments."""

    name = "commitments"
    verbose_name = _("Commitments")
