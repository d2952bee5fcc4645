import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from pytest_django.asserts import assertHTMLEqual

from evaluations.questionnaire.schema import Guidance, Prompt, PromptKind, Question


class HintedRadios(forms.RadioSelect):
    option_hints = {"yes": "Something can be pointed at."}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.option_hints.get(value, "")
        return option


class OneFieldForm(forms.Form):
    def __init__(self, field, **kwargs):
        super().__init__(**kwargs)
        self.fields["answer"] = field
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("answer")


def rendered(field, **kwargs):
    return render_crispy_form(OneFieldForm(field, **kwargs))


def test_hint_and_error_stand_before_the_control_and_are_bound_to_it():
    field = forms.CharField(label="What changed?", help_text="Name a place.")

    html = rendered(field, data={})

    expected = """
        <div class="field field-wrong">
          <label for="id_answer">What changed?</label>
          <div class="hint" id="id_answer_helptext">Name a place.</div>
          <div class="error" id="id_answer_error">
            <p><span class="visually-hidden">Error: </span>This field is required.</p>
          </div>
          <input type="text" name="answer" required id="id_answer" aria-invalid="true"
                 aria-describedby="id_answer_helptext id_answer_error">
        </div>
    """
    assertHTMLEqual(html, expected)


def test_help_with_a_question_is_folded_away_between_its_hint_and_its_control():
    field = forms.CharField(label="1.2 What changed?", help_text="Name a place.", required=False)
    field.needed = True
    field.question = Question(
        (Prompt(key="1.2", kind=PromptKind.TEXT, label=field.label),),
        guidance=Guidance(paragraphs=("Look <twice>.", "Then ask."), example="The shop opened."),
    )

    html = rendered(field)

    expected = """
        <div class="field">
          <label for="id_answer">1.2 What changed?</label>
          <div class="hint" id="id_answer_helptext">Name a place.</div>
          <details class="guidance">
            <summary>Help with this question<span class="visually-hidden"> 1.2</span></summary>
            <div>
              <p>Look &lt;twice&gt;.</p><p>Then ask.</p>
              <p><strong>An example, made up:</strong></p>
              <blockquote>The shop opened.</blockquote>
            </div>
          </details>
          <input type="text" name="answer" id="id_answer" aria-describedby="id_answer_helptext">
        </div>
    """
    assertHTMLEqual(html, expected)


def test_radios_stand_in_a_fieldset_each_with_its_meaning():
    choices = [("yes", "Yes"), ("no", "No")]
    field = forms.ChoiceField(label="Did it?", help_text="Judge practice.", choices=choices, widget=HintedRadios)

    html = rendered(field, data={})

    expected = """
        <fieldset class="field field-wrong" aria-describedby="id_answer_helptext id_answer_error">
          <legend>Did it?</legend>
          <div class="hint" id="id_answer_helptext">Judge practice.</div>
          <div class="error" id="id_answer_error">
            <p><span class="visually-hidden">Error: </span>This field is required.</p>
          </div>
          <div class="choices" id="id_answer">
            <div class="choice">
              <input type="radio" name="answer" value="yes" required id="id_answer_0" aria-invalid="true"
                     aria-describedby="id_answer_0_hint">
              <label for="id_answer_0">Yes</label>
              <p class="choice-hint" id="id_answer_0_hint">Something can be pointed at.</p>
            </div>
            <div class="choice">
              <input type="radio" name="answer" value="no" required id="id_answer_1" aria-invalid="true">
              <label for="id_answer_1">No</label>
            </div>
          </div>
        </fieldset>
    """
    assertHTMLEqual(html, expected)


def test_a_single_checkbox_stands_before_its_label_and_hint():
    html = rendered(forms.BooleanField(label="Publish my e-mail", help_text="Else it is private.", required=False))

    expected = """
        <div class="field">
          <div class="choice choice-single">
            <input type="checkbox" name="answer" id="id_answer" aria-describedby="id_answer_helptext">
            <label for="id_answer">Publish my e-mail</label>
            <div class="choice-hint" id="id_answer_helptext">Else it is private.</div>
          </div>
        </div>
    """
    assertHTMLEqual(html, expected)


def test_what_only_a_submission_needs_is_not_called_optional():
    field = forms.CharField(label="Lessons", required=False)
    field.needed = True

    html = rendered(field)

    expected = """
        <div class="field">
          <label for="id_answer">Lessons</label>
          <input type="text" name="answer" id="id_answer">
        </div>
    """
    assertHTMLEqual(html, expected)


def test_a_hidden_field_is_only_itself():
    html = rendered(forms.CharField(widget=forms.HiddenInput, initial="7"))

    assertHTMLEqual(html, '<input type="hidden" name="answer" value="7" id="id_answer">')


def test_typed_text_and_labels_are_escaped():
    field = forms.CharField(label="<b>Why</b>")

    html = rendered(field, data={"answer": "<script>"})

    expected = """
        <div class="field">
          <label for="id_answer">&lt;b&gt;Why&lt;/b&gt;</label>
          <input type="text" name="answer" value="&lt;script&gt;" required id="id_answer">
        </div>
    """
    assertHTMLEqual(html, expected)


def test_layouts_carry_their_attributes():
    form = OneFieldForm(forms.CharField(label="Degree", required=False, widget=forms.HiddenInput))
    form.helper.layout = Layout(
        Div("answer", css_class="asks", css_id="result", data_asked_when="yes no"),
        Submit("next", "Save and continue", css_class="button-quiet"),
    )

    html = render_crispy_form(form)

    expected = """
        <div id="result" class="asks" data-asked-when="yes no">
          <input type="hidden" name="answer" id="id_answer">
        </div>
        <button type="submit" name="next" value="Save and continue" id="submit-id-next" class="button button-quiet">
          Save and continue
        </button>
    """
    assertHTMLEqual(html, expected)


@pytest.mark.parametrize(("method", "token"), [("post", True), ("get", False)])
def test_only_forms_that_change_something_carry_a_token(method, token):
    form = OneFieldForm(forms.CharField())
    form.helper.form_tag = True
    form.helper.disable_csrf = False
    form.helper.form_method = method

    html = render_crispy_form(form, context={"csrf_token": "abc"})

    assert ("csrfmiddlewaretoken" in html) is token


@pytest.mark.parametrize(("required", "marked"), [(True, ("Name *", "Name")), (False, ("Name", "Name (optional)"))])
def test_a_form_marks_either_what_is_required_or_what_is_optional(required, marked):
    forms_of_both_kinds = [OneFieldForm(forms.CharField(label="Name", required=required)) for _kind in range(2)]
    forms_of_both_kinds[0].marks_required = True

    labels = [re.search("<label.*?</label>", render_crispy_form(form))[0] for form in forms_of_both_kinds]

    assert tuple(re.sub("<[^>]+>", "", label) for label in labels) == marked
