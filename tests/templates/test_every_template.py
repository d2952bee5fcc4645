import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
# Their context is not ours to pass by name: crispy, Django's widgets and allauth decide what is in it.
CALLED_BY_OTHERS = ("record/", "django/", "admin/", "account/login.html", "evaluations/desk/fields/")
FORBIDDEN_BY_THE_POLICY = re.compile(r"""\sstyle=|\son[a-z]+=|\shx-|javascript:|<style|\ssrc=["']?(?:https?:)?//""")
READ_OUT = re.compile(r"""\s(?:aria-(?:label|description|valuetext)|placeholder|title|alt|label)=(["'])(.*?)\1""")
DESCRIPTION = re.compile(r"""<meta name="description" content=(["'])(.*?)\1""")
SCRIPT = re.compile(r"<script\b([^>]*)>")


def source_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def found_in_all(pattern, *, but=()):
    return {name: hits for name in PAGES if not name.startswith(but) and (hits := re.findall(pattern, source_of(name)))}


@pytest.mark.parametrize("name", PAGES)
def test_it_compiles(name):
    template = get_template(name)

    assert template.origin.template_name == name


def test_none_needs_inline_style_or_script():
    assert found_in_all(FORBIDDEN_BY_THE_POLICY) == {}


def test_scripts_are_files_or_data():
    tags = {
        tag
        for name in PAGES
        for tag in SCRIPT.findall(source_of(name))
        if "src=" not in tag and 'type="application/json"' not in tag
    }

    assert tags == set()


def test_every_time_is_told_to_machines_too():
    assert found_in_all(r"<time\b(?![^>]*\sdatetime=).*") == {}


def test_machines_are_told_times_in_seconds():
    """HTML knows no more than three digits of a second; `date:'c'` would write six."""
    as_html = r"""(?:\|date:'Y-m-d'|\|utc\|date:'Y-m-d\\TH:i:sO'|entry\.moment)"""

    assert found_in_all(rf'datetime="{{{{ (?![^"]*{as_html} }}}}").*') == {}


def test_every_table_can_be_scrolled_where_letters_are_large():
    """WCAG 1.4.4: at twice the size of letters the page itself does not scroll sideways."""
    assert found_in_all(r'(?m)^(?!.*class="table-scroll").*\n *<table class="data') == {}


def test_every_block_says_what_it_ends():
    assert found_in_all(r"{% endblock %}") == {}


def test_pieces_get_what_they_need_by_name():
    assert found_in_all(r"{% include [^%]*(?<! only) %}", but=CALLED_BY_OTHERS) == {}


def test_nothing_that_a_person_typed_is_trusted():
    assert found_in_all(r"\|\s*safe\b|{% autoescape off") == {"record/hint_and_error.html": ["|safe"]}


def test_every_word_is_translated():
    left = {name: re.findall(r"[^\W\d]{2,}", _bare(source_of(name))) for name in PAGES}

    assert {name: words for name, words in left.items() if words} == {}


def _bare(source):
    """Return what is neither translated nor of the template nor of HTML, also in the attributes that people hear."""
    template = r"{% (comment|blocktranslate|blocktrans)\b.*?{% end\1 %}|{#.*?#}|{%.*?%}|{{.*?}}"
    without = re.sub(template, " ", source, flags=re.DOTALL)
    read_out = [words for pattern in (READ_OUT, DESCRIPTION) for _quote, words in pattern.findall(without)]
    return " ".join([re.sub(r"""<[^>]*>|\s[\w-]+="[^"]*"|&\w+;""", " ", without), *read_out])
