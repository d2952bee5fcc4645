"""Where the pages are, split like the views by who is looking."""

from . import commenting, consulted, desk, following, moderating, public, responding, review

app_name = "evaluations"
urlpatterns = [
    *public.urlpatterns,
    *commenting.urlpatterns,
    *following.urlpatterns,
    *consulted.urlpatterns,
    *responding.urlpatterns,
    *desk.urlpatterns,
    *review.urlpatterns,
    *moderating.urlpatterns,
]
