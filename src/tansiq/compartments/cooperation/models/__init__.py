"""Records of cooperation, split by what they are about."""

from tansiq.compartments.cooperation.models.files import Counsel, File, Handler, Step, Terms
from tansiq.compartments.cooperation.models.sessions import Call, FirstWords, OnCall, Session

__all__ = ["Call", "Counsel", "File", "FirstWords", "Handler", "OnCall", "Session", "Step", "Terms"]
