"""Where the pages are."""

app_name = "commitments"
urlpatterns = []
