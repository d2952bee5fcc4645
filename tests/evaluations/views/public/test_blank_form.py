import pytest
from django.urls import reverse
from lxml import html
from playwright.sync_api import expect

from evaluations.questionnaire import QUESTIONNAIRES
from tests import scenes
from tests.evaluations.views.desk.sections import url_of
from tests.evaluations.views.desk.visits import lead, signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NEWEST = "/forms/end-of-commitment-2021/"
FORMS = pytest.mark.parametrize("form", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)


def page_of(client, form):
    return html.document_fromstring(client.get(f"/forms/{form.version}/").text).find(".//main")


def texts(page, *classes_or_tags):
    """Return, in the order of the page, the text of each element with one of these tags or classes."""
    found = [
        element
        for element in page.iter("*")
        if element.tag in classes_or_tags or {*element.get("class", "").split()} & {*classes_or_tags}
    ]
    return [" ".join(element.text_content().split()) for element in found]


def as_read(*words):
    return [" ".join(str(text).split()) for text in words if text]


def condition_of(form, prompt):
    when = prompt.asked_when
    if when and len(when.codes) < len(form.prompt(when.key).options):
        yield f"Only after “{', '.join(str(label) for label in form.labels_of(when))}”."
    if prompt.optional_when:
        yield f"After “{', '.join(str(label) for label in form.labels_of(prompt.optional_when))}” it may stay blank."
    elif not prompt.required:
        yield "It may stay blank."


@FORMS
class TestOfEveryVersion:
    def test_every_section_and_question_stands_in_its_order(self, client, form):
        headings = texts(page_of(client, form), "section-title", "question-text", "prompt-text")

        expected = ["Overview"]
        for section in form.sections:
            labels = [prompt.label for prompt in section.prompts]
            expected += as_read(section.title, *(labels[1:] if section.plain else labels))
        assert headings == expected

    def test_every_option_has_its_meaning(self, client, form):
        options = [option for prompt in form.prompts for option in prompt.options]

        boxes = page_of(client, form).xpath("//ul[@class='to-tick']/li")
        found = [" ".join(box.text_content().split()) for box in boxes]
        assert found == [f"{option.label} {option.hint}".strip() for option in options]

    def test_every_hint_is_told_with_what_is_asked_when(self, client, form):
        expected = []
        for section in form.sections:
            for question in section.questions:
                for prompt in question.prompts:
                    hint = question.hint if prompt is question.head else ""
                    expected += as_read(hint, prompt.hint, *condition_of(form, prompt))

        assert texts(page_of(client, form), "hint") == expected

    def test_every_question_comes_with_its_help_unfolded(self, client, form):
        questions = [question for section in form.sections for question in section.questions]

        folds = page_of(client, form).xpath("//details[@class='guidance']")
        found = [(fold.get("open") is not None, texts(fold, "summary", "p", "blockquote")) for fold in folds]
        assert found == [(True, told(question)) for question in questions]

    def test_there_is_room_for_each_answer_in_words(self, client, form):
        rooms = page_of(client, form).xpath("//div[@class='ruled']")

        assert [len(room) for room in rooms] == [
            3 if prompt.maximum_files else 10 for prompt in form.prompts if not prompt.options
        ]

    def test_help_at_the_desk_leads_to_its_question(self, client, form):
        of_a_commitment = form.kind == "end-of-commitment"
        edition = scenes.draft() if of_a_commitment else scenes.results_draft()
        user = lead(edition) if of_a_commitment else edition.report.started_by
        anchors = set(page_of(client, form).xpath("//@id"))

        for section in form.sections:
            desk = html.document_fromstring(signed_in(user).get(url_of(edition, section.slug)).text)
            links = desk.xpath("//details[@class='guidance']//a/@href")
            assert links == [f"/forms/{form.version}/#{question.anchor}" for question in section.questions]
            assert {link.partition("#")[2] for link in links} <= anchors


def told(question):
    example = question.guidance.example
    made_up = ["An example, made up:", example] if example else []
    summary = f"Help with this question {question.name}"
    return as_read(summary, *question.guidance.paragraphs, *made_up)


@FORMS
def test_search_engines_are_told_what_it_is(client, form):
    head = html.document_fromstring(client.get(f"/forms/{form.version}/").text).find("head")

    [told] = head.xpath("meta[@name='description']/@content")
    assert told == f"Everything that the {form.title} of the Open Government Partnership asks, with its help."


def test_a_version_that_there_never_was_is_not_found(client):
    known = client.get(NEWEST).headers["ETag"]

    assert client.get("/forms/end-of-commitment-1999/").status_code == 404
    assert client.get("/forms/end-of-commitment-1999/", HTTP_IF_NONE_MATCH=known).status_code == 404


def test_anybody_may_keep_it_until_it_changes(client, settings, django_assert_num_queries):
    first = client.get(NEWEST)
    headers = first.headers
    assert (headers["Cache-Control"], "Set-Cookie" in headers) == ("public, max-age=0, must-revalidate", False)
    assert set(headers["Vary"].split(", ")) == {"Accept-Encoding", "Cookie"}

    with django_assert_num_queries(0):
        again = client.get(NEWEST, HTTP_IF_NONE_MATCH=headers["ETag"])
    settings.RELEASE = "another"
    later = client.get(NEWEST, HTTP_IF_NONE_MATCH=headers["ETag"])

    assert [(answer.status_code, bool(answer.content)) for answer in (again, later)] == [(304, False), (200, True)]


def test_signed_in_people_are_answered_alone(client):
    known = client.get(NEWEST).headers["ETag"]
    client.force_login(UserFactory())

    response = client.get(NEWEST, HTTP_IF_NONE_MATCH=known)

    told = {name: response.headers.get(name) for name in ("Cache-Control", "ETag")}
    assert (response.status_code, told) == (200, {"Cache-Control": "private, no-store", "ETag": None})


@pytest.mark.parametrize(
    ("name", "who", "form"),
    [
        ("desk", "evaluator", NEWEST),
        ("desk", "newcomer", NEWEST),
        ("start", "evaluator", NEWEST),
        ("start-results", "reviewer", "/forms/results-2022/"),
    ],
)
def test_it_is_at_hand_where_a_report_begins(name, who, form):
    people = {"evaluator": lambda: lead(scenes.draft()), "newcomer": UserFactory, "reviewer": scenes.reviewer}

    page = signed_in(people[who]()).get(reverse(f"evaluations:{name}")).text

    assert html.document_fromstring(page).xpath("//main//a[starts-with(@href, '/forms/')]/@href") == [form]


@pytest.mark.browser
@FORMS
def test_there_are_lines_to_write_on_only_in_print(page, live_server, form):
    page.goto(f"{live_server.url}/forms/{form.version}/")
    lines = page.locator(".ruled > hr")
    drawn = "lines => lines.map(line => line.checkVisibility() && getComputedStyle(line).borderBottomStyle)"
    on_screen = lines.evaluate_all(drawn)

    page.emulate_media(media="print")

    assert set(on_screen) == {False}
    assert lines.evaluate_all(drawn) == ["solid"] * len(on_screen)
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator(".guidance p").first).to_be_visible()
