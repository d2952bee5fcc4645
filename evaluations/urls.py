"""Where the pages are."""

app_name = "evaluations"
urlpatterns = []
