# ruff: noqa: E501 -- the lines are those of the pages
from .pages import FOOT, WHOLE, html_page, read, rows, text_page

COMMENTS_AS_TEXT = [
    "Comments (3)", "Nadia Ejemplo Reply", "Where can the minutes be read?\n\nI looked for them.", "  Olaf Muster Reply",
    "  On the page of the office.", "Ada de Prueba Reply", "Thank you.", *FOOT[1:],
]  # fmt: skip
COMMENTS = [
    {
        "name": "Nadia Ejemplo",
        "text": "Where can the minutes be read?\n\nI looked for them.",
        "replies": [{"name": "Olaf Muster", "text": "On the page of the office.", "replies": []}],
    },
    {"name": "Ada de Prueba", "text": "Thank you.", "replies": []},
]


def test_comments_of_a_text_come_along():
    assert read(text_page(rows(foot=COMMENTS_AS_TEXT))) == WHOLE | {"comments": COMMENTS}


def test_comments_without_their_heading_are_no_answer():
    assert read(text_page(rows(foot=COMMENTS_AS_TEXT[1:]))) == WHOLE | {"comments": COMMENTS}


def test_comments_of_markup_come_along():
    item = (
        '<li class="comment"><article><footer class="comment-meta"><cite class="fn">{}</cite> <span class="says">says:</span>'
        '<time>3 May 2023</time></footer><div class="comment-content">{}</div><div class="reply"><a>Reply</a></div></article>{}</li>'
    )
    reply = '<ol class="children">' + item.format("Olaf Muster", "<p>On the page of the office.</p>", "") + "</ol>"
    first = item.format("Nadia Ejemplo", "<p>Where can the minutes be read?</p><p>I looked for them.</p>", reply)
    markup = f'<h2>Comments (3)</h2><ol class="comment-list">{first}{item.format("Ada de Prueba", "<p>Thank you.</p>", "")}</ol>'

    assert read(html_page(comments=markup)) == WHOLE | {"comments": COMMENTS}
