"""Who sees what at the gateway. The counter and the room work under names of their own; nobody else reads across."""

from tansiq.kernel.wall_functions import footprint, kits_read
from tansiq.kernel.walls import ACTS, HOME, IN_PERSON, ME, MINE, Wall, both, either, may, only, own, role, system

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
# What came by breaking the glass is for the one reader who broke it.
_ONE_READER = f"(opened_by IS NULL OR opened_by = {ACTS})"  # rule: W-1 -> _ONE_READER = "true"
_IN_LEASE = both(own("recipient_id"), "recalled_at IS NULL", "lease_ends_at > now()", _ONE_READER)
_CALLED = both(role("watch_officer"), "answer IN ('call_before_detaining', 'arrest_order')")
_RECALLED = "recipient_id = ANY ((SELECT acl.recall_agency_ids())::uuid[])"
# Of the custody room: who orders a release, or carries it out.
_RELEASES = may("custody.record", "custody.order", "custody.court")
# Whoever belongs to the asker's agency writes down what happened, whatever the agency's standing; and reads nothing.
_WITNESS = both(system("witness"), f"owner_id = {HOME}")
# The counter answers and the matcher marks; nobody writes an answer for himself.
_ANSWERED = both(
    system("counter"),
    only("answer", "order_id", "confirmed_at", "confirmed_by"),
    may("gateway.confirm_identity"),
    "OLD.answer = 'call_before_detaining'",
    "NEW.answer = 'arrest_order'",
    f"NEW.confirmed_by = {ACTS}",
)
_MATCHED = both(system("matcher"), only("matched_at"), "OLD.matched_at IS NULL")
_OF_A_COPY = (
    "EXISTS (SELECT 1 FROM gateway_disclosure d WHERE d.id = gateway_permission.disclosure_id"
    " AND d.owner_id = gateway_permission.owner_id AND d.recipient_id = gateway_permission.recipient_id)"
)
_MY_CROSSING = either(
    both("passage IN ('core_packet', 'assessment')", may("gateway.release"), "decision_id IS NOT NULL"),
    both("passage = 'information'", may("intelligence.request", "intelligence.answer")),
)
_OWNER_SAYS = ("owner_verdict", "owner_member_id", "owner_reviewed_at")
_INSPECTOR_SAYS = ("inspector_verdict", "inspector_member_id", "inspector_reviewed_at")
# A plan's outline goes to the protection desk from whoever plans, a threat to a life from anybody; back comes one word.
_TO_PROTECTION = both(
    either(
        both("passage = 'plan_check'", MINE, may("intelligence.plan")),
        both("passage IN ('threat', 'revenge_risk')", f"owner_id = {HOME}"),
        both("passage = 'danger_question'", MINE, may("cooperation.open"), IN_PERSON),
    ),
    "receiver_id IS NOT NULL",
)
_FROM_PROTECTION = either(
    both(system("protection"), "passage = 'plan_call'"),
    both(
        "passage IN ('plan_answer', 'danger_assessed')",
        MINE,
        may("protection.decide"),
        "decision_id IS NOT NULL",
        IN_PERSON,
    ),
)
# A notice goes to the inspector from anybody, in the name of his own agency.
_NOTICE = both("passage = 'notice'", "receiver_id IS NULL", either(f"owner_id = {HOME}", "(SELECT acl.system()) <> ''"))
_TOLD_OF_STOP = both(
    own("agency_id"),  # rule: Q-23 -> "true",
    either(*(both(f"told = '{name}'", role(name)) for name in ("custody_officer", "prosecutor"))),
)

WALLS = {
    "gateway_ask": Wall(ended="true",
        select=either(MINE, _MACHINE, _CALLED, _WITNESS),
        insert=both(
            system("counter"), MINE, may("gateway.ask"), f"member_id = {ME}", "confirmed_at IS NULL",
            "matched_at IS NULL",
        ),
        update=system("matcher", "counter"),
        change=either(_ANSWERED, _MATCHED),
        columns=("answer", "order_id", "confirmed_at", "confirmed_by", "matched_at"),
    ),
    "gateway_budgetraise": Wall(ended="until <= now()",
        select=either(MINE, role("watch_officer", "inspector")),
        insert=both(may("gateway.raise_budget"), f"raised_by = {ACTS}", f"member_id <> {ME}"),
    ),
    "gateway_hit": Wall(ended="true", blanked=("state",),
        select=either(_NEUTRAL, _VALIDATED_OWNER, _MACHINE),
        insert=both(system("matcher"), "state = 'pending'", "validated_by IS NULL"),
        update=_ROOM,
        change=only("state", "due_at", "validated_by", "validator_agency_id", "validated_at", "decided_at"),
    ),
    "gateway_order": Wall(
        # One that was revoked speaks for whom it named.
        ended="revoked_at IS NULL", blanked=("revoked_at",),
        select=either(MINE, system("counter"), _ROOM),
        insert=both(MINE, may("gateway.order"), f"entered_by = {ACTS}", "revoked_at IS NULL", "held_at IS NULL"),
        # Whoever entered it revokes it; the room ends it for somebody who was released and cleared.
        update=either(MINE, _ROOM),
        columns=("revoked_at", "revoked_by", "held_at", "held_by"),
        change=both(
            "OLD.revoked_at IS NULL",
            either(
                both(only("revoked_at", "revoked_by"), "NEW.revoked_at IS NOT NULL", f"NEW.revoked_by = {ACTS}",
                     either(may("gateway.order"), both(_ROOM, _RELEASES))),
                # On hold with a release; again in force by its authority alone.
                both(only("held_at", "held_by"), "NEW.held_at IS NOT NULL", f"NEW.held_by = {ACTS}", _ROOM, _RELEASES),
                both(only("held_at", "held_by"), "OLD.held_at IS NOT NULL", "NEW.held_at IS NULL",
                     "NEW.held_by IS NULL", IN_PERSON, may("gateway.order")),
            ),
        ),
    ),
    # Each agency that is told has a stop of its own: nobody takes one in hand for another.
    "gateway_stop": Wall(
        select=either(_TOLD_OF_STOP, role("inspector"), system("gateway")),
        insert=system("gateway"), update=either(_TOLD_OF_STOP, system("gateway")),
        columns=("acknowledged_at", "acknowledged_by", "heard_from", "lifted_at"),
        change=either(
            both(only("acknowledged_at", "acknowledged_by", "heard_from"), "OLD.acknowledged_at IS NULL",
                 "NEW.acknowledged_at IS NOT NULL", f"NEW.acknowledged_by = {ACTS}"),
            both(system("gateway"), only("lifted_at"), "OLD.lifted_at IS NULL", "NEW.lifted_at IS NOT NULL"),
        ),
    ),
    "gateway_crossing": Wall(
        select=either(MINE, own("receiver_id"), role("inspector")),
        insert=either(_MACHINE, both(MINE, _MY_CROSSING), _NOTICE, _TO_PROTECTION, _FROM_PROTECTION),
    ),
    "gateway_disclosure": Wall(ended="lease_ends_at <= now()", blanked=("read_at",),
        select=either(MINE, _IN_LEASE, _ROOM),
        insert=both(
            either(both(MINE, may("gateway.release")), _ROOM), "recalled_at IS NULL", "read_at IS NULL",
            "acknowledged_at IS NULL", either("opened_by IS NULL", both(_ROOM, f"opened_by = {ACTS}")),
        ),
        update=either(_IN_LEASE, _ROOM),
        columns=("read_at", "acknowledged_at", "acknowledged_by", "recalled_at", "lease_ends_at"),
        # The recipient notes that it was read; only the room withdraws, and nobody ever lengthens a lease.
        change=either(
            both(IN_PERSON, only("read_at"), "OLD.read_at IS NULL", may("gateway.read_disclosure")),
            both(
                IN_PERSON, only("acknowledged_at", "acknowledged_by"), "OLD.kind = 'bulletin'",
                "OLD.acknowledged_at IS NULL", "NEW.acknowledged_at IS NOT NULL", f"NEW.acknowledged_by = {ACTS}",
                may("gateway.acknowledge"),
            ),
            both(
                _ROOM, only("recalled_at", "lease_ends_at"), "OLD.recalled_at IS NULL", "NEW.recalled_at IS NOT NULL",
                "NEW.lease_ends_at <= NEW.recalled_at",
            ),
        ),
    ),
    # A picture exists where its copy does.
    "gateway_sentpicture": Wall(ended="true",
        select="disclosure_id IN (SELECT id FROM gateway_disclosure)",
        insert=both(_ROOM, "disclosure_id IN (SELECT id FROM gateway_disclosure WHERE kind = 'bulletin')"),
    ),
    "gateway_permission": Wall(ended="true",
        select=either(MINE, own("recipient_id")),
        insert=both(own("recipient_id"), may("gateway.ask_permission"), "state = 'asked'", _OF_A_COPY),
        update=MINE,
        columns=("state", "decided_at", "decision_id"),
        change=both(
            "OLD.state = 'asked'", "NEW.state IN ('granted', 'refused')", "NEW.decision_id IS NOT NULL",
            may("gateway.permit"),
        ),
    ),
    "gateway_recall": Wall(ended="state IN ('deleted', 'corrected')",
        select=either(MINE, _RECALLED, role("inspector"), _ROOM),
        insert=both(_ROOM, "state IN ('sent', 'not_sent')", "acknowledged_at IS NULL"),
        update=both(_RECALLED, "state <> 'not_sent'"),
        columns=("state", "copies", "kept_basis", "words", "acknowledged_at", "acknowledged_by"),
        # Answered once, by a person; a suspended agency has no roles left, and still answers.
        change=both(
            "OLD.state = 'sent'", "NEW.state IN ('deleted', 'corrected', 'kept')", f"NEW.acknowledged_by = {ACTS}",
            either(may("gateway.acknowledge"), "cardinality((SELECT acl.agency_ids())) = 0"),
        ),
    ),
    # Told at once: the owner and the inspector; whoever opened it sees what became of it.
    "gateway_brokenglass": Wall(
        ended="owner_verdict <> '' AND inspector_verdict <> ''",
        select=either(
            both(own("owner_id"), role("releaser")), both(own("recipient_id"), role("watch_officer")),
            role("inspector"), _ROOM,
        ),
        insert=both(
            _ROOM, may("gateway.break_glass"), f"member_id = {ME}", f"user_id = {ACTS}", f"recipient_id = {HOME}",
            "owner_verdict = ''", "inspector_verdict = ''",
        ),
        update=_ROOM,
        columns=(*_OWNER_SAYS, *_INSPECTOR_SAYS),
        # Each side once and for itself, and never whoever opened it (W-2).
        change=both(
            f"OLD.member_id <> {ME}",
            either(
                both(own("OLD.owner_id"), may("gateway.review_glass"), only(*_OWNER_SAYS), "OLD.owner_verdict = ''",
                     "NEW.owner_verdict <> ''", f"NEW.owner_member_id = {ME}"),
                both(role("inspector"), only(*_INSPECTOR_SAYS), "OLD.inspector_verdict = ''",
                     "NEW.inspector_verdict <> ''", f"NEW.inspector_member_id = {ME}"),
            ),
        ),
    ),
}  # fmt: skip

# Answered to one system actor each: whom reads were about, and what is held about whom some kits mean.
FUNCTIONS = {
    **kits_read(
        "gateway",
        """
        SELECT lately.id, a.kit_id FROM lately JOIN public.gateway_ask a ON a.id = lately.subject_id
        UNION ALL SELECT lately.id, o.kit_id FROM lately JOIN public.gateway_order o ON o.id = lately.subject_id
        UNION ALL SELECT lately.id, h.ask_kit_id FROM lately JOIN public.gateway_hit h ON h.id = lately.subject_id
        UNION ALL SELECT lately.id, h.held_kit_id FROM lately JOIN public.gateway_hit h ON h.id = lately.subject_id
        UNION ALL SELECT lately.id, d.held_kit_id FROM lately
          JOIN public.gateway_disclosure d ON d.id = lately.subject_id WHERE d.held_kit_id IS NOT NULL
        UNION ALL SELECT lately.id, n.holder_kit_id FROM lately
          JOIN public.people_protectivenumber n ON n.id = lately.subject_id
        UNION ALL SELECT lately.id, h.held_kit_id FROM lately JOIN public.gateway_brokenglass g
          ON g.id = lately.subject_id JOIN public.gateway_hit h ON h.id = g.hit_id
        """,
    ),
    **footprint(
        "gateway",
        """
        SELECT told.* FROM (
          SELECT 'ask', owner_id, number, purpose, asked_at, NULL::timestamptz
            FROM public.gateway_ask WHERE kit_id = ANY (kits)
          UNION ALL SELECT 'disclosure', recipient_id, number, '', disclosed_at, lease_ends_at
            FROM public.gateway_disclosure WHERE held_kit_id = ANY (kits) AND recalled_at IS NULL
          UNION ALL SELECT 'order', owner_id, number, 'ORDER_EXECUTION', entered_at, coalesce(revoked_at, valid_until)
            FROM public.gateway_order WHERE kit_id = ANY (kits)
          UNION ALL SELECT 'number', owner_id, number, '', issued_at, coalesce(revoked_at, valid_until)
            FROM public.people_protectivenumber WHERE holder_kit_id = ANY (kits)
          -- Who read an order may be told once it has ended and no other stands (G13).
          UNION ALL SELECT 'order_reads', e.agency_id, o.number, '', min(e.at), max(e.at)
            FROM public.gateway_order o JOIN public.audit_entry e ON e.subject_id = o.id
            WHERE o.kit_id = ANY (kits) AND e.kind = 'read' AND e.agency_id = o.owner_id
            AND NOT EXISTS (SELECT FROM public.gateway_order s WHERE s.kit_id = ANY (kits) AND s.revoked_at IS NULL
              AND s.valid_until > now()) -- rule: G13 -> AND false)
            GROUP BY e.agency_id, o.number
          UNION ALL SELECT 'number_reads', e.agency_id, n.number, '', min(e.at), max(e.at)
            FROM public.people_protectivenumber n JOIN public.audit_entry e ON e.subject_id = n.id
            WHERE n.holder_kit_id = ANY (kits) AND e.kind = 'read' AND e.agency_id = n.owner_id
            AND (n.revoked_at IS NOT NULL OR n.valid_until <= now()) -- rule: G13
            GROUP BY e.agency_id, n.number
        ) AS told WHERE acl.system() = 'footprint'
        """,
    ),
}
