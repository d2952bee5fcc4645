"""A column that holds the code of an answer."""

from django.db import models
from django.db.models import Q


class CodedAnswer(models.CharField):
    """The code of an answer, or blank where there is none.

    The codes stay out of migrations, so that rewording a label makes none; `known_codes` puts them into the database
    as constraints, so that a new code does.
    """

    def __init__(self, codes=None, **kwargs):
        self.codes = codes
        if codes is not None:
            kwargs["choices"] = codes.choices
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs


def known_codes(*answers):
    """Return, for each coded column of these abstract models, the constraint that refuses an unknown code."""
    columns = [column for model in answers for column in model._meta.local_fields if isinstance(column, CodedAnswer)]
    return [
        models.CheckConstraint(
            condition=Q(**{f"{column.name}__in": ["", *column.codes.values]}),
            name=f"edition_{column.name}_is_known",
        )
        for column in columns
    ]
