"""The table of passages: what may pass a wall, from where to where, who decides, on what clock, what is left behind.

What is not in the table cannot pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tansiq.gateway.passage_payloads import (
    BULLETIN,
    COURTS,
    PROTECTION,
    STATEMENTS,
    CasePayload,
    CourtPayload,
    ProtectionPayload,
)


@dataclass(frozen=True)
class Passage:
    """One permitted passage.

    Attributes:
        payload: the type that passes; its members are the only ones that do.
        decides: the permission of the person who decides; empty where the passage is a notice that must go.
        clock: code in the charter, empty where none runs.
        stripped: what is left behind, in words.
    """

    code: str
    payload: type
    sender: str
    receiver: str
    decides: str
    clock: str
    words: str | Promise
    stripped: str | Promise


@dataclass(frozen=True)
class CorePacket:
    """What an owner releases: the person as written, what is alleged, how sure, and whom to call."""

    name: dict[str, str]
    birth: str
    place: str
    identifiers: list[list[str]]
    record: dict[str, Any]
    handling: str
    conditions: str
    contact: str


@dataclass(frozen=True)
class ComparedFields:
    """What a validator sees: which fields were compared. The fields are shown, not kept."""

    hit: str
    fields: list[str]


@dataclass(frozen=True)
class SanitisedAssessment:
    """Danger to life: what, where, when, what to do. Never where it is known from."""

    text: str
    warned: str
    handling: str
    conditions: str


@dataclass(frozen=True)
class RecallNotice:
    """Withdrawn: the number of the disclosure and nothing else. The cause does not pass."""

    disclosure: str


@dataclass(frozen=True)
class Notice:
    """What the inspector is told: a code and a reference."""

    code: str
    reference: str


@dataclass(frozen=True)
class StopSign:
    """What prison and prosecution are told: the number of a stop. The cause does not pass."""

    stop: str


@dataclass(frozen=True)
class InformationQuestion:
    """A question to another agency, with why and by when; the answer comes back the same way."""

    number: str


@dataclass(frozen=True)
class PassedOn:
    """A recipient passes a disclosure on, as its handling or the owner's permission lets it."""

    disclosure: str


@dataclass(frozen=True)
class RedressRequest:
    """A complaint was upheld: whoever holds something of the person puts it right. Who it is, the task shows."""

    complaint: str
    kind: str


@dataclass(frozen=True)
class RedressAnswer:
    """What a holder did, and on which basis it keeps what it kept."""

    complaint: str
    did: str
    basis: str


@dataclass(frozen=True)
class Exoneration:
    """Somebody was released and cleared: the number of the detention and nothing else. Why does not pass."""

    detention: str


Payload = (
    PassedOn | CorePacket | ComparedFields | SanitisedAssessment | RecallNotice | Notice | InformationQuestion
    | StopSign | RedressRequest | RedressAnswer | Exoneration | ProtectionPayload | CourtPayload | CasePayload
)  # fmt: skip

PASSAGES: dict[str, Passage] = {
    row.code: row
    for row in (
        Passage(
            "compare", ComparedFields, "gateway", "validator", "gateway.validate", "HIT-VALIDATION",
            _("A validator of neither agency compares two kits."),
            _("Everything but the compared fields: no act, no report, no source, neither agency's name."),
        ),
        Passage(
            "core_packet", CorePacket, "intelligence", "agency", "gateway.release", "CORE-DATA",
            _("The owner releases the core packet of a validated hit to the asker's agency."),
            _("Reports, sources, authors, mother's name, links, everything about others."),
        ),
        Passage(
            "break_glass", CorePacket, "intelligence", "watch_officer", "gateway.break_glass", "GLASS-REVIEW",
            _("A watch officer opens the core packet of an urgent hit because a life is at risk; two review it."),
            _("Everything but core packets of subjects: no tip, no victim, no protected person."),
        ),
        Passage(
            "assessment", SanitisedAssessment, "intelligence", "agency", "gateway.release", "",
            _("An assessment of imminent danger to life goes to whoever can prevent it."),
            _("Names of reports, sources and authors."),
        ),
        Passage(
            "passed_on", PassedOn, "agency", "agency", "gateway.release", "",
            _("A recipient passes a disclosure on to a third agency."),
            _("Nothing is added: the copy is the owner's, who can withdraw it."),
        ),
        Passage(
            "recall", RecallNotice, "gateway", "agency", "gateway.recall", "RECALL-URGENT",
            _("A disclosure is withdrawn at every recipient."),
            _("The cause: the words are the same for every one."),
        ),
        Passage(
            "notice", Notice, "gateway", "oversight", "", "",
            _("The inspector is told that something was tried that nobody may do."),
            _("Names and words: a code and a reference pass."),
        ),
        Passage(
            "stop", StopSign, "gateway", "agency", "", "HOLD-ACKNOWLEDGE",
            _("Prison and prosecution are told that a court must speak before anything irreversible is done."),
            _("Why, who asked for it and whose word it rests on: the words are the same for every cause."),
        ),
        Passage(
            "information", InformationQuestion, "intelligence", "agency", "intelligence.answer", "RFI-ANSWER",
            _("An agency asks another for information and is answered or refused with a reason."),
            _("Who else holds anything."),
        ),
        Passage(
            "redress", RedressRequest, "oversight", "agency", "oversight.decide", "REDRESS-HOLDER",
            _("A complaint was upheld: an agency that may hold something of the person is asked to put it right."),
            _("Where the person complained, how to reach him, and who else is asked."),
        ),
        Passage(
            "redress_answer", RedressAnswer, "agency", "oversight", "oversight.answer", "",
            _("The agency tells the inspector what it did with what it holds."),
            _("What is held: neither the desk nor the person learns whether anything was."),
        ),
        Passage(
            "exoneration", Exoneration, "custody", "gateway", "custody.record", "RECALL-URGENT",
            _("Somebody was released and cleared: copies about him are recalled, orders of arrest against him fall."),
            _("Why he was cleared, where he was held, by whom: a number passes."),
        ),
    )
}  # fmt: skip
PASSAGES |= {row[0]: Passage(*row) for row in (*PROTECTION, *COURTS, *BULLETIN, *STATEMENTS)}
