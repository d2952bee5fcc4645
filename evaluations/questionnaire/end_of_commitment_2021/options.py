"""What may be answered where a code is asked, as this version words it, and what choosing it means."""

from django.utils.translation import gettext_lazy as _

from ...choices import AsPlanned, Degree, LevelOfProgress, Result
from ..schema import Option

LEVELS_OF_PROGRESS = (
    Option(
        LevelOfProgress.NO_EVIDENCE, _("No evidence available"), _("Nothing was found that shows whether work began.")
    ),
    Option(LevelOfProgress.NOT_STARTED, _("Not started"), _("No milestone was begun.")),
    Option(LevelOfProgress.LIMITED, _("Limited"), _("Work began, and most of what was promised is still to be done.")),
    Option(
        LevelOfProgress.SUBSTANTIAL, _("Substantial"), _("Most of what was promised is done; a part is still missing.")
    ),
    Option(LevelOfProgress.COMPLETE, _("Complete"), _("All that was promised is done.")),
)

AS_PLANNED = (
    Option(AsPlanned.ALL, _("All of the commitment milestones were implemented as planned"), short=_("All milestones")),
    Option(
        AsPlanned.MOST, _("Most of the commitment milestones were implemented as planned"), short=_("Most milestones")
    ),
    Option(
        AsPlanned.SOME, _("Some of the commitment milestones were implemented as planned"), short=_("Some milestones")
    ),
    Option(AsPlanned.NONE, _("None of the commitment milestones were implemented as planned"), short=_("No milestone")),
)

DID_IT_OPEN = (
    Option(Result.YES, _("Yes"), _("Something can be pointed at. You will be asked how strong the result is.")),
    Option(Result.NO, _("No"), _("The commitment aimed at this, or could have, and it did not happen.")),
    Option(Result.NOT_APPLICABLE, _("Not Applicable"), _("The commitment did not concern this.")),
)

ADDRESSED = (
    Option(Result.YES, _("Yes"), _("What was done bears on the problem as the plan words it.")),
    Option(Result.NO, _("No"), _("The problem, as the plan words it, was left as it was.")),
    Option(Result.NOT_APPLICABLE, _("Not Applicable"), _("The plan names no problem.")),
)

DEGREES = (
    Option(Degree.WORSENED, _("Worsened"), _("Government is less open in this area because of the commitment.")),
    Option(Degree.DID_NOT_CHANGE, _("Did not change"), _("Practice is what it was before.")),
    Option(Degree.MARGINAL, _("Marginal"), _("Some change, of minor effect.")),
    Option(Degree.MAJOR, _("Major"), _("A step forward in this area, limited in its scope or scale.")),
    Option(Degree.OUTSTANDING, _("Outstanding"), _("Business as usual was transformed.")),
)
