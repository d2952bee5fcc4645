"""Every stored code, where codes go: into the database, out of a page, onto a page."""

import re

import pytest
from django.db import IntegrityError

from evaluations.importers.page import read_page
from evaluations.models import Edition
from evaluations.models.fields import CodedAnswer
from evaluations.questionnaire import get_questionnaire
from evaluations.reading import Reading
from tests import scenes

from .importers.pages import ANSWERS, rows, text_page

COLUMNS = [field.name for field in Edition._meta.local_fields if isinstance(field, CodedAnswer)]
EVERY_CODE = [
    pytest.param(prompt, option, id=f"{prompt.key}-{option.code}")
    for prompt in get_questionnaire("end-of-commitment-2021").prompts
    for option in prompt.options
]


@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_database_refuses_a_code_that_nobody_knows(column):
    edition = scenes.draft()

    with pytest.raises(IntegrityError, match=f"{column}_is_known"):
        Edition.objects.filter(pk=edition.pk).update(**{column: "splendid"})


@pytest.mark.parametrize(("prompt", "option"), EVERY_CODE)
def test_importer_reads_every_code(prompt, option):
    answers = ANSWERS | {prompt.parent_key or prompt.key: "yes"} | {prompt.key: str(option.code)}
    value = f"value:{prompt.key}"
    lines = [(key, str(option.label) if key == value else line) for key, line in rows(answers=answers)]

    assert read_page(text_page(lines).encode()).answers == answers


@pytest.mark.django_db
@pytest.mark.parametrize(("prompt", "option"), EVERY_CODE)
def test_page_words_every_code(client, prompt, option):
    edition = scenes.published(**{prompt.column: option.code})

    html = client.get(edition.get_absolute_url()).content.decode()

    shown = [answer for answer in Reading(edition).answers if answer.is_coded]
    values = re.findall(r'<p class="answer-value">.*?class="figure-text">([^<]*)<', html, re.DOTALL)
    assert dict(zip([answer.key for answer in shown], values, strict=True))[prompt.key] == str(option.label)
