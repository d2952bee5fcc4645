# ruff: noqa: E501 -- the lines are those of the pages
from evaluations.importers.page import read_page

SPANISH = """Saltar navegación

Informe de fin de compromiso: cultura de gobierno abierto

General

Nombre del evaluador

Ana Prueba y Luis Ejemplo

Correo electrónico

ana@example.org, luis@example.org

Nombre de miembro

Mexico State, Mexico

Plan de Acción Título

Plan de acción – Estado de México, México, 2021 – 2022

Compromiso

Cultura de gobierno abierto

Problema

Pocas personas saben qué pueden pedir.

Sección 1.
Finalización del compromiso

1.1 ¿Cuál fue el nivel general de progreso en la implementación del compromiso en el momento de esta evaluación?

Sustancial

Proporcione una breve explicación de su respuesta:

Casi todo se hizo.
Falta una cosa.

1.2 Describa los principales factores externos o internos que impactaron la implementación de este compromiso y cómo se abordaron (o no).

Dos elecciones.

1.3 ¿Se implementó el compromiso como se planeó originalmente?

La mayoría de los hitos del compromiso se implementaron según lo planeado

Proporcione una breve explicación de su respuesta:

Un hito se movió.

Proporcione evidencia para su respuesta:

Sección 2.
¿Abrió el gobierno?

2.1.1. – ¿Reveló el gobierno más información; mejoró la calidad de la información (nueva o existente); mejoró el valor de la información; mejoró los canales para divulgar o solicitar información o mejoró la accesibilidad a la información?

Sí

Grado de resultado:

Marginal

Explicación: En forma narrativa, cuál ha sido el impacto en las personas o en la práctica.

Hay un portal.

2.1.2. – ¿Creó el gobierno nuevas oportunidades para buscar comentarios de los ciudadanos?

No aplica

2.1.3 ¿El gobierno creó o mejoró los canales, oportunidades o capacidades para exigir a los funcionarios que rindan cuentas por sus acciones?

No

Explicación: En forma narrativa, cuál ha sido el impacto en las personas o en la práctica.

Nadie responde.

2.2 ¿El compromiso abordó el problema de política pública que pretendía abordar como se describe en el plan de acción?

Si

Proporcione una breve explicación de su respuesta:

Más personas preguntan.

Sección 3.
Lecciones de
implementación

3. Proporcione al menos una lección o reflexión relacionada con la implementación de este compromiso. Puede ser la identificación de barreras clave para la implementación, una ayuda u obstáculo inesperado, recomendaciones para futuros compromisos.

Empezar con una oficina.

Comentarios (1)

Nadia Ejemplo Responder

¿Dónde están las actas?

Dejá un comentario

Su dirección de correo electrónico no será publicada. Los campos obligatorios están marcados *

Open Government Partnership"""


def test_translated_page_is_read_whole():
    report = read_page(SPANISH.encode())

    assert report.language == "es"
    assert report.as_json(file="p") == {
        "file": "p",
        "kind": "end-of-commitment",
        "title": "Informe de fin de compromiso: cultura de gobierno abierto",
        "member": "Mexico State, Mexico",
        "action_plan": "Plan de acción – Estado de México, México, 2021 – 2022",
        "commitment": "Cultura de gobierno abierto",
        "evaluators": [
            {"name": "Ana Prueba", "email": "ana@example.org"},
            {"name": "Luis Ejemplo", "email": "luis@example.org"},
        ],
        "action": "",
        "problem": "Pocas personas saben qué pueden pedir.",
        "answers": {
            "1.1": "substantial",
            "1.1.explanation": "Casi todo se hizo.\nFalta una cosa.",
            "1.2": "Dos elecciones.",
            "1.3": "most",
            "1.3.explanation": "Un hito se movió.",
            "2.1.1": "yes",
            "2.1.1.degree": "marginal",
            "2.1.1.explanation": "Hay un portal.",
            "2.1.2": "not-applicable",
            "2.1.3": "no",
            "2.1.3.explanation": "Nadie responde.",
            "2.2": "yes",
            "2.2.explanation": "Más personas preguntan.",
            "3": "Empezar con una oficina.",
        },
        "missing": ["1.3.evidence", "2.1.2.explanation"],
        "unrecognised": [],
        "comments": [{"name": "Nadia Ejemplo", "text": "¿Dónde están las actas?", "replies": []}],
    }


def test_translated_page_line_under_line_is_read_alike():
    apart, under = read_page(SPANISH.encode()), read_page(SPANISH.replace("\n\n", "\n").encode())

    under.answers["1.1.explanation"] = under.answers["1.1.explanation"].replace("\n\n", "\n")
    assert under == apart


def test_translated_page_without_its_short_labels():
    page = SPANISH
    for label in (
        "General",
        "Correo electrónico",
        "Compromiso",
        "Problema",
        "Sustancial",
        "Sí",
        "Si",
        "No",
        "Marginal",
    ):
        page = page.replace(f"\n\n{label}\n", "\n\n")

    report = read_page(page.encode())

    assert report.commitment == "Cultura de gobierno abierto"
    assert "1.1" in report.missing_keys
    assert report.answers["1.1.explanation"] == "Casi todo se hizo.\nFalta una cosa."
