import re

import pytest
from django.http import QueryDict

from evaluations import saving
from evaluations.differences import Kind
from evaluations.forms.layout import opened_name
from evaluations.forms.section import SectionForm
from evaluations.models import Edition
from evaluations.questionnaire import QUESTIONNAIRES
from evaluations.questionnaire.schema import PromptKind
from evaluations.reading import Reading
from evaluations.saving import LONGEST_ANSWER, token
from tests import scenes

pytestmark = pytest.mark.django_db

EVERY_CODE = [
    (prompt, option.code)
    for questionnaire in QUESTIONNAIRES.values()
    for prompt in questionnaire.prompts
    for option in prompt.options
]


def posted(form, **answers):
    """Return what a browser sends of a form as it was opened, with these answers typed."""
    data = QueryDict(mutable=True)
    for name, field in form.fields.items():
        value = form[name].value()
        if value or not hasattr(field, "choices"):
            data[name] = value or ""
    data.update({name.replace("_", "-"): value for name, value in answers.items()})
    return data


def form_of(edition, slug, data=None):
    edition = Edition.objects.get(pk=edition.pk)
    return SectionForm(edition.form.section(slug), Reading(edition), data)


def save(form):
    edition = form.reading.edition
    form.is_valid()
    return saving.save(edition, form.values, opened=form.opened, by=edition.report.lead.user)


@pytest.mark.parametrize(("prompt", "code"), EVERY_CODE, ids=[f"{prompt.key}-{code}" for prompt, code in EVERY_CODE])
def test_every_code_goes_through_the_form_into_the_database(prompt, code):
    edition = scenes.draft()
    section = edition.form.section_of(prompt.key).slug
    blank = form_of(edition, section)

    save(form_of(edition, section, posted(blank, **{prompt.anchor: code})))

    assert Edition.objects.values_list(prompt.column, flat=True).get(pk=edition.pk) == code


@pytest.mark.parametrize("questionnaire", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_every_prompt_has_a_field_in_the_form_of_its_section(questionnaire):
    edition = scenes.draft() if questionnaire.kind == "end-of-commitment" else scenes.results_draft()

    names = {name for section in questionnaire.sections for name in form_of(edition, section.slug).fields}

    with_columns = {opened_name(prompt) for prompt in questionnaire.prompts if prompt.column}
    assert names == {prompt.anchor for prompt in questionnaire.prompts} | with_columns


def test_the_form_refuses_nothing_for_being_incomplete():
    edition = scenes.draft()

    form = form_of(edition, "completion", posted(form_of(edition, "completion")))

    assert form.is_valid()
    assert set(save(form).outcomes.values()) == {saving.Outcome.UNCHANGED}


def test_an_unknown_code_is_refused_and_the_rest_is_saved():
    edition = scenes.draft()
    data = posted(form_of(edition, "completion"), q_1_1="splendid", q_1_2="Words.")

    form = form_of(edition, "completion", data)
    save(form)

    assert form.errors == {"q-1-1": ["Choose one of the answers listed."]}
    assert Edition.objects.values_list("level_of_progress", "factors").get(pk=edition.pk) == ("", "Words.")


def test_a_text_may_have_as_many_characters_as_fit_and_no_more():
    edition = scenes.draft()
    data = posted(form_of(edition, "lessons"), q_3="ñ" * LONGEST_ANSWER)
    longer = posted(form_of(edition, "lessons"), q_3="ñ" * (LONGEST_ANSWER + 1))

    assert form_of(edition, "lessons", data).is_valid()
    form = form_of(edition, "lessons", longer)
    assert [error.code for error in form.errors.as_data()["q-3"]] == ["length"]
    assert form["q-3"].value() == "ñ" * (LONGEST_ANSWER + 1)


def test_a_longer_text_that_is_stored_already_may_stay():
    edition = scenes.draft()
    Edition.objects.filter(pk=edition.pk).update(lessons="a" * (LONGEST_ANSWER + 1))

    form = form_of(edition, "lessons", posted(form_of(edition, "lessons")))

    assert form.is_valid()


def test_an_answer_that_is_no_longer_asked_stays_stored():
    edition = scenes.answered(scenes.draft())
    data = posted(form_of(edition, "openness"), q_2_1_1="no")

    save(form_of(edition, "openness", data))

    assert Edition.objects.values_list("access_result", "access_degree").get(pk=edition.pk) == ("no", "major")


@pytest.mark.parametrize("questionnaire", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_every_question_has_its_help_beside_it(questionnaire):
    from crispy_forms.utils import render_crispy_form  # needs the template engine to be set up

    edition = scenes.draft() if questionnaire.kind == "end-of-commitment" else scenes.results_draft()
    html = "".join(render_crispy_form(form_of(edition, section.slug)) for section in questionnaire.sections)

    found = re.findall(r'Help with this question<span class="visually-hidden"> (.*?)</span></summary>', html)
    questions = [question for section in questionnaire.sections for question in section.questions]
    assert found == [question.name for question in questions]


def test_dependants_say_when_they_are_asked_and_whether_they_are_recorded():
    from crispy_forms.utils import render_crispy_form  # needs the template engine to be set up

    edition = scenes.draft()
    Edition.objects.filter(pk=edition.pk).update(access_explanation="Recorded.")

    html = render_crispy_form(form_of(edition, "openness"))

    assert html.count('data-asked-when="yes"') == 3
    assert html.count('data-asked-when="yes no not-applicable"') == 4
    assert html.count("data-recorded") == 1


def test_after_a_conflict_both_texts_are_shown_and_the_next_save_is_knowing():
    edition = scenes.draft()
    data = posted(form_of(edition, "completion"), q_1_2="Hers.", q_1_3_explanation="Also hers.")
    Edition.objects.filter(pk=edition.pk).update(factors="Theirs.")
    form = form_of(edition, "completion", data)
    result = save(form)

    again = form.after(result, Reading(result.edition))

    assert again["q-1-2"].value() == "Hers."
    assert again.fields["q-1-2"].conflict == ("Theirs.", [(Kind.REMOVED, "Theirs. "), (Kind.ADDED, "Hers.")])
    assert again.has_conflicts
    save(form_of(edition, "completion", again.data))
    assert Edition.objects.values_list("factors", "as_planned_explanation").get(pk=edition.pk) == (
        "Hers.",
        "Also hers.",
    )


def test_after_a_refusal_what_somebody_else_wrote_is_not_overwritten_by_the_old_text():
    edition = scenes.draft()
    data = posted(form_of(edition, "completion"), q_1_2="x" * (LONGEST_ANSWER + 1))
    Edition.objects.filter(pk=edition.pk).update(progress_explanation="Theirs.")
    form = form_of(edition, "completion", data)
    result = save(form)

    again = form.after(result, Reading(result.edition))
    save(form_of(edition, "completion", again.data))

    assert again["q-1-1-explanation"].value() == "Theirs."
    assert Edition.objects.values_list("progress_explanation", flat=True).get(pk=edition.pk) == "Theirs."


def test_footnotes_travel_as_text_and_badly_written_ones_stay_in_the_box():
    edition = scenes.results_draft()
    Edition.objects.filter(pk=edition.pk).update(footnotes={"2": "Two", "1": "One"})
    opened = form_of(edition, "notes-and-files")
    good = form_of(edition, "notes-and-files", posted(opened, q_footnotes="[1] One\n[3] Three"))
    bad = form_of(edition, "notes-and-files", posted(opened, q_footnotes="no number"))

    assert opened["q-footnotes"].value() == "[1] One\n[2] Two"
    assert good.is_valid()
    assert good.values == {"footnotes": {"1": "One", "3": "Three"}}
    assert (bad.is_valid(), bad["q-footnotes"].value()) == (False, "no number")


def test_texts_are_marked_with_the_language_of_the_report():
    edition = scenes.draft()
    Edition.objects.filter(pk=edition.pk).update(language="es")

    form = form_of(edition, "lessons")

    assert form.fields["q-3"].widget.attrs["lang"] == "es"
    assert form[opened_name(form.section.prompts[0])].value() == token("")


def test_hints_say_where_an_explanation_may_stay_blank():
    form = form_of(scenes.draft(), "openness")

    assert form.fields["q-2-2-explanation"].help_text.endswith("After “Not Applicable” it may stay blank.")
    assert {f.needed for f in form.fields.values() if hasattr(f, "needed")} == {True}


def test_only_prompts_of_files_take_files():
    form = form_of(scenes.draft(), "completion")

    taking = [name for name, field in form.fields.items() if hasattr(field, "evidence")]

    assert taking == [p.anchor for p in form.section.prompts if p.kind is PromptKind.FILES]
