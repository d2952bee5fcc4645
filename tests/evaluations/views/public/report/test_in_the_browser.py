import pytest
from playwright.sync_api import expect

from tests import scenes

pytestmark = pytest.mark.browser

# How far each note stands below its call, in lines of the text, and whether it sticks out of the page.
PLACES = """() => Array.from(document.querySelectorAll(".footnotes li"), (note) => {
    const call = document.querySelector(`a[href="#${note.id}"]`);
    const below = note.getBoundingClientRect().top - call.getBoundingClientRect().top;
    return [Math.round(below / 30), note.getBoundingClientRect().right > innerWidth];
})"""


@pytest.fixture
def url(live_server):
    texts = {"results_summary": "Seen[1] by many[2].", "results_early": "Heard[3]."}
    notes = {"1": "From the hill.", "2": "Minutes of the meeting.", "3": "By the river."}
    edition = scenes.published(scenes.results_draft(), **texts, footnotes=notes)
    return live_server.url + edition.report.get_absolute_url()


def test_footnotes_stand_beside_their_calls_where_there_is_room(page, url):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(url)

    first, second, third = page.evaluate(PLACES)

    # The second is called in the same line as the first, below which it has to stand.
    assert (first, third) == ([0, False], [0, False])
    assert (second[0] in {1, 2}, second[1]) == (True, False)
    assert page.get_by_text("They stand at the margin").is_visible()


# How many pixels the text beside the notes ends before the first figure of theirs, which hangs out to the left.
ROOM = """() => {
    const text = document.createRange();
    const ends = Array.from(document.querySelectorAll(".prose"), (prose) => {
        text.selectNodeContents(prose);
        return Math.max(...Array.from(text.getClientRects(), (line) => line.right));
    });
    const notes = Array.from(document.querySelectorAll(".at-margin"), (note) => note.getBoundingClientRect().left);
    return Math.min(...notes) - 24 - Math.max(...ends);
}"""


def test_footnotes_stand_clear_of_the_text_in_a_font_with_wide_figures(page, live_server):
    texts = {"results_summary": f"Seen[1]. {'The council published the ledger. ' * 20}"}
    edition = scenes.published(scenes.results_draft(), **texts, footnotes={"1": "From the hill."})
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_server.url + edition.report.get_absolute_url())
    page.evaluate("document.documentElement.style.setProperty('--serif', 'monospace')")

    expect(page.locator(".at-margin")).to_have_count(1)
    assert page.evaluate(ROOM) >= 0


@pytest.mark.parametrize(("width", "text_size"), [(390, "100%"), (1280, "200%")])
def test_footnotes_stand_at_the_end_where_there_is_none(page, url, width, text_size):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(url)
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text_size)

    expect(page.locator(".at-margin")).to_have_count(0)
    assert page.get_by_text("They stand at the margin").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_footnotes_come_back_to_the_margin_when_the_text_is_small_again(page, url):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(url)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(page.locator(".at-margin")).to_have_count(0)

    page.evaluate("document.documentElement.style.fontSize = ''")

    expect(page.locator(".at-margin")).to_have_count(3)
    assert [sticks_out for _, sticks_out in page.evaluate(PLACES)] == [False] * 3


# How many characters each paragraph of narrative has in a line, where it has lines enough to tell.
CHARACTERS_IN_A_LINE = """() => Array.from(document.querySelectorAll(".prose p"), (paragraph) => {
    const lines = paragraph.getBoundingClientRect().height / parseFloat(getComputedStyle(paragraph).lineHeight);
    return Math.round(paragraph.textContent.length / Math.round(lines));
})"""


def test_lines_stay_short_enough_to_read_on_a_wide_screen(page, live_server):
    prose = "The council published the ledger, and residents asked about it. " * 30
    edition = scenes.published(progress_explanation=prose, lessons=prose)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(live_server.url + edition.report.get_absolute_url())

    lengths = page.evaluate(CHARACTERS_IN_A_LINE)

    assert page.evaluate("document.documentElement.scrollWidth") == 1920
    assert (max(lengths) <= 80, max(lengths) > 50) == (True, True), lengths
