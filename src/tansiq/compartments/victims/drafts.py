"""What a caseworker writes down, before it is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HeirDraft:
    """One line of a court's certificate: an heir who is known by a code, or one by name who is not yet."""

    share: str
    capacity: str
    code: str = ""
    name: str = ""
    born_on: date | None = None
    represented_by: str = ""


@dataclass(frozen=True)
class PlanDraft:
    """How somebody may be reached; `purposes` and `channel` are codes of the charter."""

    channel: str
    safe_time: str
    purposes: tuple[str, ...] = ()
    reach: str = ""
    not_present: str = ""
    needs_woman: bool = False
    language: str = ""
    is_literate: bool = True
    distance: str = ""


@dataclass(frozen=True)
class WaiverDraft:
    """A waiver as it is written or was said; qisas and diya are two answers."""

    heir: str
    victims: tuple[str, ...]
    accused: tuple[str, ...]
    qisas: bool
    diya: str
    channel: str
    signed_by: str
    offered_by: str
    paid: str
    place: str = ""
    literate: bool = True
    reader: str = ""
    witnesses: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    private_session: bool = False
    public_right: bool = False
    interpreter: str = ""
    # Of somebody whom no certificate has named yet, in place of a code.
    heir_name: str = ""
