"""The site's own URLs, and beside them the bare views: the same rows, the least markup, no design."""

from uuid import uuid4

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import include, path

from evaluations.models import Comment, Edition, Report, search_query

_engine = Engine()
_REPORT = _engine.from_string(
    "<!DOCTYPE html><title>{{ edition.title }}</title>"
    "{% for row in answers %}<h2>{{ row.0 }}</h2><p>{{ row.1 }}</p>{% endfor %}"
    "{% for comment in comments %}<h3>{{ comment.name }}</h3><p>{{ comment.text }}</p>{% endfor %}"
)
_LIST = _engine.from_string(
    "<!DOCTYPE html><title>Reports</title>{% for report in reports %}"
    "<p>{{ report.current.title }} {{ report.member.title }}</p>{% endfor %}"
)
_FORM = _engine.from_string(
    "<!DOCTYPE html><title>Reply</title><form method='post'><textarea name='text'></textarea></form>"
)


def bare_report(request, pk):
    """Show an edition's answers and its comments."""
    edition = Edition.objects.select_related("report__member").get(report=pk, status="published")
    answers = [(prompt.label, getattr(edition, prompt.column)) for prompt in edition.form.prompts if prompt.column]
    comments = Comment.objects.approved().filter(report=pk)
    return HttpResponse(_REPORT.render(Context({"edition": edition, "answers": answers, "comments": comments})))


def bare_list(request):
    """Show twenty reports."""
    reports = Report.objects.standing().select_related("current", "member").order_by("-current__published_at")
    if words := request.GET.get("words"):
        reports = reports.filter(current__search=search_query(words))
    return HttpResponse(_LIST.render(Context({"reports": reports.defer("current__search")[:20]})))


def bare_form(request):
    """Show a form."""
    return HttpResponse(_FORM.render(Context()))


def bare_comment(request):
    """Store a comment."""
    edition = Edition.objects.only("pk").get(report=request.POST["report"], status="published")
    Comment.objects.create(
        report_id=request.POST["report"], edition=edition, name="A reader", browser=uuid4(), text=request.POST["text"]
    )
    return HttpResponse("Thank you.")


urlpatterns = [
    path("bare/report/<int:pk>/", bare_report),
    path("bare/reports/", bare_list),
    path("bare/form/", bare_form),
    path("bare/comment/", bare_comment),
    path("", include("ogpreports.urls")),
]
