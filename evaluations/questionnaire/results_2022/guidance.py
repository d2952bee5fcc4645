"""Help with each section: what readers want to know, what counts as evidence, how to tell neighbouring ratings apart.

The examples are made up. They name no place, so that nobody takes one for a report.
"""

from django.utils.translation import gettext_lazy as _

from ..schema import Guidance

SUMMARY = Guidance(
    paragraphs=(
        _(
            "Most readers read this and nothing else. Say in the first sentence what the plan achieved as a whole; then how many commitments were completed, which results were strongest, what fell short, and what that means for the next plan."
        ),
        _(
            "Nothing stands here that does not stand, with its evidence, in a section below. Write it last, and keep it to a paragraph that can be quoted alone."
        ),
    ),
    example=_(
        "The plan’s ten commitments opened public procurement and little else. Six were completed to a substantial or full extent; two, on contracts and on school places, had significant early results. The commitments on land lost their lead institution when ministries were merged. The next plan needs fewer commitments, each with an office that answers for it."
    ),
)

EARLY_RESULTS = Guidance(
    paragraphs=(
        _(
            "Readers want to know what is different now: in what people can learn, say or demand, and in how government works. Take the commitments with notable results first, one after another; one sentence is enough for those without."
        ),
        _(
            "No notable results, moderate or significant? None notable: what was done has not yet changed practice, even if all of it was done. Moderate: a change that can be shown, limited in reach or not yet secure. Significant: a change of practice across the area, with signs that it will last."
        ),
        _(
            "Evidence is use and consequence, not output: requests, decisions, cases, numbers before and after, interviews with more than one side. Put the source of each claim in a footnote. Where government and civil society saw it differently in their comments, report both."
        ),
    ),
    example=_(
        "Commitment 3 (contracts) had significant early results. All ministries publish their contracts within ten days, up from two ministries at the start.[1] Journalists used the data in 14 investigations, and one led to a cancelled tender.[2] The duty now stands in the law on procurement, so that a change of government would not undo it."
    ),
)

COMPLETION = Guidance(
    paragraphs=(
        _(
            "Readers want to see the plan at a glance: how many commitments reached which level, and why. Group them by what helped or hindered them rather than tell the story of each."
        ),
        _(
            "Not started: no work that can be verified. Limited: work began, and most is still to be done. Substantial: most is done. Complete: all is done. Withdrawn: formally taken out of the plan; say when, by whom, and why. Unclear: what was promised cannot be verified as it is written."
        ),
        _(
            "The level is that on the day on which the plan ended. What came later may be told, as later. Evidence is the plan’s repository, what the institutions published, and what those outside the government could confirm."
        ),
    ),
    example=_(
        "Of the ten commitments four were completed, two reached substantial and three limited completion; one was withdrawn in the second year. Those that were completed had a budget line and a named official from the first month. The three with limited completion depended on a law that parliament did not vote on before the plan ended."
    ),
)

PARTICIPATION = Guidance(
    paragraphs=(
        _(
            "Readers want to know whether the plan was made and carried out together with civil society, or about it. Tell both parts: how commitments were chosen, and who took part afterwards."
        ),
        _(
            "Say who sat at the table and who did not, how often they met, whether minutes and drafts were public, and whether those who proposed something were told what became of it and why. Then say which of OGP’s participation and co-creation standards were met in that time, and which were not."
        ),
        _(
            "To inform is not to consult, and to consult is not to decide together: use the word that the evidence bears. Invitations prove that people were invited; minutes, published answers and the words of participants prove what came of it."
        ),
    ),
    example=_(
        "The forum met seven times, and its minutes were published within two weeks. Civil society proposed 31 commitments; the government answered each in writing and took up five.[4] During implementation it met twice only, and nobody from outside the capital took part. The standard of reporting back was met in the making of the plan and missed afterwards."
    ),
)

CONTEXT = Guidance(
    paragraphs=(
        _(
            "Readers far away, or years later, need to know what happened around the plan: elections, reforms, a crisis, a change of the office in charge. Tell only what the results cannot be understood without, and tie each event to what it did to the commitments."
        ),
        _(
            "Keep to what can be shown and write as you would in front of all sides. A judgement on the country’s politics as such is not asked for."
        ),
    ),
    example=_(
        "Eleven months into the plan a new government was elected. It kept the plan but moved the office in charge from the presidency to a ministry, where it had no budget until the next year. The commitments that were led by other institutions went on; the four that were led by this office stood still for nine months."
    ),
)

FOOTNOTES = Guidance(
    paragraphs=(
        _(
            "A footnote lets the reader go to the source: who wrote or said it, its title, when it was published, and its URL. Of an interview tell the person’s role and the date; the name only with consent."
        ),
    ),
    example=_("[1] Ministry of Works, “Register of contracts”, seen on 3 May 2023, https://example.org/contracts"),
)

DOWNLOADS = Guidance(
    paragraphs=(
        _(
            "Attach what somebody would need to check or reuse the report: the document as it was sent out for comments, tables of the ratings by commitment, the comments that were received. Prefer formats that can be opened anywhere, and data as a table rather than a picture of one."
        ),
        _("Before you attach a file, take out of it what should not be public: it is published with the report."),
    ),
)
