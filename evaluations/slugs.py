"""The slug of a report, given at its first publication and never again."""

from django.db import connection
from django.utils.text import slugify

from commitments.slugs import free_slug

from .models import Report

RESERVED_SLUGS = {"comments", "feed", "files", "moderation-log"}  # what else stands at /reports/…/


def free_slug_of(edition):
    """Return a readable slug that no report has: the title, then also the member, then also the number.

    A title may itself end in another report's number: then it is counted on.
    """
    title = edition.commitment_title or edition.title
    with_member = slugify(f"{title[:90]} {edition.member_title}")[:130]
    # Of two published at once the second waits here, and then sees the slug of the first.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock('evaluations_report'::regclass::bigint)")
    texts = (slugify(title)[:100], with_member, f"{with_member}-{edition.report.number}")
    return free_slug(*texts, longest=Report._meta.get_field("slug").max_length, is_taken=_is_taken)


def _is_taken(slug):
    return slug in RESERVED_SLUGS or Report.objects.filter(slug=slug).exists()
