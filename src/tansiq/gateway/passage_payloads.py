"""What passes to the protection desk and back: outlines without names, one word, threats to life; and bulletins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PlanOutline:
    """Where and when something is planned. Which unit, for whom, by which agency and why stay behind."""

    plan: str
    number: str
    round: int
    outline: list[list[list[float]]]
    buffer: int
    starts_at: str
    ends_at: str


@dataclass(frozen=True)
class PlanWord:
    """One word for the watch officer: `ordinary`, `ask_first`, `go` or `move`. Why it is said stays behind."""

    plan: str
    round: int
    word: str


@dataclass(frozen=True)
class ThreatToLife:
    """A threat to somebody's life, sanitised: what, against whom, since when known. How it is known stays behind.

    `is_blind`: the room that sends it never learns what became of it.
    """

    origin: str
    reference: str
    words: str
    threatened: str
    function: str
    known_at: str
    is_blind: bool = False


@dataclass(frozen=True)
class RecognitionBulletin:
    """How a device is recognised and what to do: codes of the charter and sanitised words. How it is built, the case,
    whoever found it and whoever is suspected stay behind.

    `picture`: digest of the approved picture that goes with it, "" where there is none.
    """

    bulletin: str
    delivery: str
    district: str
    seen_at: str
    looks_like: str
    advice: str
    contact: str
    picture: str = ""


@dataclass(frozen=True)
class RevengeRisk:
    """Relatives of a victim may take revenge on an accused: which case, what is said, since when known.

    There is no field for who may do it: heirs are nobody's suspects, and their file passes nothing.

    Source:
        Q-14: to kill an accused without judgment is murder, whoever does it.
    """

    case: str
    words: str
    known_at: str


@dataclass(frozen=True)
class DangerQuestion:
    """Somebody is to be heard: is it dangerous to him and his family? Who he is in words, what is feared.

    `reference`: a number that leads back to whoever asks. The file, his case and who asks stay behind.
    """

    reference: str
    whom: str
    words: str
    asked_at: str


@dataclass(frozen=True)
class DangerAssessed:
    """The protection desk has assessed a danger: which question, its own number, when. What it found stays behind.

    There is no field for words: who plans a session learns that it was looked at, and nothing of anybody's protection.
    """

    reference: str
    number: str
    at: str


# As in the table of passages: code, payload, sender, receiver, who decides, clock, words, what is left behind.
PROTECTION: tuple[tuple[str, type, str, str, str, str, Any, Any], ...] = (
    (
        "plan_check", PlanOutline, "intelligence", "protection", "", "PLAN-CALL",
        _("Where and when something is planned is held against protected cells."),
        _("Agency, unit, contact, task and order; nothing comes back but one word to the watch officer."),
    ),
    (
        "plan_call", PlanWord, "protection", "watch_officer", "", "",
        _("The watch officer is told whether a plan waits for the protection desk; some do by chance."),
        _("Whether anything protected is touched: it stays with the protection desk."),
    ),
    (
        "plan_answer", PlanWord, "protection", "watch_officer", "protection.decide", "PLAN-ANSWER",
        _("The protection desk lets a plan go, or asks for another place or time."),
        _("Whether anything protected is touched, what, and where."),
    ),
    (
        "threat", ThreatToLife, "any_room", "protection", "", "THREAT-NOTICE",
        _("Whoever learns of a threat to a life tells the protection desk."),
        _("Sources and how it is known; the sender does not learn what became of it."),
    ),
    (
        "revenge_risk", RevengeRisk, "any_room", "protection", "", "THREAT-NOTICE",
        _("Relatives of a victim may take revenge on an accused: the protection desk is told."),
        _("Who may do it, and anything of the heirs’ file: the case and what is said pass."),
    ),
    (
        "danger_question", DangerQuestion, "cooperation", "protection", "", "DANGER-ASSESSED",
        _("Before somebody who cooperates is heard, the protection desk is asked to assess the danger to him."),
        _("His file, his case, what he says and who asks: a number leads back."),
    ),
    (
        "danger_assessed", DangerAssessed, "protection", "cooperation", "protection.decide", "",
        _("The protection desk says that it has assessed the danger: its number and the day."),
        _("What it found, what it does about it, where anybody lives, and who decided."),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class StatementTaken:
    """Somebody who is held was heard: numbers and conditions. What he said, who heard him and the case stay behind.

    `place`: words for a place that is not on the official list, "" where he was heard where the register has him.
    """

    detention: str
    statement: str
    at: str
    place: str
    counsel: bool
    recorded: bool
    guardian: bool
    longest_stretch_minutes: int


@dataclass(frozen=True)
class StatementJudged:
    """A statement may come from ill-treatment, or a judge has ruled on it.

    `kind`: `taint_alleged` with its indicator, or `taint_ruled` with its result and the number of the record.
    """

    detention: str
    statement: str
    at: str
    kind: str
    indicator: str = ""
    result: str = ""
    record: str = ""


@dataclass(frozen=True)
class StatementDoubted:
    """In the register somebody says that a statement may come from ill-treatment: which one, what points to it.

    `statement`: its number as it was told, which the register may never have heard of. Whoever sends it does not learn
    whether there is such a statement.
    """

    detention: str
    statement: str
    at: str
    indicator: str
    words: str


STATEMENTS: tuple[tuple[str, type, str, str, str, str, Any, Any], ...] = (
    (
        "statement", StatementTaken, "casework", "custody", "", "",
        _("The register of detentions learns that somebody who is held was heard, and under which conditions."),
        _("What he said, who heard him, and the case."),
    ),
    (
        "statement_judged", StatementJudged, "casework", "custody", "", "",
        _("The register learns that a statement may come from ill-treatment, or what a judge ruled of it."),
        _("Who says so and in which words, and the case."),
    ),
    (
        "statement_doubted", StatementDoubted, "custody", "casework", "", "",
        _("In the register a statement is said to come from ill-treatment: it is read by nobody until a judge rules."),
        _("Everything else of the register; back comes nothing, not even whether there is such a statement."),
    ),
)  # fmt: skip
BULLETIN: tuple[tuple[str, type, str, str, str, str, Any, Any], ...] = (
    (
        "bulletin", RecognitionBulletin, "casework", "agency", "casework.open", "BULLETIN-ACKNOWLEDGE",
        _("How a device is recognised, and what to do, goes to agencies whose patrols may meet one."),
        _("How it is built and set off, the case, who found it, who is suspected; every other picture."),
    ),
)  # fmt: skip
HASHED: frozenset[type] = frozenset(
    {
        PlanOutline,
        PlanWord,
        ThreatToLife,
        RevengeRisk,
        DangerQuestion,
        DangerAssessed,
        RecognitionBulletin,
        StatementTaken,
        StatementJudged,
        StatementDoubted,
    }
)
ProtectionPayload = PlanOutline | PlanWord | ThreatToLife | RevengeRisk | DangerQuestion | DangerAssessed


@dataclass(frozen=True)
class CourtRelease:
    """A court set somebody free: number of the detention and name, who said it when, the order if it is on paper."""

    detention: str
    ground: str
    order: str
    said_at: str
    by: str
    name: str
    decision: str


@dataclass(frozen=True)
class HearingNotice:
    """A hearing that heirs may attend: number of their file, hour and place. Who is accused stays behind.

    `said`: it was `set`, `moved` to this hour, or `cancelled`.
    """

    heirs_record: str
    hearing: str
    starts_at: str
    place: str
    said: str = "set"


@dataclass(frozen=True)
class RulingNotice:
    """Something was ruled in a case: its numbers, and those of the heirs' files of its victims. What, by whom and about
    whom stays behind: the office asks the court, or reads its paper.
    """

    cases: list[str]
    heirs_records: list[str]
    at: str


@dataclass(frozen=True)
class CooperationNotice:
    """Somebody accused in a case speaks to the prosecution: its reference. What he says and is told stay behind.

    There is no field for terms: nothing in them can touch the right of an heir (REP-01).
    """

    case: str
    told_at: str


COURTS: tuple[tuple[str, type, str, str, str, str, Any, Any], ...] = (
    (
        "court_release", CourtRelease, "casework", "custody", "casework.court", "RELEASE-EXECUTE",
        _("A court acquitted somebody or ordered a release: the order is at the gate at once, also while only spoken."),
        _("The charges, the evidence and everything else that stands in the court file."),
    ),
    (
        "hearing_notice", HearingNotice, "casework", "victims", "", "",
        _("A hearing was set, moved or cancelled: the victims’ office tells the heirs by their own safe way."),
        _("Who is accused and of what: the number of the heirs’ file, the hour and the place pass."),
    ),
    (
        "ruling_notice", RulingNotice, "casework", "victims", "", "",
        _("Something was ruled in a case: the victims’ office, which keeps its own ledger, asks the court for it."),
        _("What was ruled, by whom and about whom; back comes nothing, not even whether there is a file."),
    ),
    (
        "cooperation_notice", CooperationNotice, "cooperation", "victims", "cooperation.open", "",
        _("Counsel of the heirs is told that somebody accused in their case speaks to the prosecution."),
        _("The file, its terms, what he says, who hears him; back comes nothing, not even whether heirs are known."),
    ),
)  # fmt: skip
HASHED |= {CourtRelease, HearingNotice, CooperationNotice, RulingNotice}
CourtPayload = CourtRelease | HearingNotice | CooperationNotice | RulingNotice
CasePayload = RecognitionBulletin | StatementTaken | StatementJudged | StatementDoubted
