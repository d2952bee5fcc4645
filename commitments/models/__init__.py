"""What governments promised: members, their action plans, and the commitments in them."""

from .action_plan import ActionPlan
from .commitment import Commitment, CommitmentQuerySet, Milestone, OgpValue, PolicyArea
from .member import Contact, Level, Member, MemberQuerySet, Side

__all__ = [
    "ActionPlan",
    "Commitment",
    "CommitmentQuerySet",
    "Contact",
    "Level",
    "Member",
    "MemberQuerySet",
    "Milestone",
    "OgpValue",
    "PolicyArea",
    "Side",
]
