"""Entries are read by the inspector, the agency whose record was touched and whoever acted; nobody changes one.

Leaves, nodes and checkpoints are added by the job that seals and by nobody else, and no login that serves people may
change or remove one.
"""

from tansiq.kernel.walls import ANYBODY, HOME, Wall, both, either, own, role, system

_ACTED = "user_id = (SELECT acl.user_id())"
_MINE = either("user_id IS NOT DISTINCT FROM (SELECT acl.user_id())")
# What is counted in public once its month is over (G14): acts by their code alone.
PUBLISHED = (
    "gateway.asked", "gateway.hit_judged", "gateway.disclosed", "gateway.recalled", "gateway.recall_acknowledged",
    "oversight.complaint_filed", "oversight.complaint_decided", "oversight.appeal_filed", "oversight.read_judged",
    "oversight.finding_closed", "oversight.footprint_opened",
)  # fmt: skip
_PUBLISHED = ", ".join(f"'{act}'" for act in PUBLISHED)
_SEALED = Wall(select=either(role("inspector"), system("seal")), insert=system("seal"))

_TREE = "hashes and signatures of the sealed log: without them nobody could show that nothing was removed"
# What no clock erases, and why.
KEPT = {
    "audit_entry": "that somebody acted, and when; its words stand beside it and go with the record that it is about",
    "audit_unsealed": "numbers of entries that the job has not yet sealed; it takes them out",
    **dict.fromkeys(("audit_leaf", "audit_node", "audit_checkpoint", "audit_cosignature", "audit_witnessed"), _TREE),
}

WALLS = {
    "audit_entry": Wall(
        ended="",
        select=either(
            role("inspector"),
            own("owner_id"),
            _ACTED,
            both(system("figures"), either("kind = 'refusal'", f"act IN ({_PUBLISHED})")),
            both(system("review"), "kind = 'read'"),
            system("seal"),
        ),
        insert=both(_MINE, "system = (SELECT acl.system())", f"agency_id IS NOT DISTINCT FROM {HOME}"),
    ),
    "audit_words": Wall(
        ended="true",
        # Public figures count entries and read no word.
        select=both("entry_id IN (SELECT id FROM audit_entry)", "(SELECT acl.system()) IS DISTINCT FROM 'figures'"),
        insert="acl.is_being_written(entry_id)",  # by whoever wrote the entry, and at once
        # Nobody erases the reasons for what he did himself.
        delete=both(
            role("inspector"),
            "EXISTS (SELECT 1 FROM audit_entry e WHERE e.id = entry_id"
            " AND e.user_id IS DISTINCT FROM (SELECT acl.user_id()))",
        ),
    ),
    # A trigger adds, with the owner's rights.
    "audit_unsealed": Wall(select=system("seal", "clock"), delete=system("seal")),
    "audit_leaf": _SEALED,
    "audit_node": _SEALED,
    "audit_checkpoint": Wall(
        select=either(role("inspector"), system("seal"), both(ANYBODY, "is_published")), insert=system("seal")
    ),
    "audit_cosignature": Wall(select="checkpoint_id IN (SELECT size FROM audit_checkpoint)", insert=system("seal")),
    "audit_witnessed": _SEALED,
}
