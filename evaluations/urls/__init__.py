"""Where the pages are, split like the views by who is looking."""

from . import commenting, desk, public, review

app_name = "evaluations"
urlpatterns = [*public.urlpatterns, *commenting.urlpatterns, *desk.urlpatterns, *review.urlpatterns]
