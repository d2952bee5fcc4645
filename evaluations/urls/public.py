"""The pages that everybody reads."""

urlpatterns = []
