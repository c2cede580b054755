"""Who may learn and change what, written a second time: from the design, without Django and without the walls' SQL.

It reads the truth, rows of every table as the database's owner sees them, and says for one person which of them exist,
which he may change under his own name, and what the acts of the gateway tell him beside. Times are ISO 8601 in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Row = dict[str, Any]
# What a leak is found by: invented words, record ids, and the numbers that people read out.
TOKEN = re.compile(
    r"zq[a-z]{8}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[arsdzqptj]-[0-9a-z]{4}-[0-9a-z]{4}\b"
    r"|\bh-[0-9a-f]{8}\b"
)
ROLES_OF: dict[str, str] = {
    "ask": "asker liaison watch_officer prosecutor custody_officer",
    "read_disclosure": "asker liaison releaser analyst approver prosecutor custody_officer",
    "acknowledge": "liaison releaser analyst approver prosecutor custody_officer",
    "release": "releaser list_keeper",
    "work": "analyst approver releaser liaison",
}
CALLED = ("call_before_detaining", "arrest_order")
CONFIRMED = ("validated", "released", "refused")


def tokens(told: object) -> set[str]:
    return set(TOKEN.findall(str(told).lower()))


@dataclass(frozen=True)
class Who:
    """A person as the directory has him: what his agency's standing leaves of him is worked out here."""

    handle: str
    user: str
    member: str
    home: str
    agencies: frozenset[str]
    recalls: frozenset[str]
    roles: frozenset[str]

    def may(self, what: str) -> bool:
        return not self.roles.isdisjoint(ROLES_OF[what].split())

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass
class Truth:
    """Rows of every table, and when they were read."""

    rows: dict[str, list[Row]]
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self._by_id = {table: {key_of(row): row for row in rows} for table, rows in self.rows.items()}

    def get(self, table: str, key: str) -> Row:
        return self._by_id.get(table, {}).get(key, {})

    def has(self, table: str, **values: Any) -> Iterable[Row]:
        return (r for r in self.rows.get(table, []) if all(r.get(k) == v for k, v in values.items()))

    def people(self) -> list[Who]:
        return [self._who(row) for row in sorted(self.rows["access_member"], key=lambda r: str(r["name_en"]))]

    def _who(self, member: Row) -> Who:
        home = self.get("access_agency", member["agency_id"])
        roles = {g["role"] for g in self.has("access_rolegrant", member_id=member["id"], ended_at=None)}
        agencies, recalls = {home["id"]}, {home["id"]}
        if "list_keeper" in roles:
            agencies |= {a["id"] for a in self.has("access_agency", kind="list")}
        if home["standing"] != "accredited":
            agencies, roles = set(), set()
        if home["standing"] == "control_lost":
            recalls = set()
        return Who(
            member["name_en"].lower(), member["user_id"], member["id"], home["id"], frozenset(agencies),
            frozenset(recalls), frozenset(roles),
        )  # fmt: skip


def key_of(row: Row) -> str:
    """The primary key of a row: most tables have `id`."""
    for name in ("id", "entry_id", "kit_id"):
        if row.get(name) is not None:
            return str(row[name])
    return ""


def _mine(w: Who, r: Row, t: Truth) -> bool:
    return r["owner_id"] in w.agencies


def _ask(w: Who, r: Row, t: Truth) -> bool:
    return _mine(w, r, t) or (w.has("watch_officer") and r["answer"] in CALLED)


def neutral(w: Who, r: Row) -> bool:
    """JOC-03: a validator of neither agency, not shut out by the owner; after the judgement whoever judged."""
    judges = w.has("validator") or (w.has("watch_officer") and r["is_urgent"])
    aside = r["asker_id"] not in w.agencies and r["owner_id"] not in w.agencies
    shut_out = not w.agencies.isdisjoint(r["excluded_ids"])
    return judges and aside and not shut_out and (r["state"] == "pending" or r["validated_by"] == w.user)


def _hit(w: Who, r: Row, t: Truth) -> bool:
    told = _mine(w, r, t) and r["state"] in CONFIRMED and r["tells_owner"] and w.has("releaser")
    return neutral(w, r) or told


def runs(r: Row, t: Truth) -> bool:
    """A copy that is neither withdrawn nor past its lease."""
    return r["recalled_at"] is None and datetime.fromisoformat(r["lease_ends_at"]) > t.now


def _disclosure(w: Who, r: Row, t: Truth) -> bool:
    return _mine(w, r, t) or (r["recipient_id"] in w.agencies and runs(r, t))


def _quarantine(w: Who, r: Row, t: Truth) -> bool:
    return _mine(w, r, t) and w.may("work") and (not r["is_quarantined"] or w.has("approver"))


def _work(w: Who, r: Row, t: Truth) -> bool:
    return _mine(w, r, t) and w.may("work")


def _entry(w: Who, r: Row, t: Truth) -> bool:
    return w.has("inspector") or r["owner_id"] in w.agencies or r["user_id"] == w.user


def _listing(w: Who, r: Row, t: Truth) -> bool:
    return r["state"] == "open" or _mine(w, r, t)


def _member(w: Who, r: Row, t: Truth) -> bool:
    return r["agency_id"] in w.agencies or r["user_id"] == w.user or w.has("accreditor", "inspector")


def _keeper(w: Who, r: Row, t: Truth) -> bool:
    return _mine(w, r, t) and w.has("list_keeper")


Rule = Callable[[Who, Row, Truth], bool]
VISIBLE: dict[str, Rule] = {
    "access_agency": lambda w, r, t: True,
    "access_member": _member,
    "access_rolegrant": lambda w, r, t: _member(w, t.get("access_member", r["member_id"]), t),
    "access_standingchange": lambda w, r, t: w.has("accreditor", "inspector"),
    "audit_entry": _entry,
    "audit_words": lambda w, r, t: _entry(w, t.get("audit_entry", r["entry_id"]), t),
    "clocks_clock": lambda w, r, t: _mine(w, r, t) or w.has("inspector"),
    "clocks_alarm": lambda w, r, t: w.has(r["role"]) and (r["agency_id"] is None or r["agency_id"] in w.agencies),
    "decisions_decision": lambda w, r, t: (
        _mine(w, r, t) or w.has("inspector") or not w.agencies.isdisjoint(r["party_ids"])
    ),
    "exchange_import": _keeper,
    "exchange_stagedrow": _keeper,
    "gateway_ask": _ask,
    "gateway_hit": _hit,
    "gateway_order": _mine,
    "gateway_crossing": lambda w, r, t: _mine(w, r, t) or r["receiver_id"] in w.agencies or w.has("inspector"),
    "gateway_disclosure": _disclosure,
    "gateway_permission": lambda w, r, t: _mine(w, r, t) or r["recipient_id"] in w.agencies,
    "gateway_recall": lambda w, r, t: _mine(w, r, t) or r["recipient_id"] in w.recalls or w.has("inspector"),
    "intelligence_report": _quarantine,
    "intelligence_subject": _quarantine,
    "intelligence_informationrequest": lambda w, r, t: (
        w.may("work") and (_mine(w, r, t) or r["addressee_id"] in w.agencies)
    ),
    "intelligence_trace": _work,
    "intelligence_assessment": _work,
    "intelligence_listing": _listing,
    "intelligence_listingkit": lambda w, r, t: (
        w.has("list_keeper") or (w.may("work") and _listing(w, t.get("intelligence_listing", r["listing_id"]), t))
    ),
    "oversight_notice": lambda w, r, t: w.has("inspector"),
    "people_kit": _mine,
    "people_identifier": lambda w, r, t: _mine(w, t.get("people_kit", r["kit_id"]), t),
    "people_heldentry": _mine,
    "people_orderentry": _mine,
    "people_link": _mine,
    "people_protectivenumber": lambda w, r, t: _mine(w, r, t) or w.has("watch_officer"),
}


def told_beside(w: Who, t: Truth) -> Iterable[tuple[str, Row]]:
    """Rows that a person is shown by an act of the gateway, though they do not exist for him in the database."""
    for hit in t.rows["gateway_hit"]:
        if neutral(w, hit) and w.has("validator", "watch_officer"):  # the compared fields of both kits
            yield from (("people_kit", t.get("people_kit", hit[side])) for side in ("ask_kit_id", "held_kit_id"))
    for ask in t.rows["gateway_ask"]:
        if not _ask(w, ask, t):
            continue
        if ask["order_id"]:  # once identity is established the order answers
            yield "gateway_order", t.get("gateway_order", ask["order_id"])
        if w.has("watch_officer") and ask["answer"] in CALLED:  # who the man is, and whom the order names
            yield "people_kit", t.get("people_kit", ask["kit_id"])
            for order in t.rows["gateway_order"]:
                if _same_man(t.get("people_kit", ask["kit_id"]), t.get("people_kit", order["kit_id"]), t):
                    yield "gateway_order", order
                    yield "people_kit", t.get("people_kit", order["kit_id"])


def _same_man(one: Row, other: Row, t: Truth) -> bool:
    return all(one.get(part) == other.get(part) for part in ("ism", "father", "grandfather"))


def _reads_copy(w: Who, r: Row, t: Truth) -> bool:
    return r["recipient_id"] in w.agencies and runs(r, t) and r["read_at"] is None and w.may("read_disclosure")


def _running(w: Who, r: Row, t: Truth) -> bool:
    return _mine(w, r, t) and r["met_at"] is None and r["stopped_at"] is None


def _traces(w: Who, r: Row, t: Truth) -> bool:
    return _mine(w, r, t) and w.has("analyst") and r["done_at"] is None


# What a person may change under his own name, one column alone, as an attacker tries it; all else is refused.
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("access_agency", "standing"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "charter_signed_on"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "trained_on"): lambda w, r, t: w.has("accreditor"),
    ("access_agency", "excluded_validator_ids"): lambda w, r, t: r["id"] in w.agencies and w.has("releaser"),
    ("access_member", "on_duty_until"): lambda w, r, t: r["user_id"] == w.user or w.has("accreditor"),
    ("access_member", "reviewed_on"): lambda w, r, t: w.has("accreditor"),
    ("access_rolegrant", "ended_at"): lambda w, r, t: w.has("accreditor") and r["ended_at"] is None,
    ("clocks_clock", "met_at"): _running,
    ("clocks_clock", "stopped_at"): _running,
    ("gateway_disclosure", "read_at"): _reads_copy,
    ("intelligence_subject", "reviewed_at"): lambda w, r, t: (
        _mine(w, r, t) and w.has("approver") and r["state"] == "active" and r["author_id"] != w.member
    ),
    ("intelligence_trace", "priority"): _traces,
    ("intelligence_trace", "is_found"): _traces,
    ("intelligence_trace", "outcome"): _traces,
    ("intelligence_trace", "done_at"): _traces,
    ("exchange_import", "blocked"): _keeper,
    ("people_heldentry", "*"): lambda w, r, t: _mine(w, r, t) and w.has("approver", "list_keeper"),
    ("intelligence_listing", "*"): _keeper,
}
# Columns of a listing that stay as they are.
FIXED = {("intelligence_listing", name) for name in ("owner_id", "list_code", "reference_number")}
MAY_REMOVE: dict[str, Rule] = {
    "audit_words": lambda w, r, t: w.has("inspector"),
    "exchange_stagedrow": _keeper,
    "intelligence_listingkit": _keeper,
    "people_heldentry": lambda w, r, t: _mine(w, r, t) and w.has("analyst", "approver", "list_keeper"),
    "people_identifier": lambda w, r, t: _mine(w, t.get("people_kit", r["kit_id"]), t) and w.has("list_keeper"),
    "people_orderentry": lambda w, r, t: _mine(w, r, t) and w.has("prosecutor"),
}


def _crossing(w: Who, r: Row, t: Truth) -> bool:
    if r["passage"] == "notice":
        return r["receiver_id"] is None and r["owner_id"] == w.home
    if r["passage"] == "information":
        return _mine(w, r, t) and w.has("liaison")
    if r["passage"] in ("core_packet", "assessment"):
        return _mine(w, r, t) and w.may("release") and r["decision_id"] is not None
    return False


def _author(*roles: str, **first: Any) -> Rule:
    def rule(w: Who, r: Row, t: Truth) -> bool:
        is_first = all(r[name] == value for name, value in first.items())
        return _mine(w, r, t) and w.has(*roles) and r["author_id"] == w.member and is_first

    return rule


# What a person may add under his own name: a row like one that is there. Everything else takes the room or the counter.
MAY_ADD: dict[str, Rule] = {
    "access_agency": lambda w, r, t: w.has("accreditor"),
    "access_member": lambda w, r, t: w.has("accreditor"),
    "access_rolegrant": lambda w, r, t: w.has("accreditor") and r["granted_by"] == w.user and r["ended_at"] is None,
    "access_standingchange": lambda w, r, t: w.has("accreditor") and r["member_id"] == w.member,
    "audit_entry": lambda w, r, t: r["user_id"] == w.user and r["system"] == "" and r["agency_id"] == w.home,
    "clocks_clock": _mine,
    "clocks_alarm": lambda w, r, t: (
        (r["role"] == "inspector" or r["agency_id"] in w.agencies) and r["closed_at"] is None
    ),
    "decisions_decision": lambda w, r, t: (
        r["member_id"] == w.member and (r["verb"] == "recorded" or decides(w, r["role"]))
    ),
    "exchange_import": _keeper,
    "exchange_stagedrow": _keeper,
    "gateway_crossing": _crossing,
    "gateway_disclosure": lambda w, r, t: (
        _mine(w, r, t) and w.may("release") and r["recalled_at"] is None and r["read_at"] is None
    ),
    "gateway_order": lambda w, r, t: (
        _mine(w, r, t) and w.has("prosecutor") and r["entered_by"] == w.user and r["revoked_at"] is None
    ),
    "gateway_permission": lambda w, r, t: (
        r["recipient_id"] in w.agencies
        and w.has("liaison")
        and r["state"] == "asked"
        and _disclosure(w, t.get("gateway_disclosure", r["disclosure_id"]), t)
    ),
    "intelligence_report": _author("analyst"),
    "intelligence_subject": _author("analyst", state="proposed", accepted_by=None),
    "intelligence_informationrequest": _author("liaison", state="asked"),
    "intelligence_trace": _author("analyst", done_at=None),
    "intelligence_assessment": _author("releaser"),
    "intelligence_listing": _keeper,
    "intelligence_listingkit": _keeper,
    "oversight_notice": lambda w, r, t: r["agency_id"] in (None, w.home) and r["closed_at"] is None,
    "people_kit": _mine,
    "people_identifier": lambda w, r, t: _mine(w, t.get("people_kit", r["kit_id"]), t),
    "people_heldentry": lambda w, r, t: _mine(w, r, t) and w.has("approver", "list_keeper"),
    "people_orderentry": lambda w, r, t: _mine(w, r, t) and w.has("prosecutor"),
    "people_protectivenumber": lambda w, r, t: (
        _mine(w, r, t)
        and r["issued_by"] == w.user
        and r["revoked_at"] is None
        and w.has(*(("identity_desk", "registrar") if r["kind"] == "slip" else ("identity_desk", "caseworker")))
    ),
}
DECIDERS = {
    "gateway.release": ("releaser", "list_keeper"), "gateway.recall": ("releaser", "list_keeper"),
    "gateway.permit": ("releaser",), "gateway.order": ("prosecutor",), "gateway.confirm_identity": ("watch_officer",),
    "intelligence.accept": ("approver",), "intelligence.clear": ("approver",), "intelligence.answer": ("liaison",),
}  # fmt: skip


def decides(w: Who, permission: str) -> bool:
    return w.has(*DECIDERS.get(permission, ()))


def faults(t: Truth) -> list[str]:
    """What may never be true, whatever anybody did: copies with an agency that stands outside, JOC-08 and JOC-11."""
    told = []
    for row in t.rows["gateway_disclosure"]:
        standing = t.get("access_agency", row["recipient_id"])["standing"]
        if row["recalled_at"] is None and standing != "accredited":
            told.append(f"a copy runs at an agency that is {standing}: {row['number']}")
        subject = t.get("intelligence_subject", row["subject_id"])
        if row["recalled_at"] is None and subject.get("state") in ("cleared", "expired"):
            told.append(f"a copy of a subject that ended runs: {row['number']}")
        if row["recalled_at"] and not any(t.has("gateway_recall", disclosure_id=row["id"])):
            told.append(f"withdrawn without a recall: {row['number']}")
    held = {row["kit_id"] for row in t.rows["people_heldentry"]}
    for row in t.rows["intelligence_subject"]:
        if row["kit_id"] in held and row["state"] != "active":
            told.append(f"a subject that is {row['state']} is matched: {row['number']}")
    for row in t.rows["gateway_hit"]:
        if row["validator_agency_id"] in (row["asker_id"], row["owner_id"]):
            told.append(f"judged by one of the two agencies: {row['id']}")
    return told
