"""A charge and a track as people fill them in, before they are records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class ChargeDraft:
    """One act that is alleged against one person.

    Attributes:
        control: who held the district then, and from when to when.
        mode: a code of `liability_modes`.
        own_part: what he himself did; empty for a commander.
        knew, could: of a commander, what he knew of this act and could have done; empty for everybody else.
        evidence, exculpatory: numbers of exhibits and statements of the case.
        looked_for_against: where was looked, when nothing speaks for him.
        happened_until: the last day on which it may have been, where `happened_on` is only the first.
        place: in words, as far as it is known.
    """

    act: str
    words: str
    happened_on: date | None
    district: str
    control: str
    mode: str
    standard: str
    own_part: str = ""
    knew: str = ""
    could: str = ""
    victim_ids: tuple[UUID, ...] = ()
    evidence: tuple[str, ...] = ()
    exculpatory: tuple[str, ...] = ()
    looked_for_against: str = ""
    happened_until: date | None = None
    place: str = ""


@dataclass(frozen=True)
class TrackDraft:
    """On which track a charge stands for one victim, by whom and by which paper.

    Attributes:
        victim_id: None where the charge has no victim.
        instrument: of the charter.
        paper: number and date of the decision or the record in which it was said.
        is_fact: a court has said so; it is written down, not decided.
    """

    track: str
    victim_id: UUID | None
    made_on: date | None
    instrument: str
    paper: str
    reasons: str
    is_fact: bool = False


@dataclass(frozen=True)
class HearingDraft:
    """A sitting, planned or as it was.

    Attributes:
        kind: a code of `hearing_kinds`.
        counsel, interpreter: names; empty where there was none.
        is_open: whether the public may come in; None where it is not said.
    """

    kind: str
    accused_ids: tuple[UUID, ...]
    starts_at: datetime | None
    place: str
    language: str
    counsel: str = ""
    interpreter: str = ""
    needs_interpreter: bool = False
    is_open: bool | None = None


@dataclass(frozen=True)
class StepDraft:
    """A step that cannot be undone, planned or as it happened.

    Attributes:
        kind: a sentence of an accused; of a victim the remains, or the certificate of heirs.
        by: who does it or did it.
        instrument: number and date of the paper.
    """

    kind: str
    at: datetime | None
    by: str = ""
    instrument: str = ""


@dataclass(frozen=True)
class CourtActDraft:
    """What a court said of one accused.

    Attributes:
        outcomes: by charge: convicted, acquitted or discontinued.
        penalty: `death`, `prison` or none.
        record_number, content: number and file of the document; empty while it was only spoken.
    """

    kind: str
    level: str
    court: str
    judge: str
    said_at: datetime | None
    words: str
    outcomes: dict[UUID, str] = field(default_factory=dict)
    penalty: str = ""
    record_number: str = ""
    content: bytes = b""
