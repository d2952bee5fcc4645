from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationsConfig(AppConfig):
    name = "evaluations"
    verbose_name = _("Evaluations")

    def ready(self):
        """Prove at every start that questionnaires and columns agree."""
        from . import checks  # noqa: F401 -- importing registers them
