"""What reviewers remark on an answer, what is said back, and the rulings on justified flags."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import name_of
from ..saving import LONGEST_ANSWER, storable
from .words import LONGEST_AT_THE_DESK, Words


class RemarkForm(forms.Form):
    """A remark on one answer, or on the whole where `key` is blank."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = Words(
        label=_("Remark"), required=False, rows=3, error_messages={"required": _("Say what is to change, in words.")}
    )
    suggestion = Words(
        label=_("A wording that you suggest"),
        help_text=_("Only its evaluators put it in the place of theirs. Left as the answer is, it suggests nothing."),
        required=False,
        most=LONGEST_ANSWER,
    )

    def __init__(self, *args, answer=None, **kwargs):
        """Offer the words of the Answer, if it has any, to be changed."""
        key = answer.key if answer else ""
        prefix_of_ids = f"remark-{answer.prompt.anchor}" if answer else "remark"
        initial = {"key": key, "suggestion": answer.value if answer and answer.is_narrative else ""}
        super().__init__(*args, auto_id=f"{prefix_of_ids}-%s", initial=initial, **kwargs)
        self.answer = answer
        if not (answer and answer.is_narrative):
            del self.fields["suggestion"]
            self.fields["text"].required = True

    def clean(self):
        """Take a wording that says nothing new for none, and want something to be said."""
        suggestion = storable(self.cleaned_data.get("suggestion", ""))
        if self.answer and suggestion == storable(str(self.answer.value or "")):
            suggestion = ""
        self.cleaned_data["suggestion"] = suggestion
        if not suggestion and not self.cleaned_data.get("text") and not self.errors:
            self.add_error("text", ValidationError(_("Say what is to change, or suggest a wording."), code="required"))


class ReplyForm(forms.Form):
    """What is said back to a remark."""

    text = Words(label=_("Reply"), most=LONGEST_AT_THE_DESK, rows=3, error_messages={"required": _("Say it in words.")})

    def __init__(self, *args, remark, **kwargs):
        super().__init__(*args, auto_id=f"reply-{remark.pk}-%s", **kwargs)


class RulingForm(forms.Form):
    """Why the sentence that justifies a flag is not accepted."""

    reason = Words(
        label=_("Why it does not hold"),
        rows=3,
        error_messages={"required": _("Say why, in words that the evaluators will read.")},
    )

    def __init__(self, *args, flag, **kwargs):
        super().__init__(*args, auto_id=f"{flag.name}-%s", **kwargs)


class RemarksOnPage:
    """The remarks of an edition beside its answers, with the forms that whoever reads them has.

    `bound` is a form that came back with something to mend: it stands where it was sent from.
    """

    def __init__(self, remarks, reading, *, may_remark=False, may_reply=False, names_staff=False, bound=None):
        self.remarks, self.reading = remarks, reading
        self.may_remark, self.may_reply, self.names_staff, self.bound = may_remark, may_reply, names_staff, bound

    @property
    def number(self):
        return self.reading.edition.report_id

    def beside(self, key):
        """Return the remarks on one answer."""
        return self.remarks.beside(key)

    @property
    def on_the_whole(self):
        return self.remarks.on_the_whole

    @property
    def open(self):
        """Return the remarks that are not resolved, each with what it is `about` in words."""
        for remark in self.remarks.open:
            key = remark.answer_key
            remark.about = self.reading.form.words_of(key) if key else _("The whole report")
        return self.remarks.open

    @property
    def beside_no_answer(self):
        """Return the remarks on answers that are not there any more, each with what it is `about` in words.

        Such an answer is not asked for since another one changed, or is evidence that was taken off.
        """
        answered = {"", *(answer.key for answer in self.reading.answers)}
        found = [remark for remark in self.remarks.all if remark.answer_key not in answered]
        for remark in found:
            remark.about = self.reading.form.words_of(remark.answer_key)
        return found

    def name_of(self, person):
        """Return who somebody is: evaluators read the names of evaluators, and reviewers everybody's."""
        if self.names_staff or person.pk in self._evaluators:
            return name_of(person)
        return _("A reviewer")

    @cached_property
    def _evaluators(self):
        """Return the accounts of who stands on the edition, and of who was taken off it: her words stay hers."""
        standing = {byline.evaluator.user_id for byline in self.reading.bylines if byline.evaluator}
        return standing | set(self.reading.edition.removed_bylines.values_list("evaluator__user", flat=True))

    def form_on(self, answer=None):
        """Return the form for a remark on an answer, or on the whole."""
        form = RemarkForm(answer=answer)
        return self.bound if _is_the_same(self.bound, form) else form

    def reply_to(self, remark):
        """Return the form for a reply to a remark."""
        form = ReplyForm(remark=remark)
        return self.bound if _is_the_same(self.bound, form) else form

    def ruling_on(self, flag):
        """Return the form for a ruling on a flag."""
        form = RulingForm(flag=flag)
        return self.bound if _is_the_same(self.bound, form) else form


def remarked(reading, key):
    """Return the Answer that a remark may be made on under this key; None for the whole; KeyError for no answer."""
    if not key:
        return None
    answers = {answer.key: answer for answer in reading.answers}
    return answers[key]


def _is_the_same(bound, form):
    return bound is not None and bound.auto_id == form.auto_id
