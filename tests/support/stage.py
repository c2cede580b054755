"""The cast of the tests and what they say: agencies, members with their roles, invented people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tansiq.names import Parts
from tansiq.people.drafts import KitDraft

# Yesterday at 06:12 in Mukalla: leases are held against the clock of the database.
NOW = (datetime.now(UTC) - timedelta(days=1)).replace(hour=3, minute=12, second=0, microsecond=0)
AGENCIES = {
    "alpha": ("security", True), "beta": ("security", True), "gamma": ("security", True), "court": ("judicial", False),
    "watchers": ("oversight", False), "desk": ("civil", False), "prisons": ("civil", False),
    "guards": ("civil", False),
    "victims": ("civil", False), "bar": ("civil", False),
}  # fmt: skip
# Handle: agency and roles. The names say what each is to the record under test.
MEMBERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "asker": ("alpha", ("asker", "liaison")),
    "colleague": ("alpha", ("liaison", "releaser", "analyst")),
    "alpha_validator": ("alpha", ("validator",)),
    "owner": ("beta", ("analyst", "releaser", "liaison")),
    "analyst": ("beta", ("analyst",)),
    "approver": ("beta", ("approver",)),
    "head": ("beta", ("unit_head",)),
    "beta_validator": ("beta", ("validator",)),
    "validator": ("gamma", ("validator",)),
    "stranger": ("gamma", ("analyst", "releaser", "liaison", "asker")),
    "prosecutor": ("court", ("prosecutor",)),
    "detective": ("alpha", ("investigator",)),
    "storekeeper": ("alpha", ("exhibits_officer",)),
    "sapper": ("beta", ("eod_operator",)),
    "examiner": ("gamma", ("examiner",)),
    "speaker": ("court", ("spokesperson",)),
    "other_detective": ("beta", ("investigator",)),
    "watch": ("joint-room", ("watch_officer",)),
    "keeper": ("joint-room", ("list_keeper", "releaser")),
    "accreditor": ("joint-room", ("accreditor",)),
    "inspector": ("watchers", ("inspector",)),
    "second_inspector": ("watchers", ("inspector",)),
    "delegate": ("court", ("judge_delegate",)),
    "identity": ("desk", ("identity_desk",)),
    "caseworker": ("desk", ("caseworker",)),
    "guard": ("protection", ("protection_desk",)),
    "head_guard": ("protection", ("protection_head",)),
    "arrester": ("alpha", ("arresting_officer",)),
    "custodian": ("prisons", ("custody_officer",)),
    "receiver": ("guards", ("custody_officer",)),
    "registrar": ("court", ("registrar",)),
    "listener": ("desk", ("family_desk",)),
    "second_listener": ("desk", ("family_desk",)),
    "guardian": ("desk", ("child_protection",)),
    "judge": ("court", ("judge",)),
    "office": ("victims", ("victims_officer",)),
    "woman": ("victims", ("womens_officer",)),
    "counsel": ("bar", ("heirs_counsel",)),
    "handler": ("alpha", ("handler",)),
    "other_handler": ("beta", ("handler",)),
    "reviewer": ("court", ("cooperation_legal",)),
    "cooperation_judge": ("court", ("cooperation_judge",)),
    "defender": ("bar", ("defence_counsel",)),
    "other_defender": ("bar", ("defence_counsel",)),
}
PASSWORD = "test-password-of-the-cast"

KHALED = KitDraft(Parts(ism="خالد", father="سعيد", grandfather="عمر", family="باقنزل"), birth="1994")
KHALED_LATIN = KitDraft(Parts(full="Khaled Saeed Omar Baqanzal"), birth="1994")


def draft(full: str = "", **fields: Any) -> KitDraft:
    """A draft of a name in one string or in parts; `national="…"` and the like become identifiers."""
    kinds = ("national", "passport", "redress", "slip", "family_book", "fingerprint_ref", "face")
    pairs = tuple((kind, fields.pop(kind)) for kind in kinds if kind in fields)
    birth, place = fields.pop("birth", ""), fields.pop("place", "")
    return KitDraft(Parts(full=full, **fields), birth=birth, place=place, identifiers=pairs)


def accepting(actor: Any) -> Any:
    """The actor as a second person who accepts what is held (W-2), and who keeps lists: only they write the index."""
    return replace(actor, roles=actor.roles | {"approver", "list_keeper"})
