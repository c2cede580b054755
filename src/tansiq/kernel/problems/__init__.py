"""Refusals: what they are, how they are told to programs and to people, how they are recorded."""

from tansiq.kernel.problems.absent import existing
from tansiq.kernel.problems.problem import Invalid, NotFound, NotPermitted, Problem
from tansiq.kernel.problems.together import Together

__all__ = ["Invalid", "NotFound", "NotPermitted", "Problem", "Together", "existing"]
