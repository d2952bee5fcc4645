"""The project as an app, for its commands, checks, static files and translations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectConfig(AppConfig):
    """The project itself: no models."""

    name = "ogpreports"
    verbose_name = _("Open Government Reports")

    def ready(self):
        """Warn, before it is deployed, of a site that nobody could reach."""
        from . import checks  # noqa: F401 -- importing registers them
