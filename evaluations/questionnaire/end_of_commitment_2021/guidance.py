"""Help with each question: what readers want to know, what counts as evidence, how to tell neighbouring answers apart.

The examples are made up. They name no place, so that nobody takes one for a report.
"""

from django.utils.translation import gettext_lazy as _

from ..schema import Guidance

LEVEL_OF_PROGRESS = Guidance(
    paragraphs=(
        _(
            "Readers want to know how far the promise came by the day on which you write. Go through the milestones one by one, and say of each what exists now: an office that is open, a regulation in force, a page that can be visited. A plan, a meeting or a budget for it is not the thing itself."
        ),
        _(
            "Good evidence is what another person could look up: a page with its date, minutes, a decree, a contract, an interview with somebody who uses the result. What only the responsible institution says of itself should be named as its word."
        ),
        _(
            "No evidence available or Not started? The first says that you searched, asked, and found nothing either way; say where you looked. The second says that you know that nothing was begun. Limited or Substantial? Ask which part weighs more: what a resident can use already, or what is still to come. Substantial or Complete? One missing milestone, however small, makes it Substantial."
        ),
    ),
    example=_(
        "Substantial. Four of the five milestones are done: the contract register has been online since March 2021 and held 212 contracts on the day of our last visit (10 June); the bylaw that demands publication passed in April; both trainings took place. The fifth, a complaints form, exists as a draft only. We compared 20 contracts with the paper files; 19 were the same."
    ),
)

FACTORS = Guidance(
    paragraphs=(
        _(
            "Readers want to learn why it went as it did. Two or three factors that decided the outcome say more than a list of all that happened. For each, tell what it was, when it came, what it did to the commitment, and what was done about it."
        ),
        _(
            "Internal factors lie within the government: people, money, systems, the will to do it, quarrels between offices. External ones come from outside: an election, a court, a disaster, another level of government, pressure from residents. Helpful ones count as much as obstacles."
        ),
        _(
            "“Lack of political will” or “the pandemic” alone explains nothing. Say which decision was not taken, by which office, or which work stopped for how long. If nothing was done about an obstacle, say that too: the question asks for it."
        ),
    ),
    example=_(
        "The only programmer who knew the register left in August 2020, and the post was frozen until January. The records office bridged the gap by publishing a spreadsheet each month, which kept the data public but without a search. A new national law on procurement helped: from November on it obliged suppliers to agree to publication, and refusals stopped."
    ),
)

AS_PLANNED = Guidance(
    paragraphs=(
        _(
            "This asks about the way, not about how far it came. Put the milestones of the action plan beside what happened, and look for what was changed, dropped, added, delayed, or done by somebody else than planned."
        ),
        _(
            "All, most, some or none? Count the milestones that were carried out as they are written. A milestone that was reached by other means was not implemented as planned, even where the other means were better. More than half is “most”. A milestone not begun was not implemented as planned either."
        ),
        _(
            "So “limited” progress and “all as planned” seldom stand together. If they do in your case, explain it: for instance, where the plan itself put the last milestones after the day of your assessment."
        ),
        _(
            "As evidence, attach what shows the change and who decided it: minutes, an amended plan, a letter. Take out what should not be public, such as private telephone numbers, before you attach it: the files are published with the report."
        ),
    ),
    example=_(
        "Most. Three of the four milestones were carried out as written. The fourth promised ten neighbourhood meetings; the steering group replaced six of them by a telephone survey of 400 households because of the ban on gatherings (minutes of 14 May, attached), and told the residents’ association so in writing."
    ),
)

ACCESS = Guidance(
    paragraphs=(
        _(
            "Readers want to know what they can find out today that they could not before: more information, better or more useful information, easier ways to ask for it, or information that more people can reach. Look yourself, as a resident would, and try to use it."
        ),
        _(
            "Yes, No or Not Applicable? Yes needs something that you can point at. No is for a commitment that aimed at information, or clearly could have, and nothing came of it. Not Applicable is for a commitment that has nothing to do with information; a sentence on why helps the reader."
        ),
        _(
            "Did not change or Marginal? Marginal means that somebody could notice: a page that was hard to find and now is not. Marginal or Major? Major changes what people in this area can know, even if only for one service or one part of town. Outstanding is rare: publishing is now the rule, and nobody would think of going back."
        ),
        _(
            "Evidence is the thing itself with its URL and the day on which you saw it, the number of visits, downloads or requests, and, best of all, what somebody did with the information."
        ),
    ),
    example=_(
        "Yes, major. Until 2020 one could read a contract only at the counter, on two mornings a week. Since March all contracts above a small sum are online, can be searched by supplier and downloaded. A parents’ group used them to show that one school kitchen was paid for twice; the council answered within a month. Contracts of the water company are still missing."
    ),
)

PARTICIPATION = Guidance(
    paragraphs=(
        _(
            "Readers want to know who could be heard, how, and what became of what they said. An event is an opportunity; a decision that came out differently is an influence. Say which of the two you found."
        ),
        _(
            "Yes, No or Not Applicable? Yes needs a channel, a space or a skill that exists because of the commitment or got better through it. Telling people about a decision that was already taken is information, which belongs under 2.1.1. Consultation while the action plan was being written is not a result of the commitment."
        ),
        _(
            "Did not change or Marginal? If people were invited and nothing they said was answered, practice did not change. Marginal: they were heard once, or few of them. Major: there is a way that stays, and at least some decisions show its traces. Outstanding: decisions of this kind are no longer taken without it. Worsened is a real answer: a new channel can replace one that worked better."
        ),
        _(
            "Evidence: how many took part and who was missing, lists of proposals with the answer to each, minutes before and after, the words of participants and of people who stayed away."
        ),
    ),
    example=_(
        "Yes, marginal. Two open meetings on the bus routes took place (61 and 24 people; nobody from the two settlements across the river). Of 38 proposals the transport office answered 30 in writing, and moved three stops. No further meeting is planned, and the bylaw that was to make them yearly did not pass."
    ),
)

ACCOUNTABILITY = Guidance(
    paragraphs=(
        _(
            "Readers want to know whether officials now have to explain and answer for what they do, and whether something follows when they do not: a complaint that must be decided in time, an auditor who reports in public, a hearing, a sanction."
        ),
        _(
            "Yes, No or Not Applicable? Publishing alone is not accountability; it belongs under 2.1.1. Ask for the step after it: who may put a question, who must answer, by when, and what if not. If there is such a step, or an existing one got better, choose Yes. If the commitment meant to create one and did not, choose No."
        ),
        _(
            "Did not change or Marginal? A channel that nobody has used, or that nobody answered, has not changed practice. Marginal: it was used, to little effect. Major: officials have acted differently because of it, in this area. Outstanding: answering has become what everybody expects."
        ),
        _(
            "Evidence: numbers of complaints and of decisions, time until an answer, a case from beginning to end, what officials say of it and what complainants say."
        ),
    ),
    example=_(
        "Yes, marginal. Since May anybody may report a pothole and follow it under a number. Of 540 reports 371 were closed within the promised 30 days. For the others nothing follows: the bylaw names no consequence, and the works office gives no reasons. Two of the five residents we asked had stopped reporting."
    ),
)

PROBLEM_ADDRESSED = Guidance(
    paragraphs=(
        _(
            "Begin with the problem as the action plan words it; you find it in the Overview of your report. Readers want to know whether that problem is smaller now, not whether the work was good."
        ),
        _(
            "Yes or No? Yes if what was done bears on the problem, even if much of it remains: say how much, and how you can tell. No if the problem is as it was, or if the work went past it; then say what would have been needed. Not Applicable only where the plan names no problem."
        ),
        _(
            "Evidence is a comparison: the same number, place or practice before and after. Where nobody measured before, say so, and use what people remember, from more than one side."
        ),
    ),
    example=_(
        "Yes, in part. The plan speaks of families who travel for hours to learn whether their child has a place at school. Since the list is online and read out on local radio, the school office counted 140 visits in the weeks of enrolment, after 610 the year before. Families without a telephone still travel."
    ),
)

LESSONS = Guidance(
    paragraphs=(
        _(
            "Write for somebody who is about to try the same elsewhere, and for those who write the next action plan here. What would you tell them before they begin?"
        ),
        _(
            "A lesson has three parts: what happened, why, and what to do next time. Name who should do it. A recommendation that anybody could have given without seeing this commitment is not a lesson from it."
        ),
        _(
            "Say also whether the commitment should be taken forward into the next plan, as it is or changed, and what should be left out. A success is worth explaining, too: what made it work that others may lack?"
        ),
    ),
    example=_(
        "Agree with the office that holds the data before the commitment is written, not after. Here the plan promised figures that only the province has, and eight months went by until a contract allowed their use. Next time the holder of the data should be named as a lead institution. The commitment should go forward without its third milestone, which the new law has made needless."
    ),
)
