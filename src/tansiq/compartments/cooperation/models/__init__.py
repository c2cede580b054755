"""Records of cooperation, split by what they are about."""

from tansiq.compartments.cooperation.models.claims import Assessment, Check, Claim, Mention, Told
from tansiq.compartments.cooperation.models.conditions import Examination, Instigation
from tansiq.compartments.cooperation.models.files import Counsel, File, Handler, Step, Terms
from tansiq.compartments.cooperation.models.promises import Appearance, Payment, Promise
from tansiq.compartments.cooperation.models.protection import ProtectionLink
from tansiq.compartments.cooperation.models.sessions import Call, FirstWords, OnCall, Session

__all__ = [
    "Appearance",
    "Assessment",
    "Call",
    "Check",
    "Claim",
    "Counsel",
    "Examination",
    "File",
    "FirstWords",
    "Handler",
    "Instigation",
    "Mention",
    "OnCall",
    "Payment",
    "Promise",
    "ProtectionLink",
    "Session",
    "Step",
    "Terms",
    "Told",
]
