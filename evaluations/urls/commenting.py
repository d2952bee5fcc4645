"""Where the public answers."""

urlpatterns = []
