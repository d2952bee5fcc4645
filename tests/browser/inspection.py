"""What is looked at on every page: what axe finds, whether the HTML is valid, whether it fits, what it asks for."""

import html5lib
from axe_playwright_python.sync_playwright import Axe
from lxml import html

AXE = Axe()
DATA = {"application/json", "speculationrules"}  # scripts that do nothing
# Run in the page: ids that stand twice, references that lead nowhere, controls without a name.
REFERENCES = """() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const ids = all("[id]").map((element) => element.id);
  const known = new Set(ids);
  const named = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "form", "list", "headers"];
  const nowhere = named.flatMap((name) => all(`[${name}]`).flatMap((element) =>
    element.getAttribute(name).split(/\\s+/).filter((id) => !known.has(id)).map((id) => `${name}=${id}`)));
  const anchors = all("a[href^='#']").map((link) => link.getAttribute("href").slice(1))
    .filter((id) => id && !known.has(decodeURIComponent(id)));
  const controls = all("input:not([type=hidden]):not([type=submit]), select, textarea").filter((control) =>
    control.checkVisibility() && !control.labels?.length &&
    !control.ariaLabel && !control.getAttribute("aria-labelledby"));
  return {
    "ids that stand twice": ids.filter((id, place) => !id || ids.indexOf(id) !== place),
    "references to nothing": nowhere,
    "anchors to nothing": anchors,
    "controls without a label": controls.map((control) => control.outerHTML.slice(0, 200)),
  };
}"""


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page, *, rules=None):
    """Return what axe finds: each rule with the elements that break it. `rules`: the tags of those to look at."""
    # Only rules on orientation and on sound that plays by itself, which nothing here has, need what would be preloaded.
    options = {"resultTypes": ["violations"], "preload": False, **({"runOnly": rules} if rules else {})}
    if not page.evaluate("Boolean(window.axe)"):  # twice on one page: it is half a megabyte to read
        page.evaluate(AXE.axe_script)
    found = page.evaluate("(options) => axe.run(options)", options)["violations"]
    return {rule["id"]: [node["html"][:200] for node in rule["nodes"]] for rule in found}


def parse_errors(source):
    """Return where HTML is not valid, and the code of the error."""
    parser = html5lib.HTMLParser()
    parser.parse(source)
    return [f"{code} at {place}: {_line(source, place)}" for place, code, _details in parser.errors]


def _line(source, place):
    return source.splitlines()[place[0] - 1][:160]


def inline(source):
    """Return what neither the content security policy nor HTML allows: styles, scripts and handlers in the page."""
    found = []
    for element in html.document_fromstring(source).iter("*"):
        # htmx hears a bare hx-… as well, but HTML knows only data-hx-….
        names = [name for name in element.attrib if name == "style" or name.startswith(("on", "hx-", "data-hx-on"))]
        written = element.tag == "style" or (
            element.tag == "script" and "src" not in element.attrib and element.get("type") not in DATA
        )
        if names or written or element.get("href", "").startswith("javascript:"):
            found.append(f"<{element.tag}> {names}")
    return found


def references(page):
    """Return ids that stand twice, references that lead nowhere and controls without a label."""
    return page.evaluate(REFERENCES)


# What moves with the width, as footnotes at the margin do, moves in the frame after the one that sees it.
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def too_wide(page, width):
    """Return how far a page that is so many pixels wide scrolls sideways, and what sticks out; of mere text nothing."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(TWO_FRAMES)
    return page.evaluate(
        """(width) => document.documentElement.scrollWidth <= width ? [] :
          [`It scrolls to ${document.documentElement.scrollWidth}.`, ...Array.from(document.querySelectorAll("body *"))
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => element.outerHTML.slice(0, 120)).slice(0, 5)]""",
        width,
    )


def skip_link_fails(page):
    """Return why the first link does not lead past the navigation, or nothing."""
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash")
    landed = page.evaluate("document.activeElement.id")
    return [] if landed == "main" else [f"lands on “{landed}”"]
