"""Making decisions: at the desk and, by a second person, over the phone."""

from tansiq.kernel.decisions.actions.deciding import authorise, erase_words, record_fact, require_reasons
from tansiq.kernel.decisions.actions.phoning import approve_by_phone, confirm_approval, proven, tell_unconfirmed
from tansiq.kernel.decisions.actions.same_reasons import count_reasons

__all__ = [
    "approve_by_phone", "authorise", "confirm_approval", "count_reasons", "erase_words", "proven", "record_fact",
    "require_reasons", "tell_unconfirmed",
]  # fmt: skip
