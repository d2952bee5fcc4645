"""Each rule of coherence, at its borders."""

import pytest
from django.utils.translation import override

from evaluations.models import Evidence
from evaluations.models.marking import SHORTEST
from tests import scenes
from tests.evaluations.coherence.raising import LONG, flag_of, places, raised, written
from tests.factories import EvidenceFactory

pytestmark = pytest.mark.django_db

PROGRESS, DIMENSION, UNFINISHED, TWICE, UNBACKED, SHORT, UNEXPLAINED = 1, 2, 3, 4, 6, 7, 8
NO_REASONS = (
    *(".", "-", "x", "7", "\u200b", "n/a", "N/A.", "N.A.", "Not applicable.", "It does not apply"),
    *("No aplica.", "no aplicable", "s.o.", "S/O", "Sans objet.", "ne s’applique pas", "n/a - not applicable"),
    *("This question does not apply.", "The question is not applicable.", "Not applicable here.", "It’s not relevant."),
    *("No es aplicable.", "No se aplica.", "La pregunta no aplica en este caso.", "Sin objeto.", "Nada.", "See above."),
    *("Pas applicable.", "Cette question n’est pas applicable.", "Néant", "Rien à signaler.", "Same as above", "No."),
)
COLUMNS = {"2.1.1": "access", "2.1.2": "participation", "2.1.3": "accountability"}


@pytest.mark.parametrize(
    ("progress", "as_planned", "expected"),
    [
        ("limited", "all", ["1.3"]),
        ("not-started", "all", ["1.3"]),
        ("no-evidence", "all", []),
        ("substantial", "all", []),
        ("complete", "all", []),
        ("limited", "most", []),
        ("limited", "", []),
        ("", "all", []),
    ],
)
def test_little_progress_beside_all_as_planned(progress, as_planned, expected):
    edition = written(level_of_progress=progress, as_planned=as_planned)

    assert places(edition, PROGRESS) == expected


@pytest.mark.parametrize(("key", "column"), COLUMNS.items())
@pytest.mark.parametrize(
    ("code", "degree", "is_flagged"),
    [
        ("yes", "did-not-change", True),
        ("yes", "marginal", False),
        ("yes", "worsened", False),
        ("no", "did-not-change", False),
        ("", "did-not-change", False),
    ],
)
def test_yes_beside_nothing_changed(key, column, code, degree, is_flagged):
    edition = written(**{f"{column}_result": code, f"{column}_degree": degree})

    assert places(edition, DIMENSION) == [f"{key}.degree"] * is_flagged


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The register is pending.", ["pending"]),
        ("en", "It is not\n  YET open, and training is ongoing.", ["not yet", "is ongoing"]),
        ("en", "Spending is open; the impending vote was met.", []),
        ("en", "Ongoing training of clerks was one of the milestones.", []),
        ("en", "Nothing is pending: all three milestones were met.", []),
        ("en", "Nothing is pending here; there the by-law is pending.", ["pending"]),
        ("en", "Queda por publicar el registro.", ["queda por"]),
        ("en", "Training has not been completed.", ["has not been completed"]),
        ("en", "The by-law still has to be voted on.", ["still has to be"]),
        (
            "en",
            "The register hasn’t been finished, the rest wasn't implemented.",
            ["hasn't been finished", "wasn't implemented"],
        ),
        ("en", "The second milestone has yet to begin.", ["has yet to"]),
        ("en", "It is not fully implemented.", ["not fully implemented"]),
        ("en", "It was not fully funded at first.", []),
        ("en", "It was not only completed but read; nothing remains to be done.", []),
        ("en", "Nothing still has to be done, and none remain to be published.", []),
        ("en", "The register, which had not been completed in the plan before, is open.", []),
        ("en", "It could not have been completed without the clerks, and nothing is incompletely told.", []),
        ("es", "El registro sigue pendiente y queda por publicar.", ["pendiente", "queda por"]),
        ("es", "La publicación está En Proceso.", ["en proceso"]),
        ("es", "No se ha implementado el registro.", ["no se ha implementado"]),
        ("es", "La plataforma no está terminada.", ["no está terminada"]),
        ("es", "Las obras no han sido ejecutadas.", ["no han sido ejecutadas"]),
        ("es", "No solo se ha completado: no queda por hacer nada.", []),
        ("es", "Durante el año en curso no quedan pendientes.", []),
        ("es", "Los independientes lo leyeron.", []),
        ("es", "Au\u0301n no se publica.", ["aún no"]),
        ("fr", "La mise en œuvre est inachevée et il reste à la publier.", ["inachevée", "reste à"]),
        ("fr", "Le registre n’est pas terminé.", ["n'est pas terminé"]),
        ("fr", "Les travaux n'ont pas été réalisés.", ["n'ont pas été réalisés"]),
        ("fr", "Le portail n'a pas été achevé ni mis en œuvre.", ["n'a pas été achevé"]),
        ("fr", "La loi n’a pas été mise en œuvre.", ["n'a pas été mise en œuvre"]),
        ("fr", "Le portail n'est pas seulement achevé : rien ne reste à faire.", []),
        ("fr", "Au cours de l’année en cours, tout fut publié.", []),
        ("en", "The reform has not been fully implemented.", ["has not been fully implemented"]),
        ("en", "The last milestone could not be completed.", ["could not be completed"]),
        ("en", "It was never completed.", ["was never completed"]),
        ("en", "Training remains ongoing.", ["remains ongoing"]),
        ("en", "The milestones were only partly completed.", ["partly completed"]),
        ("en", "They did not finish the last milestone.", ["did not finish"]),
        ("en", "No actions are pending.", []),
        ("en", "No further work remains to be done.", []),
        ("en", "No milestones are in progress; nothing remains incomplete.", []),
        ("en", "No actions are pending here; there the by-law is pending.", ["pending"]),
        ("es", "Los datos quedaron incompletos.", ["incompletos"]),
        ("es", "Las actividades están incompletas e inconclusas.", ["incompletas", "inconclusas"]),
        ("es", "No se completaron todos los hitos.", ["no se completaron"]),
        ("es", "Las obras no se concluyeron ni se implementaron.", ["no se concluyeron"]),
        ("es", "No se terminó; no se cumplió el plazo.", ["no se terminó", "no se cumplió"]),
        ("es", "No se logró completar el registro.", ["no se logró completar"]),
        ("es", "El registro no está completo.", ["no está completo"]),
        ("es", "No hay tareas pendientes.", []),
        ("es", "No quedan actividades pendientes.", []),
        ("es", "Ninguna actividad quedó pendiente.", []),
        ("es", "No hay dinero, y quedan pendientes dos obras.", ["pendientes"]),
        ("fr", "Les travaux sont inachevés.", ["inachevés"]),
        ("fr", "Les registres restent incomplets, les données incomplètes.", ["incomplets", "incomplètes"]),
        ("fr", "Deux jalons non achevés.", ["non achevés"]),
        ("fr", "La réforme n’a pas été entièrement achevée.", ["n'a pas été entièrement achevée"]),
        ("fr", "Elle n’a pas été pleinement mise en œuvre.", ["n'a pas été pleinement mise en œuvre"]),
        ("fr", "Les lois n’ont jamais été mises en œuvre.", ["n'ont jamais été mises en œuvre"]),
        ("fr", "La réforme n’est pas complète.", ["n'est pas complète"]),
        ("fr", "Rien n’est en attente.", []),
        ("fr", "Aucune action n’est en attente.", []),
        ("fr", "Il ne reste rien à finaliser.", []),
        ("en", "The second milestone was not achieved, training not carried out.", ["not carried out", "not achieved"]),
        ("en", "The portal has still not been opened.", ["still not"]),
        ("en", "What could not have been achieved alone was delivered.", []),
        (
            "es",
            "No se llevó a cabo la capacitación; dos hitos quedaron sin terminar.",
            ["sin terminar", "no se llevó a cabo"],
        ),
        ("es", "La segunda meta no se alcanzó.", ["no se alcanzó"]),
        ("fr", "L’objectif n’a pas été atteint.", ["n'a pas été atteint"]),
        ("fr", "Les comités n’ont pas été mis en place.", ["n'ont pas été mis en place"]),
        ("de", "Das Register ist pending.", ["pending"]),
        ("de", "Das Register ist offen.", []),
    ],
)
def test_complete_beside_words_of_being_unfinished(language, text, found):
    edition = written(level_of_progress="complete", progress_explanation=text, language=language)

    sentences = [flag.sentence for flag in raised(edition) if flag.number == UNFINISHED]

    listed = " and ".join(f"“{word}”" for word in found)
    said = f"Under 1.1 the commitment is complete, but this text says {listed}. Is something still to be done?"
    assert sentences == [said] * bool(found)


@pytest.mark.parametrize("progress", ["", "limited", "substantial"])
def test_words_of_being_unfinished_go_with_any_other_level(progress):
    edition = written(level_of_progress=progress, progress_explanation="It is pending.", as_planned="all")

    assert places(edition, UNFINISHED) == []


def test_words_of_being_unfinished_are_looked_for_where_completion_is_told():
    text = "It is pending."
    edition = written(
        level_of_progress="complete",
        progress_explanation=text,
        factors=text,
        as_planned_explanation=text,
        lessons=text,
    )

    assert places(edition, UNFINISHED) == ["1.1.explanation", "1.2", "1.3.explanation"]


def test_same_text_under_two_questions_whatever_its_blanks_and_capitals():
    edition = written(factors=LONG, lessons=f"\n{LONG.upper()}".replace(" ", "\n  "))

    assert [(flag.key, flag.sentence) for flag in raised(edition) if flag.number == TWICE] == [
        ("3", "The same text stands under 1.2. Each question asks about something else.")
    ]


def test_same_text_under_three_questions_is_flagged_under_the_later_two():
    edition = written(progress_explanation=LONG, factors=LONG, lessons=LONG)

    assert places(edition, TWICE) == ["1.2", "3"]


@pytest.mark.parametrize(("length", "expected"), [(SHORTEST - 1, []), (SHORTEST, ["3"])])
def test_a_short_text_may_stand_twice(length, expected):
    text = ("word " * SHORTEST)[: length - 1] + "."
    edition = written(factors=text, lessons=text)

    assert places(edition, TWICE) == expected


def test_a_results_report_names_its_questions_by_their_words():
    edition = written(scenes.results_draft(), results_early=LONG, results_completion=LONG)

    assert flag_of(edition, TWICE).sentence == (
        "The same text stands under “Early Results”. Each question asks about something else."
    )


class TestStrongResult:
    @pytest.mark.parametrize(("key", "column"), COLUMNS.items())
    @pytest.mark.parametrize(
        ("degree", "is_flagged"), [("major", True), ("outstanding", True), ("marginal", False), ("worsened", False)]
    )
    def test_a_strong_degree_wants_evidence_for_its_question(self, key, column, degree, is_flagged):
        edition = written(**{f"{column}_result": "yes", f"{column}_degree": degree})

        assert places(edition, UNBACKED) == [f"{key}.degree"] * is_flagged

    def test_a_degree_that_is_not_asked_any_more_wants_none(self):
        edition = written(participation_result="no", participation_degree="major")

        assert places(edition, UNBACKED) == []

    def test_evidence_for_the_question_is_enough(self):
        edition = written(participation_result="yes", participation_degree="major")
        EvidenceFactory(edition=edition, answer_key="2.1.2.evidence")

        assert places(edition, UNBACKED) == []

    def test_evidence_for_another_question_is_not(self):
        edition = written(participation_result="yes", participation_degree="major")
        EvidenceFactory(edition=edition)

        assert places(edition, UNBACKED) == ["2.1.2.degree"]

    def test_the_reason_why_there_is_none_justifies_it(self):
        edition = written(participation_result="yes", participation_degree="major")
        state_that_there_is_none(edition, "The minutes were burned.")

        flag = flag_of(edition, UNBACKED)

        assert (flag.is_open, flag.text, flag.is_borrowed) == (False, "The minutes were burned.", True)

    def test_another_reason_is_the_justification_by_then_and_none_leaves_it_open(self):
        edition = scenes.returned(state_that_there_is_none(scenes.draft(), "The minutes were burned."))
        assert flag_beside(edition, "2.1.2.degree").text == "The minutes were burned."
        statement = Evidence.objects.get(edition=edition)

        statement.reason = "The minutes were lost."
        statement.save()
        changed = flag_beside(edition, "2.1.2.degree")
        statement.delete()
        gone = flag_beside(edition, "2.1.2.degree")

        assert (changed.text, gone.is_open, gone.text) == ("The minutes were lost.", True, "")


def state_that_there_is_none(edition, reason):
    EvidenceFactory(edition=edition, answer_key="2.1.2.evidence", kind="none", name="", url="", reason=reason)
    return edition


def flag_beside(edition, key):
    (flag,) = [flag for flag in raised(edition) if (flag.number, flag.key) == (UNBACKED, key)]
    return flag


@pytest.mark.parametrize(
    ("text", "is_flagged"),
    [
        ("All was done.", True),
        ("one two three four five six seven eight nine", True),
        ("one two three four five six seven eight nine ten", False),
        ("– – – – – – – – – –", True),
        ("- one - two - three - four - five", True),
        ("", False),
    ],
)
def test_a_text_under_ten_words_says_nothing(text, is_flagged):
    edition = written(lessons=text)

    assert places(edition, SHORT) == ["3"] * is_flagged


def test_a_text_that_may_stay_blank_may_be_short():
    edition = written(access_result="not-applicable", access_explanation="It is no law.")

    assert raised(edition) == []


@pytest.mark.parametrize(
    ("code", "text", "is_flagged"),
    [
        ("not-applicable", "", True),
        ("not-applicable", "Parks.", False),
        ("not-applicable", "It is not applicable to parks.", False),
        ("not-applicable", "No aplica: es un parque.", False),
        ("not-applicable", "Парк", False),
        ("not-applicable", "This question does not apply: the law was repealed.", False),
        ("not-applicable", "No se aplica en municipios.", False),
        ("not-applicable", "Aucun budget n’était prévu.", False),
        *(("not-applicable", text, True) for text in NO_REASONS),
        ("no", "", False),
        ("no", "n/a", False),
        ("", "", False),
    ],
)
def test_not_applicable_wants_a_reason(code, text, is_flagged):
    edition = written(problem_addressed=code, problem_addressed_explanation=text)

    assert places(edition, UNEXPLAINED) == ["2.2.explanation"] * is_flagged


def test_an_imported_edition_raises_nothing():
    edition = scenes.imported(level_of_progress="limited", as_planned="all", lessons="Short.")

    assert raised(edition) == []


def test_a_results_report_knows_the_general_rules_only():
    edition = written(scenes.results_draft(), results_summary="Short.", level_of_progress="limited", as_planned="all")

    assert [(flag.number, flag.key) for flag in raised(edition)] == [(SHORT, "summary")]


def test_flags_stand_in_the_order_of_the_form():
    edition = written(
        level_of_progress="complete",
        progress_explanation="Pending.",
        lessons="Short.",
        problem_addressed="not-applicable",
    )

    assert [(flag.key, flag.number) for flag in raised(edition)] == [
        ("1.1.explanation", UNFINISHED),
        ("1.1.explanation", SHORT),
        ("2.2.explanation", UNEXPLAINED),
        ("3", SHORT),
    ]


def test_the_form_in_another_language_raises_the_same_flags():
    edition = written(level_of_progress="limited", as_planned="all")
    mark = flag_of(edition, PROGRESS).mark

    with override("es"):
        assert flag_of(edition, PROGRESS).mark == mark
