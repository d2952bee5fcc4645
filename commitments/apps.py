"""The app of what governments promised."""

from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    """Members, action plans and commitments."""

    name = "commitments"
    verbose_name = _("Commitments")

    def ready(self):
        """Let every path name a row by `<key:…>`."""
        from .keys import KeyConverter

        register_converter(KeyConverter, "key")
