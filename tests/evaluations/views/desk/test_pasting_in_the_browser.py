"""What is pasted into an answer keeps its words, paragraphs, lists and links, and loses the rest."""

import pytest
from playwright.sync_api import expect

from evaluations.models import Edition
from evaluations.narrative import to_html
from tests import scenes

from .clipboards import CLIPBOARDS
from .test_in_the_browser import open_as

pytestmark = pytest.mark.browser

# What a program puts on the clipboard is put there as it is: a browser's own way of writing to it would clean it.
COPY = """(html) => {
  const put = (event) => {
    if (html !== null) event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", "As plain\\ntext.");
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
}"""


@pytest.fixture
def edition():
    return scenes.draft()


@pytest.fixture
def complaints(page):
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url) if "elsewhere" in request.url else None)
    return heard


@pytest.fixture
def box(edition, page, live_server, complaints):
    """Return the box of an answer, empty, on the page of its section."""
    open_as(edition.report.lead.user, page, live_server)("edit-section", edition.report_id, "lessons")
    yield page.locator("#q-3")
    assert complaints == []


def paste(box, html, keys="Control+V"):
    page = box.page
    page.evaluate(COPY, html)
    page.evaluate("document.activeElement.blur(), getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("Control+C")
    box.focus()
    page.keyboard.press(keys)


def saved(page):
    expect(page.locator("[data-save-state]")).to_contain_text("Saved")


@pytest.mark.parametrize("clipboard", CLIPBOARDS.values(), ids=CLIPBOARDS)
def test_paragraphs_lists_and_links_are_kept_and_stored(box, edition, page, clipboard):
    title = page.title()

    paste(box, clipboard.html)

    assert box.input_value() == clipboard.text
    saved(page)
    assert Edition.objects.get(pk=edition.pk).lessons == clipboard.text
    assert page.title() == title


@pytest.mark.parametrize("clipboard", CLIPBOARDS.values(), ids=CLIPBOARDS)
def test_one_undo_takes_a_paste_back(box, page, clipboard):
    box.press_sequentially("Before.")
    paste(box, clipboard.html)
    assert box.input_value() == f"Before.{fitted(clipboard)}"

    box.press("Control+Z")

    assert box.input_value() == "Before."


def fitted(clipboard):
    return f"\n\n{clipboard.text}" if clipboard.text.startswith("- ") else clipboard.text


def test_a_paste_replaces_what_is_selected(box, page):
    box.fill("Keep. Replace. Keep.")
    box.evaluate("box => box.setSelectionRange(6, 14)")

    paste(box, "<b>By</b> this.")

    assert box.input_value() == "Keep. By this. Keep."


def test_a_list_in_the_middle_of_a_line_stands_by_itself(box, page):
    box.fill("Before after.")
    box.evaluate("box => box.setSelectionRange(7, 7)")

    paste(box, "<ul><li>One</li><li>Two</li></ul>")

    assert box.input_value() == "Before \n\n- One\n- Two\n\nafter."


@pytest.mark.parametrize(
    ("html", "keys"),
    [
        (None, "Control+V"),
        ("<p>Rich</p>", "Control+Shift+V"),
        ("<img src='https://elsewhere.test/c.png'>", "Control+V"),
    ],
    ids=["plain text", "pasted as plain text", "without words"],
)
def test_the_rest_is_left_to_the_browser(box, page, html, keys):
    paste(box, html, keys)

    assert box.input_value() == "As plain\ntext."


def test_a_long_document_is_pasted_whole(box, page):
    paragraphs = [f"Paragraph {number} of many, with some words in it." for number in range(500)]

    paste(box, "".join(f"<p class=MsoNormal style='margin:0'>{words}</p>" for words in paragraphs))

    assert box.input_value() == "\n\n".join(paragraphs)


def test_a_browser_that_cannot_insert_text_by_itself_saves_it_too(box, edition, page):
    page.evaluate("document.execCommand = () => false")

    paste(box, "<p>One.</p><p>Two.</p>")

    assert box.input_value() == "One.\n\nTwo."
    saved(page)
    assert Edition.objects.get(pk=edition.pk).lessons == "One.\n\nTwo."


def test_what_was_pasted_is_published_as_it_looked():
    google = CLIPBOARDS["google docs"]

    assert to_html(google.text) == (
        "<p>What changed</p>\n<p>First paragraph.</p>\n"
        '<p>The second has <a href="https://example.org/x" rel="nofollow noopener">a link</a> and an image.</p>\n'
        "<ul>\n<li>One\n<ul>\n<li>One a</li>\n</ul>\n</li>\n<li>Two</li>\n</ul>\n"
        "<ol>\n<li>Uno</li>\n<li>Dos</li>\n</ol>\n<p>The end.</p>\n"
    )


def test_a_paste_made_to_keep_the_page_busy_is_read_at_once(box):
    paste(box, "<p>Acta" + "<a" * 200_000)

    expect(box).to_have_value("Acta")
