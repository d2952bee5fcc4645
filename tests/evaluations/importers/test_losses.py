from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluations.importers.page import read_page

from .pages import ACTION, ANSWERS, COMMITMENT, MEMBER, PLAN, PROBLEM, WORDS, html_page, rows, text_page

LABELS = [key for key, _ in rows() if key.startswith(("label:", "heading:"))]
CODES = [f"value:{key}" for key, answer in ANSWERS.items() if answer in WORDS]


@settings(deadline=None)
@given(
    st.sets(st.sampled_from(LABELS)),
    st.sets(st.sampled_from(CODES)),
    st.sampled_from([set(), {"foot"}]),
    st.sampled_from(["\n", "\n\n", "html"]),
)
@example(
    {"label:2.1.2", "label:2.1.2.explanation", "label:2.1.3"},
    {f"value:{key}" for key in ("1.1", "1.3", "2.1.1", "2.1.1.degree", "2.1.2", "2.1.3")},
    set(),
    "\n",
)
@example({"label:3", "heading:3"}, set(), {"foot"}, "\n")
def test_whatever_a_copy_lost_nothing_is_guessed_and_no_word_vanishes(labels, codes, foot, shape):
    lost = labels | codes | foot
    kept = [(key, line) for key, line in rows() if key not in lost]
    page = html_page(kept) if shape == "html" else text_page(kept, between=shape)

    report = read_page(page.encode())

    assert report.answers.items() <= {key: a for key, a in ANSWERS.items() if f"value:{key}" not in lost}.items()
    told = {"member": MEMBER, "action_plan": PLAN, "commitment": COMMITMENT, "action": ACTION, "problem": PROBLEM}
    for name, value in told.items():
        assert getattr(report, name) in ("", value)
    left = " ".join(entry["text"] for entry in report.unrecognised)
    for key, answer in ANSWERS.items():
        assert f"value:{key}" in lost or key in report.answers or WORDS.get(answer, answer) in left
