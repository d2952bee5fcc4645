"""The project as an app, for its commands, static files and translations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    """The project itself: no models."""

    name = "ogpreports"
    verbose_name = _("Open Government Reports")
