"""How we ask: every version of every form, by its name."""

from .end_of_commitment_2021 import END_OF_COMMITMENT_2021
from .results_2022 import RESULTS_2022

QUESTIONNAIRES = {questionnaire.version: questionnaire for questionnaire in (END_OF_COMMITMENT_2021, RESULTS_2022)}
# The version that a new report of each kind is started with.
NEWEST = {
    END_OF_COMMITMENT_2021.kind: END_OF_COMMITMENT_2021,
    RESULTS_2022.kind: RESULTS_2022,
}


def get_questionnaire(version):
    """Return the questionnaire with this version; KeyError where there is none."""
    return QUESTIONNAIRES[version]
