"""The evaluator's desk."""

urlpatterns = []
