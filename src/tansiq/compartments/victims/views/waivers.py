"""What the page of one waiver draws: the paper field by field, and its conditions one by one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tansiq.compartments.victims import words
from tansiq.compartments.victims.views.labels import BESIDE, FIELDS, VALUES
from tansiq.compartments.victims.waiver_files import WaiverFile

# In the order in which somebody asks: what it says, who said it, where and before whom, and what stood behind it.
_PAPER = (
    "qisas", "diya", "signed_by", "channel", "place", "private_session", "literate", "reader", "witnesses",
    "offered_by", "paid", "record", "judge",
)  # fmt: skip


def paper(told: WaiverFile) -> list[dict[str, str]]:
    """What the first paper says; an answer that was not given stands as a dash, so that it is missed."""
    event = told.first.event
    said = [{"name": str(FIELDS[name]), "value": _said(event[name])} for name in _PAPER if name in event]
    return [*said, *({"name": str(BESIDE[name]), "value": text} for name, text in told.first.beside.items())]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(str(one) for one in value) or "—"
    return str(VALUES.get(str(value), value)) if value not in (None, "") else "—"


def conditions(told: WaiverFile) -> list[dict[str, str]]:
    return [{"code": one.code, "text": one.text, "state": str(words.CONDITIONS[one.state])} for one in told.conditions]
