"""Roles and what they hold, roles that one person may not hold together, and what a handling code lets pass."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Standing(StrEnum):
    """What an agency is to the joint centre."""

    ACCREDITED = "accredited"
    SUSPENDED = "suspended"
    CONTROL_LOST = "control_lost"


class Kind(StrEnum):
    """What an agency is."""

    SECURITY = "security"
    # A court. What brings people before it is a kind of its own: it is no court.
    JUDICIAL = "judicial"
    PROSECUTION = "prosecution"
    CIVIL = "civil"
    OVERSIGHT = "oversight"
    LIST = "list"


def is_court(kind: str, standing: str) -> bool:
    """Whether an agency is a court to which a file can be brought: accredited, and no prosecution.

    The one place that says so: forms offer what it names, and actions refuse the rest.
    """
    return kind == Kind.JUDICIAL and standing == Standing.ACCREDITED  # rule: JUD-03 -> return is_judicial(kind)


def is_judicial(kind: str) -> bool:
    """Whether an agency is of the judiciary, a court or a prosecution: who may order an arrest (JOC-06), and what a
    record that is not for court may not reach."""
    return kind in (Kind.JUDICIAL, Kind.PROSECUTION)


class Handling(StrEnum):
    """Handling codes of the receiving side, after the European handling codes."""

    MAY_SHARE = "P"
    CONDITIONS = "C"
    NOT_IN_COURT = "H1"
    NOT_ONWARD = "H2"


_READ_OWN = frozenset({"intelligence.read", "gateway.read_disclosure", "gateway.acknowledge"})

ROLES: dict[str, frozenset[str]] = {
    "asker": frozenset({"gateway.ask", "gateway.read_disclosure", "gateway.hand_over"}),
    "liaison": _READ_OWN
    | {"gateway.ask", "intelligence.request", "intelligence.answer", "gateway.ask_permission", "intelligence.plan"},
    "validator": frozenset({"gateway.validate"}),
    "releaser": _READ_OWN
    | {"gateway.release", "gateway.recall", "gateway.permit", "gateway.exclude", "gateway.review_glass"},
    "watch_officer": frozenset(
        {
            "gateway.ask",
            "gateway.validate",
            "gateway.confirm_identity",
            "gateway.hand_over",
            "gateway.break_glass",
            "gateway.raise_budget",
            "intelligence.deconflict",
            "access.plan",
        }
    ),
    "analyst": _READ_OWN | {"intelligence.report", "intelligence.propose", "intelligence.trace", "intelligence.plan"},
    "approver": _READ_OWN | {"intelligence.accept", "intelligence.clear"},
    "prosecutor": frozenset({"gateway.order", "gateway.ask", "gateway.read_disclosure", "gateway.acknowledge"})
    | {"casework.read", "casework.open", "casework.record", "casework.exhibit"},
    "investigator": frozenset({"casework.read", "casework.record", "casework.exhibit"}),
    "exhibits_officer": frozenset({"casework.read", "casework.exhibit", "casework.store"}),
    "eod_operator": frozenset({"casework.read", "casework.exhibit", "casework.certify"}),
    "examiner": frozenset({"casework.read", "casework.exhibit"}),
    "spokesperson": frozenset({"casework.speak"}),
    "identity_desk": frozenset({"gateway.slip", "people.redress"}),
    "custody_officer": frozenset({"gateway.ask", "gateway.read_disclosure", "gateway.acknowledge"}),
    "registrar": frozenset({"gateway.slip", "victims.read", "victims.rule"}),
    "judge": frozenset({"victims.read", "victims.rule"}),
    "victims_officer": frozenset({"victims.read", "victims.record"}),
    "womens_officer": frozenset({"victims.read", "victims.record"}),
    "heirs_counsel": frozenset({"victims.read"}),
    "caseworker": frozenset({"people.redress"}),
    "handler": frozenset({"cooperation.read", "cooperation.handle"}),
    "cooperation_legal": frozenset({"cooperation.read", "cooperation.review"}),
    "cooperation_judge": frozenset({"cooperation.read", "cooperation.rule"}),
    "defence_counsel": frozenset({"cooperation.read", "cooperation.defend"}),
    "protection_desk": frozenset({"protection.read", "protection.enter", "protection.decide"}),
    "protection_head": frozenset({"protection.read", "protection.decide", "protection.approve"}),
    "list_keeper": frozenset({"exchange.stage", "exchange.confirm", "gateway.release", "gateway.recall"}),
    "accreditor": frozenset({"access.standing", "access.grant", "access.review", "access.freeze"}),
    "unit_head": frozenset({"access.review", "access.plan"}),
    "inspector": frozenset(
        {
            "oversight.read_log",
            "oversight.close",
            "oversight.erase_words",
            "oversight.file",
            "oversight.decide",
            "oversight.footprint",
            "oversight.second_key",
            "gateway.review_glass",
        }
    ),
    "judge_delegate": frozenset({"oversight.second_key", "oversight.judge_inspector"}),
    "arresting_officer": frozenset({"custody.arrest"}),
    "family_desk": frozenset({"custody.enquire"}),
    "child_protection": frozenset({"custody.child"}),
}
# The register of detentions: who writes in it, who orders, who reads all of it, and who answers a family's enquiry.
ROLES["custody_officer"] |= {"custody.arrest", "custody.record", "custody.answer"}
ROLES["prosecutor"] |= {"custody.read_all", "custody.order", "custody.places"}
ROLES["prosecutor"] |= {"cooperation.read", "cooperation.open", "cooperation.promise"}
ROLES["registrar"] |= {"custody.read_all", "custody.court"}
for _name in ("inspector", "judge_delegate"):
    ROLES[_name] |= {"access.confirm"}
ROLES["inspector"] |= {"custody.read_all", "custody.inspect", "custody.places"}
# A home for children is a place where somebody may be held: child protection answers for it.
for _name in ("liaison", "watch_officer", "child_protection"):
    ROLES[_name] |= {"custody.answer"}
# The court's side of a case: what came before it, and what it said of it.
for _name in ("registrar", "judge"):
    ROLES[_name] |= {"casework.court"}
# Who types a complaint for whoever brings it, and who answers the inspector for an agency.
for _name in ("identity_desk", "caseworker"):
    ROLES[_name] |= {"oversight.file"}
# Who takes a stop in hand, and who reads that one waits, by handle.
for _name in ("custody_officer", "prosecutor"):
    ROLES[_name] |= {"gateway.take_stop"}
for _name in ("inspector", "registrar", "judge", "victims_officer", "womens_officer"):
    ROLES[_name] |= {"victims.handles"}
# Who reviews in each month the stops that still stand: no side of the case.
ROLES["inspector"] |= {"victims.review"}
ANSWERING = ("approver", "releaser", "liaison", "prosecutor", "registrar", "custody_officer", "accreditor",
             "list_keeper", "protection_head")  # fmt: skip
for _name in ANSWERING:
    ROLES[_name] |= {"oversight.answer"}

# Roles of rooms of which others are not told who works there: cooperation, protection, victims and oversight.
CLOSED_ROOMS = ("handler", "cooperation_legal", "cooperation_judge", "defence_counsel", "protection_desk",
                "protection_head", "victims_officer", "womens_officer", "heirs_counsel", "inspector",
                "judge_delegate")  # fmt: skip

# Who watches over all others: two institutions, so that one hears what is done to the other.
OVERSIGHT = ("inspector", "judge_delegate")

# Who watches, and who makes members: granted by one, each holds once another of oversight has confirmed it.
GUARDED = (*OVERSIGHT, "accreditor")
# Of what kind the agency is in which these are held.
HELD_IN: dict[str, Kind] = {"inspector": Kind.OVERSIGHT, "judge_delegate": Kind.JUDICIAL}

# An account whose review is overdue keeps these: they read no records of people, and without them nobody could review,
# nor would the inspector go on reading what an accreditation officer would rather hide.
KEPT_UNREVIEWED = frozenset({"accreditor", "unit_head", "inspector"})

_OPERATIONAL = ("asker", "liaison", "validator", "releaser", "watch_officer", "analyst", "approver", "prosecutor",
                "investigator", "exhibits_officer", "eod_operator", "examiner")  # fmt: skip

# Who reads the files of victims and heirs, and which roles each may hold beside that.
_READS_VICTIMS: dict[str, frozenset[str]] = {
    "victims_officer": frozenset({"womens_officer", "unit_head"}),
    "womens_officer": frozenset({"victims_officer", "identity_desk", "unit_head"}),
    "heirs_counsel": frozenset(),
    "judge": frozenset(),
}

# Who works on files of cooperation beside the prosecution: whoever hears a repentant leader neither promises nor
# judges, and none of them reads what concerns heirs or protects anybody (C11, W-2).
_COOPERATION: dict[str, frozenset[str]] = {
    "handler": frozenset({"unit_head"}),
    "cooperation_legal": frozenset({"unit_head"}),
    "cooperation_judge": frozenset(),
    "defence_counsel": frozenset(),
}

INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    {frozenset({"inspector", other}) for other in ROLES if other != "inspector"}
    | {frozenset({"judge_delegate", other}) for other in ROLES if other != "judge_delegate"}
    | {frozenset({"caseworker", other}) for other in (*_OPERATIONAL, "custody_officer", "list_keeper")}
    | {frozenset({"registrar", other}) for other in (*_OPERATIONAL, "custody_officer", "caseworker")}
    # Whoever makes members reads nobody and rules on nothing: beside it he may head a unit, which reads no people.
    | {frozenset({"accreditor", other}) for other in ROLES if other not in ("accreditor", "unit_head")}
    # Whoever says what the public may see works on no case and holds nobody (EVD-11).
    | {frozenset({"spokesperson", other}) for other in (*_OPERATIONAL, "custody_officer", "arresting_officer")}
    | {
        frozenset({desk, other})
        for desk in ("protection_desk", "protection_head")
        for other in (*_OPERATIONAL, "custody_officer", "list_keeper")
    }
    | {frozenset({"prosecutor", other}) for other in ("analyst", "approver", "custody_officer", "arresting_officer")}
    # Whoever hears a family, or takes in a child, is none of those who arrest, hold or inform (W-2, G24).
    | {
        frozenset({desk, other})
        for desk in ("family_desk", "child_protection")
        for other in (*_OPERATIONAL, "custody_officer", "arresting_officer")
    }
    # Whoever reads the files of victims and heirs has nothing else to do with anybody: least of all a return (C6, W-2).
    | {
        frozenset({reader, other})
        for reader, also in _READS_VICTIMS.items()
        for other in ROLES
        if other != reader and other not in also
    }
    | {frozenset({"registrar", other}) for other in _READS_VICTIMS}
    | {
        frozenset({hand, other})
        for hand, also in _COOPERATION.items()
        for other in ROLES
        if other != hand and other not in also
    }
)


# Roles that read people, or say who may: each needs a second factor. A role that is added here stands among them.
READS_PEOPLE: frozenset[str] = frozenset(ROLES)
# Acts that decide about a person, or about who may: whoever takes one proves again that it is them.
DECISIONS: frozenset[str] = frozenset({
    "gateway.release", "gateway.recall", "gateway.validate", "gateway.confirm_identity", "gateway.order",
    "gateway.slip", "people.redress", "intelligence.accept", "intelligence.clear", "exchange.confirm",
    "intelligence.deconflict", "protection.decide",
    "protection.approve", "access.standing", "access.grant", "access.review", "access.freeze",
    "access.confirm", "gateway.break_glass", "gateway.review_glass",
    "oversight.erase_words", "oversight.close", "oversight.decide", "oversight.footprint", "oversight.second_key",
    "oversight.judge_inspector",
    "custody.order", "custody.court", "custody.places", "cooperation.promise", "cooperation.review", "cooperation.rule",
    "casework.speak",
})  # fmt: skip


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether a member with these roles signs in with a second factor.

    One without any role still reads the recalls of the agency, and needs it as well.
    """
    held = frozenset(roles)
    return not held or bool(held & READS_PEOPLE)


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """What these roles hold together; an unknown role holds nothing."""
    held: frozenset[str] = frozenset()
    for name in roles:
        held |= ROLES.get(name, frozenset())
    return held


def conflicts(roles: Iterable[str], added: str) -> tuple[str, ...]:
    """Roles held that one person may not hold together with `added`, in order (W-2)."""
    return tuple(sorted(held for held in roles if frozenset({held, added}) in INCOMPATIBLE))


def may_pass(handling: str, *, to_court: bool, onward: bool, permitted: bool) -> bool:
    """Whether a record under a handling code may pass.

    Args:
        handling: P may be shared; C under the conditions written beside it; H1 not to a court and H2 not onward
            to a third agency, unless its owner gave permission.
        to_court: the receiver is a court or prosecution that would use it in proceedings.
        onward: the sender is not the owner.
        permitted: the owner gave permission for this receiver and purpose.

    Raises:
        ValueError: unknown code.

    Source:
        walls-and-clocks 4.2; Europol handling codes H1 and H2.
    """
    code = Handling(handling)
    if permitted:
        return True
    if code is Handling.NOT_IN_COURT:
        return not to_court
    if code is Handling.NOT_ONWARD:
        return not onward
    return True
