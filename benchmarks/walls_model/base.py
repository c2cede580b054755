"""Who somebody is and what is there: what every room of the model is written with. Times are ISO 8601 in UTC."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Row = dict[str, Any]
# What a leak is found by: invented words, record ids, and the numbers that people read out.
TOKEN = re.compile(
    r"zq[a-z]{8}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b[a-z]{1,2}-[0-9a-z]{4}-[0-9a-z]{4}\b"
    r"|\bh-[0-9a-f]{8}\b"
)
ROLES_OF: dict[str, str] = {
    "ask": "asker liaison watch_officer prosecutor custody_officer",
    "read_disclosure": "asker liaison releaser analyst approver prosecutor custody_officer",
    "acknowledge": "liaison releaser analyst approver prosecutor custody_officer",
    "release": "releaser list_keeper",
    "work": "analyst approver releaser liaison",
}


# Signed lines and keys of sessions are drawn by machines, and may hold by chance what looks like a word of ours.
DRAWN = frozenset({"note", "session_key"})


def tokens(told: object) -> set[str]:
    return set(TOKEN.findall(str(told).lower()))


def tokens_of(row: Row) -> set[str]:
    """What a leak of a record is found by."""
    return tokens({name: told for name, told in row.items() if name not in DRAWN})


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
        if member.get("frozen_at"):  # the command of his unit changed: nothing, whatever the agency's standing
            agencies, recalls, roles = set(), set(), set()
        return Who(
            member["name_en"].lower(), member["user_id"], member["id"], home["id"], frozenset(agencies),
            frozenset(recalls), frozenset(roles),
        )  # fmt: skip


def key_of(row: Row) -> str:
    """The primary key of a row: most tables have `id`."""
    for name in ("id", "entry_id", "kit_id", "record_id", "size", "index", "position"):
        if row.get(name) is not None:
            return str(row[name])
    return ""


def mine(w: Who, r: Row, t: Truth) -> bool:
    return r["owner_id"] in w.agencies


Rule = Callable[[Who, Row, Truth], bool]
# What may stand in an address beside a record: words, or what depends on the record.
Beside = tuple[str, ...] | Callable[[Row, Truth], tuple[str, ...]]


def keeper(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) and w.has("list_keeper")


def by_author(*roles: str, **first: Any) -> Rule:
    def rule(w: Who, r: Row, t: Truth) -> bool:
        is_first = all(r[name] == value for name, value in first.items())
        return mine(w, r, t) and w.has(*roles) and r["author_id"] == w.member and is_first

    return rule


# Who decides what: the rooms fill it.
DECIDERS: dict[str, tuple[str, ...]] = {}


def decides(w: Who, permission: str) -> bool:
    """Whether a role of his holds this permission to decide."""
    return w.has(*DECIDERS.get(permission, ()))
