"""What was read out of one page: plain data, before anything is looked up or stored."""

from dataclasses import asdict, dataclass, field

UNRECOGNISED = "unrecognised"  # the kind of a page that is no report


@dataclass
class ParsedEvaluator:
    """An evaluator as the page names her. A masked e-mail is blank."""

    name: str
    email: str = ""
    organisation: str = ""


@dataclass
class ParsedComment:
    """A comment, and what was replied to it."""

    name: str
    text: str
    replies: list["ParsedComment"] = field(default_factory=list)


@dataclass
class ParsedReport:
    """One page. `kind` is a ReportKind or UNRECOGNISED; then `refusal` says why, for people."""

    kind: str
    title: str = ""
    language: str = "en"
    member: str = ""
    action_plan: str = ""
    commitment: str = ""
    evaluators: list[ParsedEvaluator] = field(default_factory=list)
    action: str = ""
    problem: str = ""
    answers: dict = field(default_factory=dict)
    missing_keys: list[str] = field(default_factory=list)
    unrecognised: list[dict] = field(default_factory=list)
    comments: list[ParsedComment] = field(default_factory=list)
    refusal: str = ""
    heading_calls: dict = field(default_factory=dict)  # "[1]" by the key of the section whose heading calls it
    url: str = ""  # the URL that the page gives itself

    @property
    def is_report(self):
        return self.kind != UNRECOGNISED

    def leave(self, key, text):
        """Keep words that no answer could be made of, at the key where they stood."""
        if text.strip():
            self.unrecognised.append({"at": key, "text": text.strip()})

    def as_json(self, *, file):
        """Return the object that `import_reports --json` prints for this page."""
        return {
            "file": str(file),
            "kind": str(self.kind),
            "title": self.title,
            "member": self.member,
            "action_plan": self.action_plan,
            "commitment": self.commitment,
            "evaluators": [{"name": one.name, "email": one.email} for one in self.evaluators],
            "action": self.action,
            "problem": self.problem,
            "answers": self.answers,
            "missing": self.missing_keys,
            "unrecognised": self.unrecognised,
            "comments": [asdict(comment) for comment in self.comments],
        }


def missing_keys(form, answers):
    """Return the keys that the page lacks, in the order of the form.

    What depends on an unrecorded code is missing with it; what a recorded code excludes is not.
    """
    return [prompt.key for prompt in form.prompts if prompt.imported and _is_missing(prompt, answers)]


def _is_missing(prompt, answers):
    if prompt.key in answers:
        return False
    when = prompt.asked_when
    return when is None or when.key not in answers or answers[when.key] in when.codes
