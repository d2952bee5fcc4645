"""Where the pages are, split like the views by who is looking."""

from . import commenting, consulted, desk, public, review

app_name = "evaluations"
urlpatterns = [
    *public.urlpatterns,
    *commenting.urlpatterns,
    *consulted.urlpatterns,
    *desk.urlpatterns,
    *review.urlpatterns,
]
