"""The room between the agencies: what has passed, what is asked, and who judges."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from benchmarks.walls_model.base import Row, Rule, Truth, Who, mine

CALLED = ("call_before_detaining", "arrest_order")
CONFIRMED = ("validated", "released", "refused")


def _ask(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) or (w.has("watch_officer") and r["answer"] in CALLED)


def neutral(w: Who, r: Row) -> bool:
    """JOC-03: a validator of neither agency, not shut out by the owner; after the judgement whoever judged."""
    judges = w.has("validator") or (w.has("watch_officer") and r["is_urgent"])
    aside = r["asker_id"] not in w.agencies and r["owner_id"] not in w.agencies
    shut_out = not w.agencies.isdisjoint(r["excluded_ids"])
    return judges and aside and not shut_out and (r["state"] == "pending" or r["validated_by"] == w.user)


def _hit(w: Who, r: Row, t: Truth) -> bool:
    told = mine(w, r, t) and r["state"] in CONFIRMED and r["tells_owner"] and w.has("releaser")
    return neutral(w, r) or told


def runs(r: Row, t: Truth) -> bool:
    """A copy that is neither withdrawn nor past its lease."""
    return r["recalled_at"] is None and datetime.fromisoformat(r["lease_ends_at"]) > t.now


def _disclosure(w: Who, r: Row, t: Truth) -> bool:
    return mine(w, r, t) or (_received(w, r) and runs(r, t))


def _received(w: Who, r: Row) -> bool:
    """What came by breaking the glass is for the one who broke it, not for his agency."""
    return r["recipient_id"] in w.agencies and r["opened_by"] in (None, w.user)


def _same_man(one: Row, other: Row, t: Truth) -> bool:
    return all(one.get(part) == other.get(part) for part in ("ism", "father", "grandfather"))


def _reads_copy(w: Who, r: Row, t: Truth) -> bool:
    return _received(w, r) and runs(r, t) and r["read_at"] is None and w.may("read_disclosure")


def _takes_bulletin(w: Who, r: Row, t: Truth) -> bool:
    """Whoever answers for its recipient says once that the units were told."""
    waits = r["kind"] == "bulletin" and r["acknowledged_at"] is None
    return _received(w, r) and runs(r, t) and waits and w.may("acknowledge")


def _of_copy(w: Who, r: Row, t: Truth) -> bool:
    return _disclosure(w, t.get("gateway_disclosure", r["disclosure_id"]), t)


def _crossing(w: Who, r: Row, t: Truth) -> bool:
    if r["passage"] == "notice":
        return r["receiver_id"] is None and r["owner_id"] == w.home
    if r["passage"] == "plan_check":
        return mine(w, r, t) and r["receiver_id"] is not None and w.has("analyst", "liaison")
    if r["passage"] in ("threat", "revenge_risk"):
        return r["owner_id"] == w.home and r["receiver_id"] is not None
    if r["passage"] == "danger_question":
        return mine(w, r, t) and r["receiver_id"] is not None and w.has("prosecutor")
    if r["passage"] in ("plan_answer", "danger_assessed"):
        decides = w.has("protection_desk", "protection_head")
        return mine(w, r, t) and decides and r["decision_id"] is not None
    if r["passage"] == "information":
        return mine(w, r, t) and w.has("liaison")
    if r["passage"] in ("core_packet", "assessment"):
        return mine(w, r, t) and w.may("release") and r["decision_id"] is not None
    return False


def _glass(w: Who, r: Row, t: Truth) -> bool:
    """The owner's releaser and the inspector are told at once; the watch sees what became of it."""
    owner = r["owner_id"] in w.agencies and w.has("releaser")
    return owner or (r["recipient_id"] in w.agencies and w.has("watch_officer")) or w.has("inspector")


def _stop(w: Who, r: Row, t: Truth) -> bool:
    """Whoever is told in the agency that is told, and the inspector; not even the room that raised it (Q-23)."""
    is_told = r["told"] in w.roles & {"custody_officer", "prosecutor"} and r["agency_id"] in w.agencies
    return is_told or w.has("inspector")


VISIBLE: dict[str, Rule] = {
    "gateway_stop": _stop,
    "gateway_ask": _ask,
    "gateway_budgetraise": lambda w, r, t: mine(w, r, t) or w.has("watch_officer", "inspector"),
    "gateway_brokenglass": _glass,
    "gateway_hit": _hit,
    "gateway_order": mine,
    "gateway_crossing": lambda w, r, t: mine(w, r, t) or r["receiver_id"] in w.agencies or w.has("inspector"),
    "gateway_disclosure": _disclosure,
    "gateway_sentpicture": _of_copy,
    "gateway_permission": lambda w, r, t: mine(w, r, t) or r["recipient_id"] in w.agencies,
    "gateway_recall": lambda w, r, t: mine(w, r, t) or r["recipient_id"] in w.recalls or w.has("inspector"),
}
MAY_CHANGE: dict[tuple[str, str], Rule] = {
    ("gateway_disclosure", "read_at"): _reads_copy,
    ("gateway_disclosure", "acknowledged_at"): _takes_bulletin,
    ("gateway_disclosure", "acknowledged_by"): _takes_bulletin,
}
MAY_ADD: dict[str, Rule] = {
    # Nobody raises his own.
    "gateway_budgetraise": (
        lambda w, r, t: w.has("watch_officer") and r["raised_by"] == w.user and r["member_id"] != w.member
    ),
    "gateway_crossing": _crossing,
    "gateway_disclosure": (
        lambda w, r, t: (
            mine(w, r, t)
            and w.may("release")
            and r["recalled_at"] is None
            and r["read_at"] is None
            and r["acknowledged_at"] is None
            and r["opened_by"] is None
        )
    ),
    "gateway_order": (
        lambda w, r, t: mine(w, r, t) and w.has("prosecutor") and r["entered_by"] == w.user and r["revoked_at"] is None
    ),
    "gateway_permission": (
        lambda w, r, t: (
            r["recipient_id"] in w.agencies
            and w.has("liaison")
            and r["state"] == "asked"
            and _disclosure(w, t.get("gateway_disclosure", r["disclosure_id"]), t)
        )
    ),
}
DECIDERS: dict[str, tuple[str, ...]] = {
    "gateway.release": ("releaser", "list_keeper"),
    "gateway.recall": ("releaser", "list_keeper"),
    "gateway.permit": ("releaser",),
    "gateway.order": ("prosecutor",),
    "gateway.confirm_identity": ("watch_officer",),
    "gateway.raise_budget": ("watch_officer",),
    "gateway.break_glass": ("watch_officer",),
    "gateway.review_glass": ("releaser", "inspector"),
}
COUNTED = (
    "gateway_ask", "gateway_hit", "gateway_order", "gateway_disclosure", "gateway_permission", "gateway_recall",
    "gateway_budgetraise", "gateway_brokenglass",
)  # fmt: skip
QUERIED = {("gateway:ask", "again"): ("gateway_ask", "number")}
NAMED = {
    "stop_id": "gateway_stop",
    "ask_id": "gateway_ask", "hit_id": "gateway_hit", "disclosure_id": "gateway_disclosure",
    "permission_id": "gateway_permission", "recall_id": "gateway_recall", "order_id": "gateway_order",
    "glass_id": "gateway_brokenglass", "api:receipt": "gateway_ask.number",
}  # fmt: skip
BESIDE = {("gateway:number_new", "kind"): ("slip", "redress")}
SURFACES = {"gateway:stops": "notification", "gateway:recalls": "notification"}
EXPORTED = ("asks_of_my_agency", "refusals_by_code", "persons")
LISTED = (
    "gateway:glasses",
    "gateway:budgets",
    "gateway:asks",
    "gateway:hits",
    "gateway:disclosures",
    "gateway:recalls",
    "gateway:orders",
    "gateway:numbers",
    "gateway:calls",
    "gateway:stops",
    "gateway:validators",
    "gateway:ask",
)
UNLISTED = (
    "gateway:happened", "gateway:threat_new", "gateway:revenge_new", "gateway:order_new", "gateway:export",
    "api:ask", "api:export", "api:api-root",
)  # fmt: skip


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


def faults(t: Truth) -> Iterable[str]:
    """Copies at an agency that stands outside or of a record that ended, JOC-08 and JOC-11."""
    for row in t.rows["gateway_disclosure"]:
        standing = t.get("access_agency", row["recipient_id"])["standing"]
        if row["recalled_at"] is None and standing != "accredited":
            yield f"a copy runs at an agency that is {standing}: {row['number']}"
        subject = t.get("intelligence_subject", row["subject_id"])
        if row["recalled_at"] is None and subject.get("state") in ("cleared", "expired"):
            yield f"a copy of a subject that ended runs: {row['number']}"
        if row["recalled_at"] and not any(t.has("gateway_recall", disclosure_id=row["id"])):
            yield f"withdrawn without a recall: {row['number']}"
    for row in t.rows["gateway_hit"]:
        if row["validator_agency_id"] in (row["asker_id"], row["owner_id"]):
            yield f"judged by one of the two agencies: {row['id']}"
