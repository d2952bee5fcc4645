"""What a guest writes."""

from evaluations import comments


def post(report, **kwargs):
    return comments.post(report, **{"name": "Ana", "email": "ana@example.org", "text": "Well done."} | kwargs)
