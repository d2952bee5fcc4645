# ruff: noqa: E501 -- the lines are those of the pages
"""Pages of the project's own, in the shapes of OGP's published ones. Every evaluator in them is invented."""

from html import escape

from evaluations.importers.page import read_page

TITLE = "End of Commitment Report – Open government culture"
MEMBER = "Mexico State, Mexico"
PLAN = "Action plan – Mexico State, Mexico, 2021 – 2022"
COMMITMENT = "Open government culture"
ACTION = "Bring the offices of the towns to one table, and write down together what each of them will open."
PROBLEM = "Few residents know what they may ask for, and fewer offices know how to answer."

ANSWERS = {
    "1.1": "complete",
    "1.1.explanation": "Every step of the plan was finished before the last session of the year.",
    "1.2": "Two elections fell into the period. The teams were kept together by a written agreement.",
    "1.3": "all",
    "1.3.explanation": "The order of two milestones was exchanged; none was dropped.",
    "2.1.1": "yes",
    "2.1.1.degree": "major",
    "2.1.1.explanation": "Contracts can now be read a week after they are signed, by anybody.",
    "2.1.2": "no",
    "2.1.2.explanation": "The hearings were announced too late for most people to come.",
    "2.1.3": "yes",
    "2.1.3.degree": "marginal",
    "2.1.3.explanation": "A complaint gets a number today, though seldom an answer.",
    "2.2": "yes",
    "2.2.explanation": "More residents ask, and the offices have somebody who answers.",
    "3": "Begin with one office and one form. What works there will be copied without a decree.",
}
QUESTIONS = {
    "1.1": "1.1 What was the overall level of progress in the commitment implementation at the time of this assessment?",
    "1.1.explanation": "Provide a brief explanation of your answer:",
    "1.2": "1.2 Describe the main external or internal factors that impacted implementation of this commitment and how they were "
    "addressed (or not).",
    "1.3": "1.3 Was the commitment implemented as originally planned?",
    "1.3.explanation": "Provide a brief explanation of your answer:",
    "1.3.evidence": "Provide evidence for your answer:",
    "2.1.1": "2.1.1. – Did the government disclose more information; improve the quality of the information (new or existing); "
    "improve the value of the information; improve the channels to disclose or request information or improve accessibility to "
    "information?",
    "2.1.1.degree": "Degree of result:",
    "2.1.1.explanation": "Explanation: In narrative form, what has been the impact on people or practice.",
    "2.1.2": "2.1.2. – Did the government create new opportunities to seek feedback from citizens/enable participation inform or "
    "influence decisions; improve existing channels or spaces to seek feedback from citizens/enable participation/ inform or "
    "influence decisions; create or improve capabilities in the government or the public aimed to improve how the government "
    "seeks feedback from citizens/enables participation/ or allows for the public to inform or influence decisions?",
    "2.1.2.degree": "Degree of result:",
    "2.1.2.explanation": "Explanation: In narrative form, what has been the impact on people or practice.",
    "2.1.3": "2.1.3 Did the government create or improve channels, opportunities or capabilities to hold officials answerable to "
    "their actions?",
    "2.1.3.degree": "Degree of result:",
    "2.1.3.explanation": "Explanation: In narrative form, what has been the impact on people or practice.",
    "2.2": "2.2 Did the commitment address the public policy problem that it intended to address as described in the action plan?",
    "2.2.explanation": "Provide a brief explanation of your answer:",
    "3": "3. Provide at least one lesson or reflection relating to the implementation of this commitment. It can be the "
    "identification of key barriers to implementation, an unexpected help/hindrance, recommendations for future commitments, or if "
    "the commitment should be taken forward to the next action plan.",
}
WORDS = {
    "complete": "complete", "all": "All of the commitment milestones were implemented as planned", "yes": "Yes", "no": "No",
    "major": "Major", "marginal": "Marginal", "not-applicable": "Not Applicable",
}  # fmt: skip
HEADINGS = {
    "1.1": "Section 1.\nCommitment completion",
    "2.1.1": "Section 2.\nDid it open government?",
    "3": "Section 3.\nLessons from\nimplementation",
}
TOOLTIPS = {
    "transparency": "According to the project’s own glossary, transparency holds when “what an office knows and decides is open, "
    "whole, on time, free for everybody to use and laid out so that a person without any training c... More",
    "Action Plan": "A plan is what a government and its people agree upon for a term of years, each promise with its steps, its "
    "days and the office that answers for it, and they look back upon it together at its e...",
    "Commitment": "Commitments are what a plan is made of: one promise for a change that somebody asked for, with a problem that "
    "it starts from, the steps that lead away from it, and a day on which all of it i...",
}  # fmt: skip

EVALUATORS = [{"name": "Ana Prueba", "email": "ana@example.org"}, {"name": "Luis Ejemplo", "email": "luis@example.org"}]
# What is read of a whole page.
WHOLE = {
    "file": "page.txt",
    "kind": "end-of-commitment",
    "title": TITLE,
    "member": MEMBER,
    "action_plan": PLAN,
    "commitment": COMMITMENT,
    "evaluators": EVALUATORS,
    "action": ACTION,
    "problem": PROBLEM,
    "answers": ANSWERS,
    "missing": ["1.3.evidence"],
    "unrecognised": [],
    "comments": [],
}

OVERVIEW = [
    ("Name of Evaluator", "Ana Prueba, Luis Ejemplo"),
    ("Email", "ana@example.org, luis@example.org"),
    ("Member Name", MEMBER),
    ("Action Plan Title", PLAN),
    ("Commitment", COMMITMENT),
    ("Action", ACTION),
    ("Problem", PROBLEM),
]
FOOT = [
    "No comments yet", "Leave a Reply", "Your email address will not be published. Required fields are marked *",
    "Open Government Partnership",
]  # fmt: skip


def rows(*, answers=ANSWERS, overview=OVERVIEW, title=TITLE, foot=FOOT):
    """Return the lines of a whole page, each with its key: "title", "label:…", "value:…", "heading", "foot"."""
    lines = [("foot", "Skip Navigation"), ("title", title), ("label:Overview", "Overview")]
    for label, value in overview:
        lines += [(f"label:{label}", label), (f"value:{label}", value)]
    for key, question in QUESTIONS.items():
        if key in HEADINGS:
            lines.append((f"heading:{key}", HEADINGS[key]))
        degree_of_no = key.endswith(".degree") and key not in answers and answers.get(key.removesuffix(".degree"))
        if not degree_of_no:
            lines += [(f"label:{key}", question), (f"value:{key}", WORDS.get(answers.get(key), answers.get(key, "")))]
    return lines + [("foot", line) for line in foot]


def text_page(lines=None, *, between="\n\n", without=()):
    """Return a page as text; `without` names the keys of lines that the copy lost."""
    lines = rows() if lines is None else lines
    return between.join(line for key, line in lines if line and key not in without)


def shared_line_page(lines=None):
    """Return a page whose labels share a line with their values."""
    page = ""
    for key, line in rows() if lines is None else lines:
        page += line + (" " if key.startswith("label:") and key != "label:Overview" else "\n")
    return page


def html_page(lines=None, *, comments=""):
    """Return a page as a browser saves it."""
    body = ""
    for key, line in rows() if lines is None else lines:
        if line and not (comments and line == "No comments yet"):
            tag = {"title": "h1", "heading": "h2"}.get(key.split(":")[0], "p")
            body += f"<{tag}>{escape(line).replace(chr(10), '<br>')}</{tag}>\n"
        if comments and line == FOOT[0]:
            body += comments
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><style>p { color: red }</style></head>'
        f"<body><nav><a>About</a> <a>Members</a></nav><main>{body}</main><script>var a = 'Email';</script></body></html>"
    )


def read(page):
    """Return what is read of a page, as text or as bytes."""
    return read_page(page.encode() if isinstance(page, str) else page).as_json(file="page.txt")


RESULTS = """Skip Navigation

Mexico Results Report 2019-2022

The plan was carried through in lean years.

Early Results[1]

Three promises changed what an office does[2].

Two more may do so:

  • A register of owners.
  • A calendar of hearings.

Completion

One of them was completed.

Participation and Co-creation

The table met eleven times [3].

Implementation in Context

Nobody had planned for so many people to leave.

[1] See the glossary of the project.

[2] Counted in March.

The count is in the annex.

[3] Minutes are kept.

Downloads

Filed under: IRM IRM Report

No comments yet

Leave a Reply

Your email address will not be published. Required fields are marked *

Open Government Partnership"""
