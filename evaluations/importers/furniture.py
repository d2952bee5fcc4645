"""What a published page says around its answers: the labels of the Overview and the furniture, by language.

The questions' own labels stand in the questionnaire; here is only what no questionnaire asks.
"""

import re

# The rows of the Overview in their order, each with the labels that copies give it.
OVERVIEW = {
    "evaluators": {
        "en": ("Name of Evaluator", "Name of Evaluators", "Name of Evaluator(s)", "Name of the Evaluator",
               "Evaluator Name", "Evaluators", "Evaluator"),
        "es": ("Nombre del evaluador", "Nombre del evaluador(a)", "Nombre del evaluador/a", "Nombre de la evaluadora",
               "Nombre de evaluador", "Nombre de los evaluadores", "Nombre del evaluador o evaluadora", "Evaluador",
               "Evaluadores"),
    },
    "email": {
        "en": ("Email", "E-mail", "Email Address", "E-mail Address"),
        "es": ("Correo electrónico", "Correo", "Dirección de correo electrónico"),
    },
    "member": {
        "en": ("Member Name", "Name of Member", "Member"),
        "es": ("Nombre de miembro", "Nombre del miembro", "Nombre de la jurisdicción miembro", "Miembro"),
    },
    "action_plan": {
        "en": ("Action Plan Title", "Title of Action Plan", "Action Plan"),
        "es": ("Plan de Acción Título", "Título del plan de acción", "Título de plan de acción",
               "Título del Plan de Acción", "Plan de acción"),
    },
    "commitment": {
        "en": ("Commitment", "Commitment Title"),
        "es": ("Compromiso", "Título del compromiso", "Compromiso Título"),
    },
    "action": {"en": ("Action",), "es": ("Acción",)},
    "problem": {"en": ("Problem",), "es": ("Problema",)},
}  # fmt: skip
# A second label for what stands above it already.
TITLE_AGAIN = {"en": ("Title",), "es": ("Título",)}
OVERVIEW_HEADING = {"en": ("Overview",), "es": ("General", "Visión general", "Descripción general", "Resumen general")}

EVIDENCE = {
    "en": ("Provide evidence that supports and justifies your answer:", "Provide evidence of your answer:"),
    "es": (
        "Proporcione evidencia que respalde y justifique su respuesta:",
        "Proporcione evidencias para su respuesta:",
    ),
}

_DASH = r"\s*[-–—:|]+\s*"
END_OF_COMMITMENT_TITLE = re.compile(
    r"^[-•*#\s]*(?P<kind>End[- ]of[- ]Commitment Report"
    r"|Informe de (?:fin|final|cierre|finalización) de(?:l)? compromiso)"
    rf"(?:{_DASH}(?P<subject>.*))?$",
    re.IGNORECASE,
)
_YEARS = r"(?P<start>(?:19|20)\d\d)(?:\s*[-–—/]\s*(?P<end>(?:19|20)?\d\d))?"
RESULTS_TITLES = (
    re.compile(
        r"^[-•*#\s]*(?:IRM\s+)?(?P<member>[^\n.:]{2,80}?)(?:’s|'s)?\s+"
        r"(?:IRM\s+)?(?:Transitional\s+|Hybrid\s+)?Results Report"
        rf"(?:[,:]?\s*{_YEARS})?(?P<rest>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^[-•*#\s]*Informe de resultados(?:\s+del IRM)?(?:\s+de(?:l)?)?\s+(?P<member>[^\n.:\d]{2,80}?)"
        rf"(?:[,:]?\s*{_YEARS})(?P<rest>.*)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^[-•*#\s]*(?P<member>[^\n.:]{{2,80}}?)[,:]?\s+Informe de resultados(?:[,:]?\s*{_YEARS})?(?P<rest>.*)$",
        re.IGNORECASE,
    ),
)
FOR_COMMENT = re.compile(r"for public comment|para comentarios? p[uú]blicos?", re.IGNORECASE)

# `Action plan – Mexico State, Mexico, 2021 – 2022`
ACTION_PLAN = re.compile(
    rf"^(?:Action plan|Plan de acción|Plan d.action)\s*[-–—:]\s*(?P<member>.+?)\s*,?\s*{_YEARS}\s*\.?$", re.IGNORECASE
)
ACTION_PLAN_BULLET = re.compile(r"^[-•*\s]*(?:Action Plan|Plan de acción)\s*:\s*(?P<plan>\S.*)$", re.IGNORECASE)

MASKED_EMAIL = re.compile(r"\[\s*(?:e-?mail|correo)[^\]\n]{0,40}\]", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")

_COMMENTS = r"(?:Comments?|Comentarios?|Replies|Respuestas)"
COMMENTS_HEADING = re.compile(
    rf"^[-•*#\s]*(?:{_COMMENTS}\s*\(\s*(?P<one>\d+)\s*\)|(?P<two>\d+)\s+{_COMMENTS}(?:\s+(?:on|to|en|sobre)\b.*)?)\s*:?$",
    re.IGNORECASE,
)
REPLY_FORM = re.compile(
    r"^[-•*#\s]*(?:Leave a (?:Reply|Comment)|Add a comment|Cancel reply"
    r"|Dej\w{1,3} (?:una respuesta|un comentario|su comentario)"
    r"|Your email address will not be published.*|(?:Su|Tu) dirección de correo electrónico no será publicada.*"
    r"|Required fields are marked.*|Los campos (?:obligatorios|necesarios|requeridos) están marcados.*)\s*$",
    re.IGNORECASE,
)
_NO_COMMENTS = (
    r"No comments yet|No comments|No hay comentarios(?: todavía| aún)?|Aún no hay comentarios|Sin comentarios(?: aún)?"
)
FURNITURE = re.compile(
    rf"^[-•*#\s]*(?:{_NO_COMMENTS}|Downloads?|Descargas?|Filed under\s*:?.*|Archivado (?:en|bajo)\s*:?.*)\.?\s*$",
    re.IGNORECASE,
)
SITE_NAME = re.compile(r"^[-•*#|\s]*Open Government Partnership\s*$", re.IGNORECASE)
SKIP_LINK = re.compile(
    r"^[-•*\s]*(?:Skip (?:to )?(?:Navigation|content|main content)|Saltar (?:la )?navegación|Saltar al contenido)\s*$",
    re.IGNORECASE,
)
# What a page that broke off may end with the beginning of.
FURNITURE_TEXTS = (
    "No comments yet", "Leave a Reply", "Your email address will not be published. Required fields are marked",
    "Open Government Partnership", "Filed under: IRM IRM Report", "Downloads", "Comments (1)",
)  # fmt: skip
REPLY_TO = re.compile(r"^(?P<indent>[-•*\s]*)(?P<name>\S.{0,98}?)\s+(?:Reply|Responder|Respuesta)\s*$")
SAYS = re.compile(r"^(?P<indent>[-•*\s]*)(?P<name>\S.{0,98}?)\s+(?:says|dice|dijo)\s*:?\s*$")
REPLY_ALONE = re.compile(r"^[-•*\s]*(?:Reply|Responder|Respuesta)\s*$")


def is_end(line):
    """Whether the line is the first of what follows a report: its comments, the reply form, the foot."""
    return any(pattern.match(line) for pattern in (FURNITURE, COMMENTS_HEADING, REPLY_FORM))
