"""The evaluator's desk: what wants her, and the pages on which she files a report."""

from .asking import AskView, KeptRequestView
from .autosave import AutosaveView
from .checking import CheckView, SignView, SubmitView
from .comparing import CompareView
from .consultation import ConsultationView
from .correcting import CorrectView
from .discarding import DiscardedView, DiscardView
from .evidence import EvidenceView
from .flags import FlagsView, RaisedView
from .home import DeskView
from .joining import InvitationView
from .keeping import KeptWordsView
from .people import EvaluatorsView, MeView
from .presence import PresenceView
from .receiving import ReceiptView
from .remarks import RemarksView
from .reminding import StopRemindersView
from .section import SectionView
from .starting import StartView
from .submissions import SubmissionsView
from .tasks import OverviewView, TaskListView
from .unlocking import UnlockView
from .uploading import UploadView

__all__ = [
    "AskView",
    "AutosaveView",
    "CheckView",
    "CompareView",
    "ConsultationView",
    "CorrectView",
    "DeskView",
    "DiscardView",
    "DiscardedView",
    "EvaluatorsView",
    "EvidenceView",
    "FlagsView",
    "InvitationView",
    "KeptRequestView",
    "KeptWordsView",
    "MeView",
    "OverviewView",
    "PresenceView",
    "RaisedView",
    "ReceiptView",
    "RemarksView",
    "SectionView",
    "SignView",
    "StartView",
    "StopRemindersView",
    "SubmissionsView",
    "SubmitView",
    "TaskListView",
    "UnlockView",
    "UploadView",
]
