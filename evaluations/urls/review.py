"""Where reviewers check and publish."""

urlpatterns = []
