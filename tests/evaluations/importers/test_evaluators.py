import pytest

from .pages import EVALUATORS, OVERVIEW, WHOLE, read, rows, text_page


@pytest.mark.parametrize(
    ("names", "emails", "expected"),
    [
        ("Ana Prueba; Luis Ejemplo", "ana@example.org; luis@example.org", EVALUATORS),
        ("Ana Prueba and Luis Ejemplo", "ana@example.org luis@example.org", EVALUATORS),
        ("Ana Prueba (Red Abierta, A.C.), Luis Ejemplo", "ana@example.org, luis@example.org", EVALUATORS),
        ("Ana Prueba", "[email protected]", [{"name": "Ana Prueba", "email": ""}]),
        ("Ana Prueba", "[email\u00a0protected]", [{"name": "Ana Prueba", "email": ""}]),
        ("Ana Prueba, Luis Ejemplo", "[email protected], luis@example.org",
         [{"name": "Ana Prueba", "email": ""}, {"name": "Luis Ejemplo", "email": "luis@example.org"}]),
        ("Ana Prueba, Eva", "ana@example.org, eva@example.org",
         [{"name": "Ana Prueba", "email": "ana@example.org"}, {"name": "Eva", "email": "eva@example.org"}]),
        ("Ana Prueba, RPm", "ana@example.org", [{"name": "Ana Prueba, RPm", "email": "ana@example.org"}]),
        ("Ana de la Prueba, Luis Ejemplo, Eva Tres", "ana@example.org",
         [{"name": "Ana de la Prueba", "email": "ana@example.org"}, {"name": "Luis Ejemplo", "email": ""},
          {"name": "Eva Tres", "email": ""}]),
    ],
)  # fmt: skip
def test_evaluators_and_their_emails(names, emails, expected):
    overview = [("Name of Evaluator", names), ("Email", emails), *OVERVIEW[2:]]

    for stripped in (set(), {"label:Email"}):
        assert read(text_page(rows(overview=overview), without=stripped)) == WHOLE | {"evaluators": expected}
