"""What no pack can lower. A pack below a floor stops the start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tansiq.kernel.charter import cooperation, heirs, oversight
from tansiq.kernel.charter.errors import BelowFloor
from tansiq.kernel.charter.schema import FIXED_UNITS, Retention, Row

if TYPE_CHECKING:
    from tansiq.kernel.charter.charter import Charter

CHILD_AGE: Final = 18
HARD_STOP_YEARS: Final = 5
READ_SAMPLE_PERCENT: Final = 2
PLAN_REDRAWS: Final = 3
PLAN_RANDOM_CALLS_PERCENT: Final = 10
PLAN_LIMITS: Final = ("PLAN-RADIUS", "PLAN-BUFFER")
HOUR: Final = timedelta(hours=1)
# The longest that a unit can last. Working days are missing on purpose: they have no longest length.
LONGEST: Final = {
    "minute": timedelta(minutes=1), "hour": HOUR, "day": 24 * HOUR,
    "month": timedelta(days=366) / 12, "year": timedelta(days=366),
}  # fmt: skip
# Clock: the event it must start from, and how long it may last at most.
AT_MOST: Final = {
    "ARR-TO-JUDICIARY": ("arrest", 24 * HOUR),
    "CHILD-TO-JUDICIARY": ("arrest", 24 * HOUR),
    "ORDER-PRESENT": ("arrest_on_order", 24 * HOUR),
    "PROS-HOLD": ("arrest", 7 * 24 * HOUR),
    "RECALL-URGENT": ("recall", 72 * HOUR),
    "RECALL-ORDINARY": ("recall", 72 * HOUR),
    "SUBJECT-HARD-STOP": ("subject_accepted", HARD_STOP_YEARS * LONGEST["year"]),
    "THREAT-NOTICE": ("threat_known", HOUR),
    "NOT-WARNED-REVIEW": ("not_warned", 24 * HOUR),
    "GLASS-LEASE": ("glass_broken", 4 * HOUR),
    "SUBJECT-REVIEW": ("subject_accepted", 12 * LONGEST["month"]),
    "CHARGE-REVIEW": ("alleged", 12 * LONGEST["month"]),
    "UNCATEGORISED": ("recorded", 6 * LONGEST["month"]),
    "HOLD-ACKNOWLEDGE": ("hold", HOUR),
    "HOLD-ACKNOWLEDGE-PRISON": ("hold", HOUR),
    "HOLD-COURT-TASK": ("hold", heirs.COURT_TASK_HOURS * HOUR),
    "STATEMENT-STRETCH": ("heard", 4 * HOUR),
    "COOP-WINDOW": ("start_record", 180 * 24 * HOUR),
    "COOP-COUNSEL": ("counsel_called", 24 * HOUR),
    "COOP-PROTECTION": ("counsel_named", 7 * 24 * HOUR),
    "COOP-VERIFY": ("claim", LONGEST["month"]),
}
ALWAYS: Final = (
    "ARR-TO-JUDICIARY", "RECALL-URGENT", "RECALL-ORDINARY", "SUBJECT-HARD-STOP", "SUBJECT-REVIEW", "UNCATEGORISED",
    "THREAT-NOTICE", "KIN-HOLDS", "HOLD-ACKNOWLEDGE", "HOLD-ACKNOWLEDGE-PRISON", "HOLD-COURT-TASK", "COOP-WINDOW",
    "COOP-COUNSEL", "COOP-PROTECTION", "COOP-VERIFY", "STATEMENT-STRETCH", "PLAN-LONGEST",
    # A passage sets these: without them a court could not move a hearing, nor the prosecution ask about a danger.
    "HEIRS-OF-HEARING",  # rule: G10
    "DANGER-ASSESSED",  # rule: REP-09
)  # fmt: skip
# What is kept for a time after its end: from which event, and for how long at most. Nothing outlives the hard stop.
KEPT_AT_MOST: Final = {
    "UNCATEGORISED-ERASE": ("ended", timedelta(0)),
    "SUBJECT-PROPOSED": ("proposed", 6 * LONGEST["month"]),
    "SUBJECT-ENDED": ("ended", LONGEST["year"]),
    "REPORT-ENDED": ("ended", timedelta(0)),
    "ASK-RECEIPT": ("asked", HARD_STOP_YEARS * LONGEST["year"]),
    "HIT-DIFFERENT": ("judged", LONGEST["year"]),
    "HIT-DECIDED": ("decided", HARD_STOP_YEARS * LONGEST["year"]),
    "DISCLOSURE-ENDED": ("lease_ended", LONGEST["year"]),
    "RECALL-ANSWERED": ("acknowledged", HARD_STOP_YEARS * LONGEST["year"]),
    "ORDER-ENDED": ("ended", HARD_STOP_YEARS * LONGEST["year"]),
    "LISTING-CLOSED": ("closed", LONGEST["year"]),
    "REQUEST-ANSWERED": ("answered", HARD_STOP_YEARS * LONGEST["year"]),
    "TRACE-DONE": ("done", HARD_STOP_YEARS * LONGEST["year"]),
    "ASSESSMENT-SENT": ("sent", HARD_STOP_YEARS * LONGEST["year"]),
    "IMPORT-STAGED": ("staged", LONGEST["year"]),
    "ALARM-CLOSED": ("closed", HARD_STOP_YEARS * LONGEST["year"]),
    "CLOCK-ENDED": ("ended", HARD_STOP_YEARS * LONGEST["year"]),
    "PROTECTED-ENDED": ("ended", LONGEST["year"]),
    "PLAN-CHECK-ENDED": ("ended", LONGEST["year"]),
    "THREAT-CLOSED": ("closed", HARD_STOP_YEARS * LONGEST["year"]),
    "DANGER-ANSWERED": ("assessed", HARD_STOP_YEARS * LONGEST["year"]),
    "PLAN-ENDED": ("ended", HARD_STOP_YEARS * LONGEST["year"]),
    "NOTICE-CLOSED": ("closed", HARD_STOP_YEARS * LONGEST["year"]),
    "FINDING-CLOSED": ("closed", HARD_STOP_YEARS * LONGEST["year"]),
    "SAMPLE-JUDGED": ("judged", HARD_STOP_YEARS * LONGEST["year"]),
    "COMPLAINT-DECIDED": ("decided", HARD_STOP_YEARS * LONGEST["year"]),
    "BULLETIN-WITHDRAWN": ("withdrawn", HARD_STOP_YEARS * LONGEST["year"]),
    "ENQUIRY-CLOSED": ("closed", HARD_STOP_YEARS * LONGEST["year"]),
    "HEARING-NOTICE-OVER": ("held", HARD_STOP_YEARS * LONGEST["year"]),
    "RANK-DESCRIBED": ("described", HARD_STOP_YEARS * LONGEST["year"]),
    "CUSTODY-TASK-DONE": ("done", HARD_STOP_YEARS * LONGEST["year"]),
    "CONTACT-MADE": ("done", HARD_STOP_YEARS * LONGEST["year"]),
    "CONTACT-PLAN-REPLACED": ("replaced", HARD_STOP_YEARS * LONGEST["year"]),
    "COOPERATION-ENDED": ("ended", HARD_STOP_YEARS * LONGEST["year"]),
    "ON-CALL-ENDED": ("ended", LONGEST["year"]),
    "PROMISE-DONE": ("done", HARD_STOP_YEARS * LONGEST["year"]),
    "GLASS-JUSTIFIED": ("reviewed", HARD_STOP_YEARS * LONGEST["year"]),
    "GLASS-NOT-JUSTIFIED": ("reviewed", HARD_STOP_YEARS * LONGEST["year"]),
    "BUDGET-RAISED": ("ended", HARD_STOP_YEARS * LONGEST["year"]),
    "FOOTPRINT-ENDED": ("ended", HARD_STOP_YEARS * LONGEST["year"]),
    "PHONE-ANSWERED": ("answered", HARD_STOP_YEARS * LONGEST["year"]),
    "KIN-ENDED": ("ended", LONGEST["year"]),
    "REASONS-COUNTED": ("counted", LONGEST["year"]),
}
# What must still be there when somebody asks for it: from which event, and for how long at least.
KEPT_AT_LEAST: Final = {
    "WEAPON-RECORDED": ("recorded", 20),  # years; EVD-08: International Tracing Instrument, 12
}
PURPOSES: Final = frozenset({"LIFE_AT_RISK", "CHECKPOINT_IDENTITY", "OPEN_CASE"})
RECALL_ACKNOWLEDGEMENTS: Final = frozenset({"deleted", "corrected", "kept"})
# Each non-ground, and grounds that a pack's words and patterns must recognise as it.
NON_GROUNDS: Final = {
    "TRIBE": ("من قبيلة كذا", "ينتمي إلى قبيلته", "member of tribe X in village Y"),
    "PLACE": ("من قرية كذا", "من أبناء المنطقة", "comes from the village of Y", "born in district Y"),
    "FAMILY": ("من عائلة معروفة", "من آل كذا", "member of the X family"),
    "RELATIVE": ("ابن عم المطلوب", "شقيقه", "his cousin is wanted", "relative of X"),
    "BELIEF": ("معتقده الديني", "من أتباع مذهب", "his religious beliefs", "belongs to a sect"),
}
# What stops everything that cannot be undone after a sentence of death, under every charter.
STOP_CARDS: Final = frozenset({
    "AGE_PROOF", "FAIR_TRIAL_FILE", "HEIRS_LEDGER", "SUPREME_COURT", "RATIFICATION", "DONOR_NOTICE", "NOT_PREGNANT",
    "NO_NURSING_CHILD", "SANE", "PUBLIC_RIGHT_ANSWER",
})  # fmt: skip
# Parts of a code that would bring what the red lines forbid.
RED_LINES: Final = {
    "RL-01": ("SCORE", "PREDICT", "PROFILING", "RISK_RANK"),
    "RL-02": ("FACE_", "FACIAL"),
    "RL-03": ("SOCIAL_MEDIA", "SCRAP"),
    "RL-04": ("LOCATION_TRACK", "GEOLOCAT", "TRACKING_DEVICE"),
    "RL-05": ("TARGET", "STRIKE"),
    "RL-06": ("FAMILY_TREE", "KINSHIP", "KIN_", "PRESSURE_ON"),
}
CHOSEN_FROM: Final = ("purposes", "how_obtained", "trace_methods", "release_grounds", "alternatives_to_arrest")


def check(charter: Charter) -> None:
    """Hold a whole charter against every floor; raises BelowFloor at the first that it misses."""
    if charter.jurisdiction.child_age < CHILD_AGE:  # rule: G6
        raise BelowFloor(file="charter.yaml", field="child_age", why=f"a child is a person below {CHILD_AGE} at least")
    if charter.jurisdiction.read_sample_percent < READ_SAMPLE_PERCENT:  # rule: G13
        why = f"at least {READ_SAMPLE_PERCENT} of a hundred reads are looked at"
        raise BelowFloor(file="charter.yaml", field="read_sample_percent", why=why)
    if charter.jurisdiction.plan_random_calls_percent < PLAN_RANDOM_CALLS_PERCENT:  # rule: JOC-09
        why = f"at least {PLAN_RANDOM_CALLS_PERCENT} of a hundred plans are called about by chance"
        raise BelowFloor(file="charter.yaml", field="plan_random_calls_percent", why=why)
    if charter.jurisdiction.plan_redraws > PLAN_REDRAWS:  # rule: JOC-09
        why = f"who draws a plan anew {PLAN_REDRAWS} times may be looking for whom it would touch"
        raise BelowFloor(file="charter.yaml", field="plan_redraws", why=why)
    _check_clocks(charter)
    _check_retention(charter)
    _check_codes(charter)
    _check_plan_limits(charter)
    _check_non_grounds(charter)
    _check_stop_cards(charter)
    _check_red_lines(charter)
    heirs.check(charter)
    cooperation.check(charter)
    oversight.check(charter)


# Nobody is taken away before he could object (G8); what a member takes back of his relatives opens no file in the same
# night (E31).
LEAST_HOURS: Final = {"TRANSFER-APPEAL": 72, "KIN-HOLDS": 24}
BACKWARDS = "HEIRS-OF-HEARING"  # from the hour of the hearing: a working day has no length to take away


def _check_clocks(charter: Charter) -> None:
    for clock in charter.clocks:
        starts_at, longest = AT_MOST.get(clock.code, ("", None))
        if longest is None:
            continue
        if clock.starts_at != starts_at:
            _refuse_clock(clock.code, "starts_at", f"runs from {starts_at!r}, no later event")
        if clock.unit not in LONGEST or clock.limit * LONGEST[clock.unit] > longest:  # rule: G4
            _refuse_clock(clock.code, "limit", f"at most {_words(longest)}")
    for code, least in LEAST_HOURS.items():
        rows = [clock for clock in charter.clocks if clock.code == code]
        if not rows or any(clock.unit != "hour" or clock.limit < least for clock in rows):  # rule: G8, E31
            _refuse_clock(code, "limit", f"at least {least} hours")
    for clock in charter.clocks:
        if clock.code == BACKWARDS and clock.unit not in FIXED_UNITS:  # rule: G10
            _refuse_clock(BACKWARDS, "unit", "in minutes, hours or days")
        if clock.code == BACKWARDS and not clock.limit <= (clock.escalates_after or 0) <= 2 * clock.limit:  # rule: G10
            _refuse_clock(BACKWARDS, "escalates_to", "from when, at most twice its time: the hour of the hearing")
    required = {*ALWAYS, *oversight.ALWAYS}
    # Where the prosecution may order an arrest, its own hold has an end.
    if any(row.code == "PROSECUTION" for row in charter.vocabularies.arrest_authorities):
        required.add("PROS-HOLD")
    for code in sorted(required):
        if not _is_unbroken([clock for clock in charter.clocks if clock.code == code], charter.jurisdiction.valid_from):
            _refuse_clock(code, "valid_from", "must be in force on every day of the charter")


def _refuse_clock(code: str, field: str, why: str) -> None:
    raise BelowFloor(file="clocks.csv", row=code, field=field, why=why)


def _check_retention(charter: Charter) -> None:
    """A pack keeps nothing for longer than the floor, marks of weapons for no shorter time, and says so of all."""
    for row in charter.retention:
        if row.code in KEPT_AT_LEAST:
            _check_kept_at_least(row)
            continue
        starts_at, longest = KEPT_AT_MOST.get(row.code, ("", timedelta(0)))
        if row.starts_at != starts_at:
            _refuse_kept(row.code, "starts_at", f"runs from {starts_at!r}" if starts_at else "no such retention")
        if row.limit * LONGEST[row.unit] > longest:  # rule: G4
            _refuse_kept(row.code, "limit", f"at most {_words(longest)}")
    for code in (*KEPT_AT_MOST, *KEPT_AT_LEAST):
        rows = [row for row in charter.retention if row.code == code]
        if not _is_unbroken(rows, charter.jurisdiction.valid_from):  # rule: G4
            _refuse_kept(code, "valid_from", "must be in force on every day of the charter")


def _check_kept_at_least(row: Retention) -> None:
    starts_at, years = KEPT_AT_LEAST[row.code]
    if row.starts_at != starts_at:
        _refuse_kept(row.code, "starts_at", f"runs from {starts_at!r}")
    if row.unit != "year" or row.limit < years:  # rule: EVD-08
        _refuse_kept(row.code, "limit", f"at least {years} years")


def _refuse_kept(code: str, field: str, why: str) -> None:
    raise BelowFloor(file="retention.csv", row=code, field=field, why=why)


def _words(longest: timedelta) -> str:
    hours = longest // HOUR
    if hours <= 7 * 24:
        return f"{hours} hours"
    years = longest // LONGEST["year"]
    return f"{years} years" if years else f"{longest // timedelta(days=30)} months"


def _is_unbroken(rows: Sequence[Row], since: date) -> bool:
    """Whether these rows, none overlapping another, are in force without a gap from a day on."""
    day = since
    for row in sorted(rows, key=lambda row: row.valid_from):
        if row.valid_from > day:
            return False
        if row.valid_to is None:
            return True
        day = max(day, row.valid_to + timedelta(days=1))
    return False


def _check_codes(charter: Charter) -> None:
    missing = PURPOSES - {row.code for row in charter.on(charter.jurisdiction.valid_from).purposes if not row.valid_to}
    if missing:
        raise BelowFloor(file="purposes.yaml", row=min(missing), why="exists everywhere and always")
    acknowledgements = {row.code for row in charter.vocabularies.recall_acknowledgements}
    if acknowledgements != RECALL_ACKNOWLEDGEMENTS:
        why = "a recipient of a recall has deleted, corrected or kept, and nothing else"
        raise BelowFloor(file="vocabularies.yaml", field="recall_acknowledgements", why=why)
    if not charter.recall_acknowledgement("kept").needs_basis:
        raise BelowFloor(
            file="vocabularies.yaml", row="kept", field="needs_basis", why="who keeps a copy says on what basis"
        )


def _check_plan_limits(charter: Charter) -> None:
    for code in PLAN_LIMITS:
        rows = [row for row in charter.vocabularies.plan_limits if row.code == code]
        if not _is_unbroken(rows, charter.jurisdiction.valid_from):
            raise BelowFloor(
                file="vocabularies.yaml", row=code, field="plan_limits", why="must be in force on every day"
            )


def _check_stop_cards(charter: Charter) -> None:
    for code in sorted(STOP_CARDS):
        rows = [row for row in charter.vocabularies.stop_cards if row.code == code]
        if not any(row.valid_to is None for row in rows):  # rule: JUD-08, G19, Q-15
            why = "stops what cannot be undone, everywhere"
            raise BelowFloor(file="vocabularies.yaml", row=code, field="stop_cards", why=why)


def _check_non_grounds(charter: Charter) -> None:
    for code, examples in NON_GROUNDS.items():
        for example in examples:
            named = {row.code for row in charter.non_grounds_in(example) if row.valid_to is None}
            if code not in named:  # rule: JOC-01
                why = f"must recognise {example!r}"
                raise BelowFloor(file="vocabularies.yaml", row=code, field="non_grounds", why=why)
    for act in charter.vocabularies.acts:
        words = f"{act.code.replace('_', ' ')} {act.name_ar} {act.name_en}"
        if charter.non_grounds_in(words):  # rule: JOC-01
            raise BelowFloor(
                file="vocabularies.yaml", row=act.code, field="acts", why="names what somebody is, not an act"
            )


def _check_red_lines(charter: Charter) -> None:
    for name in CHOSEN_FROM:
        for row in charter.rows(name):
            for line, parts in RED_LINES.items():
                if any(part in row.code.upper() for part in parts):  # rule: RL-01, RL-02, RL-03, RL-04, RL-05, RL-06
                    raise BelowFloor(file=name, row=row.code, why=f"crosses the red line {line}")
