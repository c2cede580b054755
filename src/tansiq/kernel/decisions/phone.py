"""Acts of a second person that may be decided by a code over the phone, as each room names its own.

A room registers what it lets a second person decide: which act it is, who may, how the record is told to whoever types,
and which action decides. The action is the one that the desk calls too, so that every rule of it holds on the phone.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

from tansiq.kernel import keys
from tansiq.kernel.access.actor import Actor
from tansiq.kernel.problems import NotFound

# Letters that are not mistaken for each other over a radio.
SIGNS = "234679ACDEFGHJKMNPQRTUVWXYZ"


@dataclass(frozen=True)
class Waiting:
    """What waits for the second person, as it may be read out: no name, no word of the record.

    `page` is the name of the record's own page, which takes its id.
    """

    reference: str
    page: str


Describe = Callable[[Actor, UUID], Waiting]
Decide = Callable[..., Any]


@dataclass(frozen=True)
class SecondAct:
    """One act of a second person.

    Attributes:
        code: as the decision names it, `intelligence.accept`.
        permission: what the approver must hold.
        describe: finds the record under the rights of whoever types; raises NotFound where he does not see it.
        decide: the action; takes `actor`, `now`, the id under `argument`, and `reasons`.
        undo: what follows at once when the approver says that it was not his: only what is in the person's favour.
    """

    code: str
    permission: str
    words: str | Promise
    question: str | Promise
    argument: str
    describe: Describe
    decide: Decide
    undo: Decide


_ACTS: dict[str, SecondAct] = {}


def register(act: SecondAct) -> None:
    """Let a second person decide this by phone; called once, when the app is ready."""
    _ACTS[act.code] = act


def act_of(code: str) -> SecondAct:
    """The act of this code.

    Raises:
        NotFound: no room registered it.
    """
    found = _ACTS.get(code)
    if found is None:
        raise NotFound
    return found


def acts() -> tuple[SecondAct, ...]:
    """Every act that a second person may approve by phone, by code."""
    return tuple(_ACTS[code] for code in sorted(_ACTS))


@lru_cache
def _key() -> bytes:
    return keys.derived(settings.TANSIQ_DATA_DIR, "phone-challenge")


def challenge(code: str, subject_id: UUID, officer_id: UUID, on: datetime) -> str:
    """Four signs that name this act on this record by this officer today: read out, and shown again to confirm."""
    text = f"{code}|{subject_id}|{officer_id}|{on.date().isoformat()}"
    digest = hmac.new(_key(), text.encode(), hashlib.sha256).digest()
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:4])
