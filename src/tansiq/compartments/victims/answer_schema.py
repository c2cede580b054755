"""The JSON Schema of what `tansiq heirs replay --json` prints, for whoever reads it with a program. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tansiq.kernel.charter.heirs import STEPS, TRACKS

STATES: Final = (
    "not_opened", "heirs_search", "heirs_listed", "right_open", "qisas_dropped", "barred", "offender_died",
    "not_waivable", "cannot_be_set",
)  # fmt: skip
WAIVERS: Final = (
    "alleged", "interviewed", "cooling_off", "reconfirmed", "sent_to_court", "court_validated", "court_rejected",
    "withdrawn", "void",
)  # fmt: skip
DIYA: Final = ("claimed", "waived", "conditional", "paid", "disputed")
REFUSALS: Final = (
    "NOT_AN_HEIR", "WAIVER_FOR_MINOR", "TRACK_NOT_WAIVABLE", "NOT_VALIDATED", "TOO_EARLY", "NO_SESSION",
    "NOT_RECONFIRMED", "NO_READER", "WITHDRAWN", "CHRONOLOGY", "UNKNOWN_WAIVER", "UNKNOWN_CONDITION",
)  # fmt: skip
WHO: Final = ("court", "prosecution", "victims_office", "protection")
CONFIDENCE: Final = ("high", "medium", "low", "policy")
_TEXT: Final = {"type": "string", "minLength": 1}
_TRUTH: Final = {"type": "boolean"}


def _one_of(*names: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(names)}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


# A share as a court writes it, in Western, Arabic or Persian digits. They are named one by one: what \d means differs
# from one reader of a schema to the next.
_DIGITS: Final = "[0-9٠-٩۰-۹]{1,40}"
SHARE: Final = f"^(1|{_DIGITS}/{_DIGITS})$"


def _object(properties: dict[str, Any], title: str = "") -> dict[str, Any]:
    """An object with all of these members and no other."""
    made = {
        "type": "object", "additionalProperties": False, "properties": properties, "required": sorted(properties),
    }  # fmt: skip
    return made | ({"title": title} if title else {})


def schema(steps: Sequence[str] = STEPS) -> dict[str, Any]:
    """The whole answer: every right, and every line that was refused."""
    hold = _object({"waiver": _or_null(_TEXT), "since": _TEXT, "court_task_due": _TEXT})
    heir = _object({
        "heir": _TEXT, "share": {"type": "string", "pattern": SHARE}, "requested": _TRUTH,
        "waiver": _or_null(_one_of(*WAIVERS)), "diya": _one_of(*DIYA),
    })  # fmt: skip
    step = _object({
        "code": _one_of(*steps), "who": _one_of(*WHO), "article": _TEXT, "confidence": _one_of(*CONFIDENCE),
        "settled": _TRUTH,
    })  # fmt: skip
    right = _object({
        "victim": _TEXT, "accused": _TEXT, "track": _one_of(*TRACKS), "state": _one_of(*STATES), "stop": _TRUTH,
        "holds": _list(hold), "heirs": _list(heir), "flags": _list(_TEXT), "steps": _list(step),
    })  # fmt: skip
    refusal = _object({"line": {"type": "integer", "minimum": 1}, "code": _one_of(*REFUSALS)})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _object(
        {"at": _TEXT, "charter": _TEXT, "rights": _list(right), "refused": _list(refusal)},
        title="Answer of tansiq heirs replay --json",
    )
