"""A decision is read by the agency it belongs to, by its parties and by the inspector; nobody changes one."""

from tansiq.kernel.walls import Wall, both, either, own, role

_PARTY = "party_ids && (SELECT acl.agency_ids())"

WALLS = {
    "decisions_decision": Wall(
        select=either(own("owner_id"), _PARTY, role("inspector")),
        # A person decides: without a user in the transaction there is no decision (G1).
        insert=both("(SELECT acl.user_id()) IS NOT NULL", "(SELECT acl.system()) = ''"),
    )
}
