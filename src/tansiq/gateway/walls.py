"""Who sees what at the gateway. The counter and the room work under names of their own; nobody else reads across."""

from tansiq.kernel.walls import MINE, Wall, both, either, own, role, system

_ROOM = system("gateway")
_MACHINE = system("gateway", "matcher")
# A validator of neither agency, whom the owner has not excluded; afterwards only the one who judged.
_NOT_ASKER = f"NOT ({own('asker_id')})"  # rule: JOC-03 -> _NOT_ASKER = "true"
_NOT_OWNER = f"NOT ({own('owner_id')})"  # rule: JOC-03 -> _NOT_OWNER = "true"
_NOT_EXCLUDED = "NOT (excluded_ids && (SELECT acl.agency_ids()))"  # rule: JOC-03 -> _NOT_EXCLUDED = "true"
_NEUTRAL = both(
    # A life at risk is on the watch officer's desk at once, and he may judge it.
    either(role("validator"), both(role("watch_officer"), "is_urgent")),
    _NOT_ASKER,
    _NOT_OWNER,
    _NOT_EXCLUDED,
    either("state = 'pending'", "validated_by = (SELECT acl.user_id())"),
)
# The owner learns of a hit only after a person has found it to be the same man.
_JUDGED = "state IN ('validated', 'released', 'refused')"  # rule: JOC-03 -> _JUDGED = "true"
_VALIDATED_OWNER = both(MINE, _JUDGED, "tells_owner", role("releaser"))
_IN_LEASE = both(own("recipient_id"), "recalled_at IS NULL", "lease_ends_at > now()")
_CALLED = both(role("watch_officer"), "answer IN ('call_before_detaining', 'arrest_order')")
_RECALLED = "recipient_id = ANY ((SELECT acl.recall_agency_ids())::uuid[])"

WALLS = {
    "gateway_ask": Wall(
        select=either(MINE, _MACHINE, _CALLED),
        insert=both(MINE, "member_id IS NOT NULL"),
        update=either(_MACHINE, system("counter")),
        columns=("answer", "order_id", "confirmed_at", "confirmed_by", "matched_at"),
    ),
    "gateway_hit": Wall(
        select=either(_NEUTRAL, _VALIDATED_OWNER, _MACHINE),
        insert=system("matcher"),
        update=_ROOM,
    ),
    "gateway_order": Wall(select=either(MINE, system("counter"), _ROOM), insert=MINE, update=MINE),
    "gateway_crossing": Wall(
        select=either(MINE, own("receiver_id"), role("inspector")), insert=either(MINE, _MACHINE)
    ),
    "gateway_disclosure": Wall(
        select=either(MINE, _IN_LEASE, _ROOM), insert=either(MINE, _ROOM), update=either(MINE, _IN_LEASE, _ROOM),
        after="true",
        columns=("read_at", "recalled_at", "lease_ends_at"),
    ),
    "gateway_permission": Wall(
        select=either(MINE, own("recipient_id")), insert=own("recipient_id"), update=MINE,
        columns=("state", "decided_at", "decision_id"),
    ),
    "gateway_recall": Wall(
        select=either(MINE, _RECALLED, role("inspector"), _ROOM), insert=either(MINE, _ROOM),
        update=either(both(_RECALLED, "state <> 'not_sent'"), _ROOM),
        columns=("state", "copies", "kept_basis", "words", "acknowledged_at", "acknowledged_by"),
    ),
}  # fmt: skip
