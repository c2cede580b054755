"""What carries a payload through a wall by the table of passages, and keeps the trace of it.

Compartments register how they find what a kit belongs to and how they receive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from tansiq.gateway.errors import NotAPassage
from tansiq.gateway.models import Crossing
from tansiq.gateway.passage_payloads import HASHED
from tansiq.gateway.passage_table import (
    PASSAGES,
    ComparedFields,
    CorePacket,
    Exoneration,
    InformationQuestion,
    Notice,
    Passage,
    PassedOn,
    Payload,
    RecallNotice,
    RedressAnswer,
    RedressRequest,
    SanitisedAssessment,
    StopSign,
)
from tansiq.kernel.access.actor import Actor

__all__ = [
    "KEPT_IN_DISCLOSURE",
    "PASSAGES",
    "ComparedFields",
    "CorePacket",
    "Exoneration",
    "HeldRecord",
    "InformationQuestion",
    "Notice",
    "Passage",
    "PassedOn",
    "Payload",
    "RecallNotice",
    "RedressAnswer",
    "RedressRequest",
    "SanitisedAssessment",
    "StopSign",
    "cross",
    "held_record",
    "register_holder",
    "register_receiver",
]

# What these say stands where it was received, and ends there: a crossing outlives it and keeps their hash.
KEPT_IN_DISCLOSURE: frozenset[type] = frozenset({CorePacket, SanitisedAssessment}) | HASHED


@dataclass(frozen=True)
class HeldRecord:
    """What a kit belongs to, as its compartment tells the gateway on release.

    Attributes:
        subject: the record itself, by its label and id.
        packet: the members that may pass; codes of the charter and plain values.
    """

    subject: models.Model
    number: str
    handling: str
    conditions: str
    packet: dict[str, Any]


Find = Callable[[UUID], HeldRecord | None]
Receive = Callable[[Actor, datetime, Any], None]
_HOLDERS: dict[str, Find] = {}
_RECEIVERS: dict[str, Receive] = {}


def register_holder(kind: str, find: Find) -> None:
    """Say how to find what a kit of this kind belongs to; runs under the owner's own rights."""
    _HOLDERS[kind] = find


def register_receiver(passage: str, receive: Receive) -> None:
    """Say how a compartment takes in what this passage brings."""
    _RECEIVERS[passage] = receive


def held_record(kit_id: UUID, *, kinds: Collection[str] | None = None) -> HeldRecord | None:
    """What the kit belongs to, None where nothing open is left.

    Args:
        kinds: the only holders that are asked; None for all.
    """
    for kind, find in _HOLDERS.items():
        if kinds is not None and kind not in kinds:
            continue
        if record := find(kit_id):
            return record
    return None


def cross(
    passage: str,
    payload: Payload,
    *,
    actor: Actor,
    now: datetime,
    owner_id: UUID,
    receiver_id: UUID | None = None,
    decision_id: UUID | None = None,
) -> Crossing:
    """Let a payload pass, and hand it to whoever registered to receive it.

    Raises:
        NotAPassage: no such passage, another type of payload, or no decision where a person decides (W-1).
    """
    row = PASSAGES.get(passage)
    if row is None or type(payload) is not row.payload:  # rule: W-1, W-3
        raise NotAPassage
    if row.decides and decision_id is None and passage not in ("compare", "information", "recall"):  # rule: W-1
        raise NotAPassage
    told = asdict(payload)
    if row.payload in KEPT_IN_DISCLOSURE:
        told = {"sha256": hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()}
    crossing = Crossing(
        passage=passage,
        decision_id=decision_id,
        owner_id=owner_id,
        receiver_id=receiver_id,
        payload=told,
        crossed_at=now,
    )
    crossing.save(force_insert=True)
    if receive := _RECEIVERS.get(passage):
        receive(actor, now, payload)
    return crossing
